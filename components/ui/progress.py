"""Results that take more than a second, with a bar while they are made for the first time."""

from __future__ import annotations

import streamlit as st

from components.analysis.uncertainty_records import Uncertainty
from components.ui import session
from components.walk import results


def uncertainty() -> Uncertainty:
    """How sure the evidence is."""
    words = session.t()("ui.computing")
    place = st.empty()

    def show(share: float) -> None:
        place.progress(min(share, 1.0), text=words)

    found = results.uncertainty(session.snapshot(), session.catalogue(), show)
    place.empty()
    return found
