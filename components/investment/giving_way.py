"""When nothing fits and no more money is to be had: what the room could demand less of, as little as possible.

Three ways, each by itself, with everything else as demanded: fewer options that must be in, lower floors, or sources
that pay less than the share that is asked of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from components.investment.program import FLOOR, MATCHING, MUST, Program, program
from components.investment.question import Question

_WAYS = (MUST, FLOOR, MATCHING)
COUNT, MONEY = "count", "money"


@dataclass(frozen=True)
class Way:
    """What gives way: `kind` is must, floor or matching; `gives`: (code of the option, floor or source; `count` or
    `money`; by how much in whole units).
    """

    kind: str
    gives: tuple[tuple[str, str, int], ...]


def ways(
    question: Question, allowed: Mapping[str, Sequence[int]], must: frozenset[str], *, seconds: float
) -> tuple[Way, ...]:
    """The ways that help, each with the least that has to give. seconds: for each way."""
    found = (_way(question, allowed, must, kind, seconds) for kind in _WAYS)
    return tuple(way for way in found if way is not None)


def _way(
    question: Question, allowed: Mapping[str, Sequence[int]], must: frozenset[str], kind: str, seconds: float
) -> Way | None:
    made = program(question, allowed, forced=must)
    rows = [row for row, family in enumerate(made.families) if family[:1] == (kind,)]
    if not rows:
        return None
    cost = np.zeros(made.columns + len(rows))
    soft = {}
    for row in rows:
        column = made.column(1.0 if kind == MUST else math.inf)
        made.soften(row, column)
        soft[row] = column
        cost[column] = 1.0 + (_part(question, made.families[row][1]) if kind == MUST else 0.0)
    found = made.cheapest(cost, gap=1e-6, seconds=seconds)
    if found.x is None:
        return None
    gives: dict[tuple[str, str], int] = {}
    for row, column in soft.items():
        code, unit = made.families[row][1], _unit(made, row, kind)
        lacks = float(found.x[column])
        whole = math.ceil(lacks * made.scale - 1e-4) if unit == MONEY else math.ceil(lacks - 1e-4)
        if whole > 0:
            gives[code, unit] = gives.get((code, unit), 0) + whole
    return Way(kind, tuple((code, unit, whole) for (code, unit), whole in sorted(gives.items()))) if gives else None


def _part(question: Question, code: str) -> float:
    """The option's part of all values, so that of as few options the least dear give way."""
    total = math.fsum(item.value for item in question.candidates)
    return 0.5 * question.by_code[code].value / total if total > 0 else 0.0


def _unit(made: Program, row: int, kind: str) -> str:
    """Whether a row counts options or money. Of a floor with both, the row of the count comes first."""
    if kind == MUST:
        return COUNT
    if kind == MATCHING:
        return MONEY
    floor = next(item for item in made.question.floors if item.code == made.families[row][1])
    first = made.families.index(made.families[row]) == row
    return COUNT if floor.count and first else MONEY
