"""The process in which an uploaded file is read: limits are set first, the file comes in by the standard input, cells
or a refusal go out by the standard output as JSON.

`python -m components.workbook.read.apart LIMITS` is only started by the gate.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from components.errors import InputError, Problem
from components.workbook.read.gate import BOOLEAN, DATE, FAULT, NUMBER, TEXT, Limits, address
from components.workbook.read.package import Found, looked_through

_LONGEST_TEXT = 32_767


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the file and always answers; the exit code is 0."""
    limits = Limits(**json.loads((arguments or sys.argv[1:])[0]))
    _limit_resources(limits)
    try:
        answer = {"sheets": read(sys.stdin.buffer.read(limits.bytes + 1), limits)}
    except InputError as error:
        answer = _refusal(error.problems[0])
    except MemoryError:
        answer = _refusal(Problem("paper.gate.too_slow"))
    json.dump(answer, sys.stdout)
    return 0


def read(data: bytes, limits: Limits) -> list[dict[str, Any]]:
    """The worksheets of a file as plain values. Raises InputError."""
    parts = looked_through(data, limits)
    try:
        return _interpreted(data, parts, limits)
    except (InputError, MemoryError):
        raise
    except Exception as error:
        # Whatever the reader of workbooks stumbles over is a fault of the file.
        raise InputError(Problem("paper.gate.damaged")) from error


def _interpreted(data: bytes, parts: dict[str, Found], limits: Limits) -> list[dict[str, Any]]:
    # Without numpy, which openpyxl would load if it could, this process starts in half the time and memory.
    sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise InputError(Problem("paper.gate.no_defusedxml"))
    warnings.simplefilter("ignore")
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > limits.sheets:
        raise InputError(Problem("paper.gate.too_many_sheets", {"n": limits.sheets}))
    found, characters = [], 0
    worksheets: list[Any] = list(book.worksheets)
    for sheet in worksheets:
        part = parts.get(sheet._worksheet_path, Found())  # noqa: SLF001 - the only way from a sheet to its part
        cells = []
        for cell in _cells(sheet, part) if part.last_row and sheet.title not in limits.skipped else ():
            characters += len(cell[2]) if isinstance(cell[2], str) else 0
            if characters > limits.characters:
                raise InputError(Problem("paper.gate.too_much_text"))
            cells.append(cell)
        hidden = sheet.sheet_state != "visible"
        found.append(
            {
                "name": str(sheet.title),
                "hidden": hidden,
                "cells": cells,
                "formulas": part.formulas,
                "merged": part.merged,
                "said": _said(part) if limits.texts else [],
            }
        )
    return found


def _cells(sheet: Any, part: Found) -> Iterator[tuple[int, int, Any, str]]:
    rows = sheet.iter_rows(min_row=1, max_row=part.last_row, min_col=1, max_col=part.last_column)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row, start=1):
            if cell.value is not None:
                yield (number, place, *_plain(cell.value, cell.data_type))


def _said(part: Found) -> list[str]:
    """What the formulas say; one that shares the text of another is written out for its own place."""
    from openpyxl.formula.translate import Translator

    found = []
    for place, (text, share) in zip(part.formulas, part.texts, strict=True):
        parent = part.shared.get(share) if share and not text else None
        if parent is not None:
            first, said = parent
            text = Translator(f"={said}", address(*first)).translate_formula(address(*place))  # noqa: PLW2901
        found.append(text)
    return found


def _plain(value: Any, kind: str) -> tuple[Any, str]:
    """A value as JSON can carry it."""
    if isinstance(value, datetime | date | time | timedelta):
        return (str(value) if isinstance(value, timedelta) else value.isoformat()), DATE
    if isinstance(value, bool):
        return value, BOOLEAN
    if isinstance(value, int | float):
        return value, NUMBER
    text = str(value)[:_LONGEST_TEXT].encode("utf-8", errors="replace").decode()
    return text, FAULT if kind == "e" else TEXT


def _refusal(problem: Problem) -> dict[str, Any]:
    return {"problem": [problem.key, problem.values]}


def _limit_resources(limits: Limits) -> None:
    """Sets the limits where the system knows them; Windows leaves the counting and the waiting of the gate."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
