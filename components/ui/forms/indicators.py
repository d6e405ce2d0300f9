"""Measured indicators and the targets of cells: pasted or set, and listed with what they do to the index."""

from __future__ import annotations

import streamlit as st

from components.ui import session, widgets
from components.ui.charts.figure import Table, table_markup
from components.ui.charts.gaps import cell_name
from components.ui.charts.marks import subject_name
from components.workshop.edits import indicators as edits
from components.workshop.instruments import instruments
from components.workshop.records.indicators import CellTarget

_TARGET = "gap.target"
_KNOWN = ("subject", "indicator", "value", "figure", "points", "year", "confidence", "source")


def draw() -> None:
    """What was entered, the box to paste into, what can be counted, and the targets."""
    t = session.t()
    _known()
    st.caption(t("structure.indicators.what"))
    hint = t("structure.indicators.hint")
    st.text_area(t("structure.indicators.label"), key="indicators", height=140, placeholder=hint)
    widgets.button(t("structure.indicators.button"), _take, key="take_indicators")
    with st.expander(t("structure.indicators.can")):
        _possible()
    st.subheader(t("structure.indicators.targets"), anchor=False)
    _targets()


def _known() -> None:
    t, state, catalogue = session.t(), session.state(), session.catalogue()
    rows = session.evidence().measured
    if not rows:
        st.info(t("structure.indicators.none"))
        return
    table = Table(
        tuple(t(f"structure.indicators.column_{name}") for name in _KNOWN),
        tuple(
            (
                subject_name(state, row.subject),
                t.label(catalogue.find("indicators", row.indicator)),
                t.number(row.value, 1),
                t.number(row.figure, 2),
                t.number(row.points),
                str(row.year or t("common.not_known")),
                t.label(catalogue.find("confidence", row.confidence)),
                row.source,
            )
            for row in rows
        ),
    )
    st.html(table_markup(t("structure.indicators.known"), table))


def _take() -> None:
    code = str(session.workshop())
    given = str(session.widget("indicators") or "")
    new = edits.indicators_from_text(session.state(), session.catalogue(), given)
    session.store().commit(code, new, by=session.editor())


def _possible() -> None:
    t, language = session.t(), session.language()
    names = ("indicator", "unit", "ends", "source")
    table = Table(
        tuple(t(f"structure.indicators.column_{name}") for name in names),
        tuple(
            (f"{t.label(row)} ({row.code})", row.unit(language), f"{row.worst:g} · {row.best:g}", row.source)
            for row in session.catalogue().indicators
        ),
    )
    st.html(table_markup(t("structure.indicators.can"), table))


def _targets() -> None:
    t, state, catalogue = session.t(), session.state(), session.catalogue()
    st.caption(t("structure.indicators.targets_what", usual=session.parameters().value(_TARGET)))
    for target in state.all(CellTarget):
        if target.value is not None:
            where = f" · {subject_name(state, target.subject)}" if target.subject else ""
            st.text(f"{cell_name(t, catalogue, target.item)}{where}: {t.number(target.value, 1)}")
    asked = [item for item in instruments(state, catalogue) if item.code in ("present", "pair_present")]
    items = {item.code: item.context(session.language()) for ballot in asked for item in ballot.items}
    left, middle, right = st.columns([4, 2, 2], vertical_alignment="bottom")
    with left:
        label = t("structure.indicators.cell")
        st.selectbox(label, list(items), key="target-item", format_func=lambda code: items.get(code, code))
    with middle:
        st.number_input(t("structure.indicators.target"), 0.0, 5.0, 4.0, 0.5, key="target-value", format="%.1f")
    with right:
        widgets.button(t("structure.indicators.set"), _set_target, key="set_target")


def _set_target() -> None:
    value = float(session.widget("target-value"))
    new = edits.set_target(session.state(), session.catalogue(), str(session.widget("target-item")), value)
    session.store().commit(str(session.workshop()), new, by=session.editor())
