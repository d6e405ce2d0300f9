"""Reads filled-in Excel score sheets: cells in, what each person marked out, and every fault with its address.

Nothing is decided by position alone: each line names its subject, item and wording in hidden cells, each column its
sheet number, and a fingerprint tells whether they are as written. A fault of the sheet itself (another workshop, a
closed ballot, changed codes) leaves nothing of it to import; a fault in a person's column leaves that person out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from components.errors import InputError, Problem
from components.framework.catalogue import Catalogue
from components.workbook.read.gate import BookRead, CellRead, SheetRead, address, place_of
from components.workbook.read.score_sheet_marks import Answer, answer
from components.workbook.write import score_sheet as layout
from components.workbook.write.score_sheet_plan import OWN, PAPER_FORM, fingerprint
from components.workshop.instruments import Instrument, instruments
from components.workshop.people_persons import Person
from components.workshop.people_sheets import Wanted, clash
from components.workshop.rounds import as_asked
from components.workshop.state import State
from components.workshop.store import CLOSED, REVEALED

_MOST_PEOPLE = 60
_SHUT = {"": "paper.fault.not_opened", CLOSED: "paper.fault.closed", REVEALED: "paper.fault.revealed"}


@dataclass(frozen=True)
class Fault:
    """Something that is wrong in one place. `number`: of the person's sheet; None for a fault of the whole sheet."""

    sheet: str
    cell: str
    problem: Problem
    number: int | None = None


@dataclass(frozen=True)
class Entry:
    """One mark on a sheet. `reason` empty: none is written there, one given before stays."""

    subject: str
    item: str
    revision: int
    answer: Answer
    reason: str
    cell: str


@dataclass(frozen=True)
class Filled:
    """What one person marked in one round of a ballot; city and group are codes, empty where they are at fault. `shut`:
    why this round takes no marks now; a sheet that was read before, or stayed empty, is no fault for all that.
    """

    instrument: Instrument
    round: int
    number: int
    city: str
    group: str
    sheet: str
    entries: tuple[Entry, ...]
    shut: Problem | None = None


@dataclass(frozen=True)
class Room:
    """What a sheet is compared with. `people`: those behind the sheets that the log knows, by number."""

    workshop: str
    state: State
    catalogue: Catalogue
    people: Mapping[int, Person]


@dataclass(frozen=True)
class Sheets:
    """All that was filled in, with all faults."""

    filled: tuple[Filled, ...]
    faults: tuple[Fault, ...]


def read(book: BookRead, room: Room) -> Sheets:
    """Every score sheet in a workbook. Raises InputError when there is none."""
    pages = [sheet for sheet in book.sheets if sheet.text(layout.META + 1, 1) == PAPER_FORM]
    if not pages:
        older = any(sheet.text(1, 1).startswith(PAPER_FORM.rpartition(".")[0]) for sheet in book.sheets)
        raise InputError(Problem("paper.fault.other_version" if older else "paper.fault.no_sheet"))
    filled: list[Filled] = []
    faults: list[Fault] = []
    places = _places(pages, room)
    for sheet in pages:
        one = _Reading(sheet, room, places)
        filled += one.people()
        faults += one.faults
    order = {sheet.name: place for place, sheet in enumerate(pages)}
    return Sheets(tuple(filled), tuple(sorted(faults, key=lambda fault: (order[fault.sheet], place_of(fault.cell)))))


@dataclass(frozen=True)
class _Row:
    """One line of a sheet: its row, counted from 1, and what it asks."""

    row: int
    subject: str
    item: str
    revision: int


class _Reading:
    """One worksheet. Rows and columns count from 1 here, as in the file."""

    def __init__(self, sheet: SheetRead, room: Room, places: Mapping[int, tuple[str, str]]) -> None:
        self._sheet, self._room, self._places = sheet, room, places
        self.faults: list[Fault] = []
        self._name = sheet.text(1, 3)
        self._made_for = sheet.text(1, 5)

    def people(self) -> list[Filled]:
        """What everybody filled in; nothing where the sheet itself is at fault."""
        found = self._ballot()
        if found is None:
            return []
        instrument, number, shut = found
        step = layout.columns_a_person(instrument.scale)
        columns = self._columns(step)
        rows = self._rows()
        self._check_fingerprint(rows, [seat for _, seat in columns])
        self._check_build(columns, step)
        self._check_lines(instrument, rows)
        self._check_strays(rows, columns, step)
        people = [self._person(instrument, rows, column, seat, step) for column, seat in columns]
        return [replace(person, round=number, shut=shut) for person in people]

    def _fault(self, row: int, column: int, problem: Problem, number: int | None = None) -> None:
        self.faults.append(Fault(self._sheet.name, address(row, column), problem, number))

    def _ballot(self) -> tuple[Instrument, int, Problem | None] | None:
        """The ballot that the sheet belongs to with its round, and why it takes no marks now."""
        workshop = self._sheet.text(1, 2)
        if workshop != self._room.workshop:
            self._fault(1, 2, Problem("paper.fault.other_workshop", {"code": workshop[:40]}))
            return None
        code, _, number = self._name.rpartition(".")
        found = next((one for one in instruments(self._room.state, self._room.catalogue) if one.code == code), None)
        if found is None or not (number.isascii() and number.isdigit() and len(number) < 4):
            self._fault(1, 3, Problem("paper.fault.unknown_ballot", {"code": self._name[:40]}))
            return None
        held = self._room.state.round_of(code, int(number))
        if held is None:
            return found, int(number), Problem(_SHUT[""])
        return as_asked(found, held), int(number), Problem(_SHUT[held.state]) if held.state in _SHUT else None

    def _columns(self, step: int) -> list[tuple[int, int]]:
        """The people's columns with their sheet numbers. A number that stands twice is a fault of both."""
        found: list[tuple[int, int]] = []
        row, first = layout.NUMBERS + 1, layout.FIRST_PERSON + 1
        for column in range(first, first + _MOST_PEOPLE * step, step):
            text = self._sheet.text(row, column)
            if text.isascii() and text.isdigit() and 0 < int(text[:6]) < 100_000 and len(text) < 6:
                found.append((column, int(text)))
            elif text:
                self._fault(row, column, Problem("paper.fault.sheet_number", {"found": text[:40]}))
        times = Counter(number for _, number in found)
        for column, number in found:
            if times[number] > 1:
                self._fault(row, column, Problem("paper.fault.twice", {"number": str(number)}), number)
        return found

    def _rows(self) -> list[_Row]:
        rows: list[_Row] = []
        last = max((cell.row for cell in self._sheet.cells), default=0)
        for row in range(layout.FIRST_LINE + 1, last + 1):
            subject, item, revision = (self._sheet.text(row, column) for column in (1, 2, 3))
            if subject or item:
                number = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 6 else 0
                rows.append(_Row(row, subject, item, number))
        return rows

    def _check_fingerprint(self, rows: Sequence[_Row], numbers: Sequence[int]) -> None:
        codes = [(line.subject, line.item, line.revision) for line in rows]
        if self._sheet.text(1, 6) != fingerprint(self._room.workshop, self._name, codes, numbers):
            self._fault(1, 6, Problem("paper.fault.codes"))

    def _check_build(self, columns: Sequence[tuple[int, int]], step: int) -> None:
        """Formulas and merged cells: what they show is not what stands in the file."""
        owner = {column + place: number for column, number in columns for place in range(step)}
        for row, column in self._sheet.formulas:
            self._fault(row, column, Problem("paper.fault.formula"), owner.get(column))
        for area in self._sheet.merged:
            self.faults.append(Fault(self._sheet.name, area, Problem("paper.fault.merged")))

    def _check_lines(self, instrument: Instrument, rows: Sequence[_Row]) -> None:
        revisions = {item.code: item.revision for item in instrument.items}
        subjects = {OWN, *(one.code for one in instrument.subjects)}
        seen: set[tuple[str, str]] = set()
        for line in rows:
            if line.item not in revisions or line.subject not in subjects:
                self._fault(line.row, 2, Problem("paper.fault.unknown_item", {"code": f"{line.subject}|{line.item}"}))
            elif line.revision != revisions[line.item]:
                self._fault(line.row, layout.QUESTION + 1, Problem("paper.fault.older_wording"))
            elif (line.subject, line.item) in seen:
                self._fault(line.row, 2, Problem("paper.fault.item_twice"))
            seen.add((line.subject, line.item))

    def _check_strays(self, rows: Sequence[_Row], columns: Sequence[tuple[int, int]], step: int) -> None:
        """Whatever was written beside no question or under no sheet number, and would be lost."""
        asked = {line.row for line in rows}
        owner = {column + place: number for column, number in columns for place in range(step)}
        for cell in self._sheet.cells:
            if cell.row <= layout.FIRST_LINE or cell.column <= layout.FIRST_PERSON or not str(cell.value).strip():
                continue
            if cell.column not in owner:
                self._fault(cell.row, cell.column, Problem("paper.fault.no_person"))
            elif cell.row not in asked and not (self._is_sum(cell, asked)):
                self._fault(cell.row, cell.column, Problem("paper.fault.no_question"), owner[cell.column])

    def _is_sum(self, cell: CellRead, asked: set[int]) -> bool:
        """The line under the points that says whether they make 100; it holds nothing."""
        return cell.row == max(asked, default=0) + 1 and cell.value == 0

    def _person(self, instrument: Instrument, rows: Sequence[_Row], column: int, number: int, step: int) -> Filled:
        formulas = set(self._sheet.formulas)
        entries: list[tuple[_Row, Answer, str]] = []
        for line in rows:
            reason = self._reason(line.row, column, number) if step > 1 else ""
            if (line.row, column) in formulas:
                continue
            given = answer(self._sheet.at(line.row, column), instrument.scale)
            if isinstance(given, Problem):
                self._fault(line.row, column, given, number)
            elif given is not None:
                entries.append((line, given, reason))
            elif reason:
                self._fault(line.row, column + 1, Problem("paper.fault.reason_alone"), number)
        city, group = self._place(column, number, needed=bool(entries))
        taken = [self._entry(instrument, city, line, given, reason, column, number) for line, given, reason in entries]
        found = tuple(entry for entry in taken if entry is not None)
        return Filled(instrument, 0, number, city, group, self._sheet.name, found)

    def _reason(self, row: int, column: int, number: int) -> str:
        reason = self._sheet.text(row, column + 1)
        if len(reason) > layout.LONGEST_REASON:
            self._fault(row, column + 1, Problem("paper.fault.long_reason", {"n": layout.LONGEST_REASON}), number)
        return reason

    def _entry(
        self, instrument: Instrument, city: str, line: _Row, given: Answer, reason: str, column: int, number: int
    ) -> Entry | None:
        subject = city if line.subject == OWN else line.subject
        if city and all(one.code != subject for one in instrument.subjects_for(city)):
            self._fault(line.row, column, Problem("paper.fault.not_theirs"), number)
            return None
        known = any(item.code == line.item for item in instrument.items)
        if known and all(item.code != line.item for item in instrument.items_for(subject)):
            self._fault(line.row, column, Problem("paper.fault.not_asked"), number)
            return None
        return Entry(subject, line.item, line.revision, given, reason, address(line.row, column))

    def _place(self, column: int, number: int, *, needed: bool) -> tuple[str, str]:
        """City and group of a person: as written here, or on another sheet of the file, or as the log knows them."""
        known = self._places.get(number, ("", ""))
        found = []
        for row, names, before, key in (
            (layout.CITIES + 1, _city_names(self._room.state), known[0], "city"),
            (layout.GROUPS + 1, _group_names(self._room.catalogue), known[1], "group"),
        ):
            text = self._sheet.text(row, column)
            code = names.get(text.casefold(), "") if text else before
            if text and not code:
                self._fault(row, column, Problem(f"paper.fault.unknown_{key}", {"found": text[:40]}), number)
            elif not code and needed:
                self._fault(row, column, Problem(f"paper.fault.no_{key}"), number)
            found.append(code)
        city, group = found
        if city and self._made_for and city != self._made_for:
            made_for = next((one.name for one in self._room.state.cities if one.code == self._made_for), self._made_for)
            self._fault(layout.CITIES + 1, column, Problem("paper.fault.wrong_city", {"city": made_for}), number)
        elif city and group and (problem := clash(self._room.people.get(number), Wanted(number, city, group))):
            self._fault(layout.CITIES + 1, column, problem, number)
        elif city and group and known[0] and (city, group) != known:
            # Another sheet of this very file says something else of the same person.
            self._fault(layout.CITIES + 1, column, Problem("paper.fault.two_places"), number)
        return city, group


def _places(pages: Sequence[SheetRead], room: Room) -> dict[int, tuple[str, str]]:
    """City and group of every sheet number, from the log or else from the first sheet that names both."""
    found = {number: (person.city, person.group) for number, person in room.people.items()}
    cities, groups = _city_names(room.state), _group_names(room.catalogue)
    for sheet in pages:
        for column in range(layout.FIRST_PERSON + 1, layout.FIRST_PERSON + 1 + 2 * _MOST_PEOPLE):
            number = sheet.text(layout.NUMBERS + 1, column)
            city = cities.get(sheet.text(layout.CITIES + 1, column).casefold(), "")
            group = groups.get(sheet.text(layout.GROUPS + 1, column).casefold(), "")
            if number.isascii() and number.isdigit() and len(number) < 6 and city and group:
                found.setdefault(int(number), (city, group))
    return found


def _city_names(state: State) -> dict[str, str]:
    names: dict[str, str] = {}
    for city in state.cities:
        for name in (city.code, city.name, city.name_second):
            names.setdefault(name.strip().casefold(), city.code)
    names.pop("", None)
    return names


def _group_names(catalogue: Catalogue) -> dict[str, str]:
    rows = catalogue.stakeholder_groups
    return {name.strip().casefold(): row.code for row in rows for name in (row.code, row.label.en, row.label.zh)}
