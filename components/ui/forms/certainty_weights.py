"""Step 6: how much money of each certainty can be counted on, a judgement of the room beside its plan."""

from __future__ import annotations

import streamlit as st

from components.ui import session, widgets
from components.workshop.records.money import CertaintyWeight


def draw() -> None:
    """The weights of the certainties; an empty one shows the shipped weight that counts."""
    t, state = session.t(), session.state()
    with st.expander(t("money.counted.weights"), key="certainty-weights"):
        st.caption(t("money.counted.weights_what"))
        rows = session.catalogue().certainties
        for column, row in zip(st.columns(len(rows), gap="small"), rows, strict=True):
            with column:
                record = state.one(CertaintyWeight, row.code)
                widgets.number(record, "percent", f"{t.label(row)}, %", placeholder=t.number(row.weight_percent))
