"""Who has answered, kept while a ballot runs: each row of the log is counted once, however often the room looks.

What is kept says who marked which statement, never how. Only rows that came since the last look are read, by their
number; so the count is exact with several processes too. When the last row seen is gone (a workshop was deleted, a
copy restored) everything is counted anew.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from components.workshop import tables
from components.workshop.marks import TAKEN_BACK

_MOST_ROUNDS = 64


@dataclass(frozen=True)
class Answered:
    """One city and group: people with at least one mark, their marks, and people who answered all they were asked."""

    city: str
    group: str
    people: int
    marks: int
    complete: int


@dataclass
class _Round:
    """One round as counted so far. `latest`: of each person, item and subject the sequence number that counts, the seat
    (city, group) and whether it is an answer. `given`: marks by seat and person.
    """

    last: int = 0
    latest: dict[tuple[str, str, str], tuple[int, tuple[str, str], bool]] = field(default_factory=dict)
    given: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, key: tuple[str, str, str], sequence: int, seat: tuple[str, str], *, answered: bool) -> None:
        """Takes one more row; rows come in the order of their numbers."""
        before = self.latest.get(key)
        if before is not None and before[0] > sequence:
            return
        if before is not None and before[2]:
            self._change(before[1], key[2], -1)
        if answered:
            self._change(seat, key[2], 1)
        self.latest[key] = (sequence, seat, answered)

    def _change(self, seat: tuple[str, str], person: str, by: int) -> None:
        people = self.given.setdefault(seat, {})
        left = people.get(person, 0) + by
        if left:
            people[person] = left
        else:
            people.pop(person, None)


class Tally:
    """The counts of the rounds that somebody asked about lately."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rounds: OrderedDict[tuple[str, str, int], _Round] = OrderedDict()

    def answered(
        self,
        connection: Connection,
        workshop: str,
        instrument: str,
        number: int,
        asked: Mapping[str, int] | None = None,
    ) -> tuple[Answered, ...]:
        """Who has answered in one round, by city and group. What was taken back is not counted, nor a person whose
        marks were withdrawn.

        asked: questions on the ballot of each city's people; without it nobody counts as complete.
        """
        found = self._round(workshop, instrument, number)
        with found.lock:
            _catch_up(connection, found, workshop, instrument, number)
            gone = _withdrawn(connection, workshop)
            asked = asked or {}
            counted = []
            for (city, group), given in sorted(found.given.items()):
                marks = [number for person, number in given.items() if person not in gone]
                whole = asked.get(city, 0)
                complete = sum(number >= whole for number in marks) if whole else 0
                if marks:
                    counted.append(Answered(city, group, len(marks), sum(marks), complete))
        return tuple(counted)

    def _round(self, workshop: str, instrument: str, number: int) -> _Round:
        key = (workshop, instrument, number)
        with self._lock:
            found = self._rounds.setdefault(key, _Round())
            self._rounds.move_to_end(key)
            if len(self._rounds) > _MOST_ROUNDS:
                self._rounds.popitem(last=False)
        return found


def _catch_up(connection: Connection, found: _Round, workshop: str, instrument: str, number: int) -> None:
    table = tables.mark
    columns = (
        table.c.id,
        table.c.item,
        table.c.subject,
        table.c.person,
        table.c.sequence,
        table.c.city,
        table.c.group,
        table.c.answer,
    )
    asked = (table.c.workshop == workshop, table.c.instrument == instrument, table.c.round == number)
    query = select(*columns).where(*asked).order_by(table.c.id)
    rows = connection.execute(query.where(table.c.id >= found.last)).all()
    if found.last and (not rows or rows[0].id != found.last):
        found.latest.clear()
        found.given.clear()
        found.last = 0
        rows = connection.execute(query).all()
    for row, item, subject, person, sequence, city, group, answer in rows:
        if row > found.last:
            found.count((item, subject, person), sequence, (city, group), answered=answer != TAKEN_BACK)
            found.last = row


def _withdrawn(connection: Connection, workshop: str) -> frozenset[str]:
    table = tables.person_event
    query = select(table.c.person).where(table.c.workshop == workshop, table.c.kind == "withdrawn")
    return frozenset(connection.scalars(query))
