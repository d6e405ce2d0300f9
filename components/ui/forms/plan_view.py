"""Step 6: the best plan under the money: what is built when, and what it costs by year."""

from __future__ import annotations

import streamlit as st

from components.ui import session
from components.ui.charts import plan as charts


def draw() -> None:
    """The plan by year."""
    t = session.t()
    if not any(line.chosen for line in session.plan().lines):
        st.info(t("step6.empty"))
        return
    charts.gantt(t, session.state(), session.plan())
    charts.money_by_year(t, session.state(), session.plan())
