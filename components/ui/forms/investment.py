"""Step 6: the money, the best plan under it, who pays what when, what is left out and why, and the workbook."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from components.framework.catalogue import load
from components.investment.plan_records import PlanLine
from components.ui import session, widgets
from components.ui.charts import plan as charts
from components.ui.forms import votes
from components.walk import results
from components.workbook.write import book
from components.workshop import people
from components.workshop.edits import money as edits
from components.workshop.records.money import CityCertainty, Envelope, Source, SourceAmount
from components.workshop.records.options import Option
from components.workshop.store import Store, removal

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw() -> None:
    """Plan, payers, money, what is out."""
    t = session.t()
    names = ("plan", "pays", "money", "out", "decision")
    tabs = st.tabs([t(f"step6.tab.{name}") for name in names])
    for tab, part in zip(tabs, (_plan, _pays, _money, _out, _decision), strict=True):
        with tab:
            part()


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
    return book.write(seen, evidence, plan, catalogue, results.parameters(seen), language, at=datetime.now(UTC))


def _file_name() -> str:
    return f"plan-{session.workshop()}-{session.language()}.xlsx"


def _plan() -> None:
    t = session.t()
    if not any(line.chosen for line in session.plan().lines):
        st.info(t("step6.empty"))
        return
    charts.gantt(t, session.state(), session.plan())
    charts.money_by_year(t, session.state(), session.plan())


def _pays() -> None:
    t = session.t()
    charts.pays_and_gains(t, session.state(), session.plan())
    rows = [row for row in session.plan().flows if row.kind == "capex"]
    if not rows:
        return
    years = session.state().setting.plan_years
    payers = [(city.code, f"{city.symbol} {city.name}") for city in session.state().cities] + [
        ("EXT", t("step6.outside"))
    ]
    table = []
    for code, name in payers:
        amounts = [sum(row.amount for row in rows if row.payer == code and row.year == year) for year in years]
        cells = {str(year): t.number(amount) for year, amount in zip(years, amounts, strict=True)}
        table.append({t("step6.payer"): name} | cells | {t("step6.total"): t.number(sum(amounts))})
    st.dataframe(table, hide_index=True)


def _money() -> None:
    t = session.t()
    state = session.state()
    years = state.setting.plan_years
    st.caption(t("step6.money_what", unit=widgets.escaped(t.shown(state.setting.money_unit))))
    for city in state.cities:
        row = st.columns([2, *([1] * len(years)), 2], vertical_alignment="bottom", gap="small")
        row[0].text(f"{city.symbol} {city.name}")
        for column, year in zip(row[1:-1], years, strict=True):
            code = f"{city.code}.{year}"
            with column:
                fresh = Envelope(code, city=city.code, year=year)
                widgets.number(state.get(Envelope, code) or fresh, "amount", str(year))
        with row[-1]:
            widgets.choice(
                state.one(CityCertainty, city.code), "certainty", t("step6.certainty"), session.catalogue().certainties
            )
    widgets.tick(state.setting, "carry_over", t("step6.carry_over"))
    st.subheader(t("step6.sources"), anchor=False)
    for source in state.all(Source):
        _source(source)
    widgets.button(t("step6.add_source"), _add_source, key="add_source")


def _source(source: Source) -> None:
    t, catalogue = session.t(), session.catalogue()
    state = session.state()
    title = f"{source.code} {widgets.escaped(source.name or t('ui.untitled'))}"
    with widgets.card(source, title) as is_open:
        if not is_open:
            return
        one, two, three, four = st.columns(4, gap="small")
        with one:
            widgets.text(source, "name", t("step6.source_name"), placeholder=t("ui.not_known"))
        with two:
            widgets.choice(source, "type", t("step6.source_type"), catalogue.funding_sources)
        with three:
            widgets.choice(source, "certainty", t("step6.certainty"), catalogue.certainties)
        with four:
            widgets.text(source, "evidence", t("step6.evidence"), placeholder=t("step6.evidence_hint"))
        options = {option.code: f"{option.code} {widgets.escaped(option.name)}" for option in state.options}
        widgets.several(source, "options", t("step6.earmarked"), options)
        for column, year in zip(st.columns(len(state.setting.plan_years)), state.setting.plan_years, strict=True):
            code = f"{source.code}.{year}"
            with column:
                fresh = SourceAmount(code, source=source.code, year=year)
                widgets.number(state.get(SourceAmount, code) or fresh, "amount", str(year))
        widgets.button(
            t("ui.remove"), session.commit, removal("source", source.code), key=f"{source.code}.remove", type="tertiary"
        )


def _out() -> None:
    t = session.t()
    lines = session.plan().lines
    for name, rows in (
        ("left_out", [line for line in lines if not line.chosen]),
        ("not_ready", [line for line in lines if line.chosen and line.why]),
    ):
        if rows:
            st.subheader(t(f"step6.{name}"), anchor=False)
        for line in rows:
            _why(line)
    if all(line.chosen and not line.why for line in lines):
        st.info(t("step6.nothing_out"))


def _why(line: PlanLine) -> None:
    t = session.t()
    name = session.state().one(Option, line.option).name
    with st.container(border=True):
        st.text(f"{line.option} {name}")
        if line.why:
            st.caption(widgets.escaped(t(line.why, **dict(line.why_values))))


def _decision() -> None:
    t = session.t()
    setting = session.state().setting
    widgets.text(setting, "decision_asked", t("step6.decision"), area=80, placeholder=t("step6.decision_hint"))
    widgets.text(setting, "cost_of_nothing", t("step6.cost_of_nothing"), area=80, placeholder=t("ui.not_known"))
    widgets.text(setting, "main_tradeoff", t("step6.tradeoff"), area=80, placeholder=t("ui.not_known"))
    widgets.text(setting, "next_steps", t("step6.next_steps"), area=110, placeholder=t("step6.next_steps_hint"))
    widgets.choice(setting, "status", t("step6.status"), session.catalogue().plan_statuses)
    widgets.text(setting, "prepared_by", t("step6.prepared_by"), placeholder=t("ui.not_known"))
    votes.leaving()


def _add_source() -> None:
    code = str(session.workshop())
    session.store().commit(code, edits.new_source(session.state(), session.store().history(code)), by=session.editor())
