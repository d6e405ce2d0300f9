"""Certainty and evidence in the rows of 11_Cashflow: they are stated once for a source or a city, not row by row.

When every row of a source, or of what a city pays itself, says the same, it is taken over as what the source or the
city says; when only some do, it is refused with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from components.errors import Problem
from components.investment.plan_records import OUTSIDE, OWN
from components.workbook.read.plan_book_joint import Spot, stated
from components.workbook.read.plan_book_values import named
from components.workshop.records.cities import City
from components.workshop.records.money import Source

SHEET = "11_Cashflow"
_COLUMNS = {
    "workbook.cashflow.certainty": "certainty",
    "workbook.cashflow.evidence": "evidence",
}
_PAYER, _SOURCE = "workbook.cashflow.payer", "workbook.cashflow.source"


@dataclass(frozen=True)
class Said:
    """What the rows of a source or a city say of it together. spot: the first cell that was changed; rows: how many
    there are; problems: why it is not taken.
    """

    spot: Spot
    kind: str
    code: str
    field: str
    before: str
    after: str
    value: str
    rows: int = 1
    problems: tuple[Problem, ...] = ()


def said(rows: Iterable[Spot], changed: Iterable[Spot]) -> tuple[Said, ...]:
    """What changed cells of the two columns amount to. rows: a spot of every row of the table; changed: the cells."""
    groups: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    for spot in rows:
        if of := _of(spot):
            groups[of].append(spot)
    found: dict[tuple[str, str, str], Said] = {}
    for spot in changed:
        of, field = _of(spot), _field(spot)
        if of is None:
            found[spot.place, "", field] = _refused(spot, field, "nobody", n=0, name="")
        elif (*of, field) not in found:
            found[*of, field] = _together(spot, of, field, groups[of])
    return tuple(found.values())


def concerns(spot: Spot) -> bool:
    """Whether a cell of the sheet is of one of the two columns."""
    return bool(_field(spot))


def _field(spot: Spot) -> str:
    return next((field for key, field in _COLUMNS.items() if spot.words.t(key) == spot.head), "")


def _of(spot: Spot) -> tuple[str, str] | None:
    """(kind, code) of what a row speaks of: a source from outside, or the own money of a city; None for neither."""
    payer, source = (_cell(spot, key) for key in (_PAYER, _SOURCE))
    state = spot.words.state
    if payer == OUTSIDE:
        return ("source", source) if state.get(Source, source) else None
    return ("city_certainty", payer) if source == OWN and state.get(City, payer) else None


def _cell(spot: Spot, key: str) -> str:
    table = spot.line.table
    head = spot.words.t(key)
    if table is None or head not in table.heads:
        return ""
    return stated(spot.sheet.at(spot.row, table.left + table.heads.index(head)))


def _together(spot: Spot, of: tuple[str, str], field: str, rows: list[Spot]) -> Said:
    key = next(key for key, name in _COLUMNS.items() if name == field)
    texts = {_cell(row, key) for row in rows}
    words = spot.words
    own = str(words.own(*of, field) or "")
    terms = words.terms("certainties")
    shown = next((name for name, code in terms.items() if code == own and name != code), own)
    if len(texts) > 1:
        found = words.state.get(Source if of[0] == "source" else City, of[1])
        return replace(
            _refused(spot, field, "some", n=len(rows), name=getattr(found, "name", "") or of[1]), before=shown
        )
    text = texts.pop()
    value = named(terms, text) if field == "certainty" else text
    if value is None:
        return Said(spot, *of, field, shown, text, "", len(rows), (Problem("reopen.not_in_list", {"value": text}),))
    return Said(spot, *of, field, shown, text, value, len(rows))


def _refused(spot: Spot, field: str, why: str, *, n: int, name: str) -> Said:
    text = stated(spot.sheet.at(spot.row, spot.column))
    return Said(spot, "", "", field, "", text, "", n, (Problem(f"reopen.cash.{why}", {"n": n, "name": name}),))
