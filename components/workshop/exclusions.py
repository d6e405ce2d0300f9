"""Marks that no snapshot holds although their round was revealed: of people who withdrew their ballots, and on what a
person declared an own interest in, also in retrospect.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from components.workshop import tables
from components.workshop.records.rounds import Mark

WITHDRAWN, INTEREST = "withdrawn", "interest"


@dataclass(frozen=True)
class Excluded:
    """`people`: whose ballots are withdrawn; `interests`: (person, subject) where the person abstains."""

    people: frozenset[str] = frozenset()
    interests: frozenset[tuple[str, str]] = frozenset()

    def without(self, marks: Iterable[Mark]) -> tuple[Mark, ...]:
        """The marks that may be seen."""
        if not self.people and not self.interests:
            return tuple(marks)
        return tuple(
            mark
            for mark in marks
            if mark.person not in self.people and (mark.person, mark.subject) not in self.interests
        )


def excluded(connection: Connection, workshop: str) -> Excluded:
    """Who and what is left out now; an interest that was taken back counts no more."""
    table = tables.person_event
    query = (
        select(table.c.person, table.c.kind, table.c.value)
        .where(table.c.workshop == workshop, table.c.kind.in_((WITHDRAWN, INTEREST)))
        .order_by(table.c.seq)
    )
    people: set[str] = set()
    interests: set[tuple[str, str]] = set()
    for person, kind, value in connection.execute(query):
        subject, _, declared = value.rpartition("|")
        if kind == WITHDRAWN:
            people.add(person)
        elif declared == "1":
            interests.add((person, subject))
        else:
            interests.discard((person, subject))
    return Excluded(frozenset(people), frozenset(interests))
