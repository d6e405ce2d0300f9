"""What leaves the room, each file with what it is for: how far it is while it is made, and its size when it is there.

Files are made beside the page and shared by all who may take them. The right to a file is asked again when its button
is pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from components.ui import progress, session, widgets
from components.walk.jobs import Job
from components.workbook import files
from components.workbook.files import KINDS, Kind
from components.workshop import people

TO_TAKE = ("book", "briefing")
"""What whoever may take the workbook may take."""
_FURTHER = ("tables", "public", "whole")
_BOOK = "book"
"""Takes seconds, and is begun after what takes less."""
_KB = 1024


def draw() -> None:
    """All files that the role allows; nothing for others."""
    jobs = _jobs((*TO_TAKE, *_FURTHER))
    for title, kinds in (("plan", TO_TAKE), ("further", _FURTHER)):
        shown = {kind: jobs[kind] for kind in kinds if kind in jobs}
        if shown:
            st.subheader(session.t()(f"files.title.{title}"), anchor=False)
            with st.container(border=True, gap="small", key=f"files-{title}"):
                _rows(shown)


def offer(kinds: Sequence[str] = TO_TAKE) -> None:
    """The buttons alone of those of these files that the role allows."""
    for kind, job in _jobs(kinds).items():
        _get(kind, job)


def _jobs(kinds: Sequence[str]) -> dict[str, Job[bytes] | None]:
    """What makes the files that the role allows, begun where it is not; waits a moment for what is soon there."""
    allowed = [kind for kind in kinds if people.may(session.role(), KINDS[kind].action)]
    found = {kind: _job(kind) for kind in sorted(allowed, key=lambda kind: kind == _BOOK)}
    for job in found.values():
        if job is not None:
            job.within(session.patience())
    return {kind: found[kind] for kind in allowed}


def _job(kind: str) -> Job[bytes] | None:
    """What makes the file; None while nobody asked for one that is made for somebody who asks only."""
    place = progress.place(f"file.{kind}")
    if not KINDS[kind].kept:
        return files.jobs.shown(place)
    return files.started(place, kind, session.store(), str(session.workshop()), session.language())


def _rows(jobs: dict[str, Job[bytes] | None]) -> None:
    t = session.t()
    for kind, job in jobs.items():
        what, get = st.columns([3, 2], vertical_alignment="center", gap="small")
        what.markdown(f"**{t(f'files.{kind}.name')}**  \n{t(f'files.{kind}.what')}")
        with get:
            _get(kind, job)


def _get(kind: str, job: Job[bytes] | None) -> None:
    t = session.t()
    name = files.file_name(kind, str(session.workshop()), session.language())
    begin = partial(_begin, kind)
    offered = _Offered(kind, t(f"files.{kind}.get"), name, begin, lambda job: _part(kind, job), KINDS[kind])
    if job is None:
        widgets.button(t("files.make"), offered.begin, key=f"make_{kind}", width="stretch")
        return
    _standing(offered, job)
    if job.whole and not KINDS[kind].kept:
        widgets.button(t("files.again"), offered.begin, key=f"make_{kind}", type="tertiary")


def on_request(
    name: str, words: str, file_name: str, make: Callable[[files.Told], bytes], *, kind: str = _BOOK
) -> None:
    """A file of another plan than the one of now, made when somebody asks for it, there until something changes.
    name: of the widgets; words: what stands on the button; make: takes what is told how far it is. For who may take
    a file of that kind.
    """
    if not people.may(session.role(), KINDS[kind].action):
        return
    place = progress.place(f"file.{name}")
    store, workshop = session.store(), str(session.workshop())
    key = (name, id(store), workshop, store.version(workshop), session.language(), file_name)
    job = files.jobs.shown(place)

    def begin() -> None:
        files.jobs.show(place, key, lambda job: make(job.at))

    if job is None or job.key != key:
        widgets.button(words, begin, key=f"make_{name}")
        return
    job.within(session.patience())
    part = "tests" if kind == _BOOK else "writing"
    _standing(_Offered(name, words, file_name, begin, lambda _: part, KINDS[kind]), job)


@dataclass(frozen=True)
class _Offered:
    """A file on the page. `name`: of its widgets; `part`: what is being done."""

    name: str
    words: str
    file_name: str
    begin: Callable[[], object]
    part: Callable[[Job[bytes]], str]
    kind: Kind


def _standing(offered: _Offered, job: Job[bytes]) -> None:
    """The button that takes the file, how far it is, or the button that has it made after all."""
    t = session.t()
    if not job.done:
        progress.watch((job,), lambda: _at(offered, job))
    elif job.found is None:
        progress.ended(job, again=t("files.make"), key=f"make_{offered.name}")
    else:
        found = job.found
        st.download_button(
            label(offered.words, len(found)),
            session.guarded(offered.kind.action, lambda: found),
            offered.file_name,
            offered.kind.mime,
            key="download" if offered.name == _BOOK else f"download_{offered.name}",
            type="primary" if offered.name == _BOOK else "secondary",
            on_click="ignore",
            width="stretch",
        )


def _at(offered: _Offered, job: Job[bytes]) -> None:
    """How far the file is, what is being done for it, and for who leads the button that ends that for everybody."""
    t = session.t()
    words = t(f"files.at.{offered.part(job)}") if job.begun else offered.words
    if session.may(*session.EDITORS):
        progress.bar(job, words, key=f"cancel_{offered.name}", label=t("files.cancel"))
    else:
        st.progress(job.share, text=words)


def _part(kind: str, job: Job[bytes]) -> str:
    if kind in ("public", "whole"):
        return "writing"
    if job.share < files.SEARCHED:
        return "search"
    return "tests" if kind == _BOOK and job.share < files.TESTED else "writing"


def _begin(kind: str) -> None:
    place = progress.place(f"file.{kind}")
    files.started(place, kind, session.store(), str(session.workshop()), session.language())


def label(name: str, count: int) -> str:
    """What stands on a button: the file and its size in bytes, in words."""
    t = session.t()
    if count < _KB * _KB:
        return t("files.get_kb", name=name, size=t.number(max(count / _KB, 1)))
    return t("files.get_mb", name=name, size=t.number(count / _KB / _KB, 1))
