"""Step 6: the money that can be had, by city, year and source."""

from __future__ import annotations

import streamlit as st

from components.ui import session, widgets
from components.workshop.edits import money as edits
from components.workshop.records.money import CityCertainty, Envelope, Source, SourceAmount
from components.workshop.store import removal


def draw() -> None:
    """Envelopes of the cities and money from elsewhere."""
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


def _add_source() -> None:
    code = str(session.workshop())
    session.store().commit(code, edits.new_source(session.state(), session.store().history(code)), by=session.editor())
