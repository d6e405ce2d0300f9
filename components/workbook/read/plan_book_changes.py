"""What was changed in a plan workbook outside, cell by cell, and what of it a workshop can take over.

Only inputs come back; a formula or a value of the program that was overwritten is named and not taken. Every change
passes the rules of the screens; what they refuse stands with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args, get_type_hints

from components.errors import InputError, Problem
from components.framework.catalogue import Catalogue
from components.language import texts
from components.workbook.read.gate import DATE, FAULT, NUMBER, CellRead, SheetRead, address
from components.workbook.read.plan_book import Line, Opened, cell_told, places
from components.workbook.write.lists import OWN_WORDS
from components.workbook.write.origin import FORMULA, WRITTEN, checksum, held_as
from components.workshop.changes import Edit
from components.workshop.edits.fields import set_field, set_fields
from components.workshop.edits.values import VOCABULARY, tidied
from components.workshop.state import KINDS, State

_BLANK_WORDS = (
    "workbook.common.not_known", "workbook.common.not_stated", "workbook.agreement.not_written",
)  # fmt: skip
_EXTRA_WORDS = {("option", "readiness"): "readiness"}
OVERWRITTEN, PROGRAM_VALUE, NO_FIELD, GONE, ADDED, NO_SHEET = (
    "formula", "written", "no_field", "gone", "added", "no_sheet",
)  # fmt: skip


@dataclass(frozen=True)
class Changed:
    """An input that says something else than when the book was written. before, after: as they stand in the cell;
    value: as the field takes it; since: the workshop's own value when it was changed meanwhile, else None. computed: a
    formula was typed and its result is meant. same: the workshop says so already.
    """

    sheet: str
    cell: str
    column: str
    kind: str
    code: str
    field: str
    before: str
    after: str
    value: Any = None
    since: Any = None
    moved: bool = False
    computed: bool = False
    same: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands, as people write it: `10_Plan!C7`."""
        return f"{self.sheet}!{self.cell}"

    @property
    def takeable(self) -> bool:
        """Whether it can be taken over."""
        return not self.problems and not self.same


@dataclass(frozen=True)
class NotTaken:
    """A place that was changed and is no input. why: one of the words above; what: what stands there now."""

    place: str
    why: str
    what: str


@dataclass(frozen=True)
class Edited:
    """All that is different from the book as it was written."""

    changes: tuple[Changed, ...]
    not_taken: tuple[NotTaken, ...]

    @property
    def untouched(self) -> bool:
        """Whether nothing at all was changed."""
        return not self.changes and not self.not_taken


def compare(found: Opened, state: State, catalogue: Catalogue) -> Edited:
    """What the book says otherwise, each change judged against the present state."""
    words = _Words(found.about.language, state, catalogue)
    changes: list[Changed] = []
    not_taken: list[NotTaken] = []
    for name, lines in found.lines.items():
        sheet = found.book.sheet(name)
        if sheet is None:
            not_taken.append(NotTaken(name, NO_SHEET, ""))
            continue
        where, added = places(sheet, lines)
        not_taken += [NotTaken(f"{name}!{address(row, 1)}", ADDED, _row_text(sheet, row)) for row in added]
        formulas = frozenset(sheet.formulas)
        for line in lines:
            row = where.get(line.row)
            if row is None:
                gone = " · ".join(filter(None, line.key))
                not_taken.append(NotTaken(f"{name}!{address(line.row, 1)}", GONE, gone))
                continue
            mine, others = _of_line(sheet, line, row, formulas, words)
            changes += mine
            not_taken += others
    return Edited(tuple(_judged(change, state) for change in _agreeing(changes)), tuple(not_taken))


def edits_of(changes: Sequence[Changed], state: State) -> tuple[tuple[Edit, ...], tuple[Changed, ...]]:
    """The edits that take changes over, fields of one record together, and what the rules refuse with the reason."""
    records: dict[tuple[str, str], list[Changed]] = defaultdict(list)
    for change in changes:
        records[change.kind, change.code].append(change)
    edits: list[Edit] = []
    refused: list[Changed] = []
    for (kind, code), own in records.items():
        try:
            edits += set_fields(state, kind, code, {change.field: change.value for change in own})
        except InputError as together:
            for change in own:
                try:
                    edits += set_field(state, kind, code, change.field, change.value)
                except InputError as alone:
                    refused.append(replace(change, problems=alone.problems or together.problems))
    return tuple(edits), tuple(refused)


def _of_line(
    sheet: SheetRead, line: Line, row: int, formulas: frozenset[tuple[int, int]], words: _Words
) -> tuple[list[Changed], list[NotTaken]]:
    changes: list[Changed] = []
    others: list[NotTaken] = []
    for column, what, *entry in line.cells:
        cell = sheet.at(row, column)
        now, place = cell_told(cell), f"{sheet.name}!{address(row, column)}"
        if what == FORMULA:
            if (row, column) not in formulas:
                others.append(NotTaken(place, OVERWRITTEN, now))
        elif what == WRITTEN:
            if checksum(now) != entry[0]:
                others.append(NotTaken(place, PROGRAM_VALUE, now))
        elif now != entry[0] and not (words.blank(now) and words.blank(entry[0])):
            if len(entry) == 1:
                others.append(NotTaken(place, NO_FIELD, now))
            else:
                change = _changed(sheet.name, line, row, column, cell, entry, words)
                changes.append(replace(change, computed=(row, column) in formulas))
    return changes, others


def _changed(
    sheet: str, line: Line, row: int, column: int, cell: CellRead | None, entry: list[Any], words: _Words
) -> Changed:
    before, kind, code, field, held = entry
    head = line.key[0] if line.key else ""
    if line.table:
        place = column - line.table.left
        head = line.table.heads[place] if place < len(line.table.heads) else ""
    change = Changed(sheet, address(row, column), head, kind, code, field, before, cell_told(cell))
    value, problems = words.value(kind, field, cell)
    own = words.own(kind, code, field)
    moved = held_as(own) != held
    return replace(change, value=value, problems=problems, moved=moved, since=own if moved else None)


def _agreeing(changes: list[Changed]) -> list[Changed]:
    """A field that two cells state stands once when they agree, and as a fault in both when they do not."""
    fields: dict[tuple[str, str, str], list[Changed]] = defaultdict(list)
    for change in changes:
        fields[change.kind, change.code, change.field].append(change)
    found: list[Changed] = []
    for own in fields.values():
        first = own[0]
        if all(change.value == first.value for change in own):
            found.append(first)
            continue
        for change in own:
            other = next(one for one in own if one.value != change.value)
            problem = Problem("reopen.contradiction", {"cell": other.place, "value": other.after})
            found.append(replace(change, problems=(*change.problems, problem)))
    return found


def _judged(change: Changed, state: State) -> Changed:
    """The change beside the rules of the screens."""
    if change.problems:
        return change
    try:
        edits = set_field(state, change.kind, change.code, change.field, change.value)
    except InputError as error:
        return replace(change, problems=error.problems)
    return replace(change, same=not edits)


def _row_text(sheet: SheetRead, row: int) -> str:
    return " · ".join(filter(None, (sheet.text(row, column) for column in (1, 2, 3))))


class _Words:
    """How words of a book in one language become values of fields."""

    def __init__(self, language: str, state: State, catalogue: Catalogue) -> None:
        self._t, self._state, self._catalogue = texts(language), state, catalogue
        self._blank = frozenset(["", "–", *(self._t(key) for key in _BLANK_WORDS)])

    def blank(self, text: str) -> bool:
        """Whether a text says that something is not known."""
        return text in self._blank

    def own(self, kind: str, code: str, field: str) -> Any:
        """What the workshop says."""
        return getattr(self._state.one(KINDS[kind], code), field)

    def value(self, kind: str, field: str, cell: CellRead | None) -> tuple[Any, tuple[Problem, ...]]:
        """The value of a cell as the field takes it, or what is wrong with it."""
        type_ = get_type_hints(KINDS[kind])[field]
        types = get_args(type_) or (type_,)
        text = "" if cell is None else str(cell.value).strip()
        if cell is not None and cell.kind == FAULT:
            return None, (Problem("reopen.error_value", {"value": text}),)
        if self.blank(text):
            return tidied(KINDS[kind], field, "" if str in types else None), ()
        assert cell is not None
        names = self._names(kind, field)
        if names is not None:
            found = names.get(text)
            if found is None:
                return None, (Problem("reopen.not_in_list", {"value": text}),)
            return (int(found) if int in types else found), ()
        if str in types:
            if cell.kind == NUMBER and isinstance(cell.value, int | float):
                text = f"{cell.value:.10g}"
            return (text.removesuffix("T00:00:00") if cell.kind == DATE else text), ()
        if cell.kind != NUMBER or isinstance(cell.value, bool | str):
            return None, (Problem("reopen.no_number", {"value": text}),)
        if float not in types and not float(cell.value).is_integer():
            return None, (Problem("reopen.not_whole", {"value": text}),)
        return (float(cell.value) if float in types else int(cell.value)), ()

    def _names(self, kind: str, field: str) -> dict[str, str] | None:
        """Words of a list -> codes; None for a field without a list."""
        if (kind, field) == ("option", "lead_city"):
            cities = self._state.cities
            return {name: city.code for city in cities for name in (city.code, city.name, city.name_second) if name}
        table = VOCABULARY.get((kind, field)) or _EXTRA_WORDS.get((kind, field))
        if table:
            terms = self._catalogue.table(table)
            return {str(term.code): str(term.code) for term in terms} | {
                self._t.label(term): str(term.code) for term in terms
            }
        own = OWN_WORDS.get(f"{kind}_{field}")
        return {self._t(f"workbook.{kind}_{field}.{code}"): code for code in own} if own else None
