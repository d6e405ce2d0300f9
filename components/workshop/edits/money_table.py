"""A table of money that was pasted from a spreadsheet: a line for each city or source, a column for each year.

A first line that holds years says which columns they are; without one the columns are the years of the plan. A blank
cell leaves what is there. Nothing is taken while any cell is wrong.
"""

from __future__ import annotations

from components.errors import InputError, Problem
from components.workshop.changes import Edit
from components.workshop.edits.money import set_envelope, set_source_amount
from components.workshop.edits.numbers import parse_number
from components.workshop.edits.pasted import rows
from components.workshop.gazetteer import normalised
from components.workshop.records.money import Source
from components.workshop.state import State

_MOST_LINES = 200


def money_from_text(state: State, text: str) -> tuple[Edit, ...]:
    """The edits that take a pasted table. Raises InputError with every fault, each with its line and year."""
    found = [(number, row) for number, row in rows(text) if any(row)]
    years, found = _years(state, found)
    if not found:
        raise InputError(Problem("edits.money_empty"))
    if len(found) > _MOST_LINES:
        raise InputError(Problem("edits.employment_too_long", {"n": len(found), "most": _MOST_LINES}))
    edits: list[Edit] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, row in found:
        code = _whose(state, row[0])
        if code is None:
            problems.append(Problem("edits.money_whose", {"line": number, "text": row[0][:40]}))
            continue
        if (first := seen.setdefault(code, number)) != number:
            problems.append(Problem("edits.money_twice", {"line": number, "first": first}))
        if len([cell for cell in row[1:] if cell]) > len(years):
            problems.append(Problem("edits.money_columns", {"line": number, "n": len(row) - 1, "most": len(years)}))
            continue
        for year, cell in zip(years, row[1:], strict=False):
            try:
                edits += _amount(state, code, year, cell)
            except InputError as error:
                said = {"line": number, "year": str(year), "text": cell[:40]}
                problems += [Problem("edits.money_cell", said), *error.problems]
    if problems:
        raise InputError(*problems)
    return tuple(edits)


def _years(state: State, found: list[tuple[int, list[str]]]) -> tuple[tuple[int, ...], list[tuple[int, list[str]]]]:
    """The year of every column, and the lines below their heads."""
    plan = state.setting.plan_years
    if not found:
        return plan, found
    heads = found[0][1][1:]
    if not heads or not all(cell.isdecimal() and len(cell) == 4 for cell in heads if cell):
        return plan, found
    if not any(heads) or _whose(state, found[0][1][0]) is not None:
        return plan, found
    return tuple(int(cell) for cell in heads if cell), found[1:]


def _whose(state: State, text: str) -> str | None:
    """The code of the city or source that a line is about."""
    named: list[tuple[str, tuple[str, ...]]]
    named = [(city.code, (city.code, city.name, city.name_second)) for city in state.cities]
    named += [(source.code, (source.code, source.name)) for source in state.all(Source)]
    # A spreadsheet often leaves the accents out; who is spelled exactly so goes first.
    for spelled in (str.casefold, normalised):
        wanted = spelled(text.strip())
        found = [code for code, names in named if wanted and wanted in {spelled(name) for name in names}]
        if found:
            return found[0]
    return None


def _amount(state: State, code: str, year: int, cell: str) -> tuple[Edit, ...]:
    amount = parse_number(cell)
    if amount is None:
        return ()
    if state.get(Source, code) is not None:
        return set_source_amount(state, code, year, amount)
    return set_envelope(state, code, year, amount)
