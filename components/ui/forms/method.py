"""How every number is made: methods in words, parameters in force, the framework's tables with their sources."""

from __future__ import annotations

import streamlit as st

from components.ui import session

_METHODS = (
    "scale", "agreement", "statistics", "rounds", "secrecy", "index", "gaps",
    "clusters", "weights", "score", "portfolio", "sharing", "design",
)  # fmt: skip
_TABLES = (
    "steps", "cells", "elements", "public_goods", "city_types", "network_types", "cost_keys", "mechanisms",
    "random_index", "indicators",
)  # fmt: skip


def draw() -> None:
    """Methods, parameters, tables."""
    t = session.t()
    st.title(t("method.title"), anchor=False)
    st.caption(t("method.purpose"))
    for name in _METHODS:
        with st.expander(t(f"method.{name}.title")):
            st.write(t(f"method.{name}.text"))
    st.subheader(t("method.parameters"), anchor=False)
    _parameters()
    st.subheader(t("method.tables"), anchor=False)
    catalogue = session.catalogue()
    chosen = st.selectbox(
        t("method.table"), _TABLES, format_func=lambda name: t(f"method.table_name.{name}"), key="method_table"
    )
    rows = getattr(catalogue, chosen)
    columns = {name: t(f"method.column.{name}") for name in ("label", "source", "status")}
    table = [
        {
            columns["label"]: t.label(row),
            columns["source"]: row.source,
            columns["status"]: t(f"method.status.{row.status}"),
        }
        for row in rows
    ]
    st.dataframe(table, hide_index=True)


def _parameters() -> None:
    t = session.t()
    names = ("meaning", "value", "unit", "source", "status")
    heads = {name: t(f"method.column.{name}") for name in names}
    table = [
        {
            heads["meaning"]: row.description(session.language()),
            heads["value"]: f"{row.value:g}",
            heads["unit"]: row.unit,
            heads["source"]: row.source,
            heads["status"]: t(f"method.status.{row.status}"),
        }
        for row in (session.parameters() if session.workshop() else session.default_parameters()).rows
    ]
    st.dataframe(table, hide_index=True)
