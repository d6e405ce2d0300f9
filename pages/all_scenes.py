"""All scenes of the officials' ten minutes on one page, to be printed beforehand."""

from components.ui import session
from components.ui.forms import present_leaves

session.require(*session.EDITORS)
present_leaves.draw()
