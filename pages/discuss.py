"""What the room talks about: flagged items, second rounds, parking list, notes."""

from components.ui import frame, session
from components.ui.forms import discuss

session.require(*session.EDITORS)
frame.console("discuss")
discuss.draw()
