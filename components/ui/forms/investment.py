"""Step 6: the money, the best plan under it, who pays what when, what is left out and why, and the workbook."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from components.framework.catalogue import load
from components.ui import session, widgets
from components.ui.forms import (
    decision,
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
from components.walk import firm as firm_work
from components.walk import results
from components.workbook.write import book
from components.workshop import people
from components.workshop.store import Store

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

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
    "file": reopen.draw,
}


def draw() -> None:
    """One part at a time: only what is looked at is computed and drawn."""
    widgets.sections("step6", PARTS)


def download() -> None:
    """The workbook, written when the button is pressed. That happens outside the page, which then knows neither address
    nor cookie: what it needs is settled here, where the role was checked.
    """
    t = session.t()
    if not people.may(session.role(), "download_workbook"):
        return
    make = partial(_workbook, session.store(), str(session.workshop()), session.language())
    st.download_button(
        t("step6.download"),
        session.guarded("download_workbook", make),
        _file_name(),
        _XLSX,
        key="download",
        type="primary",
        on_click="ignore",
        width="stretch",
    )


def _workbook(store: Store, code: str, language: str) -> bytes:
    catalogue = load()
    seen = results.snapshot(store, code)
    evidence, plan = results.evidence(seen, catalogue), results.plan(seen, catalogue)
    firmness = firm_work.of_now(firm_work.place(store, code), seen, plan, catalogue)
    return book.write(
        seen,
        evidence,
        plan,
        catalogue,
        results.parameters(seen),
        language,
        at=datetime.now(UTC),
        firmness=firmness,
        trials=() if firmness else results.trials(seen, catalogue, plan),
    )


def _file_name() -> str:
    return f"plan-{session.workshop()}-{session.language()}.xlsx"
