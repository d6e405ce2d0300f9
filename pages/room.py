"""The room: how to join, who is here, which ballots are open."""

from components.ui import frame, session
from components.ui.forms import room

session.require(*session.EDITORS)
frame.top()
room.draw()
