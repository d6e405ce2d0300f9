"""The scenes about money: a what-if that is thrown away, the years, the gap, the workbook."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.investment import usual
from components.investment.plan_records import Plan
from components.investment.scenarios import usable_keys
from components.ui import session, whatif, widgets
from components.ui.charts import present as charts
from components.ui.forms import investment, present_stage
from components.walk.present import Showing

_STEP, _SWING = 10, 50


def sharing() -> None:
    """What each city pays as agreed, or with another cost key and other envelopes, in the same projects and years."""
    t, state, plan = session.t(), session.state(), session.plan()
    if not any(line.chosen for line in plan.lines):
        present_stage.title(t("present.fairness.none"))
        return
    tried = _tried(plan)
    present_stage.title(charts.sharing_title(t, state, plan, tried))
    st.text(t("present.fairness.what", unit=t.shown(state.setting.money_unit)))
    left, right = st.columns([5, 4], gap="medium")
    with left:
        st.html(charts.sharing_figure(t, state, plan, tried))
        if tried is not plan:
            st.text(t("present.fairness.same"))
    with right:
        _settings()


def years() -> None:
    """What is built and used when."""
    t, state, plan = session.t(), session.state(), session.plan()
    ends = [line.finish for line in plan.lines if line.chosen and line.start is not None and line.finish is not None]
    if not ends:
        present_stage.title(t("present.years.none"))
        return
    present_stage.title(t("present.years.title", year=str(min(ends) + 1)))
    st.html(charts.years_figure(t, state, plan))


def money() -> None:
    """Investment by how sure its money is, running costs, and what is not financed yet."""
    t, state, plan = session.t(), session.state(), session.plan()
    if not any(line.chosen for line in plan.lines):
        present_stage.title(t("present.years.none"))
        return
    unit, totals = state.setting.money_unit, plan.totals
    capex = t.money(totals.capex, unit)
    whole = t("present.money.title_whole", applied=t.money(totals.applied, unit), capex=capex)
    title = t("present.money.title", gap=t.money(totals.gap, unit), capex=capex) if totals.gap else whole
    present_stage.title(title)
    st.text(t("present.money.what", unit=t.shown(unit)))
    st.html(charts.money_figure(t, state, plan))
    st.text(t("present.money.after", opex=t.money(totals.opex_at_completion, unit)))


def download() -> None:
    """The workbook, to be opened on another machine."""
    t = session.t()
    present_stage.title(t("present.download.title"))
    st.text(t("present.download.what"))
    st.text(t("present.download.where"))
    investment.download()


def _tried(plan: Plan) -> Plan:
    """The plan's choice under what is tried; the plan itself where nothing is."""
    showing, state = present_stage.showing(), session.state()
    if not showing.key and not showing.percents:
        return plan
    wanted = usual.one_key(state, showing.key) if showing.key in _keys() else ()
    wanted = (*wanted, *usual.by_city(state, dict(showing.percents)))
    return whatif.same_choice(whatif.tried(wanted), plan) if wanted else plan


def _keys() -> dict[str, str]:
    """The cost keys that every city has figures for, by code."""
    labels = {term.code: session.t().label(term) for term in session.catalogue().cost_keys}
    return {code: labels[code] for code in usable_keys(session.state(), tuple(labels))}


def _settings() -> None:
    """Buttons, not sliders: the arrow keys belong to the scenes. Who only looks sees what is tried."""
    t, showing = session.t(), present_stage.showing()
    percents, drives = dict(showing.percents), present_stage.drives()
    st.text(t("present.fairness.key"))
    with st.container(horizontal=True, key="present-keys"):
        for code, label in _keys().items():
            kind = "primary" if code == showing.key else "secondary"
            widgets.button(
                f"{'✓ ' if code == showing.key else ''}{label}",
                _try_key,
                code,
                key=f"try_key.{code}",
                type=kind,
                disabled=not drives,
            )
    with st.container(horizontal=True, key="present-envelopes"):
        for city in session.state().cities:
            percent = percents.get(city.code, 0)
            name = city.name or city.code
            with st.container(horizontal=True, vertical_alignment="center", width="content"):
                for step, word in ((-_STEP, "less"), (_STEP, "more")):
                    widgets.button(
                        widgets.escaped(t(f"present.fairness.{word}", city=name, step=_STEP)),
                        _try_money,
                        city.code,
                        step,
                        key=f"try_{word}.{city.code}",
                        disabled=not drives or abs(percent + step) > _SWING,
                    )
                shown = f"{'+' if percent > 0 else '−' if percent < 0 else '±'}{t.number(abs(percent))} %"
                st.text(shown)
        widgets.button(
            t("present.fairness.undo"),
            present_stage.change,
            _as_agreed,
            key="try_undo",
            disabled=not drives or not (showing.key or percents),
        )


def _try_key(code: str) -> None:
    present_stage.change(lambda showing: replace(showing, key="" if showing.key == code else code))


def _try_money(city: str, step: int) -> None:
    def moved(showing: Showing) -> Showing:
        percents = dict(showing.percents)
        percents[city] = min(max(percents.get(city, 0) + step, -_SWING), _SWING)
        return replace(showing, percents=tuple((code, percent) for code, percent in percents.items() if percent))

    present_stage.change(moved)


def _as_agreed(showing: Showing) -> Showing:
    return replace(showing, key="", percents=())
