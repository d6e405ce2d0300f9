"""Step 6: the money, the best plan under it, who pays what when, what is left out and why, and the workbook."""

from __future__ import annotations

import streamlit as st

from components.ui import session, widgets
from components.ui.forms import (
    decision,
    downloads,
    fair,
    firm,
    leaving,
    left_out,
    money,
    money_map,
    pays,
    plan_view,
    reopen,
    scenarios,
    tiers,
    trace,
)


def draw() -> None:
    """One part at a time: only what is looked at is computed and drawn."""
    widgets.sections("step6", PARTS)


def download() -> None:
    """The workbook and the briefing for whoever may take them, as they stand on the officials' scene."""
    downloads.offer()


def _files() -> None:
    """What leaves the room, and an edited workbook that comes back."""
    downloads.draw()
    st.subheader(session.t()("files.title.back"), anchor=False)
    reopen.draw()


PARTS = {
    "plan": plan_view.draw,
    "money": money.draw,
    "pays": pays.draw,
    "out": left_out.draw,
    "tiers": tiers.draw,
    "fair": fair.draw,
    "leave": leaving.draw,
    "map": money_map.draw,
    "firm": firm.draw,
    "compare": scenarios.draw,
    "trace": trace.draw,
    "decision": decision.draw,
    "file": _files,
}
