"""How taps become rows: requests that wait together are checked and written in one transaction.

Each request is one tap, or several that stand or fall together (a paper sheet, 100 points). What was stored before is
answered with its first receipt; a ballot that is not open refuses the request and leaves the others alone, and so does
a tap that was checked against less than the log holds of its person.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from components.errors import Problem, RefusedError
from components.workshop import tables
from components.workshop.changes import add_text, now, time
from components.workshop.marks import GIVEN, OPEN, TAKEN_BACK, MarkInput

# How many values one question carries, the last one repeated to fill it: a few questions that stay prepared, instead of
# another one for every number of taps that happen to wait. The most is well below what either database takes.
_SIZES = (1, 4, 16, 64, 250)
# Made once: to build these questions anew for every tap would cost more than to ask them.
_KNOWN = select(tables.mark.c.request, tables.mark.c.at).where(
    tables.mark.c.workshop == bindparam("workshop"),
    tables.mark.c.request.in_(bindparam("requests", expanding=True)),
)
_SEQUENCES = (
    select(tables.mark.c.person, func.max(tables.mark.c.sequence), func.count())
    .where(
        tables.mark.c.workshop == bindparam("workshop"),
        tables.mark.c.person.in_(bindparam("people", expanding=True)),
    )
    .group_by(tables.mark.c.person)
)
_STATE = (
    select(tables.change.c.value)
    .where(
        tables.change.c.workshop == bindparam("workshop"),
        tables.change.c.kind == "round",
        tables.change.c.code == bindparam("code"),
        tables.change.c.field == "state",
    )
    .order_by(tables.change.c.seq.desc())
    .limit(1)
)
_INSERT = insert(tables.mark)


class OutdatedError(Exception):
    """What this was checked against has been added to since by somebody else: to be read and checked once more."""


@dataclass(frozen=True)
class Stored:
    """A mark as it was written, with the sequence number and the time that it got."""

    mark: MarkInput
    sequence: int
    at: datetime


@dataclass(frozen=True)
class Taken:
    """What became of each request, in their order: the time on its receipt, or why it was refused."""

    answers: tuple[datetime | RefusedError | OutdatedError, ...]
    stored: tuple[Stored, ...]


def take(connection: Connection, workshop: str, requests: Sequence[Sequence[MarkInput]]) -> Taken:
    """Writes what these requests give; the caller has checked item, subject, range and person."""
    given = [mark for request in requests for mark in request]
    known = _known(connection, workshop, given)
    rounds = {(mark.instrument, mark.round) for mark in given}
    is_open = {key: _is_open(connection, workshop, *key) for key in rounds}
    before = _before(connection, workshop, given)
    sequences = {person: sequence for person, (sequence, _) in before.items()}
    at = now()
    moment = time(at)
    answers: list[datetime | RefusedError | OutdatedError] = []
    stored: list[Stored] = []
    rows: list[dict[str, Any]] = []
    for request in requests:
        fresh = [mark for mark in request if mark.request not in known]
        if not all(is_open[mark.instrument, mark.round] for mark in fresh):
            answers.append(RefusedError(Problem("store.round_not_open")))
            continue
        if any(mark.upon not in (None, before.get(mark.person, (0, 0))[1]) for mark in fresh):
            answers.append(OutdatedError())
            continue
        for mark in fresh:
            if mark.request and mark.request in known:
                continue
            sequence = mark.sequence or sequences.get(mark.person, 0) + 1
            sequences[mark.person] = max(sequence, sequences.get(mark.person, 0))
            rows.append(_row(connection, workshop, mark, sequence=sequence, at=at))
            stored.append(Stored(mark, sequence, moment))
            if mark.request:
                known[mark.request] = moment
        answers.append(known.get(request[-1].request, moment) if request else moment)
    if rows:
        connection.execute(_INSERT, rows)
    return Taken(tuple(answers), tuple(stored))


def _known(connection: Connection, workshop: str, given: Sequence[MarkInput]) -> dict[str, datetime]:
    """The time of every request that was stored before."""
    found: dict[str, datetime] = {}
    for some in _portions(mark.request for mark in given if mark.request):
        rows = connection.execute(_KNOWN, {"workshop": workshop, "requests": some})
        found |= {row[0]: time(row[1]) for row in rows}
    return found


def _before(connection: Connection, workshop: str, given: Sequence[MarkInput]) -> dict[str, tuple[int, int]]:
    """The highest sequence number of each of these people so far, and the number of their rows."""
    found: dict[str, tuple[int, int]] = {}
    for some in _portions({mark.person for mark in given}):
        rows = connection.execute(_SEQUENCES, {"workshop": workshop, "people": some})
        found |= {row[0]: (row[1], row[2]) for row in rows}
    return found


def _portions(values: Iterable[str]) -> Iterator[list[str]]:
    left = iter(values)
    while some := list(islice(left, _SIZES[-1])):
        size = next(size for size in _SIZES if size >= len(some))
        yield some + some[-1:] * (size - len(some))


def _is_open(connection: Connection, workshop: str, instrument: str, number: int) -> bool:
    found = connection.scalar(_STATE, {"workshop": workshop, "code": f"{instrument}.{number}"})
    return found is not None and bool(json.loads(found) == OPEN)


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
