"""The marks that people give. These functions work inside a transaction.

A mark is added, never changed: of one person, item, subject and round the row with the highest sequence number
counts, not the last to arrive. «Don't know» is an answer; taking a mark back is a row too, and clears the reason with
it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, or_, select

from components.errors import Problem, RefusedError
from components.workshop import tables
from components.workshop.changes import add_text, current, now, time
from components.workshop.records.rounds import Mark, Round
from components.workshop.state import State

OPEN, CLOSED, REVEALED = "open", "closed", "revealed"
GIVEN, DONT_KNOW, TAKEN_BACK = "given", "dont_know", "taken_back"


@dataclass(frozen=True)
class MarkInput:
    """A tap. `value` None with `answer` dont_know is «don't know»; `taken_back` clears the mark.

    `request` identifies the tap: the same tap sent twice is stored once. `sequence` orders the taps of one person;
    the highest wins, not the last to arrive; None is the next one. `reason` None keeps the reason given before, ""
    clears it.
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


def put(connection: Connection, workshop: str, mark: MarkInput) -> datetime:
    """Stores a tap and returns its time; of a repeated request the time of the first. Raises RefusedError when the
    round is not open.
    """
    known = and_(tables.mark.c.workshop == workshop, tables.mark.c.request == mark.request)
    if mark.request and (at := connection.scalar(select(tables.mark.c.at).where(known))) is not None:
        return time(at)
    _require_open(connection, workshop, mark.instrument, mark.round)
    sequence = mark.sequence or _last_sequences(connection, workshop, mark.person).get(mark.person, 0) + 1
    row = _row(connection, workshop, mark, sequence=sequence, at=now())
    connection.execute(insert(tables.mark).values(row))
    return time(row["at"])


def put_many(connection: Connection, workshop: str, marks: Sequence[MarkInput]) -> None:
    """Stores many marks at once, in their order, as from paper or a demonstration. Raises RefusedError as `put` does;
    a request that was stored before is left out.
    """
    for instrument, number in {(mark.instrument, mark.round) for mark in marks}:
        _require_open(connection, workshop, instrument, number)
    seen = set(connection.scalars(select(tables.mark.c.request).where(tables.mark.c.workshop == workshop)))
    sequences = _last_sequences(connection, workshop)
    at, rows = now(), []
    for mark in marks:
        if mark.request and mark.request in seen:
            continue
        seen.add(mark.request)
        sequence = mark.sequence or sequences.get(mark.person, 0) + 1
        sequences[mark.person] = max(sequence, sequences.get(mark.person, 0))
        rows.append(_row(connection, workshop, mark, sequence=sequence, at=at))
    if rows:
        connection.execute(insert(tables.mark), rows)


def visible(connection: Connection, workshop: str, state: State) -> tuple[Mark, ...]:
    """The latest marks of every revealed round; those of other rounds are not even read."""
    table = tables.mark
    shown = [
        and_(table.c.instrument == item.instrument, table.c.round == item.number)
        for item in state.all(Round)
        if item.state == REVEALED
    ]
    return _latest(connection, and_(table.c.workshop == workshop, or_(*shown))) if shown else ()


def own(connection: Connection, workshop: str, person: str) -> tuple[Mark, ...]:
    """A person's own latest marks, of every round whatever its state."""
    return _latest(connection, and_(tables.mark.c.workshop == workshop, tables.mark.c.person == person))


def last_sequence(connection: Connection, workshop: str, person: str) -> int:
    """The highest sequence number among a person's taps; 0 before the first."""
    return _last_sequences(connection, workshop, person).get(person, 0)


def answered(
    connection: Connection, workshop: str, instrument: str, number: int
) -> tuple[tuple[str, str, int, int], ...]:
    """Who has answered, not what: (city, group, people, marks) of one round. What was taken back is not counted."""
    table = tables.mark
    query = select(table).where(table.c.workshop == workshop, table.c.instrument == instrument, table.c.round == number)
    people: dict[tuple[str, str], set[str]] = {}
    marks: dict[tuple[str, str], int] = {}
    rows = {_key(row): row for row in connection.execute(query.order_by(*_ORDER))}
    for row in rows.values():
        if row.answer != TAKEN_BACK:
            people.setdefault((row.city, row.group), set()).add(row.person)
            marks[row.city, row.group] = marks.get((row.city, row.group), 0) + 1
    return tuple((*key, len(people[key]), marks[key]) for key in sorted(people))


_ORDER = (tables.mark.c.sequence, tables.mark.c.id)


def _row(connection: Connection, workshop: str, mark: MarkInput, *, sequence: int, at: str) -> dict[str, Any]:
    worded = mark.reason is not None and mark.answer != TAKEN_BACK
    return {
        "workshop": workshop,
        "instrument": mark.instrument,
        "item": mark.item,
        "item_revision": mark.item_revision,
        "subject": mark.subject,
        "round": mark.round,
        "person": mark.person,
        "city": mark.city,
        "group": mark.group,
        "value": mark.value if mark.answer == GIVEN else None,
        "answer": mark.answer,
        "text": add_text(connection, workshop, mark.reason or "", mark.person) if worded else None,
        "sequence": sequence,
        "request": mark.request or secrets.token_hex(16),
        "way_in": mark.way_in,
        "by": mark.by or mark.person,
        "at": at,
    }


def _require_open(connection: Connection, workshop: str, instrument: str, number: int) -> None:
    if current(connection, workshop, "round", f"{instrument}.{number}", "state") != OPEN:
        raise RefusedError(Problem("store.round_not_open"))


def _last_sequences(connection: Connection, workshop: str, person: str | None = None) -> dict[str, int]:
    table = tables.mark
    query = select(table.c.person, func.max(table.c.sequence)).where(table.c.workshop == workshop)
    if person is not None:
        query = query.where(table.c.person == person)
    return {row[0]: row[1] for row in connection.execute(query.group_by(table.c.person))}


def _key(row: Row[Any]) -> tuple[Any, ...]:
    return row.instrument, row.item, row.subject, row.round, row.person


def _latest(connection: Connection, condition: Any) -> tuple[Mark, ...]:
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
            reasons[key] = row.body or ""
    return tuple(
        Mark(
            instrument=row.instrument,
            item=row.item,
            subject=row.subject,
            round=row.round,
            person=row.person,
            city=row.city,
            group=row.group,
            value=row.value,
            reason=reasons.get(key, ""),
            at=time(row.at),
            way_in=row.way_in,
            demonstration=row.way_in == "demo",
            item_revision=row.item_revision,
        )
        for key, row in found.items()
        if row.answer != TAKEN_BACK
    )
