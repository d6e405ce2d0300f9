"""The launcher: the screens and the phones' ballot in one process.

`streamlit run app.py` finds `app`. The screens' script lies in a folder of its own with no `pages/` folder beside it,
so that no page can be reached by its address before the script has decided what this visitor may open.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from components.ballot.compression import StaticCompression
from components.ballot.protection import Protection
from components.ballot.routes import routes
from components.framework.catalogue import load
from components.ui import startup
from components.workshop.open_store import shared_store

startup.stay_on_this_machine()
app = st.App(
    Path(__file__).parent / "pages" / "main.py",
    lifespan=startup.announced,
    routes=routes(shared_store, load),
    middleware=[Middleware(Protection), Middleware(StaticCompression)],
)
