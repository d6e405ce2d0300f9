"""From filled-in score sheets to marks in the log: first what would change, then, on a word, the change.

The preview counts what is new, changed and the same for each person, and shows no value that the file does not hold
itself. Whether a mark is the same is told only to the hand that typed it in, as long as it is sealed: otherwise
whoever uploads guesses could find out what somebody marked. The preview is made anew at the import, so that nothing
rests on what was true some minutes ago. Each mark's request is named after its sheet, cell and content and what the log
held of that person before: reading a file twice changes nothing, and a file that was corrected changes only the
corrected cells.

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
from components.workshop.records.rounds import Mark, Round
from components.workshop.store import REVEALED, TAKEN_BACK, MarkInput, Store

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
    store: Store, workshop: str, catalogue: Catalogue, data: bytes, *, by: str, progress: Progress = _quietly
) -> Preview:
    """What importing this file would change. Nothing is written. Raises InputError for a file that is no score sheet.

    by: pseudonym of who would import. progress: told the key of the text that says what is being done.
    """
    found = _compared(store, workshop, catalogue, data, by, progress)
    people = [
        _of_person(
            one,
            found.log.held(one.number),
            known=one.number in found.log.known,
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
    found = _compared(store, workshop, catalogue, data, by, progress)
    if found.faults and not good_only:
        raise InputError(*(fault.problem for fault in found.faults))
    good = [one for one in found.filled if one.entries and not found.is_faulty(one)]
    wanted = {one.number: Wanted(one.number, one.city, one.group) for one in good}
    progress("paper.progress.writing")
    people = people_sheets.find_or_add(store, workshop, tuple(wanted.values()), by=by)
    marks = [mark for one in good for mark in _marks(found.log, one, people[one.number])]
    store.put_marks(workshop, marks)
    return len(marks)


@dataclass(frozen=True)
class _Compared:
    """A file beside what the log holds."""

    filled: tuple[Filled, ...]
    faults: tuple[Fault, ...]
    log: _Log

    def is_faulty(self, filled: Filled) -> bool:
        """Whether a fault of the worksheet or of this person's column stands."""
        return any(fault.sheet == filled.sheet and fault.number in (None, filled.number) for fault in self.faults)


def _compared(
    store: Store, workshop: str, catalogue: Catalogue, data: bytes, by: str, progress: Progress
) -> _Compared:
    progress("paper.progress.opening")
    book = opened(data)
    progress("paper.progress.comparing")
    state = store.snapshot(workshop).state
    revealed = frozenset((one.instrument, one.number) for one in state.all(Round) if one.state == REVEALED)
    log = _Log(store, workshop, by, revealed, people_sheets.people(store, workshop))
    found = read(book, Room(workshop, state, catalogue, log.known))
    return _Compared(found.filled, (*found.faults, *_shut(log, found.filled), *_gone(log, found.filled)), log)


def _shut(log: _Log, filled: Sequence[Filled]) -> tuple[Fault, ...]:
    """Worksheets of rounds that take no marks now, although something on them would change."""
    faults: dict[str, Fault] = {}
    for one in filled:
        held = log.held(one.number) if one.shut and one.entries else {}
        if one.shut and any(_way(one, entry, held) != SAME for entry in one.entries):
            faults.setdefault(one.sheet, Fault(one.sheet, HEADING, one.shut))
    return tuple(faults.values())


def _gone(log: _Log, filled: Sequence[Filled]) -> tuple[Fault, ...]:
    """Sheets of people who withdrew their ballots, and marks on what a person declared an interest in."""
    faults = []
    for one in filled:
        person = log.known.get(one.number)
        if person is None or not one.entries:
            continue
        standing = people_events.standing(log.store, log.workshop, person.person)
        first = one.entries[0].cell
        if standing.withdrawn:
            faults.append(Fault(one.sheet, first, Problem("paper.fault.withdrawn"), one.number))
        abstained = [entry for entry in one.entries if entry.subject in standing.interests]
        faults += [Fault(one.sheet, entry.cell, Problem("paper.fault.interest"), one.number) for entry in abstained]
    return tuple(faults)


@dataclass(frozen=True)
class _Log:
    """The log as the hand `by` may read it; `revealed`: rounds, as (ballot, number)."""

    store: Store
    workshop: str
    by: str
    revealed: frozenset[tuple[str, int]]
    known: dict[int, Person]

    def held(self, number: int) -> _Marks:
        """The marks that the log holds of the person of a sheet, by ballot, round, subject and item."""
        person = self.known.get(number)
        if person is None:
            return {}
        hands = people_sheets.hands(self.store, self.workshop, person.person)
        found = {}
        for mark in self.store.own_marks(self.workshop, person.person):
            key = (mark.instrument, mark.round, mark.subject, mark.item)
            found[key] = _Held(mark, hands.get(key) == self.by or (mark.instrument, mark.round) in self.revealed)
        return found


@dataclass(frozen=True)
class _Held:
    """A mark that the log holds. `open_to_hand`: whoever imports may learn what it is, having typed it in before, or
    because it was revealed.
    """

    mark: Mark
    open_to_hand: bool


_Marks = Mapping[tuple[str, int, str, str], _Held]


def _way(filled: Filled, entry: Entry, held: _Marks) -> str:
    """NEW, CHANGED, SAME or BACK. What another hand typed in and nobody may see yet is never told to be the same."""
    known = held.get((filled.instrument.code, filled.round, entry.subject, entry.item))
    if entry.answer.answer == TAKEN_BACK:
        return SAME if known is None else BACK
    if known is None:
        return NEW
    if not known.open_to_hand:
        return CHANGED
    before = known.mark
    kept = before.value == entry.answer.value and (not entry.reason or entry.reason == before.reason)
    return SAME if kept and before.item_revision == entry.revision else CHANGED


def _of_person(filled: Filled, held: _Marks, *, known: bool, faulty: bool) -> PersonPreview:
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


def _marks(log: _Log, filled: Filled, person: Person) -> list[MarkInput]:
    held = log.held(filled.number)
    before = log.store.last_sequence(log.workshop, person.person)
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
            request=_request(log.workshop, filled, entry, before),
            way_in=PAPER,
            by=log.by,
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
