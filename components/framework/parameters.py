"""The thresholds of every method, from data/parameters.csv. A workshop may override one by a logged change.

Values are floats in the unit of their row; counts are whole numbers held as floats.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from components.errors import CatalogueError, InputError, Problem
from components.framework.cells import read_table
from components.framework.records import Label
from components.framework.schema import read_schema

DATA = Path(__file__).parent.parent.parent / "data"


@dataclass(frozen=True)
class Parameter:
    """One threshold; `minimum` and `maximum` bound what a workshop may set, None means unbounded."""

    code: str
    value: float
    unit: str
    minimum: float | None
    maximum: float | None
    source: str
    status: str
    description: Label


@dataclass(frozen=True)
class Parameters:
    """All parameters in the order of the file; `overridden` names those that a workshop has set."""

    rows: tuple[Parameter, ...]
    overridden: tuple[str, ...] = ()

    def value(self, code: str) -> float:
        """The value in use. Raises KeyError for an unknown code."""
        return self._by_code[code].value

    def row(self, code: str) -> Parameter:
        """The whole row. Raises KeyError for an unknown code."""
        return self._by_code[code]

    def with_overrides(self, values: Mapping[str, float]) -> Parameters:
        """A copy with some values replaced.

        Raises InputError naming every unknown code and every value outside the bounds of its row.
        """
        problems = [problem for code, value in values.items() for problem in self._faults(code, value)]
        if problems:
            raise InputError(*problems)
        rows = tuple(replace(row, value=float(values.get(row.code, row.value))) for row in self.rows)
        named = {*self.overridden, *values}
        return Parameters(rows, tuple(row.code for row in rows if row.code in named))

    def _faults(self, code: str, value: float) -> list[Problem]:
        if code not in self._by_code:
            return [Problem("framework.parameter.unknown", {"code": code})]
        row = self._by_code[code]
        above = row.minimum is None or value >= row.minimum
        below = row.maximum is None or value <= row.maximum
        if math.isfinite(value) and above and below:
            return []
        bounds = {"minimum": _shown(row.minimum), "maximum": _shown(row.maximum)}
        return [Problem("framework.parameter.out_of_bounds", {"code": code, "value": _shown(value), **bounds})]

    @cached_property
    def _by_code(self) -> dict[str, Parameter]:
        return {row.code: row for row in self.rows}


def load_parameters(folder: Path = DATA) -> Parameters:
    """The parameters of `folder`/parameters.csv. The default ones are read once.

    Raises CatalogueError with every fault.
    """
    return _default() if folder == DATA else _read(folder)


@cache
def _default() -> Parameters:
    return _read(DATA)


def _shown(number: float | None) -> str:
    return "…" if number is None else f"{number:g}"


def _read(folder: Path) -> Parameters:
    schema, schema_problems = read_schema(folder / "framework")
    columns = schema.of("parameters")
    read, problems = read_table(folder / "parameters.csv", columns)
    if schema_problems or problems:
        raise CatalogueError(*schema_problems, *problems)
    return Parameters(tuple(Parameter(**values) for _, values in read))
