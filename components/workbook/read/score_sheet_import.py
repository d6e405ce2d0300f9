"""From filled-in score sheets to marks in the log: first what would change, then, on a word, the change.

The preview counts what is new, changed and the same for each person, and shows no value that the file does not hold
itself. It is made anew at the import, so that nothing rests on what was true some minutes ago. Each mark's request is
named after its sheet, cell and content and what the log held of that person before: reading a file twice changes
nothing, and a file that was corrected changes only the corrected cells.

While a fault stands nothing is imported, unless the person decides for those sheets that have none. These come in
whole or not at all: half a ballot looks like an opinion that nobody gave, and points or comparisons of half a ballot
cannot be counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from components.errors import InputError, Problem
from components.framework.catalogue import Catalogue
from components.workbook.read.gate import opened
from components.workbook.read.score_sheet import Entry, Fault, Filled, Room, read
from components.workbook.write.score_sheet_plan import PAPER_FORM
from components.workshop import people_events, people_sheets
from components.workshop.people_persons import Person
from components.workshop.people_sheets import PAPER, Wanted
from components.workshop.records.rounds import Mark
from components.workshop.store import TAKEN_BACK, MarkInput, Store

NEW, CHANGED, SAME, BACK = "new", "changed", "same", "back"
HEADING = "E2"
"""Where the name of the ballot stands on a worksheet."""
Progress = Callable[[str], None]


def _quietly(_key: str) -> None:
    """Nobody waits for a word."""


@dataclass(frozen=True)
class PersonPreview:
    """What the import would do for one person in one round of a ballot. `known`: the log knows the sheet number;
    `blank`: statements left without an answer; `faulty`: left out when only what is good is imported.
    """

    ballot: str
    number: int
    city: str
    group: str
    known: bool
    new: int
    changed: int
    same: int
    back: int
    blank: int
    faulty: bool


@dataclass(frozen=True)
class Preview:
    """What an import would change, and all faults of the file in the order of the file."""

    people: tuple[PersonPreview, ...]
    faults: tuple[Fault, ...]

    @property
    def changes(self) -> int:
        """How many marks would be written if the faults did not stand."""
        return sum(one.new + one.changed + one.back for one in self.people)

    @property
    def good_changes(self) -> int:
        """How many marks would be written of the sheets without a fault."""
        return sum(one.new + one.changed + one.back for one in self.people if not one.faulty)


def preview(
    store: Store, workshop: str, catalogue: Catalogue, data: bytes, progress: Progress = _quietly
) -> Preview:
    """What importing this file would change. Nothing is written. Raises InputError for a file that is no score sheet.

    progress: told the key of the text that says what is being done.
    """
    found = _compared(store, workshop, catalogue, data, progress)
    people = [
        _of_person(
            one,
            _held(store, workshop, found.known.get(one.number)),
            known=one.number in found.known,
            faulty=found.is_faulty(one),
        )
        for one in found.filled
        if one.entries or found.is_faulty(one)
    ]
    return Preview(tuple(people), found.faults)


def confirm(
    store: Store,
    workshop: str,
    catalogue: Catalogue,
    data: bytes,
    *,
    by: str,
    good_only: bool = False,
    progress: Progress = _quietly,
) -> int:
    """Imports a file and returns how many marks were written: all in one transaction, or none.

    by: pseudonym of who imports. good_only: leave out the people with a fault instead of refusing. Raises InputError
    with every fault, RefusedError when a ballot was closed in the meantime; then no mark is written.
    """
    found = _compared(store, workshop, catalogue, data, progress)
    if found.faults and not good_only:
        raise InputError(*(fault.problem for fault in found.faults))
    good = [one for one in found.filled if one.entries and not found.is_faulty(one)]
    wanted = {one.number: Wanted(one.number, one.city, one.group) for one in good}
    progress("paper.progress.writing")
    people = people_sheets.find_or_add(store, workshop, tuple(wanted.values()), by=by)
    marks = [mark for one in good for mark in _marks(store, workshop, one, people[one.number], by)]
    store.put_marks(workshop, marks)
    return len(marks)


@dataclass(frozen=True)
class _Compared:
    """A file beside what the log holds."""

    filled: tuple[Filled, ...]
    faults: tuple[Fault, ...]
    known: dict[int, Person]

    def is_faulty(self, filled: Filled) -> bool:
        """Whether a fault of the worksheet or of this person's column stands."""
        return any(fault.sheet == filled.sheet and fault.number in (None, filled.number) for fault in self.faults)


def _compared(store: Store, workshop: str, catalogue: Catalogue, data: bytes, progress: Progress) -> _Compared:
    progress("paper.progress.opening")
    book = opened(data)
    progress("paper.progress.comparing")
    known = people_sheets.people(store, workshop)
    found = read(book, Room(workshop, store.snapshot(workshop).state, catalogue, known))
    more = (*_shut(store, workshop, found.filled, known), *_gone(store, workshop, found.filled, known))
    return _Compared(found.filled, (*found.faults, *more), known)


def _shut(store: Store, workshop: str, filled: Sequence[Filled], known: Mapping[int, Person]) -> tuple[Fault, ...]:
    """Worksheets of rounds that take no marks now, although something on them would change."""
    faults: dict[str, Fault] = {}
    for one in filled:
        held = _held(store, workshop, known.get(one.number)) if one.shut and one.entries else {}
        if one.shut and any(_way(one, entry, held) != SAME for entry in one.entries):
            faults.setdefault(one.sheet, Fault(one.sheet, HEADING, one.shut))
    return tuple(faults.values())


def _gone(store: Store, workshop: str, filled: Sequence[Filled], known: Mapping[int, Person]) -> tuple[Fault, ...]:
    """Sheets of people who withdrew their ballots, and marks on what a person declared an interest in."""
    faults = []
    for one in filled:
        person = known.get(one.number)
        if person is None or not one.entries:
            continue
        standing = people_events.standing(store, workshop, person.person)
        first = one.entries[0].cell
        if standing.withdrawn:
            faults.append(Fault(one.sheet, first, Problem("paper.fault.withdrawn"), one.number))
        abstained = [entry for entry in one.entries if entry.subject in standing.interests]
        faults += [Fault(one.sheet, entry.cell, Problem("paper.fault.interest"), one.number) for entry in abstained]
    return tuple(faults)


def _held(store: Store, workshop: str, person: Person | None) -> dict[tuple[str, int, str, str], Mark]:
    """The marks that the log holds of a person, by ballot, round, subject and item."""
    if person is None:
        return {}
    marks = store.own_marks(workshop, person.person)
    return {(mark.instrument, mark.round, mark.subject, mark.item): mark for mark in marks}


def _way(filled: Filled, entry: Entry, held: Mapping[tuple[str, int, str, str], Mark]) -> str:
    """NEW, CHANGED, SAME or BACK."""
    before = held.get((filled.instrument.code, filled.round, entry.subject, entry.item))
    if entry.answer.answer == TAKEN_BACK:
        return SAME if before is None else BACK
    if before is None:
        return NEW
    kept = before.value == entry.answer.value and (not entry.reason or entry.reason == before.reason)
    return SAME if kept and before.item_revision == entry.revision else CHANGED


def _of_person(
    filled: Filled, held: Mapping[tuple[str, int, str, str], Mark], *, known: bool, faulty: bool
) -> PersonPreview:
    ways = Counter(_way(filled, entry, held) for entry in filled.entries)
    instrument = filled.instrument
    asked = sum(len(instrument.items_for(subject.code)) for subject in instrument.subjects_for(filled.city))
    counts = defaultdict(int, ways)
    return PersonPreview(
        ballot=f"{instrument.code}.{filled.round}",
        number=filled.number,
        city=filled.city,
        group=filled.group,
        known=known,
        new=counts[NEW],
        changed=counts[CHANGED],
        same=counts[SAME],
        back=counts[BACK],
        blank=max(asked - len(filled.entries), 0),
        faulty=faulty,
    )


def _marks(store: Store, workshop: str, filled: Filled, person: Person, by: str) -> list[MarkInput]:
    held = _held(store, workshop, person)
    before = store.last_sequence(workshop, person.person)
    return [
        MarkInput(
            instrument=filled.instrument.code,
            item=entry.item,
            subject=entry.subject,
            person=person.person,
            city=person.city,
            group=person.group,
            value=entry.answer.value,
            answer=entry.answer.answer,
            reason=entry.reason or None,
            round=filled.round,
            item_revision=entry.revision,
            request=_request(workshop, filled, entry, before),
            way_in=PAPER,
            by=by,
        )
        for entry in filled.entries
        if _way(filled, entry, held) != SAME
    ]


def _request(workshop: str, filled: Filled, entry: Entry, before: int) -> str:
    """Names a mark for the log. before: the last sequence number of the person, so that a mark that was changed and
    changed back is a new one, and the same press of the button twice is not.
    """
    sheet = (PAPER_FORM, workshop, filled.instrument.code, filled.round, filled.number)
    content = (entry.subject, entry.item, entry.answer.answer, entry.answer.value, entry.reason, before)
    return hashlib.sha256("\x1f".join(map(str, (*sheet, *content))).encode()).hexdigest()[:40]
