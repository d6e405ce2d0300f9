"""A city's own list of projects: cells in, options out, and every fault with the address of its cell.

The list comes as a workbook through the gate for uploads, as a CSV file, or pasted. Which column is which field, in
what unit and currency the amounts are, and whose list it is, is said by whoever brings it. A fault in a row leaves that
row out; a word that is in none of our lists leaves only its cell out. Nothing is guessed: a cost that is blank is not
known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.errors import InputError, Problem
from components.framework.catalogue import Catalogue
from components.workbook.read import gate, lines
from components.workbook.read.gate import CellRead, SheetRead, address, place_of
from components.workbook.read.project_years import period, span, years_to_build
from components.workshop.edits import pasted
from components.workshop.edits.numbers import parse_number
from components.workshop.edits.options import option_faults
from components.workshop.edits.values import tidied, value_problems
from components.workshop.records.options import Option
from components.workshop.records.setting import UNIT_SIZES
from components.workshop.state import State

PASTED = "pasted"
_VOCABULARY = {
    "nature": "natures",
    "kind": "kinds",
    "estimate_class": "estimate_classes",
    "idea_source": "idea_sources",
    "readiness": "readiness",
}
_WHOLE = frozenset({"life_years", "build_years"})
_NUMBERS = frozenset({"beneficiaries", "women_percent", "poor_percent"})
_YEAR, _BUILD, _FINISH, _PERIOD = "earliest_year", "build_years", "finish_year", "period"
_TOTALS = frozenset({"total", "totals", "subtotal", "sum", "合计", "总计", "小计", "suma", "totales"})
_SEPARATORS = ";；、/,，&+\n"
_MOST_ROWS = 500
# The code of an option that has none yet; no option is called so.
_NOBODY = "?"
# Smaller is a rounding of floating-point arithmetic, not of an amount.
_EXACT = 1e-6


@dataclass(frozen=True)
class Fault:
    """Something that cannot be taken. `row`: the whole row is left out; otherwise only this cell."""

    cell: str
    problem: Problem
    row: bool = True


@dataclass(frozen=True)
class Listed:
    """One row of the list as fields of an option. `row` counts from 1. `faulty`: it is left out. `rounded`: fields
    whose amount is not whole in the unit of the plan.
    """

    row: int
    values: tuple[tuple[str, Any], ...]
    faulty: bool
    rounded: tuple[str, ...] = ()

    def get(self, field: str) -> Any:
        """The value of a field, None where the list says nothing."""
        return dict(self.values).get(field)


@dataclass(frozen=True)
class Asked:
    """What is said of a list before it is read. `fields`: by column; `header`: its row; `unit`: code of a unit of
    money; `currency`: empty for the plan's; `cities`: codes, where the list names none; `source`: of the ideas.
    """

    fields: Mapping[int, str]
    header: int
    unit: str
    currency: str
    cities: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Projects:
    """The rows of a list, and all faults in the order of their cells."""

    rows: tuple[Listed, ...]
    faults: tuple[Fault, ...]


def sheets_of(data: bytes, name: str) -> tuple[SheetRead, ...]:
    """The worksheets of a file that hold something and are not hidden. Raises InputError that says what is wrong."""
    if name.casefold().endswith(".csv"):
        return (sheet_of(lines.from_file(data, name)),)
    found = tuple(sheet for sheet in gate.opened(data).sheets if sheet.cells and not sheet.hidden)
    if not found:
        raise InputError(Problem("lines.empty"))
    return found


def sheet_of(text: str) -> SheetRead:
    """Pasted lines as a worksheet; the address of a cell counts lines and cells as they were pasted."""
    cells = [
        CellRead(line, place, cell, gate.TEXT)
        for line, row in pasted.rows(text)
        for place, cell in enumerate(row, start=1)
        if cell
    ]
    if not cells:
        raise InputError(Problem("lines.empty"))
    return SheetRead(PASTED, hidden=False, cells=tuple(cells))


def read(sheet: SheetRead, asked: Asked, state: State, catalogue: Catalogue) -> Projects:
    """The rows below the header. Raises InputError when there is no column of names, or there are too many rows."""
    if "name" not in asked.fields.values():
        raise InputError(Problem("projects.no_name_column"))
    reader = _Reader(sheet, asked, state, catalogue)
    places = sorted({cell.row for cell in sheet.cells if cell.row > asked.header and cell.column in asked.fields})
    if len(places) > _MOST_ROWS:
        raise InputError(Problem("projects.too_many", {"n": len(places), "most": _MOST_ROWS}))
    rows = [listed for place in places if (listed := reader.row(place)) is not None]
    reader.check_merged()
    return Projects(tuple(rows), tuple(sorted(reader.faults, key=lambda fault: place_of(fault.cell))))


class _Reader:
    """Reads row by row and keeps the faults."""

    def __init__(self, sheet: SheetRead, asked: Asked, state: State, catalogue: Catalogue) -> None:
        self._sheet, self._asked, self._state = sheet, asked, state
        self._money = {column.code for column in catalogue.project_columns if column.money}
        self._column = {field: column for column, field in asked.fields.items() if field}
        self._words = {
            field: {word.casefold(): term.code for term in catalogue.table(table)
                    for word in (term.code, term.label.en, term.label.zh)}
            for field, table in _VOCABULARY.items()
        }  # fmt: skip
        self._cities = {
            word.casefold(): city.code
            for city in state.cities
            for word in (city.code, city.name, city.name_second)
            if word
        }
        setting = state.setting
        foreign = bool(asked.currency) and asked.currency != setting.currency
        self._currency = asked.currency if foreign else ""
        # Foreign amounts are kept in single units: the rate says what one of them is worth.
        self._factor = UNIT_SIZES[asked.unit] / (1 if foreign else setting.unit_size)
        self.faults: list[Fault] = []

    def row(self, row: int) -> Listed | None:
        """One row; None for a blank one or a line of totals."""
        name = self._sheet.text(row, self._column["name"])
        if name.casefold().strip(" :") in _TOTALS or not any(
            self._sheet.at(row, column) for column in self._column.values()
        ):
            return None
        before = len(self.faults)
        values: dict[str, Any] = {"cities": self._asked.cities, "idea_source": self._asked.source}
        rounded = []
        if not name:
            self._fault(row, "name", Problem("projects.no_name"))
        for field in self._column:
            if field in (_FINISH, _PERIOD):
                continue
            value = self._value(row, field)
            if value is None:
                continue
            if field in self._money:
                value, exact = self._amount(value)
                rounded += [] if exact else [field]
            values[field] = value
        if self._currency:
            values.setdefault("currency", self._currency)
        values |= self._span(row, values)
        self._check(row, values)
        faulty = any(fault.row for fault in self.faults[before:])
        return Listed(row, tuple(values.items()), faulty, tuple(rounded))

    def check_merged(self) -> None:
        """A merged range over several rows says one thing of all of them, and the file holds it only once."""
        for area in self._sheet.merged:
            first, _, last = area.partition(":")
            (top, left), (bottom, _) = place_of(first), place_of(last or first)
            if bottom > top and bottom > self._asked.header and left in self._asked.fields:
                self.faults.append(Fault(area, Problem("projects.merged"), row=False))

    def _fault(self, row: int, field: str, problem: Problem, *, whole: bool = True) -> None:
        self.faults.append(Fault(address(row, self._column.get(field, self._column["name"])), problem, whole))

    def _value(self, row: int, field: str) -> Any:
        cell = self._sheet.at(row, self._column[field])
        if cell is None:
            if (row, self._column[field]) in self._sheet.formulas:
                self._fault(row, field, Problem("projects.formula"))
            return None
        if cell.kind == gate.FAULT:
            self._fault(row, field, Problem("projects.error_value", {"text": str(cell.value)[:40]}))
            return None
        if field in ("cities", "lead_city"):
            return self._of_cities(row, field)
        if field in _VOCABULARY:
            return self._term(row, field)
        if field == _YEAR:
            return self._year(row, field, cell)
        if field == _BUILD and period(self._sheet.text(row, cell.column)):
            # Chinese lists often give the period under the head of the duration; `_span` reads it.
            return None
        if field in self._money or field in _WHOLE or field in _NUMBERS:
            return self._number(row, field, cell)
        return self._sheet.text(row, self._column[field])

    def _number(self, row: int, field: str, cell: CellRead) -> float | None:
        if cell.kind in (gate.BOOLEAN, gate.DATE):
            self._fault(row, field, Problem("edits.not_a_number", {"text": str(cell.value)[:40]}))
            return None
        try:
            return parse_number(cell.value)
        except InputError as error:
            self._fault(row, field, error.problems[0])
            return None

    def _span(self, row: int, values: Mapping[str, Any]) -> dict[str, Any]:
        """Start and years to build where the list gives a period or the year of completion."""
        start, finish, field = values.get(_YEAR), None, _FINISH
        for name, reads in ((_BUILD, period), (_PERIOD, span)):
            text = self._sheet.text(row, self._column[name]) if name in self._column else ""
            if found := reads(text):
                start, finish, field = start or found[0], found[1], name
            elif text and name == _PERIOD:
                self._fault(row, name, Problem("projects.not_a_period", {"text": text[:40]}))
        cell = self._sheet.at(row, self._column[_FINISH]) if _FINISH in self._column else None
        if cell is not None:
            finish, field = self._year(row, _FINISH, cell), _FINISH
        if finish is None:
            return {}
        if start is None:
            self._fault(row, field, Problem("projects.no_start"), whole=False)
            return {}
        if finish < start:
            self._fault(row, field, Problem("projects.finish_before_start", {"start": str(start), "end": str(finish)}))
            return {}
        years = years_to_build(start, finish, self._state.setting.first_year)
        if values.get(_BUILD, years) != years:
            self._fault(row, field, Problem("projects.span_differs", {"n": years}), whole=False)
            return {}
        return {_YEAR: start, _BUILD: years}

    def _year(self, row: int, field: str, cell: CellRead) -> int | None:
        text = self._sheet.text(row, cell.column)[:4]
        if text.isascii() and text.isdecimal() and len(text) == len("2027"):
            return int(text)
        self._fault(row, field, Problem("projects.not_a_year", {"text": str(cell.value)[:40]}))
        return None

    def _term(self, row: int, field: str) -> Any:
        text = self._sheet.text(row, self._column[field])
        code = self._words[field].get(text.casefold())
        if code is None:
            self._fault(row, field, Problem("projects.unknown_word", {"text": text[:40]}), whole=False)
            return None
        return int(code) if field == "readiness" else code

    def _of_cities(self, row: int, field: str) -> Any:
        text = self._sheet.text(row, self._column[field])
        plain = self._cities.get(text.casefold())
        parts = [text] if plain else _parts(text)
        codes = []
        for part in parts:
            code = self._cities.get(part.casefold())
            if code is None:
                self._fault(row, field, Problem("projects.unknown_city", {"text": part[:40]}))
            else:
                codes.append(code)
        if not codes:
            return None
        return codes[0] if field == "lead_city" else tuple(dict.fromkeys(codes))

    def _amount(self, value: float) -> tuple[float, bool]:
        """The amount in the unit in which it is kept, and whether that is exact. The plan counts in whole units."""
        amount = value * self._factor
        whole = float(round(amount))
        if abs(amount - whole) <= _EXACT * max(abs(amount), 1.0):
            return whole, True
        return (amount, True) if self._currency else (whole, False)

    def _check(self, row: int, values: dict[str, Any]) -> None:
        """The rules of every entry by hand: bounds, lengths, the order of costs, the lead city among the cities."""
        tidy = {field: tidied(Option, field, value) for field, value in values.items()}
        problems = {field: value_problems("option", field, value) for field, value in tidy.items()}
        for field, found in problems.items():
            for problem in found:
                self._fault(row, field, problem)
        if any(problems.values()):
            return
        for fault in option_faults(self._state, Option(_NOBODY, **tidy)):
            field = next((name for name in self._column if name in fault.fields), "name")
            self._fault(row, field, fault.problem)


def _parts(text: str) -> Sequence[str]:
    for sign in _SEPARATORS:
        text = text.replace(sign, ";")
    return [part.strip() for part in text.split(";") if part.strip()]
