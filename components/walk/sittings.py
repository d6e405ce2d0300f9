"""What changed between two sittings, line by line in words: the recap with which a second day begins.

The sitting before ended, as far as the log knows, with the last ballot that was opened, closed or revealed in it;
without one, it is taken from its beginning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from components.language import Texts, entries, placeholders
from components.walk import undo
from components.workshop.changes import ERASURE
from components.workshop.records.room import Sitting
from components.workshop.state import REMOVED, State
from components.workshop.store import Change

# What steers the day is no news on the next one.
_STEERING = ("round", "sitting", "agenda", "note")
_LABELS = {
    "city": ("step2.fact", "step1"),
    "setting": ("setup", "step1", "step6"),
    "option": ("step4",),
    "partnership": ("step3",),
    "governance": ("step5",),
}


@dataclass(frozen=True)
class Entry:
    """What belongs together: all changes of one field, or (`new`) the fields of a record that was not there before.
    `name`: what the record is called, also when it is gone by now; empty where it has no name.
    """

    changes: tuple[Change, ...]
    new: bool
    name: str


@dataclass(frozen=True)
class Recap:
    """What changed after `since` (None: ever) and before the present sitting; `lines` in the order of the changes."""

    since: datetime | None
    lines: tuple[Entry, ...]


def recap(history: Sequence[Change], state: State) -> Recap:
    """The changes between the sitting before and the present one; up to now when there is only one.

    One entry is all changes of one field, the first with the value before, the last with the value now; the fields of a
    new record are one entry. What ended as it was is left out.
    """
    rows = [row for row in history if row.kind != ERASURE]
    begun = sorted((one for one in state.all(Sitting) if one.started_at), key=lambda one: one.started_at)
    until = begun[-1].at_change if begun else max((row.seq for row in rows), default=0)
    earliest = begun[-2].at_change if len(begun) > 1 else 0
    ballots = [row for row in rows if row.kind == "round" and earliest < row.seq <= until]
    start = ballots[-1].seq if ballots else earliest
    since = next((row.at for row in reversed(rows) if row.seq <= start), None)
    fresh = [row for row in rows if start < row.seq <= until and row.kind not in _STEERING]
    known = {(row.kind, row.code) for row in rows if row.seq <= start}
    names = {(row.kind, row.code): str(row.value) for row in rows if row.field in ("name", "title") and row.value}
    return Recap(since, _grouped(fresh, known, names))


def described(t: Texts, entry: Entry, state: State) -> str:
    """One entry in words: what it is, which of its fields, before and now."""
    first, last = entry.changes[0], entry.changes[-1]
    what = entry.name or undo.named(t, last.kind, last.code, state)
    if last.field == REMOVED:
        return t("people.changed.removed" if last.value else "people.changed.restored", what=what)
    if entry.new:
        return t("people.changed.new", n=len({row.field for row in entry.changes}), what=what)
    name = _field_name(t, last.kind, last.field)
    before, now = (undo.shown(t, last.field, value, state) for value in (first.before, last.value))
    return t("people.changed.field", what=f"{what}, {name}" if name else what, before=before, now=now)


def _grouped(
    rows: Sequence[Change], known: set[tuple[str, str]], names: Mapping[tuple[str, str], str]
) -> tuple[Entry, ...]:
    removed = {(row.kind, row.code): row.value for row in rows if row.field == REMOVED}
    found: dict[tuple[str, ...], list[Change]] = {}
    for row in rows:
        own = (row.kind, row.code)
        if own not in known and removed.get(own):
            # Came and went in between.
            continue
        key = (*own, row.field) if own in known or row.field == REMOVED else own
        found.setdefault(key, []).append(row)
    return tuple(
        Entry(tuple(group), new=len(key) == 2, name=names.get((group[0].kind, group[0].code), ""))
        for key, group in found.items()
        if not _as_before(group)
    )


def _as_before(group: Sequence[Change]) -> bool:
    one_field = len({row.field for row in group}) == 1
    return one_field and _plain(group[0].before) == _plain(group[-1].value)


def _plain(value: Any) -> Any:
    return None if value in ("", [], (), False) else value


def _field_name(t: Texts, kind: str, field: str) -> str:
    texts = entries(t.language)
    for place in _LABELS.get(kind, ()):
        key = f"{place}.{field}"
        if key in texts and not placeholders(texts[key]):
            return t(key)
    return ""
