"""What steers the day: sittings, the agenda with its timer, the parking list, notes; and what the ballots ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from components.errors import InputError, Problem, RefusedError
from components.workshop.changes import Change, Edit, removal
from components.workshop.edits.asking import (
    add_item,
    drop_item,
    new_ballot,
    remove_ballot,
    restore_item,
    restore_words,
    reword,
    set_ballot,
)
from components.workshop.edits.checks import Fault, edits_for
from components.workshop.edits.codes import next_code, next_codes
from components.workshop.records.room import AgendaItem, Note, Parking, Sitting
from components.workshop.state import State

__all__ = [
    "add_item",
    "add_line",
    "drop_item",
    "end_line",
    "load_agenda",
    "move_line",
    "new_ballot",
    "note",
    "park",
    "remove_ballot",
    "remove_line",
    "restore_item",
    "restore_words",
    "reword",
    "set_ballot",
    "set_line",
    "set_parking",
    "start_line",
    "start_sitting",
    "unpark",
]

Kind = TypeVar("Kind", AgendaItem, Parking)
_LONGEST_MINUTES = 600
_LAST_STEP = 6


def start_sitting(state: State, history: Sequence[Change], address: str = "") -> tuple[Edit, ...]:
    """A sitting begins now; what is changed from here on is what changed since. address: where phones find this
    computer, empty for the one that it suggests.
    """
    code = next_code(state, history, "sitting")
    last = max((change.seq for change in history), default=0)
    return edits_for(state, "sitting", code, {"started_at": _now(), "address": address, "at_change": last}, new=True)


def latest_sitting(state: State) -> Sitting | None:
    """The sitting that began last, None before the first."""
    return max(state.all(Sitting), key=lambda row: (row.started_at, row.code), default=None)


def set_address(state: State, address: str) -> tuple[Edit, ...]:
    """Another address for the phones in this sitting. Raises InputError before the first sitting."""
    sitting = latest_sitting(state)
    if sitting is None:
        raise InputError(Problem("edits.no_sitting"))
    return edits_for(state, "sitting", sitting.code, {"address": address})


def agenda(state: State) -> tuple[AgendaItem, ...]:
    """The lines of the agenda in their order."""
    return tuple(sorted(state.all(AgendaItem), key=lambda row: (row.order, row.code)))


def load_agenda(state: State, history: Sequence[Change], lines: Sequence[Mapping[str, Any]]) -> tuple[Edit, ...]:
    """Replaces the agenda by these lines (fields of AgendaItem without order). Raises RefusedError once a line was
    started, InputError with every problem.
    """
    if any(row.started_at for row in state.all(AgendaItem)):
        raise RefusedError(Problem("edits.agenda_started"))
    edits: list[Edit] = [removal("agenda", row.code) for row in agenda(state)]
    for order, (code, line) in enumerate(zip(next_codes(state, history, "agenda", len(lines)), lines, strict=True), 1):
        edits += edits_for(state, "agenda", code, {**line, "order": order}, rule=agenda_faults, new=True)
    return tuple(edits)


def add_line(
    state: State, history: Sequence[Change], values: Mapping[str, Any], *, after: str = ""
) -> tuple[Edit, ...]:
    """A further line, at the end or after a line."""
    code = next_code(state, history, "agenda")
    lines = agenda(state)
    place = next((number for number, row in enumerate(lines, 1) if row.code == after), len(lines))
    made = edits_for(state, "agenda", code, {**values, "order": place + 1}, rule=agenda_faults, new=True)
    return (*_renumbered(state, [*lines[:place], None, *lines[place:]]), *made)


def set_line(state: State, code: str, values: Mapping[str, Any]) -> tuple[Edit, ...]:
    """Changes fields of a line."""
    _require(state, AgendaItem, code)
    return edits_for(state, "agenda", code, values, rule=agenda_faults)


def move_line(state: State, code: str, step: int) -> tuple[Edit, ...]:
    """Moves a line up (-1) or down (+1); nothing at the ends."""
    _require(state, AgendaItem, code)
    lines: list[AgendaItem | None] = list(agenda(state))
    place = next(number for number, row in enumerate(lines) if row is not None and row.code == code)
    line = lines.pop(place)
    lines.insert(max(0, place + step), line)
    return _renumbered(state, lines)


def remove_line(state: State, code: str) -> tuple[Edit, ...]:
    """Takes a line out."""
    _require(state, AgendaItem, code)
    return (removal("agenda", code),)


def start_line(state: State, code: str) -> tuple[Edit, ...]:
    """The line begins now; one that runs ends with it."""
    _require(state, AgendaItem, code)
    running = [row.code for row in agenda(state) if row.started_at and not row.ended_at and row.code != code]
    ended = [edit for other in running for edit in edits_for(state, "agenda", other, {"ended_at": _now()})]
    return (*ended, *edits_for(state, "agenda", code, {"started_at": _now(), "ended_at": ""}))


def end_line(state: State, code: str) -> tuple[Edit, ...]:
    """The line ends now. Raises InputError when it was not started."""
    if not _require(state, AgendaItem, code).started_at:
        raise InputError(Problem("edits.not_started"))
    return edits_for(state, "agenda", code, {"ended_at": _now()})


def agenda_faults(_state: State, line: AgendaItem) -> list[Fault]:
    """A line has a title, minutes within the day and a step of the six (0: none)."""
    faults = []
    if not line.title:
        faults.append(Fault(frozenset({"title"}), Problem("edits.needs_name")))
    for name, value, most in (("minutes", line.minutes, _LONGEST_MINUTES), ("step", line.step, _LAST_STEP)):
        if not 0 <= value <= most:
            problem = Problem("edits.out_of_range", {"value": value, "low": "0", "high": str(most)})
            faults.append(Fault(frozenset({name}), problem))
    return faults


def park(
    state: State, history: Sequence[Change], text: str, *, owner: str = "", until: str = "", step: int = 0
) -> tuple[Edit, ...]:
    """Puts a question aside. Raises InputError without one."""
    values = {"text": text, "owner": owner, "until": until, "step": step}
    return edits_for(state, "parking", next_code(state, history, "parking"), values, rule=parking_faults, new=True)


def set_parking(state: State, code: str, values: Mapping[str, Any]) -> tuple[Edit, ...]:
    """Changes what is parked, who takes it on, until when, or whether it is done."""
    _require(state, Parking, code)
    return edits_for(state, "parking", code, values, rule=parking_faults)


def unpark(state: State, code: str) -> tuple[Edit, ...]:
    """Takes an entry off the parking list."""
    _require(state, Parking, code)
    return (removal("parking", code),)


def parking_faults(_state: State, entry: Parking) -> list[Fault]:
    """There is a question, and the day is written as one."""
    faults = []
    if not entry.text:
        faults.append(Fault(frozenset({"text"}), Problem("edits.needs_text")))
    if entry.until and not _is_day(entry.until):
        faults.append(Fault(frozenset({"until"}), Problem("edits.not_a_day", {"value": entry.until})))
    return faults


def note(state: State, code: str, text: str) -> tuple[Edit, ...]:
    """What was said; code `instrument|subject|item` or `step.3`. A blank text empties the note."""
    return edits_for(state, "note", code, {"text": text}, new=state.get(Note, code) is None)


def _renumbered(state: State, lines: Sequence[AgendaItem | None]) -> tuple[Edit, ...]:
    """The edits that give lines their place; None keeps a place free."""
    return tuple(
        edit
        for order, row in enumerate(lines, 1)
        if row is not None and row.order != order
        for edit in edits_for(state, "agenda", row.code, {"order": order})
    )


def _require(state: State, kind: type[Kind], code: str) -> Kind:
    found = state.get(kind, code)
    if found is None:
        raise InputError(Problem("edits.gone", {"code": code}))
    return found


def _is_day(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def _now() -> str:
    return datetime.now(UTC).isoformat()
