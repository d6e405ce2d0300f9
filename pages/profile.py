"""One city on one page, to be shared with the partners."""

import streamlit as st

from components.ui import frame, session
from components.ui.forms import profile

session.require(*session.EDITORS)
frame.top(2)
st.title(session.t()("profile.title"), anchor=False)
profile.draw()
