"""The marks that people give. These functions work inside a transaction.

A mark is added, never changed: of one person, item, subject and round the row with the highest sequence number
counts, not the last to arrive. «Don't know» is an answer; taking a mark back is a row too, and clears the reason with
it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select

from components.language import only_words
from components.workshop import tables
from components.workshop.changes import time
from components.workshop.exclusions import excluded
from components.workshop.records.rounds import Mark, Round
from components.workshop.state import State

OPEN, CLOSED, REVEALED = "open", "closed", "revealed"
GIVEN, DONT_KNOW, TAKEN_BACK = "given", "dont_know", "taken_back"

Latest = dict[tuple[Any, ...], tuple[int, Mark | None]]
"""Of each instrument, item, subject, round and person the sequence number that counts, and the mark: None when it was
taken back.
"""


@dataclass(frozen=True)
class MarkInput:
    """A tap. `value` None with `answer` dont_know is «don't know»; `taken_back` clears the mark.

    `request` identifies the tap: the same tap sent twice is stored once. `sequence` orders the taps of one person;
    the highest wins, not the last to arrive; None is the next one. `reason` None keeps the reason given before, ""
    clears it. `upon`: rows of this person that the log held when the tap was checked; with more of them by then it is
    not stored (OutdatedError). None: not asked.
    """

    instrument: str
    item: str
    subject: str
    person: str
    city: str
    group: str
    value: int | None
    answer: str = GIVEN
    reason: str | None = None
    round: int = 1
    item_revision: int = 1
    sequence: int | None = None
    request: str = ""
    way_in: str = "phone"
    by: str = ""
    upon: int | None = None


def visible(connection: Connection, workshop: str, state: State) -> tuple[Mark, ...]:
    """The latest marks of every revealed round; those of other rounds are not even read. Whose ballots are withdrawn,
    or who declared an interest, is left out.
    """
    table = tables.mark
    revealed = [item for item in state.all(Round) if item.state == REVEALED]
    if not revealed:
        return ()
    shown = [and_(table.c.instrument == item.instrument, table.c.round == item.number) for item in revealed]
    found = given(_latest(connection, and_(table.c.workshop == workshop, or_(*shown))))
    return _worded(excluded(connection, workshop).without(found), revealed)


def _worded(found: tuple[Mark, ...], revealed: Sequence[Round]) -> tuple[Mark, ...]:
    """The marks with the wording that their round asked, whatever the page said that they were given on."""
    asked = {(row.instrument, row.number): dict(row.revisions) for row in revealed if row.revisions}
    if not asked:
        return found
    return tuple(
        replace(mark, item_revision=asked.get((mark.instrument, mark.round), {}).get(mark.item, 1)) for mark in found
    )


def own_latest(connection: Connection, workshop: str, person: str) -> Latest:
    """A person's own latest marks, of every round whatever its state."""
    return _latest(connection, and_(tables.mark.c.workshop == workshop, tables.mark.c.person == person))


def rows_of(connection: Connection, workshop: str, person: str) -> int:
    """How many rows of a person the log holds; no row ever goes away by itself."""
    chosen = (tables.mark.c.workshop == workshop, tables.mark.c.person == person)
    return connection.scalar(select(func.count()).select_from(tables.mark).where(*chosen)) or 0


_ORDER = (tables.mark.c.sequence, tables.mark.c.id)


def _key(row: Row[Any]) -> tuple[Any, ...]:
    return row.instrument, row.item, row.subject, row.round, row.person


def _latest(connection: Connection, condition: Any) -> Latest:
    table, words = tables.mark, tables.text
    joined = table.outerjoin(words, table.c.text == words.c.id)
    query = select(table, words.c.body).select_from(joined).where(condition).order_by(*_ORDER)
    found: dict[tuple[Any, ...], Row[Any]] = {}
    reasons: dict[tuple[Any, ...], str] = {}
    for row in connection.execute(query):
        key = _key(row)
        found[key] = row
        if row.answer == TAKEN_BACK:
            reasons.pop(key, None)
        elif row.text is not None:
            reasons[key] = only_words(row.body or "")
    return {
        key: (
            row.sequence,
            None
            if row.answer == TAKEN_BACK
            else mark_of(row, value=row.value, reason=reasons.get(key, ""), at=time(row.at)),
        )
        for key, row in found.items()
    }


def mark_of(row: Row[Any] | MarkInput, *, value: int | None, reason: str, at: datetime) -> Mark:
    """The mark that a row, or a tap that became one, stands for."""
    return Mark(
        instrument=row.instrument,
        item=row.item,
        subject=row.subject,
        round=row.round,
        person=row.person,
        city=row.city,
        group=row.group,
        value=value,
        reason=reason,
        at=at,
        way_in=row.way_in,
        demonstration=row.way_in == "demo",
        item_revision=row.item_revision,
    )


def given(latest: Latest) -> tuple[Mark, ...]:
    """The marks that stand."""
    return tuple(mark for _, mark in latest.values() if mark is not None)
