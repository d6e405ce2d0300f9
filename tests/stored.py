"""A snapshot of a test as a workshop in a store, so that the screens can be opened on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields

from components.framework.catalogue import load
from components.workshop import people, rounds
from components.workshop.records.base import Record
from components.workshop.records.rounds import Mark, Round
from components.workshop.state import KINDS, Snapshot
from components.workshop.store import CLOSED, DONT_KNOW, GIVEN, OPEN, REVEALED, Edit, MarkInput, Store

_KIND_OF = {kind: name for name, kind in KINDS.items()}


def stored(store: Store, seen: Snapshot) -> str:
    """Puts the records and the revealed marks of a first round into the store; returns the workshop's code."""
    code, _ = people.create(store)
    records = [record for _, found in seen.state.records for record in found if not isinstance(record, Round)]
    store.commit(code, [edit for record in records for edit in _edits(record)], by=people.FACILITATOR)
    # No ballot on options is opened before the one on weights is over; nobody need have taken part in it.
    by_ballot: dict[str, list[Mark]] = {"weights": []}
    for mark in seen.marks:
        by_ballot.setdefault(mark.instrument, []).append(mark)
    for ballot, given in by_ballot.items():
        for step in (OPEN, CLOSED, REVEALED):
            rounds.move(store, code, ballot, step, catalogue=load(), by=people.FACILITATOR)
            if step == OPEN:
                store.put_marks(code, [_input(mark) for mark in given])
    return code


def _edits(record: Record) -> Iterator[Edit]:
    """What differs from an empty record of the kind; a tuple is written as a list."""
    for field in fields(record):
        value = getattr(record, field.name)
        usual = field.default if field.default is not MISSING else None
        if field.name != "code" and value != usual:
            written = list(value) if isinstance(value, tuple) else value
            yield Edit(_KIND_OF[type(record)], record.code, field.name, written)


def _input(mark: Mark) -> MarkInput:
    return MarkInput(
        mark.instrument,
        mark.item,
        mark.subject,
        mark.person,
        mark.city,
        mark.group,
        mark.value,
        DONT_KNOW if mark.value is None else GIVEN,
        mark.reason or None,
    )
