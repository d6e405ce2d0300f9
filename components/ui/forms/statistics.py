"""The statistics behind a flag, one click away: nothing is computed until somebody opens them."""

from __future__ import annotations

import streamlit as st

from components.analysis import statistics
from components.analysis.evidence import Agreement
from components.ui import session
from components.ui.charts import statistics as charts


def behind(row: Agreement) -> None:
    """An expander with the published statistics of one item about one subject."""
    t = session.t()
    key = f"statistics.{row.instrument}.{row.item}.{row.subject}"
    box = st.expander(t("charts.statistics.open"), key=key, on_change="rerun")
    with box:
        if not box.open:
            return
        found = statistics.of(session.snapshot(), session.evidence(), row.instrument, row.item, row.subject)
        if found:
            charts.draw(t, session.state(), session.catalogue(), found)
