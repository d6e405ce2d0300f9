"""Step 4: hard and soft network investments."""

from components.ui import frame, session
from components.ui.forms import networks

session.require(*session.EDITORS)
with frame.step(4):
    networks.draw()
