"""Step 1: collaboration agreement."""

from components.ui import frame, session
from components.ui.forms import agreement

session.require(*session.EDITORS)
with frame.step(1):
    agreement.draw()
