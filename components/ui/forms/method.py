"""How every number is made: the methods, the thresholds in force with what uses them, the framework's tables."""

from __future__ import annotations

import streamlit as st

from components.framework.citations import cited, unit_name
from components.framework.parameters import Parameters
from components.ui import session
from components.ui.charts import method as charts

_TABLES = (
    "steps", "cells", "elements", "public_goods", "city_types", "network_types", "cost_keys", "mechanisms",
    "random_index", "indicators",
)  # fmt: skip
_UNFOLDED = 2


def draw() -> None:
    """What rests on what, the methods to be searched, thresholds, tables."""
    t = session.t()
    st.title(t("method.title"), anchor=False)
    st.caption(t("method.purpose"))
    if session.workshop() and session.may(*session.READERS):
        st.page_link("audit.py", label=t("audit.link"), query_params=session.address())
    _standing()
    st.subheader(t("method.methods"), anchor=False)
    words = st.text_input(t("method.search"), key="method-search", placeholder=t("method.search_hint"))
    basis = st.segmented_control(
        t("method.rests_on"), charts.BASES, format_func=lambda name: t(f"method.basis.{name}"), key="method-basis"
    )
    every = session.catalogue().methods
    shown = charts.found(t, every, words, basis)
    st.caption(t("method.found", shown=len(shown), all=len(every)))
    st.html(charts.methods_markup(t, shown, _in_force(), unfolded=bool(words) and len(shown) <= _UNFOLDED))
    st.subheader(t("method.parameters"), anchor=False)
    _parameters(words)
    st.subheader(t("method.tables"), anchor=False)
    _tables()


def _standing() -> None:
    """Measured, judged, designed; and the three analytical methods."""
    t = session.t()
    for column, name in zip(st.columns(len(charts.BASES)), charts.BASES, strict=True):
        with column:
            st.markdown(f"**{t(f'method.basis.{name}')}**")
            st.caption(t(f"method.standing.{name}"))
    st.markdown(f"**{t('method.three')}**")
    for term in session.catalogue().analytical_methods:
        st.caption(t("method.three_line", name=t.label(term), what=getattr(term.what, session.language())))


def _in_force() -> Parameters:
    return session.parameters() if session.workshop() else session.default_parameters()


def _parameters(words: str) -> None:
    t, parameters, methods = session.t(), _in_force(), session.catalogue().methods
    names = ("meaning", "value", "unit", "used_in", "source", "status")
    heads = {name: t(f"method.column.{name}") for name in names}
    table = [
        {
            heads["meaning"]: row.description(session.language()),
            heads["value"]: charts.value(t, row, parameters),
            heads["unit"]: unit_name(t, row.unit),
            heads["used_in"]: charts.used_in(t, methods, row.code),
            heads["source"]: cited(t, row.source),
            heads["status"]: t(f"method.status.{row.status}"),
        }
        for row in parameters.rows
        if charts.holds(t, row, methods, words)
    ]
    st.dataframe(table, hide_index=True)


def _tables() -> None:
    t, catalogue = session.t(), session.catalogue()
    chosen = st.selectbox(
        t("method.table"), _TABLES, format_func=lambda name: t(f"method.table_name.{name}"), key="method_table"
    )
    columns = {name: t(f"method.column.{name}") for name in ("label", "source", "status")}
    st.dataframe(
        [
            {
                columns["label"]: t.label(row),
                columns["source"]: cited(t, row.source),
                columns["status"]: t(f"method.status.{row.status}"),
            }
            for row in getattr(catalogue, chosen)
        ],
        hide_index=True,
    )
