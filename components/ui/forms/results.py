"""The revealed results, to be read only: no button, no input, nothing that changes the workshop."""

from __future__ import annotations

import streamlit as st

from components.ui import session, theme
from components.ui.charts import clusters, connectivity
from components.ui.forms import connectivity as forms
from components.workshop.records.rounds import Round
from components.workshop.store import REVEALED


def draw() -> None:
    """Index, links, gaps, statement by statement, clusters; before the first reveal, a sentence."""
    t = session.t()
    if session.state().setting.demonstration and not session.may(*session.EDITORS):
        theme.ribbon(t)
    st.title(t("people.results.title"), anchor=False)
    st.caption(t("people.results.purpose"))
    if not any(one.state == REVEALED for one in session.state().all(Round)):
        st.info(t("people.results.none"))
        return
    names = ("index", "links", "gaps", "cells", "clusters")
    tabs = st.tabs([t(f"step2.tab.{name}") for name in names])
    for tab, part in zip(tabs, (forms.index, forms.links, _gaps, _statements, _clusters), strict=True):
        with tab:
            part()


def _gaps() -> None:
    connectivity.gaps(session.t(), session.state(), session.evidence(), session.catalogue())


def _statements() -> None:
    """The most disputed statements, one under the other: an observer chooses nothing."""
    order = {"split": 0, "discuss": 1}
    rows = [row for row in session.evidence().agreements if row.flag in order]
    for row in sorted(rows, key=lambda row: (order[row.flag], -(row.iqr or 0)))[:_MOST]:
        connectivity.distribution(session.t(), row, session.state())
    if not rows:
        st.text(session.t()("people.results.all_agreed"))


def _clusters() -> None:
    clusters.quotients(session.t(), session.state(), session.evidence(), session.catalogue())


_MOST = 6
