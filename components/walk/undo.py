"""Which edit can be taken back next, and how to name it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.language import Texts
from components.workshop.state import State
from components.workshop.store import Change

NEVER = {"round"}


def last_undoable(history: Sequence[Change]) -> tuple[Change, ...]:
    """The changes of the latest batch that was not undone and is no undo itself; empty when there is none.

    The opening, closing and revealing of a ballot is not undone, and the first batch, which made the workshop, neither.
    """
    gone = {change.undoes for change in history if change.undoes}
    first = history[0].batch if history else ""
    for change in reversed(history):
        if change.undoes or change.batch in gone or change.kind in NEVER or change.batch == first:
            continue
        return tuple(row for row in history if row.batch == change.batch)
    return ()


def described(t: Texts, changes: Sequence[Change], state: State) -> str:
    """In words what undoing would bring back, e.g. «Manizales: envelope 120 → 90»."""
    change = changes[-1]
    before, after = _shown(t, change.before), _shown(t, change.value)
    if len(changes) > 1 and len({row.code for row in changes}) > 1:
        return t("ui.undo_several", n=len(changes))
    return t("ui.undo_one", what=_named(change.kind, change.code, state), before=after, after=before)


def _named(kind: str, code: str, state: State) -> str:
    for records in state.records:
        if records[0] == kind:
            found = next((record for record in records[1] if record.code == code), None)
            return str(getattr(found, "name", "") or code)
    return code


def _shown(t: Texts, value: Any) -> str:
    if value in (None, "", []):
        return t("common.not_known")
    if isinstance(value, list):
        return t.joined([str(item) for item in value])
    return t.number(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)[:60]
