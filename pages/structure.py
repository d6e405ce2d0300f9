"""Step 2 in depth: networks, jobs, size, mechanisms."""

import streamlit as st

from components.ui import frame, session
from components.ui.forms import structure

session.require(*session.EDITORS)
frame.top(2)
st.title(session.t()("structure.title"), anchor=False)
st.caption(session.t()("structure.purpose"))
structure.draw()
