"""Step 5: model, form, clauses, cost key with its metrics, and the shares."""

from __future__ import annotations

import streamlit as st

from components.ui import session, widgets
from components.ui.forms import votes
from components.workshop.records.partnership import Clause, CostKey, Governance, KeyLimit, KeyMetric


def draw() -> None:
    """Form and clauses beside the cost key."""
    t = session.t()
    names = ("key", "form", "clauses", "vote", "library")
    tabs = st.tabs([t(f"step5.tab.{name}") for name in names])
    for tab, part in zip(tabs, (_key, _form, _clauses, votes.partnership, _library), strict=True):
        with tab:
            part()


def _form() -> None:
    t, catalogue = session.t(), session.catalogue()
    governance = session.state().one(Governance)
    left, right = st.columns(2, gap="medium")
    with left:
        widgets.choice(governance, "model", t("step5.model"), catalogue.collaboration_models)
        widgets.choice(governance, "form", t("step5.form"), catalogue.governance_forms)
        chosen = next((term for term in catalogue.governance_forms if term.code == governance.form), None)
        if chosen is not None:
            st.caption(chosen.what(session.language()))
        widgets.choice(governance, "decision_rule", t("step5.rule"), catalogue.decision_rules)
        widgets.choice(governance, "overrun_rule", t("step5.overrun"), catalogue.financing_rules)
        widgets.choice(governance, "surplus_rule", t("step5.surplus"), catalogue.financing_rules)
        widgets.text(governance, "quorum", t("step5.quorum"), placeholder=t("ui.not_known"))
    with right:
        widgets.text(governance, "chair", t("step5.chair"), placeholder=t("ui.not_known"))
        widgets.text(governance, "secretariat", t("step5.secretariat"), placeholder=t("ui.not_known"))
        widgets.number(governance, "staff_fte", t("step5.staff"), decimals=1)
        unit = widgets.escaped(t.shown(session.state().setting.money_unit))
        widgets.number(governance, "annual_cost", t("step5.cost", unit=unit))
        widgets.text(governance, "review_date", t("step5.review"), placeholder="2029-06-30")


def _clauses() -> None:
    t, catalogue = session.t(), session.catalogue()
    statuses = {term.code: t.label(term) for term in catalogue.clause_statuses}
    for term in catalogue.clauses:
        clause = session.state().one(Clause, term.code)
        left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
        with left:
            widgets.text(clause, "text", t.label(term), placeholder=t("step5.clause_hint"))
        with right:
            widgets.one_of(clause, "status", t("step5.clause_status"), statuses, label_visibility="collapsed")


def _key() -> None:
    t, catalogue = session.t(), session.catalogue()
    state = session.state()
    sharing = session.plan().sharing
    for key, values in sharing.problems:
        st.warning(t(key, **widgets.harmless(dict(values))))
    if sharing.valid:
        st.subheader(t("step5.shares_title"), anchor=False)
    columns = st.columns(max(len(state.cities), 1))
    percent = {share.city: share.percent for share in sharing.shares}
    for column, city in zip(columns, state.cities, strict=False):
        column.metric(
            f"{city.symbol} {widgets.escaped(city.name)}", t("step5.share", percent=t.number(percent.get(city.code), 2))
        )
    st.caption(t("step5.key_what", most=int(session.parameters().value("sharing.max_keys"))))
    for term in catalogue.cost_keys:
        used = state.get(CostKey, term.code)
        row = st.columns([2, 1, *([2] * len(state.cities))], vertical_alignment="bottom", gap="small")
        with row[0]:
            st.text(t.label(term), help=f"{term.fits(session.language())} {term.watch_out(session.language())}")
        with row[1]:
            widgets.number(used or CostKey(term.code), "weight", t("step5.weight"), decimals=1, placeholder="–")
        if term.code == "equal" or used is None or not used.weight:
            continue
        for column, city in zip(row[2:], state.cities, strict=True):
            metric = state.get(KeyMetric, f"{term.code}.{city.code}")
            with column:
                fresh = KeyMetric(f"{term.code}.{city.code}", key=term.code, city=city.code)
                widgets.number(metric or fresh, "value", f"{city.symbol} {term.metric(session.language())}")
    with st.popover(t("step5.sources")):
        _metric_sources()
    with st.popover(t("step5.limits")):
        for city in state.cities:
            limit = state.one(KeyLimit, city.code)
            left, right = st.columns(2)
            with left:
                widgets.number(limit, "floor", t("step5.floor", city=widgets.escaped(city.name)), decimals=1)
            with right:
                widgets.number(limit, "cap", t("step5.cap", city=widgets.escaped(city.name)), decimals=1)


def _metric_sources() -> None:
    """Year and source of every figure that a key in use rests on."""
    t = session.t()
    state = session.state()
    cities = {city.code: f"{city.symbol} {widgets.escaped(city.name)}" for city in state.cities}
    for metric in state.all(KeyMetric):
        if metric.city not in cities or metric.value is None:
            continue
        label = next(t.label(term) for term in session.catalogue().cost_keys if term.code == metric.key)
        year, source = st.columns([1, 3], gap="small")
        with year:
            widgets.year(metric, "year", f"{cities[metric.city]} · {label}")
        with source:
            widgets.text(metric, "source", t("step2.fact.source"), placeholder=t("ui.not_known"))


def _library() -> None:
    t = session.t()
    for term in session.catalogue().collaboration_models:
        with st.expander(t.label(term)):
            st.text(term.what(session.language()))
            st.text(t("step5.lesson", text=term.lesson(session.language())))
            st.caption(term.source)
