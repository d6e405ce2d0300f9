"""The room: how to join, who is here, which ballot is open, how long is left."""

from components.ui import frame, session
from components.ui.forms import room

session.require(*session.EDITORS)
frame.console("room")
room.draw()
