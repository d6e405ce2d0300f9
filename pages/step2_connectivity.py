"""Step 2: connectivity and clusters."""

from components.ui import frame, session
from components.ui.forms import connectivity

session.require(*session.EDITORS)
with frame.step(2):
    connectivity.draw()
