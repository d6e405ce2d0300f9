"""Step 2: city facts, employment, and what the connectivity ballots say."""

from __future__ import annotations

import streamlit as st

from components.analysis.findings import sentence
from components.ui import maps, session, theme, widgets
from components.ui.charts import clusters, connectivity
from components.ui.charts.marks import city_name
from components.ui.forms import ballots, statistics
from components.workbook.read import gate, lines
from components.workshop.edits import connectivity as edits
from components.workshop.records.cities import City

_FIGURES = ("population", "growth_percent", "gdp", "own_revenue", "unemployment_percent", "poverty_percent")
_MONEY = ("gdp", "own_revenue")

_EMPLOYMENT_FILE = "employment_file"


def draw() -> None:
    """Ballots first, then results, gaps, links, clusters and facts as tabs."""
    t = session.t()
    names = ("index", "links", "gaps", "cells", "clusters", "facts")
    tabs = st.tabs([t(f"step2.tab.{name}") for name in names])
    draws = (_index, _links, _gaps, _cells, _clusters, _facts)
    for tab, part in zip(tabs, draws, strict=True):
        with tab:
            part()


def _index() -> None:
    t = session.t()
    with st.container(horizontal=True):
        for page in ("structure", "profile"):
            st.page_link(f"{page}.py", label=t(f"step2.{page}"), query_params=session.address())
    index()
    ballots.control("present", "importance")


def index() -> None:
    """The heat map of the index and what it says in sentences."""
    t = session.t()
    connectivity.heat_map(t, session.state(), session.evidence(), session.catalogue())
    for finding in session.evidence().findings:
        st.text(f"• {sentence(finding, t, session.state(), session.catalogue())}")


def _links() -> None:
    links()
    ballots.control("pair_present", "pair_importance")


def links() -> None:
    """The links between the cities, as a chart and on the map."""
    t = session.t()
    left, right = st.columns(2, gap="medium")
    with left:
        connectivity.links(t, session.state(), session.evidence(), session.catalogue())
    with right:
        maps.city_map(t, session.state(), session.evidence())


def _gaps() -> None:
    t = session.t()
    connectivity.gaps(t, session.state(), session.evidence(), session.catalogue())
    left, right = st.columns(2, gap="medium")
    with left:
        connectivity.strengths(t, session.state(), session.evidence(), session.catalogue(), limit=4)
    with right:
        connectivity.weaknesses(t, session.state(), session.evidence(), session.catalogue(), limit=4)


def _cells() -> None:
    t = session.t()
    evidence = session.evidence()
    rows = [row for row in evidence.agreements if row.instrument in ("present", "pair_present")]
    if not rows:
        st.info(t("step2.no_marks"))
        return
    order = {"split": 0, "discuss": 1, "too_few": 2, "consensus": 3}
    rows = sorted(rows, key=lambda row: (order[row.flag], -(row.iqr or 0)))
    labels = {term.code: t.label(term) for term in (*session.catalogue().cells, *session.catalogue().quick_cells)}
    labels |= {term.code: t.label(term) for term in session.catalogue().pair_cells}
    by_key = {f"{row.instrument}.{row.item}.{row.subject}": row for row in rows}
    titles = {
        key: f"{t(f'ui.flag.{row.flag}')} · {_subject(row.subject)} · {labels.get(row.item, row.item)}"
        for key, row in by_key.items()
    }
    chosen = by_key[st.selectbox(t("step2.cell"), list(by_key), key="cell", format_func=lambda key: titles[key])]
    connectivity.distribution(t, chosen, session.state())
    statistics.behind(chosen)
    _reasons(chosen.instrument, chosen.item, chosen.subject)


def _reasons(instrument: str, item: str, subject: str) -> None:
    t = session.t()
    key = (instrument, item, subject)
    marks = [mark for mark in session.snapshot().marks if (mark.instrument, mark.item, mark.subject) == key]
    reasons = sorted((mark.value, mark.reason) for mark in marks if mark.reason and mark.value is not None)
    st.markdown(f"**{t('step2.reasons')}**")
    if not reasons:
        st.caption(t("step2.no_reasons"))
    for value, reason in reasons:
        st.text(t("common.labelled", name=str(value), words=reason))


def _subject(code: str) -> str:
    names = {city.code: f"{city.symbol} {city.name}" for city in session.state().cities}
    return " – ".join(names.get(part, part) for part in code.split("-"))


def _clusters() -> None:
    t = session.t()
    clusters.quotients(t, session.state(), session.evidence(), session.catalogue())
    with st.expander(t("step2.paste"), expanded=not session.evidence().sectors):
        st.caption(t("step2.paste_what"))
        st.text_area(t("step2.paste_label"), key="employment", height=140, placeholder=t("step2.paste_hint"))
        widgets.button(t("step2.paste_button"), _take_employment, key="take_employment")
        most = gate.LIMITS.bytes // 1024 // 1024
        endings = t.joined([f".{ending}" for ending in lines.ENDINGS])
        theme.upload_words(t("common.choose_file", endings=endings, most=str(most)))
        st.file_uploader(t("step2.file"), type=list(lines.ENDINGS), key=_EMPLOYMENT_FILE, max_upload_size=most)
        given = session.widget(_EMPLOYMENT_FILE)
        widgets.button(t("step2.file_button"), _take_file, key="take_employment_file", disabled=given is None)


def _take_employment() -> None:
    _take(str(session.widget("employment") or ""))


def _take_file() -> None:
    given = session.widget(_EMPLOYMENT_FILE)
    _take(lines.from_file(given.getvalue(), given.name))


def _take(given: str) -> None:
    new = edits.employment_from_text(session.state(), session.catalogue(), given)
    session.store().commit(str(session.workshop()), new, by=session.editor())


def _facts() -> None:
    columns = st.columns(max(len(session.state().cities), 1), gap="medium")
    for column, city in zip(columns, session.state().cities, strict=False):
        with column:
            _city(city)


def _city(city: City) -> None:
    t = session.t()
    catalogue = session.catalogue()
    st.html(f"<b>{city_name(city)}</b>")
    unit = widgets.escaped(t.shown(session.state().setting.money_unit))
    for name in _FIGURES:
        label = t(f"step2.fact.{name}")
        widgets.number(city, name, t.aside(label, unit) if unit and name in _MONEY else label, decimals=1)
        if name == "population":
            widgets.text(city, "population_source", t("step2.fact.source"), placeholder=t("ui.not_known"))
        if name == "gdp":
            widgets.choice(city, "gdp_level", t("step2.fact.gdp_level"), catalogue.gdp_levels)
    for name in ("metropolis_km", "metropolis_minutes"):
        widgets.number(city, name, t(f"step2.fact.{name}"))
    answers = {answer: t(f"step2.on_route.{answer}") for answer in ("yes", "no")}
    widgets.one_of(city, "on_route", t("step2.fact.on_route"), answers)
    widgets.choice(city, "city_type", t("step2.fact.city_type"), catalogue.city_types)
    widgets.choice(city, "strategy", t("step2.fact.strategy"), catalogue.ceds_statuses)
    widgets.text(city, "sectors", t("step2.fact.sectors"), placeholder=t("ui.not_known"))
    for reading in session.evidence().readings:
        if reading.city == city.code:
            st.caption(t(reading.rule, **dict(reading.values)))
            if reading.intermediate:
                st.caption(t("step2.intermediate"))
            st.caption(t(reading.type_rule, **dict(reading.type_values)))
