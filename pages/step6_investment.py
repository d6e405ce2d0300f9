"""Step 6: investment plan."""

from components.ui import frame, session
from components.ui.forms import investment

session.require(*session.EDITORS)
with frame.step(6):
    investment.draw()
