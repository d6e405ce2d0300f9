"""Step 5: the weights of the cost keys as numbers, the cities' figures with their sources, least and most shares."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from components.framework.records import CostKey as KeyTerm
from components.investment.sharing import metric_of
from components.ui import session, widgets
from components.ui.charts.figure import Table, table_markup
from components.workshop.records.cities import City
from components.workshop.records.demands import OptionKey
from components.workshop.records.partnership import CostKey, KeyLimit, KeyMetric

_A_ROW = 5
_JUDGED, _RULE = ("benefit", "host"), "equal"


def draw() -> None:
    """Everything that the shares rest on."""
    t = session.t()
    # Open from the start where no key can be used yet: what is missing is entered here.
    begun = not session.plan().sharing.valid
    with st.expander(t("fairness.key.numbers"), expanded=begun, key="key-numbers", on_change="rerun") as box:
        if box.open:
            st.caption(t("step5.key_what", most=int(session.parameters().value("sharing.max_keys"))))
            for term in session.catalogue().cost_keys:
                _key(term)
            with st.popover(t("step5.sources")):
                _sources()
            with st.popover(t("step5.limits")):
                _limits()
    used = [term for term in session.catalogue().cost_keys if term.code in _in_use()]
    if used:
        st.html(table_markup(t("fairness.key.figures"), _table(used)))
        rests_on = "".join(f"<li>{escape(_basis(term))}</li>" for term in used)
        st.html(f'<ul class="scn-rests">{rests_on}</ul>')


def _key(term: KeyTerm) -> None:
    t, state, language = session.t(), session.state(), session.language()
    used = state.get(CostKey, term.code)
    name, weight = st.columns([2, 1], vertical_alignment="bottom", gap="small")
    with name:
        st.text(t.label(term), help=f"{term.fits(language)} {term.watch_out(language)}")
    with weight:
        widgets.number(used or CostKey(term.code), "weight", t("step5.weight"), decimals=1, placeholder="–")
    if term.code in _in_use() and term.needs_metric:
        for start in range(0, len(state.cities), _A_ROW):
            here = state.cities[start : start + _A_ROW]
            for column, city in zip(st.columns(max(len(here), 3)), here, strict=False):
                with column:
                    _metric(term, city)


def _metric(term: KeyTerm, city: City) -> None:
    fresh = KeyMetric(f"{term.code}.{city.code}", key=term.code, city=city.code)
    metric = session.state().get(KeyMetric, fresh.code) or fresh
    whose = f"{city.symbol} {widgets.escaped(city.name)}"
    label = session.t()("common.labelled", name=whose, words=term.metric(session.language()))
    widgets.number(metric, "value", label)


def _in_use() -> set[str]:
    """The keys that the common mix or an option's own mix counts."""
    state = session.state()
    return {row.code for row in state.all(CostKey) if row.weight} | {
        row.key for row in state.all(OptionKey) if row.weight
    }


def _sources() -> None:
    """Year and source of every figure that a key in use rests on."""
    t, state = session.t(), session.state()
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


def _limits() -> None:
    t, state = session.t(), session.state()
    for city in state.cities:
        limit, name = state.one(KeyLimit, city.code), widgets.escaped(city.name)
        left, right = st.columns(2)
        with left:
            widgets.number(limit, "floor", t("step5.floor", city=name), decimals=1)
        with right:
            widgets.number(limit, "cap", t("step5.cap", city=name), decimals=1)
    st.caption(t("fairness.key.limits_bind"))


def _table(used: Sequence[KeyTerm]) -> Table:
    """The figure of every city under every key in use."""
    t, state, catalogue = session.t(), session.state(), session.catalogue()
    columns = []
    for term in used:
        values = metric_of(state, catalogue, term.code)
        columns.append([t.number(value) for value in values] if term.needs_metric else ["1" for _ in values])
    rows = tuple((f"{city.symbol} {city.name}", *(column[place] for column in columns))
                 for place, city in enumerate(state.cities))  # fmt: skip
    return Table((t("fairness.key.column_city"), *(t.label(term) for term in used)), rows)


def _basis(term: KeyTerm) -> str:
    """Whether the figures of a key are measured, judged or a rule, and where they are from."""
    t, state = session.t(), session.state()
    basis = "rule" if term.code == _RULE else "judged" if term.code in _JUDGED else "measured"
    known = zip(state.cities, metric_of(state, session.catalogue(), term.code), strict=True)
    sources = dict.fromkeys(source for city, value in known if (source := _source(term, city, value)))
    values = {"key": t.label(term), "basis": t(f"fairness.basis.{basis}")}
    if not sources:
        return t("fairness.key.rests_on", **values)
    return t("fairness.key.rests_on_source", sources=t.joined(list(sources)), **values)


def _source(term: KeyTerm, city: City, value: float | None) -> str:
    t = session.t()
    if not term.needs_metric:
        return ""
    metric = session.state().get(KeyMetric, f"{term.code}.{city.code}")
    if metric is not None and metric.value is not None:
        given = t.joined([part for part in (metric.source, str(metric.year or "")) if part])
        return given or t("fairness.key.no_source")
    return "" if value is None else t("fairness.key.from_facts")
