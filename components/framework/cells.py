"""From the cells of a row to typed values, by the declared columns. Faults are collected, never raised here.

A blank that is allowed becomes None (integer, number, boolean, choice, ref), an empty text or an empty tuple.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from components.errors import Problem
from components.framework.reading import Fault, Row, read_rows
from components.framework.records import Label
from components.framework.schema import LANGUAGES, Column

Values = dict[str, Any]

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.]*")


def read_table(path: Path, columns: Sequence[Column]) -> tuple[list[tuple[Row, Values]], list[Problem]]:
    """The rows of a table with their typed values, and every fault: form, cells, codes used twice."""
    rows, faults = read_rows(path, [name for column in columns for name in column.cells])
    problems = list(faults)
    read = []
    first_line: dict[str, int] = {}
    for row in rows:
        values, row_faults = _typed_values(path.name, row, columns)
        problems += row_faults
        code = values.get("code")
        if code is not None and first_line.setdefault(code, row.line) != row.line:
            first = str(first_line[code])
            problems.append(Fault(path.name, row.line).problem("duplicate_code", code=code, first=first))
        read.append((row, values))
    return read, problems


def _typed_values(file: str, row: Row, columns: Sequence[Column]) -> tuple[Values, tuple[Problem, ...]]:
    """The values of a row by column name, and its faults.

    A column that the file does not have is left out silently: the header has been reported already.
    """
    place = Fault(file, row.line)
    values: Values = {}
    problems: list[Problem] = []
    for column in columns:
        if any(name not in row.cells for name in column.cells):
            continue
        blanks = [name for name in column.cells if not row.cells[name]]
        # A text in one language only is a fault even where the column may be blank.
        if blanks and (column.required or len(blanks) < len(column.cells)):
            problems += (place.problem("missing_cell", column=name) for name in blanks)
            continue
        try:
            values[column.name] = _value(column, row)
        except ValueError as error:
            cell = row.cells[column.name]
            choices = {"choices": ", ".join(column.choices)} if column.choices else {}
            problems.append(place.problem(str(error), column=column.name, value=cell, **choices))
    return values, tuple(problems)


def references(values: Values, column: Column) -> tuple[str, ...]:
    """The codes that a value of a ref or refs column names."""
    value = values.get(column.name)
    if column.type == "ref":
        return (value,) if value else ()
    return tuple(value or ()) if column.type == "refs" else ()


def _value(column: Column, row: Row) -> Any:
    """The typed value; a ValueError carries the name of the fault."""
    cell = row.cells.get(column.name, "")
    if column.type == "label":
        return _label(row, column.name)
    if column.type == "anchors":
        return tuple(_label(row, name) for name in column.points)
    if column.type == "refs":
        return tuple(cell.split())
    if column.type == "text":
        return cell
    return _scalar(column, cell) if cell else None


def _label(row: Row, name: str) -> Label:
    return Label(*(row.cells[f"{name}_{language}"] for language in LANGUAGES))


def _scalar(column: Column, cell: str) -> Any:
    if column.type in {"code", "ref"}:
        if not _CODE.fullmatch(cell):
            raise ValueError("not_code")
        return cell
    if column.type == "boolean":
        if cell not in {"true", "false"}:
            raise ValueError("not_boolean")
        return cell == "true"
    if column.type == "choice":
        if cell not in column.choices:
            raise ValueError("not_in_choice")
        return cell
    return _number(column.type, cell)


def _number(kind: str, cell: str) -> float:
    fault = "not_integer" if kind == "integer" else "not_number"
    try:
        number = int(cell) if kind == "integer" else float(cell)
    except ValueError:
        raise ValueError(fault) from None
    if not math.isfinite(number):
        raise ValueError(fault)
    return number
