"""The Streamlit script: language, role, and which pages this browser can reach."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.ui import session, theme

LEADING = (
    "room",
    "discuss",
    "agenda",
    "ballots",
    "people",
    "paper",
    "step1_agreement",
    "step2_connectivity",
    "structure",
    "profile",
    "step3_feasibility",
    "step4_networks",
    "step5_partnership",
    "step6_investment",
    "notes",
    "all_scenes",
)
HERE = Path(__file__).parent

st.set_page_config(page_title="Connected cities", page_icon="●", layout="wide", initial_sidebar_state="collapsed")
theme.inject()
session.set_cookie()
names = ["start"]
if session.may(*session.EDITORS):
    names += [name for name in LEADING if (HERE / f"{name}.py").exists()]
elif session.may(*session.SHEET_KEEPERS):
    names += ["paper"]
if session.may(*session.READERS):
    names += ["results", "audit"]
if session.may(*session.AUDIENCE):
    names += ["present"]
names += ["method"]
pages = [
    st.Page(f"{name}.py", url_path="" if name == "start" else name.split("_")[-1], default=name == "start")
    for name in names
]
st.navigation(pages, position="hidden").run()
