"""The agenda and its clock."""

from components.ui import frame, session
from components.ui.forms import agenda

session.require(*session.EDITORS)
frame.console("agenda")
agenda.draw()
