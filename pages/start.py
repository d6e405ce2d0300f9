"""The first page: before a workshop is open, and a workshop's own facts."""

from components.ui import frame, session
from components.ui.forms import setup, welcome

frame.top()
if session.may(*session.EDITORS):
    setup.draw()
else:
    welcome.draw()
