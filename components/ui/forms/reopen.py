"""Step 6: a plan workbook that was edited outside: what was changed in it by cell, and what of it is taken over."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from components.errors import Problem, ToolError
from components.ui import session, theme, widgets
from components.walk import undo
from components.workbook.read import plan_book, plan_book_changes
from components.workbook.read.plan_book import Opened
from components.workbook.read.plan_book_changes import Changed, Edited, NotTaken
from components.workbook.read.plan_book_compare import compare
from components.workshop.changes import Edit
from components.workshop.edits.room import park
from components.workshop.edits.scenarios import with_edits
from components.workshop.edits.values import BOUNDS
from components.workshop.records.room import Parking

_FILE = "plan_file"
_STEP = 6
_SEEKS = "↻"
_NAMED_WITHOUT = frozenset({"setting", "governance"})
_YEARS = frozenset({name for kind, name in BOUNDS if BOUNDS[kind, name] == BOUNDS["setting", "first_year"]})


def draw() -> None:
    """The file, what is different in it, a tick for every change, and the button that takes them over."""
    t = session.t()
    st.markdown(t("reopen.how"))
    if done := session.remembered("reopen_done"):
        st.success(t("reopen.done", n=done))
        session.remember("reopen_done", 0)
    if parked := session.remembered("reopen_parked"):
        st.success(t("reopen.parked", n=parked))
        session.remember("reopen_parked", 0)
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
    t, seen = session.t(), session.snapshot()
    edited = compare(found, seen.state, session.catalogue(), seen.version)
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
    _to_note(edited)


def _ticks(found: Opened, changes: Sequence[Changed]) -> None:
    t = session.t()
    keys = {change.mark: f"reopen.{found.about.fingerprint}.{change.mark}" for change in changes}
    for change in changes:
        # What the workshop changed meanwhile, or what may be meant otherwise, is taken when somebody says so
        session.seed(keys[change.mark], not (change.moved or change.doubt))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{t('reopen.changes', n=len(changes))}**", width="stretch")
        for name in ("all", "none"):
            button = f"reopen_{name}"
            widgets.button(t(f"reopen.{name}"), _tick_all, tuple(keys.values()), name == "all", key=button)
    if any(change.seeks for change in changes):
        st.caption(t("reopen.searches"))
    chosen: list[Changed] = []
    for sheet in dict.fromkeys(change.sheet for change in changes):
        with st.container(border=True, gap="small"):
            st.markdown(f"**{t('reopen.of_sheet', code=sheet, title=_title(sheet))}**")
            own = (change for change in changes if change.sheet == sheet)
            chosen += [change for change in own if _tick(change, keys[change.mark])]
    with st.container(horizontal=True, vertical_alignment="center"):
        words = t("reopen.take", n=len(chosen))
        widgets.button(words, _take, tuple(chosen), key="reopen_take", type="primary", disabled=not chosen)
        if any(change.seeks for change in chosen):
            st.text(f"{_SEEKS} {t('reopen.searched')}")
        st.text(t("reopen.undo"))


def _tick(change: Changed, key: str) -> bool:
    """One change, and what has to be known before it is ticked."""
    t = session.t()
    seeks = f" :small[{_SEEKS}]" if change.seeks else ""
    ticked = st.checkbox(f"`{change.cell}` {_label(change)}{seeks}", key=key)
    if change.moved:
        since = undo.shown(t, change.field, _listed(change.since), session.state())
        widgets.warning(t("reopen.since", value=since))
    for problem in change.doubt:
        widgets.warning(t(problem.key, **problem.values))
    notes = [t("reopen.computed")] if change.computed else []
    notes += [t("reopen.read_as", value=_value(change, change.read_as))] if change.read_as else []
    notes += [t("reopen.joint_rows", n=change.rows)] if change.rows > 1 else []
    if notes:
        st.caption(" ".join(notes))
    return bool(ticked)


def _tick_all(keys: tuple[str, ...], value: bool) -> None:  # noqa: FBT001, what a button is called with
    for key in keys:
        session.clear(key, value)


def _settled(edited: Edited) -> None:
    """Changes that cannot be taken over, with the reason, and those that the workshop holds already."""
    t = session.t()
    refused = [change for change in edited.changes if change.problems]
    if refused:
        st.warning(t("reopen.refused", n=len(refused)))
        lines = [
            t("reopen.refused_line", place=change.place, change=_label(change), why=_reason(change.problems))
            for change in refused
        ]
        st.markdown("\n".join(f"- {line}" for line in lines))
    if same := [change.place for change in edited.changes if change.same]:
        st.caption(t("reopen.same", n=len(same), cells=t.joined(same)))


def _not_taken(found: Sequence[NotTaken]) -> None:
    """What is no input, the cells of a column together, with the reason and what to do."""
    t = session.t()
    if not found:
        return
    st.warning(t("reopen.not_taken", n=len(found)))
    together: dict[tuple[str, str, str, str], list[NotTaken]] = defaultdict(list)
    for one in found:
        alone = "" if one.column and not one.before else one.place
        together[one.place.partition("!")[0], one.column, one.why, alone].append(one)
    lines = []
    for own in together.values():
        one = own[0]
        place = t("reopen.rows_line", place=one.place, n=len(own) - 1) if len(own) > 1 else one.place
        why = t(f"reopen.why.{one.why}")
        lines.append(t("reopen.not_taken_line", place=place, what=_difference(one), why=why))
    st.markdown("\n".join(f"- {line}" for line in lines))


def _difference(one: NotTaken) -> str:
    """What is different at a place that is not taken."""
    t = session.t()
    after = widgets.escaped(one.what or "–")
    name = widgets.escaped(t.joined([word for word in (one.row, one.column) if word]))
    if not name:
        return after
    return t("reopen.change", what=name, before=widgets.escaped(one.before) if one.before else "…", after=after)


def _to_note(edited: Edited) -> None:
    """What the room alone can decide goes to its open questions when somebody wants it."""
    t = session.t()
    refused = [
        (one.place, _name(one), one.before, one.after) for one in edited.changes if one.problems and not one.same
    ]
    refused += [
        (one.place, t.joined([word for word in (one.row, one.column) if word]), one.before, one.what)
        for one in edited.not_taken
        if one.before
    ]
    if refused:
        with st.container(horizontal=True, vertical_alignment="center"):
            widgets.button(t("reopen.park"), _park, tuple(refused), key="reopen_park")
            st.text(t("reopen.park_how"))


def _park(refused: tuple[tuple[str, str, str, str], ...]) -> None:
    t, state = session.t(), session.state()
    history = session.store().history(str(session.workshop()))
    held = {entry.text for entry in state.all(Parking)}
    lines = [
        t("reopen.parked_line", place=place, what=what, before=before or "–", after=after or "–")
        for place, what, before, after in refused
    ]
    fresh = [line for line in lines if line not in held]
    made: list[Edit] = []
    for line in fresh:
        made += park(with_edits(state, made), history, line, step=_STEP)
    if made and session.commit(*made):
        session.remember("reopen_parked", len(fresh))


def _label(change: Changed) -> str:
    """What a change is of, and both values."""
    before, after = (_value(change, text) for text in (change.before, change.after))
    return session.t()("reopen.change", what=widgets.escaped(_name(change)), before=before, after=after)


def _reason(problems: Sequence[Problem]) -> str:
    t = session.t()
    return " ".join(t(problem.key, **widgets.harmless(problem.values)) for problem in problems)


def _name(change: Changed) -> str:
    """The record as people know it, and the field in the words of the screens, else those over the column."""
    t = session.t()
    key = f"scenarios.field.{change.kind}_{change.field}"
    field = t(key) if t.has(key) else change.column
    if change.kind in _NAMED_WITHOUT:
        return field or _title(change.sheet)
    named = undo.named(t, change.kind, change.code, session.state())
    if change.kind == "option" and named != change.code:
        named = f"{change.code} {named}"
    # What a risk or a step is called may be what was changed
    name = change.code if change.before and change.before.startswith(named.removesuffix("…")) else named
    return t.joined([word for word in dict.fromkeys((name, field)) if word])


def _title(sheet: str) -> str:
    return session.t()(f"workbook.{sheet.split('_', 1)[1].lower()}.title")


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _value(change: Changed, text: str) -> str:
    """What stands in a cell, with separators where it is a number."""
    t = session.t()
    if not text:
        return t("common.not_known")
    try:
        number = float(text)
    except ValueError:
        return widgets.escaped(text)
    if change.field in _YEARS:
        return widgets.escaped(text)
    return t.number(number, 0 if number.is_integer() else 2)


def _take(changes: tuple[Changed, ...]) -> None:
    """Takes over what is ticked, in one step that undo takes back; what the rules refuse together is told."""
    t = session.t()
    edits, refused = plan_book_changes.edits_of(changes, session.state(), reason=t("reopen.parameter_reason"))
    session.remember(
        "reopen_refused",
        tuple(
            t("reopen.refused_one", place=one.place, why=_reason(one.problems)) for one in refused
        ),
    )
    if edits and session.commit(*edits):
        session.remember("reopen_done", len(changes) - len(refused))
