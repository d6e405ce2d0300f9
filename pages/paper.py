"""Paper and Excel: score sheets to print, to fill in without a connection, and to read back."""

from components.ui import frame, session
from components.ui.forms import paper

session.require(*session.SHEET_KEEPERS)
frame.console("paper")
paper.draw()
