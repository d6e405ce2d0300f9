"""The officials' ten minutes: full screen, read only."""

from components.ui import session, theme
from components.ui.forms import present

session.require(*session.AUDIENCE)
if session.state().setting.demonstration:
    theme.ribbon(session.t())
present.draw()
