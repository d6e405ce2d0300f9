"""Step 2: facts of the cities, and employment by sector pasted from a spreadsheet.

Employment comes as lines of city, sector, persons and, if wanted, year, source, persons some years before and the year
of that, separated by tabs, semicolons or commas. Cities are named or coded (`REF` for the reference economy, such as
the country); sectors are named or coded in either language. Blank persons are «not known», never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from components.errors import InputError, Problem
from components.framework.catalogue import Catalogue
from components.workshop.changes import Edit
from components.workshop.edits.checks import edits_for
from components.workshop.edits.numbers import parse_number
from components.workshop.edits.pasted import rows as pasted_rows
from components.workshop.edits.values import value_problems
from components.workshop.state import State

REFERENCE = "REF"
_REFERENCE_NAMES = ("ref", "reference", "参照", "参照经济")
_HEADINGS = {"city", "sector", "persons", "城市", "部门", "行业", "人数", "就业人数"}
_LEAST_COLUMNS, _MOST_LINES = 3, 5000


@dataclass(frozen=True)
class EmploymentLine:
    """One line that was understood; `persons` None is not known."""

    line: int
    city: str
    sector: str
    persons: float | None
    year: int | None
    source: str
    before: float | None = None
    year_before: int | None = None


@dataclass(frozen=True)
class EmploymentPreview:
    """What would be taken, and every fault with the number of its line. Nothing is taken while there are faults."""

    lines: tuple[EmploymentLine, ...]
    problems: tuple[Problem, ...]


def preview_employment(state: State, catalogue: Catalogue, text: str) -> EmploymentPreview:
    """Reads pasted employment without taking it."""
    rows = [(number, row) for number, row in pasted_rows(text) if any(row)]
    if rows and {cell.casefold() for cell in rows[0][1]} & _HEADINGS:
        rows = rows[1:]
    if not rows:
        return EmploymentPreview((), (Problem("edits.employment_empty"),))
    if len(rows) > _MOST_LINES:
        return EmploymentPreview((), (Problem("edits.employment_too_long", {"n": len(rows), "most": _MOST_LINES}),))
    cities, sectors = _city_names(state), _sector_names(catalogue)
    lines: list[EmploymentLine] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in rows:
        line, faults = _line(number, row, cities, sectors)
        if line is not None:
            first = seen.setdefault((line.city, line.sector), number)
            if first != number:
                faults.append(Problem("edits.employment_twice", {"line": number, "first": first}))
            lines.append(line)
        problems += faults
    return EmploymentPreview(tuple(lines), tuple(problems))


def employment_from_text(state: State, catalogue: Catalogue, text: str) -> tuple[Edit, ...]:
    """The edits that take pasted employment. Raises InputError with every fault of every line."""
    preview = preview_employment(state, catalogue, text)
    if preview.problems:
        raise InputError(*preview.problems)
    edits: list[Edit] = []
    for line in preview.lines:
        values: dict[str, Any] = {"city": line.city, "sector": line.sector, "persons": line.persons}
        if line.year is not None:
            values["year"] = line.year
        if line.source:
            values["source"] = line.source
        if line.before is not None:
            values |= {"persons_before": line.before, "year_before": line.year_before}
        # A figure that somebody typed or pasted is no longer an invented one.
        edits += edits_for(state, "employment", f"{line.city}.{line.sector}", {**values, "demonstration": False})
    return tuple(edits)


def _line(
    number: int, row: list[str], cities: dict[str, str], sectors: dict[str, str]
) -> tuple[EmploymentLine | None, list[Problem]]:
    if len(row) < _LEAST_COLUMNS:
        return None, [Problem("edits.employment_columns", {"line": number})]
    faults = []
    city, sector = cities.get(row[0].casefold(), ""), sectors.get(row[1].casefold(), "")
    if not city:
        faults.append(Problem("edits.employment_city", {"line": number, "text": row[0][:40]}))
    if not sector:
        faults.append(Problem("edits.employment_sector", {"line": number, "text": row[1][:40]}))
    persons, fault = _number("persons", row[2], number)
    faults += fault
    year, fault = _number("year", _cell(row, 3), number)
    faults += fault
    before, fault = _number("persons_before", _cell(row, 5), number)
    faults += fault
    year_before, fault = _number("year_before", _cell(row, 6), number)
    faults += fault
    if faults:
        return None, faults
    return EmploymentLine(number, city, sector, persons, _year(year), _cell(row, 4), before, _year(year_before)), []


def _cell(row: list[str], place: int) -> str:
    return row[place] if len(row) > place else ""


def _year(number: float | None) -> int | None:
    return None if number is None else int(number)


def _number(field: str, cell: str, number: int) -> tuple[float | None, list[Problem]]:
    fault = [Problem("edits.employment_number", {"line": number, "text": cell[:40]})]
    try:
        value = parse_number(cell)
    except InputError:
        return None, fault
    return (value, []) if value is None or not value_problems("employment", field, value) else (None, fault)


def _city_names(state: State) -> dict[str, str]:
    names = dict.fromkeys(_REFERENCE_NAMES, REFERENCE)
    for city in state.cities:
        names |= {name.casefold(): city.code for name in (city.code, city.name, city.name_second) if name}
    return names


def _sector_names(catalogue: Catalogue) -> dict[str, str]:
    return {
        name.casefold(): term.code for term in catalogue.sectors for name in (term.code, term.label.en, term.label.zh)
    }
