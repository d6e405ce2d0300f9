"""Step 2: the cities that the partners are compared with, pasted from a spreadsheet.

Lines of name, people, function, performance and, if wanted, year and source, separated by tabs, semicolons or commas. A
partner is recognised by its name or code. Blank people are looked up in the gazetteer when exactly one place has the
name; else they are «not known», as every other blank, and never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components.errors import InputError, Problem
from components.workshop import gazetteer
from components.workshop.changes import Change, Edit
from components.workshop.edits.checks import edits_for
from components.workshop.edits.codes import next_codes
from components.workshop.edits.numbers import parse_number
from components.workshop.edits.pasted import rows
from components.workshop.edits.values import value_problems
from components.workshop.records.peers import Peer
from components.workshop.state import State

_HEADINGS = {"name", "city", "people", "population", "名称", "城市", "人口"}
_FIELDS = ("population", "function", "performance", "year")
_LEAST_COLUMNS, _MOST_LINES = 4, 2000


@dataclass(frozen=True)
class PeerLine:
    """One line that was understood; None is not known. `partner`: code of the partner it is, or empty."""

    line: int
    name: str
    partner: str
    population: float | None
    function: float | None
    performance: float | None
    year: int | None
    source: str


@dataclass(frozen=True)
class PeerPreview:
    """What would be taken, and every fault with the number of its line. Nothing is taken while there are faults."""

    lines: tuple[PeerLine, ...]
    problems: tuple[Problem, ...]


def preview_peers(state: State, text: str) -> PeerPreview:
    """Reads pasted cities without taking them."""
    found = [(number, row) for number, row in rows(text) if any(row)]
    if found and {cell.casefold() for cell in found[0][1]} & _HEADINGS:
        found = found[1:]
    if not found:
        return PeerPreview((), (Problem("edits.peers_empty"),))
    if len(found) > _MOST_LINES:
        return PeerPreview((), (Problem("edits.employment_too_long", {"n": len(found), "most": _MOST_LINES}),))
    partners = {
        name.casefold(): city.code for city in state.cities for name in (city.code, city.name, city.name_second) if name
    }
    lines: list[PeerLine] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, row in found:
        line, faults = _line(number, row, partners)
        problems += faults
        if line is None:
            continue
        first = seen.setdefault(line.partner or line.name.casefold(), number)
        if first != number:
            problems.append(Problem("edits.peers_twice", {"line": number, "first": first}))
        lines.append(line)
    return PeerPreview(tuple(lines), tuple(problems))


def peers_from_text(state: State, history: Sequence[Change], text: str) -> tuple[Edit, ...]:
    """The edits that take pasted cities. Raises InputError with every fault of every line."""
    preview = preview_peers(state, text)
    if preview.problems:
        raise InputError(*preview.problems)
    known = {peer.name.casefold(): peer.code for peer in state.all(Peer)}
    new = [line for line in preview.lines if not line.partner and line.name.casefold() not in known]
    known |= dict(
        zip((line.name.casefold() for line in new), next_codes(state, history, "peer", len(new)), strict=True)
    )
    edits: list[Edit] = []
    for line in preview.lines:
        values: dict[str, Any] = {name: getattr(line, name) for name in ("name", *_FIELDS, "source")}
        code = line.partner or known[line.name.casefold()]
        edits += edits_for(state, "peer", code, {**values, "demonstration": False})
    return tuple(edits)


def _line(number: int, row: list[str], partners: dict[str, str]) -> tuple[PeerLine | None, list[Problem]]:
    if len(row) < _LEAST_COLUMNS:
        return None, [Problem("edits.peers_columns", {"line": number})]
    cells = [*row, "", ""]
    faults: list[Problem] = []
    figures: dict[str, float | None] = {}
    for field, cell in zip(_FIELDS, cells[1:5], strict=True):
        try:
            figures[field] = parse_number(cell)
        except InputError:
            figures[field] = None
            faults.append(Problem("edits.employment_number", {"line": number, "text": cell[:40]}))
            continue
        if value_problems("peer", field, figures[field]):
            faults.append(Problem("edits.employment_number", {"line": number, "text": cell[:40]}))
    name = cells[0][:200]
    if not name:
        faults.append(Problem("edits.peers_name", {"line": number}))
    if faults:
        return None, faults
    partner = partners.get(name.casefold(), "")
    people = figures["population"]
    if people is None and not partner:
        people = _looked_up(name)
    year = figures["year"]
    return PeerLine(
        number,
        name,
        partner,
        people,
        figures["function"],
        figures["performance"],
        None if year is None else int(year),
        cells[5],
    ), []


def _looked_up(name: str) -> float | None:
    """People of the only place that is called so; None when there is none or more than one."""
    found = [place for place in gazetteer.search(name) if gazetteer.is_called(place, name)]
    return float(found[0].population) if len(found) == 1 else None
