"""Step 6, compare: what would be under other money, keys and costs; scenarios that the room keeps; plans side by side.

Nothing here changes the workshop until somebody takes a value over.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from components.framework.catalogue import load
from components.investment import adopted
from components.ui import progress, session, whatif, widgets
from components.ui.charts import plan as plan_charts
from components.ui.charts.scenarios import Beside, compare_plans
from components.ui.forms import downloads, scenario_making, scenario_values, tryout
from components.workbook.scenario_book import scenario_book
from components.workshop.edits import scenarios as edits
from components.workshop.records.scenarios import Scenario

_MOST = 2
_ADOPTED = "adopted"


def draw() -> None:
    """One part at a time."""
    widgets.sections("compare", {"try": tryout.draw, "scenarios": _scenarios, "beside": _beside})


def _scenarios() -> None:
    """The scenarios of the room; one of them is open."""
    t, state = session.t(), session.state()
    st.caption(t("scenarios.what"))
    scenario_making.draw()
    rows = sorted(state.all(Scenario), key=lambda one: (one.order, one.code))
    if not rows:
        st.info(t("scenarios.none"))
        return
    names = {one.code: one.name for one in rows}
    opened = session.remembered("compare_open")
    session.seed("compare_opened", opened if opened in names else rows[-1].code)
    st.pills(
        t("scenarios.edit.which"),
        list(names),
        format_func=lambda code: names[code],
        key="compare_opened",
        on_change=_open,
    )
    code = session.widget("compare_opened")
    if code:
        _one(next(one for one in rows if one.code == code))


def _open() -> None:
    session.remember("compare_open", session.widget("compare_opened"))


def _one(scenario: Scenario) -> None:
    t, found = session.t(), whatif.scenario(scenario.code)
    with st.container(border=True, key="scenario-open"):
        st.info(t("scenarios.edit.banner", name=widgets.escaped(scenario.name)), icon=":material/alt_route:")
        standing = whatif.scenario_plan(scenario.code)
        scenario_values.not_applied(found.not_applied)
        widgets.text(scenario, "name", t("scenarios.edit.name"))
        scenario_values.draw(scenario.code)
        scenario_making.draw(scenario.code)
        with st.container(horizontal=True):
            changes = edits.changes_of(session.state(), scenario.code)
            widgets.button(
                t("scenarios.edit.take_all"), _take_all, scenario.code, key="take_all", disabled=not changes
            )
            widgets.button(t("scenarios.edit.copy"), _copy, scenario, key="copy_scenario")
            _download(scenario.code)
            widgets.button(t("scenarios.edit.remove"), _remove, scenario.code, key="remove_scenario", type="tertiary")
        if not standing.job.done:
            progress.seeking((standing.job,))
        state = found.snapshot.state
        plan_charts.gantt(t, state, standing.plan)
        plan_charts.pays_and_gains(t, state, standing.plan)


def _download(code: str) -> None:
    """The scenario's workbook, made when somebody asks for it."""
    t, store, workshop, language = session.t(), session.store(), str(session.workshop()), session.language()
    name = f"plan-{workshop}-{code}-{language}.xlsx"
    make = partial(scenario_book, store, workshop, code, load(), language)
    downloads.on_request("scenario_book", t("scenarios.edit.workbook"), name, make)


def _take_all(code: str) -> None:
    state = session.state()
    session.commit(*edits.take_over(state, edits.changes_of(state, code)))


def _copy(scenario: Scenario) -> None:
    code = str(session.workshop())
    name = scenario_making.free_name(session.t()("scenarios.edit.copy_name", name=scenario.name))
    made = edits.copied(session.state(), session.store().history(code), scenario.code, name)
    if session.commit(*made):
        session.remember("compare_open", made[0].code)


def _remove(code: str) -> None:
    session.commit(*edits.remove_scenario(session.state(), code))
    session.remember("compare_open", None)


def _beside() -> None:
    """The present plan beside up to two others: scenarios, or the plan that the room adopted."""
    t, state = session.t(), session.state()
    rows = sorted(state.all(Scenario), key=lambda one: (one.order, one.code))
    names = {one.code: one.name for one in rows}
    if adopted.standing(state) is not None:
        names[_ADOPTED] = t("scenarios.beside.adopted")
    chosen = [code for code in session.remembered("compare_chosen", ()) if code in names]
    session.seed("compare_picked", chosen or list(names)[:_MOST])
    if not names:
        st.info(t("scenarios.none"))
        return
    st.pills(
        t("scenarios.beside.choose", most=_MOST),
        list(names),
        selection_mode="multi",
        format_func=lambda code: names[code],
        key="compare_picked",
        on_change=_pick,
    )
    picked = [code for code in session.widget("compare_picked") or [] if code in names][:_MOST]
    base = session.standing()
    jobs = [] if base.job.done else [base.job]
    others = []
    for code in picked:
        if code == _ADOPTED:
            others.append(_adopted(names[code]))
            continue
        standing = whatif.scenario_plan(code)
        jobs += [] if standing.job.done else [standing.job]
        others.append(Beside(names[code], standing.plan, so_far=not standing.job.done))
    if jobs:
        progress.seeking(jobs)
    first = Beside(t("scenarios.beside.plan"), base.plan, so_far=not base.job.done)
    compare_plans(t, state, first, others)
    for code in picked:
        if code != _ADOPTED:
            scenario_values.not_applied(whatif.scenario(code).not_applied)


def _adopted(name: str) -> Beside:
    row = adopted.standing(session.state())
    assert row is not None
    found = adopted.read(row)
    day = session.t().date(datetime.fromisoformat(found.at).astimezone(UTC))
    return Beside(f"{name} {day}", found.plan)


def _pick() -> None:
    """No more than fit beside each other: the last ones that were picked."""
    picked = tuple(session.widget("compare_picked") or ())[-_MOST:]
    session.remember("compare_chosen", picked)
    session.reseed("compare_picked")
