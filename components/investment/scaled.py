"""Rows of the cash flow times a factor, in whole units again and without losing a unit.

The costs of a year become the rounded sum of what they exactly are, and each row is rounded down or up so that the
rows make that sum (largest remainder; ties go to the earlier row). Revenue, which is negative, is done apart: what is
paid and what is earned must each add up by itself.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from components.investment.plan_records import Flow

# What floating point adds to an amount that is whole
_EPS = 1e-9


def scaled(rows: Sequence[Flow], factor: Callable[[Flow], float]) -> tuple[Flow, ...]:
    """The same rows in the same order with amount x factor (>= 0) in whole units, exact for every year."""
    lots: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        lots[row.year, row.amount < 0].append(place)
    found = [0] * len(rows)
    for (_, earned), places in lots.items():
        exact = [abs(rows[place].amount) * factor(rows[place]) for place in places]
        for place, whole in zip(places, _whole(exact), strict=True):
            found[place] = -whole if earned else whole
    return tuple(replace(row, amount=amount) for row, amount in zip(rows, found, strict=True))


def _whole(exact: Sequence[float]) -> list[int]:
    floors = [math.floor(amount + _EPS) for amount in exact]
    missing = math.floor(math.fsum(exact) + 0.5 + _EPS) - sum(floors)
    order = sorted(range(len(exact)), key=lambda place: (floors[place] - exact[place], place))
    for place in order[:missing]:
        floors[place] += 1
    return floors
