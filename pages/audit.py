"""Any figure once more, from its marks, step by step."""

import streamlit as st

from components.ui import frame, session
from components.ui.forms import audit

session.require(*session.READERS)
frame.top()
st.title(session.t()("audit.title"), anchor=False)
st.caption(session.t()("audit.purpose"))
audit.draw()
