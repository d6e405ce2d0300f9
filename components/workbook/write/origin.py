"""22_Origin: what every cell was when the book was written, on a sheet that nobody sees.

A plan workbook that was edited outside is read back against it, by the codes in its rows, so that rows that were sorted
or inserted there do not mislead. Long texts stand as beginning and checksum. The sheet is not part of the plan: without
it the book is whole, but can no longer be taken over.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from components.workbook.write.cells import INPUT, Cell, Value
from components.workshop.state import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.workbook.write.paper import Paper
    from components.workbook.write.sheet import Block

SHEET = "22_Origin"
PROGRAM = "connected-cities plan"
LAYOUT = 3
"""Goes up when the sheets or this one are arranged so that an older book could be misread."""
FORMULA, WRITTEN, GIVEN = "f", "w", "i"
LEFT_OUT = frozenset({"18_ScoreTrace", "20_Checks", "21_Lists"})
"""Sheets without inputs of the room; the trace may have 50,000 rows."""
_LONG, _BEGINNING = 160, 40
CUT = "…#"
"""Between the beginning of a long text and its checksum."""
_PART = 30_000
_LOOSE = dict.fromkeys(map(ord, " \t\r\n$'"))
_KEY_LOOKS = ("written", "label", "total")
_MOST_KEYS = 3


def told(value: Value) -> str:
    """A value so that what people see as the same is the same: numbers to 10 digits, texts without outer blanks."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return f"{value:.10g}"
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    return text if len(text) <= _LONG else f"{text[:_BEGINNING]}{CUT}{checksum(text)}"


def checksum(text: str) -> str:
    """Eight digits of a text."""
    return f"{zlib.crc32(text.encode()):08x}"


def canonical(formula: str) -> str:
    """A formula without what programs write differently where it says the same: blanks, quotes around the name of a
    sheet, signs of fixed rows and columns, small letters. Words within quotes stay as they are.
    """
    parts = formula.removeprefix("=").split('"')
    return '"'.join(part if place % 2 else part.translate(_LOOSE).upper() for place, part in enumerate(parts))


@dataclass(frozen=True)
class Noted:
    """One cell as it was written; the column counts from 0."""

    column: int
    cell: Cell
    value: Value


@dataclass
class Origin:
    """What is noted while the sheets are filled. rows: cells by sheet and row; tables: blocks and heads by sheet."""

    rows: dict[tuple[str, int], list[Noted]] = field(default_factory=lambda: defaultdict(list))
    tables: dict[str, list[tuple[Block, tuple[str, ...], int]]] = field(default_factory=lambda: defaultdict(list))

    def note(self, sheet: str, row: int, column: int, cell: Cell, value: Value) -> None:
        """One cell, with the value that is shown."""
        if sheet not in LEFT_OUT:
            self.rows[sheet, row].append(Noted(column, cell, value))

    def table(self, block: Block, heads: Sequence[str], rows: int) -> None:
        """A table, the words over its columns, and how many rows stand under them."""
        if block.sheet not in LEFT_OUT:
            self.tables[block.sheet].append((block, tuple(heads), rows))


def write(paper: Paper) -> None:
    """Writes what was noted; the last sheet that is written."""
    lines: list[list[str]] = []
    tables: dict[str, list[list[Any]]] = defaultdict(list)
    within: dict[tuple[str, int], int] = {}
    for sheet, found in paper.origin.tables.items():
        for number, (block, heads, count) in enumerate(found, 1):
            rows = list(range(block.first, block.first + count))
            within |= {(sheet, row): number for row in rows}
            keys = _keys([_texts(paper, sheet, row) for row in rows])
            tables[sheet].append([number, block.first, block.left + 1, [told(head) for head in heads], keys])
    for (sheet, row), cells in paper.origin.rows.items():
        number = within.get((sheet, row), 0)
        keys = tables[sheet][number - 1][4] if number else [1]
        texts = _texts(paper, sheet, row)
        key = [texts.get(column, "") for column in keys]
        entries = [entry for noted in cells if (entry := _entry(paper, noted))]
        body = json.dumps(entries, ensure_ascii=False)
        lines.append([sheet, str(row + 1), str(number), json.dumps(key, ensure_ascii=False), body])
    _fill(paper, lines, json.dumps(tables, ensure_ascii=False))


def _texts(paper: Paper, sheet: str, row: int) -> dict[int, str]:
    """The texts of a row that nobody is meant to change, by column from 1: they name it."""
    return {
        noted.column + 1: told(noted.value)
        for noted in paper.origin.rows.get((sheet, row), [])
        if noted.cell.look in _KEY_LOOKS and isinstance(noted.value, str) and noted.value
    }


def _keys(rows: list[dict[int, str]]) -> list[int]:
    """The first columns whose texts together name every row of a table; none when no texts do."""
    columns = sorted(set().union(*rows)) if rows else []
    for count in range(1, min(_MOST_KEYS, len(columns)) + 1):
        chosen = columns[:count]
        named = [tuple(row.get(column, "") for column in chosen) for row in rows]
        if len(set(named)) == len(named):
            return chosen
    return []


def _entry(paper: Paper, noted: Noted) -> list[Any]:
    cell, column = noted.cell, noted.column + 1
    if cell.formula:
        return [column, FORMULA, checksum(canonical(cell.formula))]
    if cell.link:
        return []
    if cell.look != INPUT and not cell.of:
        return [column, WRITTEN, checksum(told(noted.value))] if noted.value != "" else []
    if not cell.of:
        return [column, GIVEN, told(noted.value)]
    kind, code, name = cell.of
    held = getattr(paper.draft.state.one(KINDS[kind], code), name)
    return [column, GIVEN, told(noted.value), kind, code, name, held_as(held)]


def held_as(value: Any) -> str:
    """A field's value, to tell later whether it was changed."""
    return told(json.dumps(value, ensure_ascii=False))


def _fill(paper: Paper, lines: list[list[str]], heads: str) -> None:
    draft = paper.draft
    raw = paper.workbook.add_worksheet(SHEET)
    content = "\n".join("\t".join(line) for line in lines) + heads
    about = {
        "layout": LAYOUT,
        "workshop": draft.snapshot.workshop,
        "version": draft.snapshot.version,
        "language": draft.language,
        "written": draft.at.isoformat(),
        "fingerprint": draft.fingerprint,
        "sum": checksum(content),
    }
    raw.write_string(0, 0, PROGRAM)
    raw.write_string(0, 1, json.dumps(about))
    for place in range(0, len(heads), _PART):
        raw.write_string(1, place // _PART, heads[place : place + _PART])
    for number, line in enumerate(lines, 2):
        parts = [line[4][place : place + _PART] for place in range(0, len(line[4]), _PART)]
        for column, text in enumerate([*line[:4], *parts]):
            raw.write_string(number, column, text)
    raw.protect("", {})
    raw.very_hidden()
