"""The scenes about money: a what-if that is thrown away, the years, the gap, the workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Literal

import streamlit as st

from components.investment import usual
from components.investment.lacking import lacks, shorts
from components.investment.plan_records import Plan
from components.investment.scenarios import usable_keys
from components.ui import session, whatif, widgets
from components.ui.charts import present_money as charts
from components.ui.forms import investment, present_stage
from components.walk.present import Showing, obstacle
from components.workbook import files
from components.workshop.records.cities import City
from components.workshop.records.money import Envelope
from components.workshop.state import State

_STEP, _SWING = 5, 50


def sharing(*, live: bool = True) -> None:
    """What each city pays as agreed, or with another cost key and other envelopes, in the same projects and years. On
    paper as agreed, whatever is tried at the moment.
    """
    t, state, plan = session.t(), session.state(), session.plan()
    if present_stage.no_plan(live=live):
        return
    changed, tried = _tried(plan) if live else (state, plan)
    present_stage.title(charts.sharing_title(t, state, plan, tried))
    what = t("present.fairness.what", unit=t.shown(state.setting.money_unit))
    st.text(what if tried is plan else t("present.fairness.same"))
    if not live:
        st.html(charts.sharing_figure(t, state, plan, plan))
        st.text(t("present.fairness.resting"))
        return
    left, right = st.columns(2, gap="medium")
    with left:
        st.html(charts.sharing_figure(t, state, plan, tried))
    with right:
        _settings()
    if tried is not plan:
        _fits(changed, plan, tried)


def _fits(changed: State, plan: Plan, tried: Plan) -> None:
    """What of the plan is no longer paid in full, with whose money; said at once, without a search."""
    t, state = session.t(), session.state()
    catalogue, parameters = session.catalogue(), session.default_parameters()
    found = shorts(lacks(state, plan, catalogue, parameters), lacks(changed, tried, catalogue, parameters))
    drawn = charts.lacks_figure(t, state, found)
    st.html(drawn or f'<p class="scn-fits" role="status">✔ {escape(t("present.lacks.none"))}</p>')


def years(*, live: bool = True) -> None:
    """What is built and used when."""
    t, state, plan = session.t(), session.state(), session.plan()
    if present_stage.no_plan(live=live):
        return
    ends = [line.finish for line in plan.lines if line.chosen and line.start is not None and line.finish is not None]
    present_stage.title(t("present.years.title", year=str(min(ends) + 1)))
    st.html(charts.years_figure(t, state, plan))


def money(*, live: bool = True) -> None:
    """Investment by how sure its money is, running costs, and what is not financed yet."""
    t, state, plan = session.t(), session.state(), session.plan()
    if present_stage.no_plan(live=live):
        return
    unit, totals = state.setting.money_unit, plan.totals
    capex = t.money(totals.capex, unit)
    whole = t("present.money.title_whole", applied=t.money(totals.applied, unit), capex=capex)
    title = t("present.money.title", gap=t.money(totals.gap, unit), capex=capex) if totals.gap else whole
    present_stage.title(title)
    st.text(t("present.money.what", unit=t.shown(unit)))
    st.html(charts.money_figure(t, state, plan))
    st.text(t("present.money.after", opex=t.money(totals.opex_at_completion, unit)))


def download(*, live: bool = True) -> None:
    """The workbook, to be opened on another machine."""
    t = session.t()
    planned = not obstacle(session.state(), session.plan())
    present_stage.title(t("present.download.title" if planned else "present.download.title_unplanned"))
    st.text(t("present.download.what" if planned else "present.download.what_unplanned"))
    st.text(t("present.download.where"))
    if live:
        investment.download()
        return
    name = files.file_name("book", str(session.workshop()), session.language())
    st.text(t("present.download.resting"))
    st.html(f'<p class="scn-address">{escape(name)}</p>')


def _tried(plan: Plan) -> tuple[State, Plan]:
    """The money under what is tried and the plan's choice under it; the plan itself where nothing is tried."""
    showing, state = present_stage.showing(), session.state()
    wanted = usual.one_key(state, showing.key) if showing.key in _keys() else ()
    wanted = (*wanted, *usual.by_city(state, dict(showing.percents)))
    if not wanted:
        return state, plan
    changed = whatif.tried(wanted)
    return changed.state, whatif.same_choice(changed, plan)


def _keys() -> dict[str, str]:
    """The cost keys that every city has figures for, by code."""
    labels = {term.code: session.t().label(term) for term in session.catalogue().cost_keys}
    return {code: labels[code] for code in usable_keys(session.state(), tuple(labels))}


def _settings() -> None:
    """One key by a button, one city's envelope by a slider. Who only looks sees what is tried.

    While the slider has the keyboard its arrow keys move the money; elsewhere they move the scenes.
    """
    t, showing = session.t(), present_stage.showing()
    drives = present_stage.drives()
    st.text(t("present.fairness.key"))
    with st.container(horizontal=True, key="present-keys"):
        widgets.button(
            t("present.fairness.undo"),
            present_stage.change,
            _as_agreed,
            key="try_undo",
            disabled=not drives or not (showing.key or showing.percents),
        )
        for code, label in _keys().items():
            _choice(label, _try_key, code, key=f"try_key.{code}", chosen=code == showing.key)
    percents = dict(showing.percents)
    cities = {city.code: city for city in session.state().cities}
    chosen = showing.city if showing.city in cities else next(iter(cities))
    with st.container(horizontal=True, key="present-cities"):
        for city in cities.values():
            changed = f" {_signed(percents[city.code])}" if percents.get(city.code) else ""
            label = f"{city.symbol} {widgets.escaped(city.name or city.code)}{changed}"
            _choice(label, _choose_city, city.code, key=f"try_city.{city.code}", chosen=city.code == chosen)
    _slider(cities[chosen], percents.get(chosen, 0))


def _choice(label: str, action: Callable[[str], None], code: str, *, key: str, chosen: bool) -> None:
    """A button of a row of which one is chosen, said by a sign and not by colour alone."""
    kind: Literal["primary", "secondary"] = "primary" if chosen else "secondary"
    shown = f"✓ {label}" if chosen else label
    widgets.button(shown, action, code, key=key, type=kind, disabled=not present_stage.drives())


def _slider(city: City, percent: int) -> None:
    """What the city sets aside over all years, so many percent more or less; nothing to move where none is stated."""
    t, key = session.t(), f"try_percent.{city.code}"
    stated = [row.amount for row in session.state().all(Envelope) if row.city == city.code and row.amount is not None]
    name = widgets.escaped(city.name or city.code)
    if not stated:
        st.text(t("present.fairness.no_envelope", city=city.name or city.code))
        return
    session.seed(key, percent)
    st.slider(
        t("present.fairness.slider", city=name),
        -_SWING,
        _SWING,
        step=_STEP,
        format="%+d %%",
        key=key,
        on_change=_try_money,
        args=(city.code, key),
        disabled=not present_stage.drives(),
    )


def _signed(percent: int) -> str:
    return f"{'+' if percent > 0 else '−'}{session.t().number(abs(percent))} %"


def _try_key(code: str) -> None:
    present_stage.change(lambda showing: replace(showing, key="" if showing.key == code else code))


def _choose_city(code: str) -> None:
    present_stage.change(lambda showing: replace(showing, city=code))


def _try_money(city: str, key: str) -> None:
    percent = int(session.widget(key) or 0)

    def moved(showing: Showing) -> Showing:
        percents = {**dict(showing.percents), city: percent}
        tried = tuple((code, value) for code, value in percents.items() if value)
        return replace(showing, percents=tried, city=city)

    present_stage.change(moved)


def _as_agreed(showing: Showing) -> Showing:
    return replace(showing, key="", percents=())
