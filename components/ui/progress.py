"""Results that take more than a second, with a bar while they are made for the first time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from components.analysis.uncertainty_records import Uncertainty
from components.ui import session
from components.walk import results
from components.walk.jobs import Job

_EVERY = 1.0

Value = TypeVar("Value")


def uncertainty() -> Uncertainty:
    """How sure the evidence is."""
    return with_bar(lambda told: results.uncertainty(session.snapshot(), session.catalogue(), told))


def with_bar(make: Callable[[Callable[[float], None]], Value]) -> Value:
    """What `make` makes, with a bar that it moves by the share that is done (0–1); no bar when it is there already."""
    words = session.t()("ui.computing")
    place = st.empty()

    def show(share: float) -> None:
        place.progress(min(max(share, 0.0), 1.0), text=words)

    found = make(show)
    place.empty()
    return found


@st.fragment(run_every=_EVERY)
def background(job: Job[Any], words: str, *, key: str) -> None:
    """How far work beside the page is, and the button that ends it; drawn anew every second, and the whole page once
    when the work has ended. key: of the button.
    """
    t = session.t()
    if job.done:
        st.rerun()
    at = t("firm.job.at", share=t.percent(job.share), seconds=t.number(job.seconds))
    st.progress(job.share, text=f"{words} · {at}")
    label = t("firm.job.stopping" if job.stopped else "firm.job.cancel")
    st.button(label, key=key, on_click=job.stop, disabled=job.stopped)
