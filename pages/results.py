"""What the room has revealed, to be read: for observers and table hosts, and for whoever leads."""

from components.ui import frame, session
from components.ui.forms import downloads, results

session.require(*session.READERS)
frame.top()
results.draw()
downloads.draw()
