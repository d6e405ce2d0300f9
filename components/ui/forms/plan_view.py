"""Step 6: the best plan under the money: in one sentence, over its years, and what it costs by year."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from components.errors import InputError
from components.investment.candidates import sources_in_use
from components.investment.crossing import unpaid
from components.investment.funds import years_of_money
from components.investment.nominal import nominal, price_level
from components.investment.originals import spent_to_date
from components.investment.payments import CAPEX
from components.investment.plan_records import Plan
from components.investment.running import RunningTotal, running, running_total
from components.ui import session, solving
from components.ui.charts.figure import draw as draw_figure
from components.ui.charts.funding import constant, funding_figure
from components.ui.charts.headline import headline_figure
from components.ui.charts.marks import option_name
from components.ui.charts.paying import Row, paying_figure
from components.ui.charts.timeline import gantt_figure
from components.ui.forms import tryout


def draw() -> None:
    """The plan by year."""
    solving.status_line()
    t, state, plan = session.t(), session.state(), session.plan()
    chosen = [line.option for line in plan.lines if line.chosen]
    if not chosen:
        if session.standing().job.done:
            st.info(t("step6.empty"))
        return
    after = running_after(plan)
    head = headline_figure(
        t, state, plan, after, spent=spent_to_date(chosen, state), nominal=_nominal_investment(plan)
    )
    draw_figure(t, head)
    _try()
    draw_figure(t, replace(gantt_figure(t, state, plan), lead=False))
    sources = sources_in_use(state, session.catalogue(), session.parameters())
    certainties = tuple(row.code for row in session.catalogue().certainties)
    draw_figure(t, funding_figure(t, state, years_of_money(state, plan.flows, sources, certainties), after))
    _lacking(plan)


def _try() -> None:
    """The sliders of money and cost key, where the plan stands that they move."""
    box = st.expander(session.t()("money.try"), key="plan-try", icon=":material/tune:", on_change="rerun")
    with box:
        if box.open:
            tryout.draw()


def _lacking(plan: Plan) -> None:
    """What nobody pays yet, by project and year; nothing is drawn when every part has a payer."""
    t, state = session.t(), session.state()
    found = unpaid(plan.flows, state.setting.plan_years)
    if not found.total:
        return
    options = {option.code: option for option in state.options}
    words = {code: f"{code} {option_name(t, state, options[code])}" for code in found.rows}
    most, code = max(zip(found.row_sums, found.rows, strict=True))
    unit = state.setting.money_unit
    draw_figure(
        t,
        paying_figure(
            t,
            found,
            {code: Row(escape(name), name) for code, name in words.items()},
            title=t("money.lacks.title", name=words[code], amount=most, total=t.money(found.total, unit)),
            subtitle=t("money.lacks.subtitle", unit=unit, prices=constant(t, state)),
            head=t("money.by.option"),
        ),
    )


def running_after(plan: Plan) -> RunningTotal:
    """What the options of the plan cost to run in each year after it."""
    state = session.state()
    chosen = [line.option for line in plan.lines if line.chosen]
    return running_total(running(state, plan.sharing, chosen), [city.code for city in state.cities])


def _nominal_investment(plan: Plan) -> int | None:
    """The investment in the money of each year; None when the view is off or a rise of prices is not stated."""
    state = session.state()
    if not state.setting.nominal:
        return None
    try:
        return sum(row.amount for row in nominal([row for row in plan.flows if row.kind == CAPEX], price_level(state)))
    except InputError:
        return None
