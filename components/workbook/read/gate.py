"""The gate for uploaded workbooks: a file of unknown origin in, plain cells out, or a refusal in clear words.

The file is unpacked and read in a process of its own, whose memory and computing time the system limits, so that a
hostile file can neither stop the room nor reach its data. Everything that reads an upload goes through here: score
sheets, project lists, edited plans. Formulas and merged cells are told, not judged: their reader knows where they
matter. Limits are technical and belong to the kind of file: a reader may pass narrower or wider ones.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from components.errors import InputError, Problem

_ROOT = Path(__file__).parent.parent.parent.parent
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MEGABYTE = 1024 * 1024
# Waiting is longer than computing: on a busy computer a harmless file must not be refused.
_SECONDS_TO_WAIT = 20.0

NUMBER, TEXT, BOOLEAN, DATE, FAULT = "n", "s", "b", "d", "e"


@dataclass(frozen=True)
class Limits:
    """What a file may be at most. bytes: as uploaded; expanded: unpacked, in bytes; cells: with and without a value;
    elements: of all XML parts together, such as formats; characters: of all texts together; seconds: of computing;
    memory: in bytes, of the reading process. texts: whether what formulas say is read too, not only where they stand;
    skipped: names of sheets whose cells nobody asks for.
    """

    bytes: int = 2 * _MEGABYTE
    expanded: int = 32 * _MEGABYTE
    parts: int = 300
    sheets: int = 40
    rows: int = 5_000
    columns: int = 300
    cells: int = 50_000
    elements: int = 400_000
    characters: int = 2_000_000
    seconds: int = 2
    memory: int = 200 * _MEGABYTE
    texts: bool = False
    skipped: tuple[str, ...] = ()


LIMITS = Limits()


@dataclass(frozen=True)
class CellRead:
    """One cell with something in it; row and column count from 1. `kind`: NUMBER, TEXT, BOOLEAN, DATE (as ISO text) or
    FAULT (an error value such as #REF!).
    """

    row: int
    column: int
    value: str | float | int | bool
    kind: str

    @property
    def address(self) -> str:
        """As people read it: `C7`."""
        return address(self.row, self.column)


@dataclass(frozen=True)
class SheetRead:
    """One worksheet. formulas: places (row, column) that hold one; said: what each of them says, when it was asked for;
    merged: ranges as written in the file.
    """

    name: str
    hidden: bool
    cells: tuple[CellRead, ...] = ()
    formulas: tuple[tuple[int, int], ...] = ()
    merged: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @cached_property
    def formula_texts(self) -> dict[tuple[int, int], str]:
        """What each formula says, by (row, column); empty unless it was asked for."""
        return dict(zip(self.formulas, self.said)) if self.said else {}

    @cached_property
    def by_place(self) -> dict[tuple[int, int], CellRead]:
        """The cells by (row, column)."""
        return {(cell.row, cell.column): cell for cell in self.cells}

    def at(self, row: int, column: int) -> CellRead | None:
        """The cell, or None for an empty one. A text of blanks is empty."""
        found = self.by_place.get((row, column))
        return None if found is None or not str(found.value).strip() else found

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, as trimmed text; whole numbers without a decimal point; empty for an empty cell."""
        found = self.at(row, column)
        if found is None:
            return ""
        if isinstance(found.value, float) and found.value.is_integer():
            return str(int(found.value))
        return str(found.value).strip()


@dataclass(frozen=True)
class BookRead:
    """All worksheets of a file, in their order."""

    sheets: tuple[SheetRead, ...]

    def sheet(self, name: str) -> SheetRead | None:
        """The worksheet of a name, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def address(row: int, column: int) -> str:
    """The address of a cell; row and column count from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def place_of(text: str) -> tuple[int, int]:
    """(row, column) of an address, or of the first cell of a range; (0, 0) for anything else."""
    letters = "".join(letter for letter in text.partition(":")[0] if letter.isascii() and letter.isalpha()).upper()
    digits = text.partition(":")[0][len(letters) :]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return (int(digits), column) if letters and digits.isascii() and digits.isdigit() else (0, 0)


def opened(data: bytes, limits: Limits = LIMITS) -> BookRead:
    """The cells of an uploaded workbook. Raises InputError that says what the file is or what is wrong with it."""
    if problem := _known_otherwise(data, limits):
        raise InputError(problem)
    answer = _read_apart(data, limits)
    if "problem" in answer:
        key, values = answer["problem"]
        raise InputError(Problem(key, values))
    return BookRead(tuple(_sheet(entry) for entry in answer["sheets"]))


def _known_otherwise(data: bytes, limits: Limits) -> Problem | None:
    """What can be told from the first bytes alone."""
    if not data:
        return Problem("paper.gate.empty")
    if len(data) > limits.bytes:
        return Problem("paper.gate.too_large", {"n": limits.bytes // _MEGABYTE})
    if data.startswith(_OLD_EXCEL):
        return Problem("paper.gate.old_or_locked")
    if not data.startswith(_ZIP):
        return Problem(_kind_of_text(data))
    return None


def _kind_of_text(data: bytes) -> str:
    start = data[:2048].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return "paper.gate.pdf"
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        return "paper.gate.web_page"
    if b"\0" in data[:2048] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "paper.gate.not_excel"
    return "paper.gate.text_file" if any(sign in start for sign in (b",", b";", b"\t")) else "paper.gate.not_excel"


def _read_apart(data: bytes, limits: Limits) -> dict[str, Any]:
    command = [sys.executable, "-m", "components.workbook.read.apart", json.dumps(asdict(limits))]
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG", "LC_ALL") if name in os.environ}
    surroundings = kept | {"PYTHONPATH": str(_ROOT), "OPENPYXL_LXML": "False", "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; the file goes in by the standard input
            command,
            input=data,
            capture_output=True,
            cwd=_ROOT,
            env=surroundings,
            timeout=_SECONDS_TO_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"problem": ["paper.gate.too_slow", {}]}
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        # The system ended it: memory or computing time was used up.
        return {"problem": ["paper.gate.too_slow", {}]}
    return answer


def _sheet(entry: dict[str, Any]) -> SheetRead:
    return SheetRead(
        name=entry["name"],
        hidden=entry["hidden"],
        cells=tuple(CellRead(*cell) for cell in entry["cells"]),
        formulas=tuple((row, column) for row, column in entry["formulas"]),
        merged=tuple(entry["merged"]),
        said=tuple(entry["said"]),
    )
