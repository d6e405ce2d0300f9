"""The Streamlit script: language, role, and which pages this browser can reach."""

from __future__ import annotations

import streamlit as st

from components.ui import session, theme

st.set_page_config(page_title="Connected cities", page_icon="●", layout="wide", initial_sidebar_state="collapsed")
theme.inject()
session.set_cookie()
names = ["start"]
if session.may(*session.EDITORS):
    names += [
        "room",
        "step1_agreement",
        "step2_connectivity",
        "step3_feasibility",
        "step4_networks",
        "step5_partnership",
        "step6_investment",
    ]
if session.may(*session.EDITORS, session.OBSERVER):
    names += ["present"]
names += ["method"]
pages = [
    st.Page(f"{name}.py", url_path="" if name == "start" else name.split("_")[-1], default=name == "start")
    for name in names
]
st.navigation(pages, position="hidden").run()
