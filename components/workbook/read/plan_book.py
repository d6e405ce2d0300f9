"""A plan workbook that comes back: what it says of itself, what its cells were, and which sheets it has."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace

from components.errors import InputError, Problem
from components.workbook.read import gate
from components.workbook.read.gate import BookRead, CellRead, SheetRead
from components.workbook.read.plan_book_rows import Line, Table, cell_told
from components.workbook.write.origin import LAYOUT, LEFT_OUT, PROGRAM, SHEET, WRITTEN, checksum
from components.workbook.write.paper import SHEETS

LIMITS = replace(
    gate.LIMITS,
    bytes=10 * 1024 * 1024,
    expanded=120 * 1024 * 1024,
    rows=60_000,
    cells=900_000,
    elements=6_000_000,
    characters=30_000_000,
    seconds=18,
    memory=900 * 1024 * 1024,
    texts=True,
    skipped=tuple(sorted(LEFT_OUT)),
)
_FIRST_LINE = 3
_SAME_SHEET = 0.6
"""Part of what the program wrote on a sheet that a sheet of another name must hold to be taken for it."""


@dataclass(frozen=True)
class About:
    """What the book says of itself."""

    workshop: str
    version: int
    language: str
    written: str
    fingerprint: str


@dataclass(frozen=True)
class Opened:
    """A recognised book: what it says of itself, its sheets, and what each of them held when it was written."""

    about: About
    book: BookRead
    lines: dict[str, tuple[Line, ...]]


def opened(data: bytes, workshop: str, version: int) -> Opened:
    """The book of an upload. Raises InputError in words for a foreign, damaged, older or newer file, one of another
    workshop, or one of a later state than `version`.
    """
    book = gate.opened(data, LIMITS)
    sheet = book.sheet(SHEET)
    if sheet is None or sheet.text(1, 1) != PROGRAM:
        raise InputError(Problem("reopen.foreign"))
    try:
        about = json.loads(sheet.text(1, 2))
        layout = int(about["layout"])
        words = (str(about[name]) for name in ("language", "written", "fingerprint"))
        found = About(str(about["workshop"]), int(about["version"]), *words)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(Problem("reopen.damaged")) from error
    if layout != LAYOUT:
        raise InputError(Problem("reopen.newer" if layout > LAYOUT else "reopen.older"))
    if found.workshop != workshop:
        raise InputError(Problem("reopen.other_workshop", {"its": found.workshop, "here": workshop}))
    if found.version > version:
        raise InputError(Problem("reopen.later"))
    return Opened(found, book, _lines(sheet, str(about.get("sum"))))


@dataclass(frozen=True)
class Sheets:
    """The sheets of an edited book by the names that they were written under. renamed: name there -> as written; gone,
    strange: names of sheets that are not there any more, and of those that were put in.
    """

    found: dict[str, SheetRead]
    renamed: dict[str, str]
    gone: tuple[str, ...]
    strange: tuple[str, ...]


def sheets_of(opened: Opened) -> Sheets:
    """Which sheet is which. One of another name is known by what the program wrote on it."""
    there = {sheet.name: sheet for sheet in opened.book.sheets}
    found = {name: there[name] for name in SHEETS if name in there}
    free = [sheet for name, sheet in there.items() if name not in SHEETS and name != SHEET]
    renamed: dict[str, str] = {}
    for name in SHEETS:
        lines = opened.lines.get(name, ())
        if name in found or not lines:
            continue
        like = max(free, key=lambda sheet: _likeness(sheet, lines), default=None)
        if like is not None and _likeness(like, lines) >= _SAME_SHEET:
            found[name], renamed[like.name] = like, name
            free.remove(like)
    gone = tuple(name for name in SHEETS if name not in found)
    return Sheets(found, renamed, gone, tuple(sheet.name for sheet in free))


def _likeness(sheet: SheetRead, lines: tuple[Line, ...]) -> float:
    noted = [(line.row, entry) for line in lines for entry in line.cells if entry[1] == WRITTEN]
    same = sum(checksum(cell_told(sheet.at(row, entry[0]))) == entry[2] for row, entry in noted)
    return same / len(noted) if noted else 0.0


def _lines(sheet: SheetRead, wanted: str) -> dict[str, tuple[Line, ...]]:
    """What was noted, by sheet. Raises InputError unless it is as it was written."""
    parts: dict[int, list[CellRead]] = defaultdict(list)
    for cell in sheet.cells:
        parts[cell.row].append(cell)
    heads = _joined(parts.get(2, []))
    rows = [
        [*(str(cell.value) for cell in parts[row][:4]), _joined(parts[row][4:])]
        for row in sorted(parts)
        if row >= _FIRST_LINE
    ]
    if checksum("\n".join("\t".join(row) for row in rows) + heads) != wanted:
        raise InputError(Problem("reopen.damaged"))
    tables = {
        name: {number: Table(head, left, tuple(words), tuple(keys)) for number, head, left, words, keys in found}
        for name, found in json.loads(heads).items()
    }
    lines: dict[str, list[Line]] = defaultdict(list)
    for name, row, number, key, cells in rows:
        table = tables.get(name, {}).get(int(number))
        lines[name].append(Line(int(row), table, tuple(json.loads(key)), tuple(map(tuple, json.loads(cells)))))
    return {name: tuple(sorted(found, key=lambda line: line.row)) for name, found in lines.items()}


def _joined(cells: list[CellRead]) -> str:
    return "".join(str(cell.value) for cell in cells)
