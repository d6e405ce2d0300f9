"""Which edit can be taken back next, and how to name it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from components.language import Texts
from components.workshop.changes import ERASURE, fixed, undoable
from components.workshop.records.cities import City
from components.workshop.records.options import Option
from components.workshop.records.scenarios import Scenario
from components.workshop.state import KINDS, State
from components.workshop.store import Change

_LONGEST = 60
_WORDS = {
    "setting": "title",
    "item": "statement",
    "agenda": "title",
    "parking": "text",
    "risk": "event",
    "work": "what",
    "dispute_step": "who",
}
"""The field that names a record of a kind, where it is not its name."""


def last_undoable(history: Sequence[Change]) -> tuple[Change, ...]:
    """The changes of the latest batch that stands; empty when there is none.

    The opening, closing and revealing of a ballot and the erasing of words are not undone, nor what people were asked
    meanwhile, and the first batch, which made the workshop, neither.
    """
    stands = fixed(history)
    rows = [row for row in history if row.kind != ERASURE and row.batch not in stands]
    batch = undoable(rows)
    if batch is None or batch == history[0].batch:
        return ()
    return tuple(row for row in rows if row.batch == batch)


def described(t: Texts, changes: Sequence[Change], state: State) -> str:
    """In words what undoing would bring back, e.g. «Undo Manizales 2027: “90” → “120”»."""
    change = changes[-1]
    # A switch that was never touched has no value in the log yet: it stands as the record makes it
    first = getattr(KINDS[change.kind](""), change.field, None) if isinstance(change.value, bool) else None
    before = shown(t, change.field, first if change.before is None else change.before, state)
    after = shown(t, change.field, change.value, state)
    if scenario := _scenario(changes, state):
        return t("ui.undo_scenario", name=_short(scenario))
    if len({(row.kind, row.code, row.field) for row in changes}) > 1:
        return t("ui.undo_several", n=len(changes))
    return t("ui.undo_one", what=named(t, change.kind, change.code, state), before=after, after=before)


def _scenario(changes: Sequence[Change], state: State) -> str:
    """The name of the scenario that a batch made, changed, took over or took away; empty for any other batch."""
    rows = [row for row in changes if row.kind in {"scenario", "scenario_change"}]
    if not rows:
        return ""
    code = rows[0].code.partition("|")[0]
    given = next((row.value for row in rows if row.kind == "scenario" and row.field == "name"), "")
    held = state.get(Scenario, code)
    return str(given or (held.name if held else "") or code)


def named(t: Texts, kind: str, code: str, state: State) -> str:
    """The record's name as entered; a code of several parts (`C2.2027`) with its city's or option's name; the form of
    the partnership, which has no name, by its step.
    """
    if kind == "governance":
        return t("ui.rail.5")
    for name, records in state.records:
        own = next((record for record in records if name == kind and record.code == code), None)
        if own is not None:
            title = getattr(own, _WORDS.get(kind, "name"), "")
            if title:
                return _short(str(title))
    return " ".join(_known(part, state) for part in code.split("."))


def _known(part: str, state: State) -> str:
    found = state.get(City, part) or state.get(Option, part)
    return found.name if found is not None and found.name else part


def shown(t: Texts, field: str, value: Any, state: State) -> str:
    """A field's value as people read it, long texts cut; empty is «not known», a switch is on or off."""
    if isinstance(value, bool):
        return t("ui.on" if value else "ui.off")
    if value in (None, "", []):
        return t("common.not_known")
    if isinstance(value, list):
        return t.joined([_known(str(item), state) for item in value])
    if isinstance(value, int | float) and not field.endswith("year"):
        return t.number(value)
    if field.endswith("_at"):
        return t.time(datetime.fromisoformat(str(value)).astimezone())
    return _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
