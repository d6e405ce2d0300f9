"""An edited plan workbook beside itself as it was written: every cell that says something else, as what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from components.errors import InputError, Problem
from components.framework.catalogue import Catalogue
from components.workbook.read import plan_book_cash as cash
from components.workbook.read import plan_book_reasons as reasons
from components.workbook.read.gate import FAULT, SheetRead, address
from components.workbook.read.plan_book import Opened, Sheets, sheets_of
from components.workbook.read.plan_book_changes import Changed, Edited, NotTaken, settled
from components.workbook.read.plan_book_formulas import Formulas, differing
from components.workbook.read.plan_book_joint import Fact, Reader, Spot, reader_of, stated
from components.workbook.read.plan_book_rows import Line, Places, cell_told, places
from components.workbook.read.plan_book_values import Value, Words
from components.workbook.write.origin import CUT, FORMULA, WRITTEN, checksum, held_as, told
from components.workshop.edits.values import tidied
from components.workshop.state import KINDS, State


def compare(found: Opened, state: State, catalogue: Catalogue, version: int | None = None) -> Edited:
    """What the book says otherwise, each change judged against the present state. version: of that state; None: the one
    of the book.
    """
    words = Words(found.about.language, state, catalogue)
    sheets = sheets_of(found)
    where = {name: places(sheet, found.lines.get(name, ())) for name, sheet in sheets.found.items()}
    back = {name: {there: row for row, there in place.where.items()} for name, place in where.items()}
    book = _Book(words, Formulas(back, sheets.renamed), later=version is not None and version != found.about.version)
    book.of_sheets(sheets)
    for name, lines in found.lines.items():
        if name in sheets.found:
            book.of_sheet(name, sheets.found[name], lines, where[name])
    return Edited(settled(book.changes, state), tuple(book.not_taken))


class _Book:
    """What is found while the sheets are gone through."""

    def __init__(self, words: Words, formulas: Formulas, *, later: bool) -> None:
        self._words, self._formulas, self._later = words, formulas, later
        self.changes: list[Changed] = []
        self.not_taken: list[NotTaken] = []

    def of_sheets(self, sheets: Sheets) -> None:
        """What became of whole sheets."""
        self.not_taken += [NotTaken(name, reasons.NO_SHEET, "") for name in sheets.gone]
        self.not_taken += [NotTaken(name, reasons.RENAMED, there) for there, name in sheets.renamed.items()]
        self.not_taken += [NotTaken(name, reasons.STRANGE_SHEET, "") for name in sheets.strange]

    def of_sheet(self, name: str, sheet: SheetRead, lines: tuple[Line, ...], found: Places) -> None:
        """Every cell of one sheet."""
        for table in found.lost:
            heads = " · ".join(filter(None, table.heads[:3]))
            self.not_taken.append(NotTaken(f"{name}!{address(table.head, table.left)}", reasons.TABLE, heads))
        for row in found.added:
            self.not_taken.append(NotTaken(f"{name}!{address(row, 1)}", reasons.ADDED, _row_text(sheet, row)))
        formulas = frozenset(sheet.formulas)
        together: list[Spot] = []
        every: list[Spot] = []
        for line in lines:
            there = found.where.get(line.row)
            if there is None:
                if line.table not in found.lost:
                    gone = " · ".join(filter(None, line.key))
                    self.not_taken.append(NotTaken(f"{name}!{address(line.row, 1)}", reasons.GONE, gone))
                continue
            for entry in line.cells:
                spot = Spot(name, sheet, line, there, entry[0], _head(line, entry[0]), self._words)
                typed = (there, entry[0]) in formulas
                if name == cash.SHEET and line.table and cash.concerns(spot) and not (typed and entry[1] == FORMULA):
                    every.append(spot)
                    together += [spot] if _other(spot, entry) else []
                    continue
                every += [spot] if name == cash.SHEET and line.table and cash.concerns(spot) else []
                self._cell(spot, entry, typed=typed)
        self.changes += [_said(one) for one in cash.said(every, together)]

    def _cell(self, spot: Spot, entry: tuple[Any, ...], *, typed: bool) -> None:
        """One cell. entry: as it was noted; typed: whether a formula stands there."""
        cell = spot.sheet.at(spot.row, spot.column)
        now = cell_told(cell)
        _, what, *noted = entry
        if what == FORMULA:
            if not typed:
                self._not_taken(spot, self._reason(spot) or reasons.OVERWRITTEN, now)
            elif noted:
                other = differing(spot.sheet, (spot.row, spot.column), noted[0], spot.name, self._formulas)
                if other:
                    self._not_taken(spot, reasons.OTHER_FORMULA, other)
        elif what == WRITTEN:
            if checksum(now) != noted[0]:
                self._not_taken(spot, self._reason(spot) or reasons.PROGRAM_VALUE, now)
        elif now != noted[0] and not (self._words.blank(now) and self._words.blank(noted[0])):
            if len(noted) > 1:
                self.changes.append(replace(_changed(spot, noted), computed=typed))
            elif (reader := reader_of(spot)) is not None:
                self.changes += [replace(one, computed=typed) for one in self._joint(spot, reader, noted[0])]
            else:
                self._not_taken(spot, self._reason(spot) or reasons.NO_FIELD, now, noted[0])

    def _reason(self, spot: Spot) -> str:
        return reasons.reason_of(self._words.t, spot.name, spot.head, table=spot.line.table is not None)

    def _not_taken(self, spot: Spot, why: str, what: str, before: str = "") -> None:
        row = " · ".join(filter(None, spot.line.key))
        head = "" if row == spot.head else spot.head
        self.not_taken.append(NotTaken(spot.place, why, what, before, head, row))

    def _joint(self, spot: Spot, reader: Reader, before: str) -> list[Changed]:
        """The facts of a cell that differ from those that it stated; one with a problem for a cell that has none."""
        cell = spot.sheet.at(spot.row, spot.column)
        text = "" if cell is None else stated(cell)
        common = (spot.name, address(spot.row, spot.column), spot.head)
        if cell is not None and cell.kind == FAULT:
            problems = (Problem("reopen.error_value", {"value": text}),)
            return [Changed(*common, "", spot.code, "", before, text, problems=problems)]
        try:
            facts = [_tidy(fact) for fact in reader(spot, "" if self._words.blank(text) else text)]
        except InputError as error:
            return [Changed(*common, "", spot.code, "", before, told(text), problems=error.problems)]
        earlier = None if CUT in before else _earlier(spot, reader, "" if self._words.blank(before) else before)
        found = []
        for fact in facts:
            own = self._words.own(fact.kind, fact.code, fact.field)
            was = own if earlier is None else earlier.get((fact.kind, fact.code, fact.field), own)
            if fact.value == was:
                continue
            moved = self._later if earlier is None else was != own
            found.append(
                Changed(
                    *common, fact.kind, fact.code, fact.field, _text(spot, fact, was),
                    _text(spot, fact, fact.value), fact.value,
                    since=own if moved else None, moved=moved,
                )
            )  # fmt: skip
        return found


def _other(spot: Spot, entry: tuple[Any, ...]) -> bool:
    """Whether a cell that the program wrote, or a formula that gave way to a value, says something else."""
    now = cell_told(spot.sheet.at(spot.row, spot.column))
    return bool(entry[1] == FORMULA or (checksum(now) if entry[1] == WRITTEN else now) != entry[2])


def _earlier(spot: Spot, reader: Reader, before: str) -> dict[tuple[str, str, str], Any] | None:
    """What a cell stated when the book was written; None when that can no longer be read."""
    try:
        facts = map(_tidy, reader(replace(spot, was=True), before))
        return {(fact.kind, fact.code, fact.field): fact.value for fact in facts}
    except InputError:
        return None


def _tidy(fact: Fact) -> Fact:
    return replace(fact, value=tidied(KINDS[fact.kind], fact.field, fact.value))


def _text(spot: Spot, fact: Fact, value: Any) -> str:
    """A value of a fact as a cell would show it: words for codes."""
    words = spot.words
    names = words.cities() if fact.field == "cities" else words.names(fact.kind, fact.field) or {}
    shown: dict[str, str] = {code: name for name, code in reversed(names.items()) if name != code}
    if isinstance(value, tuple):
        return words.t.joined([shown.get(code) or code for code in value])
    return told(shown.get(value, value) if isinstance(value, str) else value)


def _head(line: Line, column: int) -> str:
    """The words over a cell of a table, or beside one outside tables."""
    if line.table is None:
        return line.key[0] if line.key else ""
    place = column - line.table.left
    return line.table.heads[place] if 0 <= place < len(line.table.heads) else ""


def _changed(spot: Spot, noted: list[Any]) -> Changed:
    before, kind, code, field, held = noted
    cell = spot.sheet.at(spot.row, spot.column)
    found = spot.words.value(kind, field, cell)
    own = spot.words.own(kind, code, field)
    moved = held_as(own) != held
    unmeasured = {row.code for row in spot.words.catalogue.cost_keys if not row.needs_metric}
    if kind == "key_metric" and code.partition(".")[0] in unmeasured:
        found = Value(problems=(Problem("reopen.joint.no_measure"),))
    return Changed(
        spot.name, address(spot.row, spot.column), spot.head, kind, code, field, before, cell_told(cell), found.value,
        since=own if moved else None, moved=moved, read_as=found.read_as, doubt=found.doubt, problems=found.problems,
    )  # fmt: skip


def _said(one: cash.Said) -> Changed:
    """What rows of the cash flow say together, as a change."""
    spot = one.spot
    return Changed(
        spot.name, address(spot.row, spot.column), spot.head, one.kind, one.code or spot.code, one.field, one.before,
        told(one.after), one.value, rows=one.rows, problems=one.problems,
    )  # fmt: skip


def _row_text(sheet: SheetRead, row: int) -> str:
    return " · ".join(filter(None, (sheet.text(row, column) for column in (1, 2, 3))))
