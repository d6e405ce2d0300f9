"""Step 5: measures of success, from the framework's examples or of the room's own."""

from __future__ import annotations

import streamlit as st

from components.framework.records import KpiExample
from components.investment.kpis import Measured, measures
from components.ui import session, widgets
from components.ui.charts import figure
from components.ui.charts.kpis import kpis_figure, name_of, signed
from components.workshop.changes import removal
from components.workshop.edits import delivery as edits
from components.workshop.records.delivery import Kpi

_LEVELS, _DIRECTIONS = ("input", "output", "outcome"), ("up", "down")


def draw() -> None:
    """How far each measure is, examples to take, and every measure as a card."""
    t, state = session.t(), session.state()
    rows = measures(state, session.parameters())
    figure.draw(t, kpis_figure(t, state, rows))
    st.subheader(t("delivery.kpi.list", n=len(rows)), anchor=False)
    _add_line()
    for row in rows:
        _card(row)


def _add_line() -> None:
    t = session.t()
    levels = {term.code: t.label(term) for term in session.catalogue().network_levels}
    examples = {row.code: row for row in session.catalogue().kpi_examples}
    used = {kpi.name for kpi in session.state().all(Kpi)}
    free = [code for code, row in examples.items() if not used & {row.label.en, row.label.zh}]

    def name(code: str) -> str:
        row = examples[code]
        level = levels.get(row.level or "", t("delivery.kpi.whole"))
        return f"{t.label(row)} ({row.unit(session.language())}) · {level}"

    with st.container(horizontal=True, vertical_alignment="bottom", key="kpi-new"):
        chosen = st.selectbox(
            t("delivery.kpi.example"), free, index=None, format_func=name, placeholder=t("ui.choose"), key="new-kpi",
            width=460,
        )  # fmt: skip
        widgets.button(
            t("delivery.kpi.take"), _add, examples.get(chosen or ""), key="take_kpi", disabled=chosen is None,
            type="primary",
        )  # fmt: skip
        widgets.button(t("delivery.kpi.add"), _add, None, key="add_kpi")


def _card(row: Measured) -> None:
    t, kpi = session.t(), row.kpi
    name = widgets.escaped(name_of(t, session.state(), kpi))
    with widgets.card(kpi, f"{kpi.code} {name} · {signed(t, row.light)}") as is_open:
        if not is_open:
            return
        what, base, targets = st.columns(3, gap="medium")
        with what:
            _what(kpi)
        with base:
            _base(kpi)
        with targets:
            _targets(row)


def _what(kpi: Kpi) -> None:
    t, catalogue = session.t(), session.catalogue()
    widgets.text(kpi, "name", t("delivery.kpi.name"), placeholder=t("delivery.kpi.name_hint"))
    widgets.text(kpi, "name_second", t("ui.second_language"), placeholder=t("setup.optional"))
    hint = t("delivery.kpi.definition_hint")
    widgets.text(kpi, "definition", t("delivery.kpi.definition"), area=68, placeholder=hint)
    widgets.text(kpi, "unit", t("delivery.kpi.unit"), placeholder="%")
    widgets.one_of(kpi, "direction", t("delivery.kpi.direction"), _names("direction", _DIRECTIONS))
    widgets.one_of(kpi, "level", t("delivery.kpi.level"), _names("level", _LEVELS))
    widgets.choice(kpi, "network_level", t("delivery.kpi.network_level"), catalogue.network_levels)
    options = {option.code: f"{option.code} {widgets.escaped(option.name)}" for option in session.state().options}
    widgets.listed(kpi, "option", t("delivery.kpi.option"), {"": t("delivery.risk.whole_plan")} | options)
    widgets.text(kpi, "gap", t("delivery.kpi.gap"), placeholder=t("delivery.kpi.gap_hint"))


def _base(kpi: Kpi) -> None:
    t = session.t()
    widgets.number(kpi, "baseline", t("delivery.kpi.baseline"), decimals=2)
    widgets.year(kpi, "baseline_year", t("delivery.kpi.baseline_year"))
    widgets.text(kpi, "baseline_source", t("delivery.kpi.source"), placeholder=t("ui.not_known"))
    if kpi.baseline is None:
        widgets.text(kpi, "measure_by", t("delivery.kpi.measure_by"), placeholder="2027-06-30", max_chars=10)
        if not kpi.measure_by:
            st.warning(t("delivery.kpi.needs_baseline"))
    widgets.text(kpi, "collector", t("delivery.kpi.collector"), placeholder=t("ui.not_known"))
    widgets.text(kpi, "frequency", t("delivery.kpi.frequency"), placeholder=t("delivery.kpi.frequency_hint"))
    unit = widgets.escaped(t.shown(session.state().setting.money_unit))
    widgets.number(kpi, "cost", t("delivery.kpi.cost", unit=unit))


def _targets(row: Measured) -> None:
    t, kpi = session.t(), row.kpi
    years = session.state().setting.plan_years
    for number in (1, 3, 5):
        year = str(years[0] + number - 1) if years else "–"
        widgets.number(kpi, f"target_{number}", t(f"delivery.kpi.target_{number}", year=year), decimals=2)
    widgets.number(kpi, "actual", t("delivery.kpi.actual"), decimals=2)
    widgets.year(kpi, "actual_year", t("delivery.kpi.actual_year"))
    words = signed(t, row.light)
    if row.achieved is not None:
        words = t("delivery.kpi.done", share=t.percent(row.achieved), light=words, year=str(row.target_year))
    st.markdown(f"**{words}**")
    widgets.button(t("ui.remove"), session.commit, removal("kpi", kpi.code), key=f"{kpi.code}.remove", type="tertiary")


def _names(field: str, codes: tuple[str, ...]) -> dict[str, str]:
    t = session.t()
    return {code: t(f"delivery.kpi.{field}_{code}") for code in codes}


def _add(example: KpiExample | None) -> None:
    history = session.store().history(str(session.workshop()))
    language = session.state().setting.language
    if session.commit(*edits.add_kpi(session.state(), history, example, language=language)):
        session.clear("new-kpi", None)
