"""Rows of a CSV file (UTF-8, comma, one header line) with their line numbers. Blank lines are skipped."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from components.errors import Problem


@dataclass(frozen=True)
class Fault:
    """The place of a fault; `line` 1 is the header, 0 the file as a whole."""

    file: str
    line: int = 0

    def problem(self, name: str, **values: str) -> Problem:
        """The problem `framework.fault.<name>` at this place."""
        place = {"file": self.file, "line": str(self.line)} if self.line else {"file": self.file}
        return Problem(f"framework.fault.{name}", {**place, **values})


@dataclass(frozen=True)
class Row:
    """One line: cells by column name, outer spaces removed, blank is an empty text."""

    line: int
    cells: dict[str, str]


def read_rows(path: Path, expected: Sequence[str]) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows of `path` and what is wrong with its form.

    expected: names of the columns that the file must have, and no others; their order is free.
    A file with a wrong header is still read as far as it goes, so that one run reports everything. A row with more or
    fewer cells than the header is reported and left out.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return (), (Fault(path.name).problem("no_file"),)
    except UnicodeDecodeError as error:
        return (), (Fault(path.name, text_line(error.object, error.start)).problem("not_utf8"),)
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    header: list[str] = []
    start = 1
    try:
        for cells in reader:
            line, start = start, reader.line_num + 1
            if not cells:
                continue
            if not header:
                header = [cell.strip() for cell in cells]
                problems += _header_faults(Fault(path.name, line), header, expected)
            elif len(cells) != len(header):
                counts = {"found": str(len(cells)), "expected": str(len(header))}
                problems.append(Fault(path.name, line).problem("unreadable_row", **counts))
            else:
                rows.append(Row(line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}))
    except csv.Error:
        problems.append(Fault(path.name, start).problem("broken_quotes"))
    if not header:
        problems.append(Fault(path.name).problem("empty_file"))
    return tuple(rows), tuple(problems)


def text_line(content: bytes, position: int) -> int:
    """The line (from 1) of a byte position."""
    return content.count(b"\n", 0, position) + 1


def _header_faults(place: Fault, header: Sequence[str], expected: Sequence[str]) -> list[Problem]:
    return [
        *(place.problem("missing_column", column=name) for name in expected if name not in header),
        *(place.problem("unknown_column", column=name) for name in dict.fromkeys(header) if name not in expected),
        *(place.problem("repeated_column", column=name) for name in dict.fromkeys(header) if header.count(name) > 1),
    ]
