"""What columns each table has, from schema.csv: `table,column,type,required,refers_to,description`.

Types: code, text, integer, number, boolean (true, false), choice(a|b|c), ref (a code of the table in `refers_to`), refs
(such codes separated by spaces), label (two columns, `x_en` and `x_zh`), anchors (column `anchors`: twelve columns
`anchor0_en` … `anchor5_zh`).
Columns of the table `*` belong to every table except those that declare all of theirs (`parameters`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from components.errors import Problem
from components.framework.reading import Fault, Row, read_rows

SCHEMA_FILE = "schema.csv"
LANGUAGES = ("en", "zh")
POINTS = range(6)
COMMON = "*"
STANDS_ALONE = frozenset({"parameters"})

_FIELDS = ("table", "column", "type", "required", "refers_to", "description")
_SIMPLE_TYPES = frozenset({"code", "text", "integer", "number", "boolean", "ref", "refs", "label", "anchors"})
_CHOICE = re.compile(r"choice\(([a-z0-9_|]+)\)")


@dataclass(frozen=True)
class Column:
    """One declared column. `choices` is empty unless the type is a choice."""

    table: str
    name: str
    type: str
    required: bool
    refers_to: str
    description: str
    choices: tuple[str, ...]

    @property
    def points(self) -> tuple[str, ...]:
        """The six names of anchors without their language: `anchor0` … `anchor5`."""
        return tuple(f"{self.name.removesuffix('s')}{point}" for point in POINTS)

    @property
    def cells(self) -> tuple[str, ...]:
        """The names of its columns in the file: one, two for a label, twelve for anchors."""
        if self.type == "label":
            return tuple(f"{self.name}_{language}" for language in LANGUAGES)
        if self.type == "anchors":
            return tuple(f"{base}_{language}" for base in self.points for language in LANGUAGES)
        return (self.name,)


@dataclass(frozen=True)
class Schema:
    """The declared columns of all tables, in order."""

    columns: tuple[Column, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the declared tables, in order of first mention."""
        return tuple(dict.fromkeys(column.table for column in self.columns if column.table != COMMON))

    def of(self, table: str) -> tuple[Column, ...]:
        """The columns of one table, its own last."""
        common = () if table in STANDS_ALONE else tuple(item for item in self.columns if item.table == COMMON)
        return (*common, *(item for item in self.columns if item.table == table))


def read_schema(folder: Path) -> tuple[Schema, tuple[Problem, ...]]:
    """The schema in `folder` and every fault in it."""
    rows, problems = read_rows(folder / SCHEMA_FILE, _FIELDS)
    found = list(problems)
    columns = []
    for row in rows:
        choice = _CHOICE.fullmatch(row.cells["type"])
        if choice is None and row.cells["type"] not in _SIMPLE_TYPES:
            found.append(_fault(row, "unknown_type", "type"))
            continue
        if row.cells["type"] in {"ref", "refs"} and not row.cells["refers_to"]:
            found.append(Fault(SCHEMA_FILE, row.line).problem("missing_cell", column="refers_to"))
            continue
        if row.cells["required"] not in {"true", "false"}:
            found.append(_fault(row, "not_boolean", "required"))
            continue
        columns.append(
            Column(
                table=row.cells["table"],
                name=row.cells["column"],
                type="choice" if choice else row.cells["type"],
                required=row.cells["required"] == "true",
                refers_to=row.cells["refers_to"],
                description=row.cells["description"],
                choices=tuple(choice.group(1).split("|")) if choice else (),
            )
        )
    return Schema(tuple(columns)), tuple(found)


def _fault(row: Row, name: str, column: str) -> Problem:
    return Fault(SCHEMA_FILE, row.line).problem(name, column=column, value=row.cells[column])
