"""Who is here and who is missing, invitations, sittings, and the erasing of somebody's words."""

from components.ui import frame, session
from components.ui.forms import people

session.require(*session.EDITORS)
frame.console("people")
people.draw()
