"""Step 6: how firmly the room stands behind the plan, tested when somebody asks for it."""

from __future__ import annotations

import streamlit as st

from components.investment import robustness
from components.investment.firmness import Firmness
from components.investment.portfolio import INFEASIBLE
from components.ui import progress, session, widgets
from components.ui.charts import firmness as charts
from components.ui.charts.figure import draw as draw_figure
from components.walk import firm


def draw() -> None:
    """The button that begins the test, its progress, and the last result, marked when it is of an earlier state."""
    t, plan = session.t(), session.standing()
    if not any(line.chosen for line in plan.plan.lines):
        st.info(t("step6.empty"))
        return
    if plan.plan.portfolio.status == INFEASIBLE:
        # What must be in stays in whatever is changed: a test would call that firm.
        st.info(t("firm.impossible"))
        return
    where = firm.place(session.store(), str(session.workshop()))
    standing = firm.standing(where, session.snapshot(), plan.plan, session.catalogue())
    st.caption(t("firm.what", seconds=t.number(session.parameters().value("firmness.seconds"))))
    with st.container(key="firm-work"):
        if standing.job is not None:
            progress.background(standing.job, t("firm.going"), key="firm_cancel")
        elif standing.found is None or standing.old:
            label = t("firm.begin" if standing.found is None else "firm.again")
            widgets.button(label, _begin, key="firm_begin", type="primary", disabled=not plan.job.done)
            if not plan.job.done:
                st.caption(t("firm.plan_first"))
        progress.failed(standing.error)
    if standing.found is not None:
        _shown(standing.found, standing.seconds, old=standing.old)


def _begin() -> None:
    where = firm.place(session.store(), str(session.workshop()))
    firm.start(where, session.snapshot(), session.plan(), session.catalogue())


def _shown(found: Firmness, seconds: float, *, old: bool) -> None:
    t, state, catalogue, parameters = session.t(), session.state(), session.catalogue(), session.parameters()
    if old:
        st.warning(t("firm.old"))
    sentence, values = found.stability
    st.markdown(f"**{widgets.escaped(t(sentence, **dict(values)))}**")
    core, out = parameters.value("firmness.core"), parameters.value("firmness.out")
    draw_figure(t, charts.bars_figure(t, state, found, core=core, out=out))
    splits = charts.splits_figure(t, state, catalogue, session.evidence(), found)
    if splits is not None:
        draw_figure(t, splits)
    sizes = {code: parameters.value(code) for code in robustness.PARAMETERS}
    draw_figure(t, charts.changes_figure(t, state, catalogue, found, sizes))
    st.caption("  \n".join(widgets.escaped(line) for line in charts.facts(t, found, seconds)))
