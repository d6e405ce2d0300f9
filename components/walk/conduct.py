"""Which ballot stands on the projector now, and which one comes next."""

from __future__ import annotations

from collections.abc import Iterable

from components.workshop import rounds
from components.workshop.instruments import PRACTICE, Instrument
from components.workshop.records.room import AgendaItem
from components.workshop.records.rounds import Round
from components.workshop.state import State
from components.workshop.store import CLOSED, OPEN, REVEALED

_ONLY_AFTER = {"options": "weights"}


def on_screen(state: State) -> Round | None:
    """The round that the room is busy with: of the open ones the latest, else the latest that was closed and not
    revealed; None when there is none.
    """
    for wanted, moment in ((OPEN, "opened_at"), (CLOSED, "closed_at")):
        found = [row for row in state.all(Round) if row.state == wanted]
        if found:
            return max(found, key=lambda row: str(getattr(row, moment)))
    return None


def last_revealed(state: State) -> Round | None:
    """The round that was revealed last, None before the first."""
    found = [row for row in state.all(Round) if row.state == REVEALED]
    return max(found, key=lambda row: row.revealed_at, default=None)


def upcoming(state: State, ballots: Iterable[Instrument], line: AgendaItem | None) -> Instrument | None:
    """The ballot to open next: the one of the agenda's running line, else the first in the order of the steps that was
    never opened. Only what can be opened: it has something to ask, and what must be revealed before it is. Who has
    marked in earnest needs no practice any more.
    """
    fresh = [ballot for ballot in ballots if _can_open(state, ballot)]
    wanted = [ballot for ballot in fresh if line is not None and ballot.code == line.ballot]
    return next(iter((*wanted, *fresh)), None)


def _can_open(state: State, ballot: Instrument) -> bool:
    if rounds.rounds_of(state, ballot.code) or not ballot.items or not ballot.subjects:
        return False
    if ballot.code == PRACTICE and state.all(Round):
        return False
    before = _ONLY_AFTER.get(ballot.code)
    return before is None or rounds.state_of(state, before) == REVEALED
