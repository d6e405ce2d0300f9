"""Step 6: why an option is not in the plan, or not ready."""

from __future__ import annotations

import streamlit as st

from components.investment.plan_records import PlanLine
from components.ui import session, widgets
from components.workshop.records.options import Option


def draw() -> None:
    """Every option left out or held back, with its reason."""
    t = session.t()
    lines = session.plan().lines
    for name, rows in (
        ("left_out", [line for line in lines if not line.chosen]),
        ("not_ready", [line for line in lines if line.chosen and line.why]),
    ):
        if rows:
            st.subheader(t(f"step6.{name}"), anchor=False)
        for line in rows:
            _why(line)
    if all(line.chosen and not line.why for line in lines):
        st.info(t("step6.nothing_out"))


def _why(line: PlanLine) -> None:
    t = session.t()
    name = session.state().one(Option, line.option).name
    with st.container(border=True):
        st.text(f"{line.option} {name}")
        if line.why:
            st.caption(widgets.escaped(t(line.why, **dict(line.why_values))))
