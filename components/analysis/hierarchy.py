"""The structure of a composite index: indicators, the aggregates above them, weights and directions.

A table with one row per code and a `parent` column is the whole hierarchy (after COINr, Becker et al. 2022): a code
that no other names as its parent is an indicator, every other one an aggregate, and an aggregate without a parent is
a top. Every fault of the table is reported together, because who enters a structure puts right all of it or none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from components.errors import DataError, Problem

Floats = NDArray[np.float64]
REQUIRED = ("code", "parent", "weight", "direction")


@dataclass(frozen=True)
class Aggregate:
    """One mean: `children` are places of its parts, indicators first and then aggregates in the order of `aggregates`;
    `height` 1 stands over indicators only.
    """

    code: str
    place: int
    children: tuple[int, ...]
    height: int


@dataclass(frozen=True)
class Hierarchy:
    """A sound structure. Arrays are over `indicators` (direction, worst, best, target) or over all codes (weights:
    indicators, then aggregates); NaN where the structure states nothing. `aggregates`: in the order of the table;
    `order`: the same, parts before what is made of them.
    """

    indicators: tuple[str, ...]
    aggregates: tuple[str, ...]
    order: tuple[Aggregate, ...]
    weights: Floats
    direction: Floats
    worst: Floats
    best: Floats
    target: Floats
    denominator: tuple[str, ...]

    @property
    def levels(self) -> int:
        """How many levels of means stand on the indicators."""
        return max(item.height for item in self.order)

    @property
    def tops(self) -> tuple[str, ...]:
        """The aggregates that are part of no other, in the order of the table."""
        parts = {place for item in self.order for place in item.children}
        return tuple(
            code for place, code in enumerate(self.aggregates, len(self.indicators)) if place not in parts
        )


def of_groups(groups: Mapping[str, Sequence[int]], parts: int, weights: Floats | None = None) -> Hierarchy:
    """A hierarchy of one level that the program itself makes: each group holds the parts at these places. weights: of
    the parts, all equal when None.
    """
    order = tuple(
        Aggregate(code, parts + place, tuple(members), 1) for place, (code, members) in enumerate(groups.items())
    )
    unknown = np.full(parts, np.nan)
    return Hierarchy(
        indicators=tuple(str(place) for place in range(parts)),
        aggregates=tuple(groups),
        order=order,
        weights=np.concatenate((np.ones(parts) if weights is None else weights, np.ones(len(groups)))),
        direction=np.ones(parts),
        worst=unknown,
        best=unknown,
        target=unknown,
        denominator=("",) * parts,
    )


def hierarchy(structure: pd.DataFrame) -> Hierarchy:
    """The hierarchy in `structure`, one row per code: `code, parent, weight, direction`, and where wanted `worst,
    best, target, denominator`.

    parent: blank for a top. weight: 0 or more, relative to the others under the same parent; that of a top counts for
    nothing and may be blank. direction: 1 higher is better, -1 lower is better; blank or 1 for an aggregate. worst and
    best: the fixed ends of the scale, in units of the indicator after division. Raises DataError with every fault.
    """
    lacking = [Problem("index.structure.no_column", {"column": name}) for name in REQUIRED if name not in structure]
    if lacking:
        raise DataError(*lacking)
    table = structure.reset_index(drop=True)
    codes = [_text(cell) for cell in table["code"]]
    parents = [_text(cell) for cell in table["parent"]]
    faults = _tree_faults(codes, parents)
    if faults:
        # Without a sound tree nobody can say which code is an indicator: further faults would only be echoes.
        raise DataError(*faults)
    made_of: dict[str, list[str]] = {}
    for code, parent in zip(codes, parents, strict=True):
        made_of.setdefault(parent, []).append(code)
    row_of = {code: row for row, code in enumerate(codes)}
    indicators = tuple(code for code in codes if code not in made_of)
    aggregates = tuple(code for code in codes if code in made_of)
    numbers: dict[str, Floats] = {}
    for name in ("weight", "direction", "worst", "best", "target"):
        column = list(table[name]) if name in table else [None] * len(codes)
        numbers[name], wrong = _numbers(name, codes, column)
        faults += wrong
    faults += _number_faults(codes, parents, numbers, made_of)
    if faults:
        raise DataError(*faults)
    inner = [row_of[code] for code in indicators]
    texts = [_text(cell) for cell in table["denominator"]] if "denominator" in table else [""] * len(codes)
    return Hierarchy(
        indicators=indicators,
        aggregates=aggregates,
        order=_order(indicators, aggregates, made_of),
        weights=np.nan_to_num(numbers["weight"][[row_of[code] for code in (*indicators, *aggregates)]], nan=1.0),
        direction=numbers["direction"][inner],
        worst=numbers["worst"][inner],
        best=numbers["best"][inner],
        target=numbers["target"][inner],
        denominator=tuple(texts[row] for row in inner),
    )


def _text(cell: object) -> str:
    return "" if cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)) else str(cell).strip()


def _tree_faults(codes: Sequence[str], parents: Sequence[str]) -> list[Problem]:
    if not codes:
        return [Problem("index.structure.empty")]
    faults = [Problem("index.structure.no_code", {"row": row}) for row, code in enumerate(codes, 1) if not code]
    twice = [code for code, count in Counter(codes).items() if code and count > 1]
    faults += [Problem("index.structure.twice", {"code": code}) for code in twice]
    known, named = set(codes), set(parents)
    parent_of = dict(zip(codes, parents, strict=True))
    for code, parent in zip(codes, parents, strict=True):
        if parent and parent not in known:
            faults.append(Problem("index.structure.unknown_parent", {"code": code, "parent": parent}))
        if code and not parent and code not in named:
            faults.append(Problem("index.structure.belongs_nowhere", {"code": code}))
    in_a_circle = [code for code in parent_of if code and _returns(code, parent_of)]
    if in_a_circle:
        faults.append(Problem("index.structure.circle", {"codes": ", ".join(in_a_circle)}))
    return faults


def _returns(code: str, parent_of: dict[str, str]) -> bool:
    """Whether going up from `code` comes back to it."""
    above, seen = parent_of[code], set()
    while above in parent_of and above not in seen:
        if above == code:
            return True
        seen.add(above)
        above = parent_of[above]
    return False


def _numbers(name: str, codes: Sequence[str], column: Sequence[object]) -> tuple[Floats, list[Problem]]:
    found, faults = np.full(len(codes), np.nan), []
    for row, (code, cell) in enumerate(zip(codes, column, strict=True)):
        text = _text(cell)
        try:
            number = float(text) if text else math.nan
        except ValueError:
            number = math.inf
        if math.isinf(number):
            faults.append(Problem("index.structure.not_a_number", {"code": code, "column": name, "text": text[:40]}))
        else:
            found[row] = number
    return found, faults


def _number_faults(
    codes: Sequence[str], parents: Sequence[str], numbers: dict[str, Floats], made_of: dict[str, list[str]]
) -> list[Problem]:
    faults = []
    for row, (code, parent) in enumerate(zip(codes, parents, strict=True)):
        value = {name: float(column[row]) for name, column in numbers.items()}
        if parent and not value["weight"] >= 0:
            faults.append(Problem("index.structure.weight", {"code": code}))
        if code in made_of:
            if not math.isnan(value["direction"]) and value["direction"] != 1:
                faults.append(Problem("index.structure.direction_above", {"code": code}))
            continue
        if value["direction"] not in (1, -1):
            faults.append(Problem("index.structure.direction", {"code": code}))
            continue
        faults += _ends_faults(code, value)
    row_of = {code: row for row, code in enumerate(codes)}
    for parent, children in made_of.items():
        if parent and not any(numbers["weight"][row_of[code]] > 0 for code in children):
            faults.append(Problem("index.structure.no_weight", {"code": parent}))
    return faults


def _ends_faults(code: str, value: dict[str, float]) -> list[Problem]:
    worst, best = value["worst"], value["best"]
    if math.isnan(worst) and math.isnan(best):
        return []
    if math.isnan(worst) or math.isnan(best):
        return [Problem("index.structure.one_end", {"code": code})]
    if worst == best:
        return [Problem("index.structure.same_ends", {"code": code, "value": f"{worst:g}"})]
    if (best > worst) != (value["direction"] > 0):
        ends = {"worst": f"{worst:g}", "best": f"{best:g}", "direction": f"{value['direction']:g}"}
        return [Problem("index.structure.ends_against_direction", {"code": code, **ends})]
    return []


def _order(
    indicators: Sequence[str], aggregates: Sequence[str], made_of: dict[str, list[str]]
) -> tuple[Aggregate, ...]:
    place = {code: number for number, code in enumerate((*indicators, *aggregates))}
    height = dict.fromkeys(indicators, 0)
    order: list[Aggregate] = []
    waiting = list(aggregates)
    while waiting:
        ready = [code for code in waiting if all(child in height for child in made_of[code])]
        for code in ready:
            height[code] = 1 + max(height[child] for child in made_of[code])
            order.append(Aggregate(code, place[code], tuple(place[child] for child in made_of[code]), height[code]))
        waiting = [code for code in waiting if code not in height]
    return tuple(order)
