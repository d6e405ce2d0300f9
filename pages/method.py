"""How every number is made."""

from components.ui import frame
from components.ui.forms import method

frame.top()
method.draw()
