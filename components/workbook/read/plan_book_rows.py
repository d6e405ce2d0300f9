"""Where each row of a plan workbook stands in the edited file.

Rows are found by the words that name them, not by their number, so that sorting or inserting rows in between does not
mislead; a row that is not found is told and nothing is taken from it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from components.workbook.read.gate import DATE, CellRead, SheetRead
from components.workbook.write.origin import WRITTEN, checksum, told

_LIKE = 0.6
"""Part of the words over a table that must still stand there."""
_MIDNIGHT = "T00:00:00"


@dataclass(frozen=True)
class Table:
    """A table as it was written; rows and columns count from 1. keys: columns whose words name a row."""

    head: int
    left: int
    heads: tuple[str, ...]
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """A row as it was written. cells: entries of `write.origin`. table: None outside tables."""

    row: int
    table: Table | None
    key: tuple[str, ...]
    cells: tuple[tuple[Any, ...], ...]


class Places(NamedTuple):
    """Where the rows of a sheet stand. where: row as written -> row there, without those that are gone; added: rows
    that were put into its tables; lost: tables whose header is not there any more, or not where it stood across.
    """

    where: dict[int, int]
    added: list[int]
    lost: list[Table]


def cell_told(cell: CellRead | None) -> str:
    """What stands in a cell, as `write.origin` tells it."""
    if cell is None:
        return ""
    return told(str(cell.value).removesuffix(_MIDNIGHT) if cell.kind == DATE else cell.value)


def places(sheet: SheetRead, lines: tuple[Line, ...]) -> Places:
    """Where the rows of a sheet stand in the edited file."""
    found: dict[int, int] = {}
    added: list[int] = []
    rows = sorted({cell.row for cell in sheet.cells})
    tables = {line.table.head: line.table for line in lines if line.table}
    heads = {head: _head(sheet, rows, table) for head, table in tables.items()}
    for head, table in tables.items():
        start = heads[head]
        if start is None:
            continue
        later = [place for other, place in heads.items() if other > head and place is not None]
        end = min(later, default=max(rows, default=0) + 1)
        own = [line for line in lines if line.table == table]
        _rows_of(sheet, table, own, range(start + 1, end), found)
        last = max((found[line.row] for line in own if line.row in found), default=start)
        taken = set(found.values())
        added += [row for row in range(start + 1, _end(sheet, last, end)) if row not in taken and _filled(sheet, row)]
    _others(sheet, rows, [line for line in lines if line.table is None], found, heads)
    lost = [table for head, table in tables.items() if heads[head] is None]
    return Places(found, [row for row in added if row not in found.values()], lost)


def _head(sheet: SheetRead, rows: list[int], table: Table) -> int | None:
    """The row with the words over a table: the one with most of them, the nearest to where it was."""
    best: tuple[int, int] | None = None
    place = None
    for row in rows:
        same = sum(cell_told(sheet.at(row, table.left + at)) == word for at, word in enumerate(table.heads) if word)
        if same < _LIKE * sum(map(bool, table.heads)):
            continue
        score = (same, -abs(row - table.head))
        if best is None or score > best:
            best, place = score, row
    return place


def _rows_of(sheet: SheetRead, table: Table, own: list[Line], within: range, found: dict[int, int]) -> None:
    if not table.keys:
        # Nothing names these rows: they can only stand where they stood
        found.update({line.row: within.start + line.row - table.head - 1 for line in own})
        return
    named: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row in within:
        named[tuple(cell_told(sheet.at(row, column)) for column in table.keys)].append(row)
    for line in own:
        there = named.get(line.key)
        if there:
            found[line.row] = there.pop(0)


def _end(sheet: SheetRead, last: int, end: int) -> int:
    """Rows that follow a table without a gap belong to what somebody added to it; one is enough to tell of."""
    following = last + 1
    return following + 1 if following < end - 1 and _filled(sheet, following) and _filled(sheet, last) else last + 1


def _filled(sheet: SheetRead, row: int) -> bool:
    return any(sheet.at(row, column) is not None for column in (1, 2, 3))


def _others(
    sheet: SheetRead, rows: list[int], lines: list[Line], found: dict[int, int], heads: dict[int, int | None]
) -> None:
    """Rows outside tables, by their label; one without a label moves with what stands above it."""
    anchors = {head: place for head, place in heads.items() if place is not None} | dict(found)
    taken = set(found.values())
    for line in lines:
        above = [row for row in anchors if row <= line.row]
        shift = anchors[max(above)] - max(above) if above else 0
        expected = line.row + shift
        place = expected
        first = line.cells[0] if line.cells else ()
        if first[:2] == (1, WRITTEN):
            free = [row for row in rows if row not in taken]
            there = [row for row in free if checksum(cell_told(sheet.at(row, 1))) == first[2]]
            # A note that somebody rewrote stays where it was; a line whose label is gone is gone
            place = min(there, key=lambda row: abs(row - expected), default=0 if line.key != ("",) else expected)
        if place:
            found[line.row] = anchors[line.row] = place
            taken.add(place)
