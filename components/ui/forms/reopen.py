"""Step 6: a plan workbook that was edited outside: what was changed in it by cell, and what of it is taken over."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from components.errors import Problem, ToolError
from components.ui import session, theme, widgets
from components.walk import undo
from components.workbook.read import plan_book, plan_book_changes
from components.workbook.read.plan_book import Opened
from components.workbook.read.plan_book_changes import Changed, Edited, NotTaken

_FILE = "plan_file"
_NAMED_WITHOUT = frozenset({"setting", "governance"})


def draw() -> None:
    """The file, what is different in it, a tick for every change, and the button that takes them over."""
    t = session.t()
    st.markdown(t("reopen.how"))
    if done := session.remembered("reopen_done"):
        st.success(t("reopen.done", n=done))
        session.remember("reopen_done", 0)
    for words in session.remembered("reopen_refused") or ():
        st.warning(words)
    session.remember("reopen_refused", ())
    most = plan_book.LIMITS.bytes // 1024 // 1024
    theme.upload_words(t("common.choose_file", endings=".xlsx", most=str(most)))
    st.file_uploader(t("reopen.file"), type=["xlsx"], key=_FILE, max_upload_size=most)
    try:
        found = _opened()
    except ToolError as error:
        for problem in error.problems:
            st.error(t(problem.key, **widgets.harmless(problem.values)))
        return
    if found is not None:
        _show(found)


def _opened() -> Opened | None:
    """The uploaded book. It is unpacked once and not at every touch."""
    given = session.widget(_FILE)
    if given is None:
        return None
    data, seen = given.getvalue(), session.snapshot()
    digest = hashlib.sha256(data).hexdigest()
    kept: tuple[str, Opened] | None = session.remembered("reopen_book")
    if kept is None or kept[0] != digest:
        with st.spinner(session.t()("paper.progress.opening")):
            kept = (digest, plan_book.opened(data, seen.workshop, seen.version))
        session.remember("reopen_book", kept)
    return kept[1]


def _show(found: Opened) -> None:
    t, state = session.t(), session.state()
    edited = plan_book_changes.compare(found, state, session.catalogue())
    about = found.about
    st.caption(t("reopen.about", at=t.time(datetime.fromisoformat(about.written)), fingerprint=about.fingerprint))
    if edited.untouched:
        st.info(t("reopen.untouched"))
        return
    open_ = [change for change in edited.changes if change.takeable]
    if open_:
        _ticks(found, open_)
    _settled(edited)
    _not_taken(edited.not_taken)


def _ticks(found: Opened, changes: Sequence[Changed]) -> None:
    t = session.t()
    st.markdown(f"**{t('reopen.changes', n=len(changes))}**")
    with st.container(border=True, gap="small"):
        chosen = [change for change in changes if _tick(found, change)]
    with st.container(horizontal=True, vertical_alignment="center"):
        words = t("reopen.take", n=len(chosen))
        widgets.button(words, _take, tuple(chosen), key="reopen_take", type="primary", disabled=not chosen)
        st.text(t("reopen.undo"))


def _tick(found: Opened, change: Changed) -> bool:
    """One change; what the workshop changed meanwhile is only taken over when somebody says so."""
    t = session.t()
    key = f"reopen.{found.about.fingerprint}.{change.place}"
    session.seed(key, not change.moved)
    ticked = st.checkbox(_label(change), key=key)
    if change.moved:
        since = undo.shown(t, change.field, change.since, session.state())
        widgets.warning(t("reopen.since", value=since))
    if change.computed:
        st.caption(t("reopen.computed"))
    return bool(ticked)


def _settled(edited: Edited) -> None:
    """Changes that cannot be taken over, with the reason, and those that the workshop holds already."""
    t = session.t()
    refused = [change for change in edited.changes if change.problems]
    if refused:
        st.warning(t("reopen.refused", n=len(refused)))
        lines = [
            t("reopen.refused_line", change=_label(change), why=_reason(change.problems)) for change in refused
        ]
        st.markdown("\n".join(f"- {line}" for line in lines))
    if same := [change.place for change in edited.changes if change.same]:
        st.caption(t("reopen.same", n=len(same), cells=t.joined(same)))


def _not_taken(found: Sequence[NotTaken]) -> None:
    t = session.t()
    if not found:
        return
    st.warning(t("reopen.not_taken", n=len(found)))
    lines = []
    for one in found:
        what, why = widgets.escaped(one.what or "–"), t(f"reopen.why.{one.why}")
        lines.append(t("reopen.not_taken_line", place=one.place, what=what, why=why))
    st.markdown("\n".join(f"- {line}" for line in lines))


def _label(change: Changed) -> str:
    """Where it stands, what it is of, and both values."""
    before, after = (_value(change, text) for text in (change.before, change.after))
    what = widgets.escaped(_plain(change))
    return session.t()("reopen.change", place=change.place, what=what, before=before, after=after)


def _reason(problems: Sequence[Problem]) -> str:
    t = session.t()
    return " ".join(t(problem.key, **widgets.harmless(problem.values)) for problem in problems)


def _plain(change: Changed) -> str:
    """The record as people know it, and the field in the words of the screens, else those over the column."""
    t = session.t()
    key = f"scenarios.field.{change.kind}_{change.field}"
    field = t(key) if t.has(key) else change.column
    if change.kind in _NAMED_WITHOUT:
        return field
    named = undo.named(t, change.kind, change.code, session.state())
    # What a risk or a step is called may be what was changed
    name = change.code if change.before.startswith(named.removesuffix("…")) else named
    return name if field in ("", name) else f"{name} · {field}"


def _value(change: Changed, text: str) -> str:
    """What stands in a cell, with separators where it is a number."""
    t = session.t()
    if not text:
        return t("common.not_known")
    try:
        number = float(text)
    except ValueError:
        return widgets.escaped(text)
    if change.field.endswith("_year"):
        return text
    return t.number(number, 0 if number.is_integer() else 2)


def _take(changes: tuple[Changed, ...]) -> None:
    """Takes over what is ticked, in one step that undo takes back; what the rules refuse together is told."""
    t = session.t()
    edits, refused = plan_book_changes.edits_of(changes, session.state())
    session.remember(
        "reopen_refused",
        tuple(
            t("reopen.refused_one", place=one.place, why=_reason(one.problems)) for one in refused
        ),
    )
    if edits and session.commit(*edits):
        session.remember("reopen_done", len(changes) - len(refused))
