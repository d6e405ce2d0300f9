"""Step 5: the cost key, the figures it rests on, and the shares that follow."""

from __future__ import annotations

import streamlit as st

from components.ui import session, widgets
from components.workshop.records.partnership import CostKey, KeyLimit, KeyMetric


def draw() -> None:
    """Weights of the keys, their figures, and every city's share."""
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
