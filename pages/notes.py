"""The presenter's notes to the officials' ten minutes; on the facilitator's own screen, never on the projector."""

from components.ui import session, theme
from components.ui.forms import present_notes

session.require(*session.EDITORS)
if session.state().setting.demonstration:
    theme.ribbon(session.t())
present_notes.draw()
