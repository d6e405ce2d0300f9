"""Results that take more than a second, with a bar while they are made for the first time."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

import streamlit as st

from components.analysis.uncertainty_records import Uncertainty
from components.errors import ToolError
from components.ui import session, widgets
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
def watch(
    jobs: Sequence[Job[Any]], draw: Callable[[], object], more: Callable[[], bool] = lambda: False
) -> None:
    """Draws what goes on beside the page anew every second, and the whole page once when all jobs have ended or there
    is `more` to show.
    """
    if all(job.done for job in jobs) or more():
        st.rerun()
    draw()


def seeking(jobs: Sequence[Job[Any]]) -> None:
    """One line that says how long the best choice is being searched, until all searches have ended."""
    t = session.t()
    watch(jobs, lambda: st.text(t("scenarios.try.seeking", seconds=t.number(max(job.seconds for job in jobs)))))


def bar(job: Job[Any], words: str, *, key: str, label: str, caption: str = "") -> None:
    """How far a job is, or that it waits for its turn, and the button that ends it. key, label: of the button."""
    t = session.t()
    parts = [words] if job.begun else [words, t("search.waits")]
    st.progress(job.share, text=" · ".join(parts))
    with st.container(horizontal=True, vertical_alignment="center"):
        if caption:
            st.caption(caption)
        label = t("search.stopping") if job.stopped else label
        st.button(label, key=key, on_click=job.stop, disabled=job.stopped)


def background(job: Job[Any], words: str, *, key: str) -> None:
    """How far a job is that leaves nothing when it is ended, until it has ended. key: of the button that ends it."""
    t = session.t()

    def draw() -> None:
        at = t("firm.job.at", share=t.percent(job.share), seconds=t.number(job.seconds))
        bar(job, f"{words} · {at}", key=key, label=t("firm.job.cancel"))

    watch((job,), draw)


def ended(job: Job[Any], *, again: str, key: str) -> None:
    """What is said where a job failed or was ended by hand: why, and the button by which somebody wants it again."""
    failed(job.error)
    widgets.button(again, job.again, key=key)


def failed(error: BaseException | None) -> None:
    """In words, that a job ended with an error; nothing without one."""
    t = session.t()
    if isinstance(error, ToolError):
        st.error(t.error(error))
    elif error is not None:
        st.error(t("search.failed"))


def place(name: str) -> Hashable:
    """What this tab shows by itself of the open workshop, as a place for jobs."""
    mine = session.remembered("tab") or secrets.token_hex(4)
    session.remember("tab", mine)
    return (results.owner(session.store(), session.workshop()), name, mine)
