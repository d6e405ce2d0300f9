"""Step 3: feasibility of partnerships."""

from components.ui import frame, session
from components.ui.forms import feasibility

session.require(*session.EDITORS)
with frame.step(3):
    feasibility.draw()
