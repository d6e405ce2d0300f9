"""What the ballots ask: statements, ballots of the room's own, settings."""

from components.ui import frame, session
from components.ui.forms import ballot_editor

session.require(*session.EDITORS)
frame.console("ballots")
ballot_editor.draw()
