"""Step 5: partnership programme."""

from components.ui import frame, session
from components.ui.forms import partnership

session.require(*session.EDITORS)
with frame.step(5):
    partnership.draw()
