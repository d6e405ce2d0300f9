"""Step 6: what if a partner leaves, or says no to one option: the plan without it, and who pays the rest."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import streamlit as st

from components.investment.candidates import REFUSED, option_shares
from components.investment.leaving import Leaving
from components.investment.portfolio import FEASIBLE, INFEASIBLE, UNKNOWN
from components.investment.reasons import name
from components.ui import progress, session
from components.ui.charts import cooperation as charts
from components.ui.charts import figure
from components.walk import joint
from components.walk.jobs import Job
from components.workshop.records.demands import Consent
from components.workshop.records.options import Option

_FEWEST = 3
_NO_PLAN = {INFEASIBLE: "nothing", UNKNOWN: "unfound"}
"""Where there is no plan, there is nothing to set against the joint plan, and no title but this."""


def draw() -> None:
    """One question, then the other; both are asked by a button, since they take a search each."""
    t, state, plan = session.t(), session.state(), session.plan()
    if not any(line.chosen for line in plan.lines):
        st.info(t("fairness.leaving.empty"))
        return
    st.subheader(t("fairness.leaving.title"), anchor=False)
    if len(state.cities) < _FEWEST:
        st.info(t("fairness.leaving.one_city"))
    else:
        st.caption(t("fairness.leaving.what"))
        _partner()
    st.subheader(t("fairness.leaving.no_title"), anchor=False)
    st.caption(t("fairness.leaving.no_what"))
    _recorded()
    _no()


def _partner() -> None:
    t, seen, catalogue, plan = session.t(), session.snapshot(), session.catalogue(), session.plan()
    cities = session.state().cities
    names = {city.code: f"{city.symbol} {city.name}" for city in cities}
    picked = st.segmented_control(
        t("fairness.leaving.city"), list(names), format_func=lambda code: names.get(code, code), key="leaving-city"
    )
    place = next((place for place, city in enumerate(cities) if city.code == picked), None)
    if place is None:
        return
    found = _searched(
        lambda where: joint.leaving_job(where, seen, plan, catalogue, place), slot="leaving"
    )
    if found is None:
        return
    kind = _NO_PLAN.get(found.status, "left")
    _draw(found, t(f"fairness.leaving.{kind}", **_values(found, place)))


def _no() -> None:
    t, seen, catalogue, plan = session.t(), session.snapshot(), session.catalogue(), session.plan()
    state = session.state()
    chosen = {line.option: name(state, line.option) for line in plan.lines if line.chosen}
    left, right = st.columns([3, 2], gap="medium")
    with left:
        option = st.selectbox(
            t("fairness.leaving.option"),
            list(chosen),
            index=None,
            format_func=lambda code: chosen.get(code, code),
            key="refused-option",
            placeholder=t("ui.choose"),
        )
    payers = {flow.payer for flow in plan.flows if flow.option == option}
    names = {city.code: f"{city.symbol} {city.name}" for city in state.cities if city.code in payers}
    with right:
        picked = st.segmented_control(
            t("fairness.leaving.no_city"),
            list(names),
            format_func=lambda code: names.get(code, code),
            key=f"refusing-city-{option}",
            disabled=not names,
        )
    place = next((place for place, city in enumerate(state.cities) if city.code == picked), None)
    if option is None or place is None:
        return
    found = _searched(
        lambda where: joint.leaving_job(where, seen, plan, catalogue, place, option), slot="refusing"
    )
    if found is None:
        return
    kind = f"{_NO_PLAN[found.status]}_no" if found.status in _NO_PLAN else "said_no"
    _draw(found, t(f"fairness.leaving.{kind}", option=chosen[option], **_values(found, place)))


def _recorded() -> None:
    """Every recorded no, with who pays the rest of that option now."""
    t, state, sharing = session.t(), session.state(), session.plan().sharing
    names = {city.code: city.name or city.code for city in state.cities}
    for row in state.all(Consent):
        option = state.get(Option, row.option)
        if row.answer != REFUSED or option is None or row.city not in names:
            continue
        rest = zip(state.cities, option_shares(option, sharing, state), strict=True)
        paid = [t("fairness.own.shares", city=names[city.code], percent=t.percent(share, 2))
                for city, share in rest if share]  # fmt: skip
        kind = "recorded" if paid else "recorded_alone"
        values = {"city": names[row.city], "option": name(state, row.option), "shares": t.joined(paid)}
        st.text(t(f"fairness.leaving.{kind}", **values))


def _searched(show: Callable[[Hashable], Job[Leaving]], *, slot: str) -> Leaving | None:
    """The answer; None while it is sought beside the page, which then shows how far it is and can end it, and where it
    was ended or failed: it begins again only when somebody wants it.
    """
    t, job = session.t(), show(progress.place(slot))
    if not job.within(session.patience()):
        progress.background(job, t("ui.solving"), key=f"{slot}_end")
        return None
    if job.found is None:
        progress.ended(job, again=t("fairness.leaving.ask"), key=f"{slot}_again")
    return job.found


def _values(found: Leaving, place: int) -> dict[str, object]:
    t, city = session.t(), session.state().cities[place]
    return {
        "city": city.name or city.code,
        "survive": len(found.survive),
        "before": len(found.survive) + len(found.lost),
        "value": t.number(found.value_after),
        "value_before": t.number(found.value_before),
    }


def _draw(found: Leaving, title: str) -> None:
    t, state = session.t(), session.state()
    if found.status in _NO_PLAN:
        st.text(title)
        return
    figure.draw(t, charts.leaving_figure(t, state, found, title))
    more = sum(row.surviving_after - row.surviving_before for row in found.payers)
    money = t.money(abs(more), state.setting.money_unit)
    lines = [t("fairness.leaving.rest" if more >= 0 else "fairness.leaving.rest_less", money=money)]
    if any(row.refused_before or row.refused_after for row in found.payers):
        lines.insert(0, _refused(found))
    for kind, codes in (("lost", found.lost), ("enter", found.enter)):
        if codes:
            lines.append(t(f"fairness.leaving.{kind}", options=t.joined([name(state, code) for code in codes])))
    if not found.lost:
        lines.append(t("fairness.leaving.kept"))
    if found.status == FEASIBLE:
        lines.append(t("fairness.leaving.feasible"))
    for line in lines:
        st.text(line)


def _refused(found: Leaving) -> str:
    """What every city pays for the refused option, before and after."""
    t, state = session.t(), session.state()
    parts = [
        t(
            "fairness.leaving.part",
            city=state.cities[row.city].name,
            before=row.refused_before,
            after=row.refused_after,
        )
        for row in found.payers
    ]
    unit = t.shown(state.setting.money_unit)
    return t("fairness.leaving.option_paid", parts=t.joined(parts), unit=unit)
