"""Sharing a joint cost by what each player adds: the Shapley value, and whether a group would do better alone.

A game is the cost of every coalition. Coalitions are numbered by bits: player 0 is 1, player 1 is 2, both are 3; the
cost of nobody is 0. The Shapley value of a player is the mean of what it adds over all orders of joining (Shapley
1953). An allocation lies in the core when it hands out exactly the cost of all and no coalition pays more than it would
alone (Gillies 1959).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from components.errors import DataError, Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class CoreTest:
    """`inside`: in the core. `blocking`: places of the players of the coalition that would save most alone, empty when
    none would; `saving`: how much it would save, 0 when none would. `coalitions`: how many would do better alone.
    """

    inside: bool
    blocking: tuple[int, ...]
    saving: float
    coalitions: int


@dataclass(frozen=True)
class Blocking:
    """A group that would do better alone: places of its players, and what it would save."""

    players: tuple[int, ...]
    saving: float


def players(values: Sequence[float]) -> int:
    """How many players the game has. Raises DataError unless there are 2^n values that begin with 0."""
    count = max(len(values).bit_length() - 1, 0)
    if len(values) != 2**count or not all(math.isfinite(value) for value in values) or values[0] != 0:
        raise DataError(Problem("plan.fault.game", {"n": len(values)}))
    return count


def members(coalition: int) -> tuple[int, ...]:
    """The places of the players of a coalition."""
    return tuple(place for place in range(coalition.bit_length()) if coalition >> place & 1)


def shapley(values: Sequence[float]) -> tuple[float, ...]:
    """What the Shapley value gives each player: sums to the value of all.

    values: of every coalition, by its bits, 2^n of them, the first 0; a cost or a gain, any unit.
    """
    count = players(values)
    worth = np.asarray(values, float)
    everyone = np.arange(len(values))
    size = _sizes(count)
    found = []
    for place in range(count):
        without = everyone[(everyone >> place & 1) == 0]
        weights = np.array([1 / (count * math.comb(count - 1, int(k))) for k in range(count)])[size[without]]
        found.append(float(weights @ (worth[without | (1 << place)] - worth[without])))
    return tuple(found)


def core_test(costs: Sequence[float], allocation: Sequence[float], *, tolerance: float = 1e-6) -> CoreTest:
    """Whether the allocation lies in the core of the cost game, and who would leave.

    allocation: what each player pays. tolerance: relative to the largest cost. Raises DataError when the allocation
    does not hand out the cost of all.
    """
    found = blocking(costs, allocation, tolerance=tolerance)
    if not found:
        return CoreTest(inside=True, blocking=(), saving=0.0, coalitions=0)
    return CoreTest(inside=False, blocking=found[0].players, saving=found[0].saving, coalitions=len(found))


def blocking(costs: Sequence[float], allocation: Sequence[float], *, tolerance: float = 1e-6) -> tuple[Blocking, ...]:
    """Every group that would pay less alone, the one that would save most first; of equals the smaller one. As
    `core_test`.
    """
    count = players(costs)
    room = tolerance * max(1.0, float(np.abs(np.asarray(costs, float)).max()))
    if len(allocation) != count or abs(math.fsum(allocation) - costs[-1]) > room:
        amounts = {"amount": f"{math.fsum(allocation):g}", "all": f"{costs[-1]:g}"}
        raise DataError(Problem("plan.fault.allocation", amounts))
    excess = _table(count) @ np.asarray(allocation, float) - np.asarray(costs, float)
    excess[[0, -1]] = 0.0
    groups = [int(group) for group in np.flatnonzero(excess > room)]
    groups.sort(key=lambda group: (-float(excess[group]), len(members(group)), group))
    return tuple(Blocking(members(group), float(excess[group])) for group in groups)


@cache
def _sizes(count: int) -> Ints:
    found: Ints = _table(count).sum(axis=1).astype(np.int64)
    return found


@cache
def _table(count: int) -> Floats:
    """Coalitions x players, 1 for a member."""
    found: Floats = (np.arange(2**count)[:, None] >> np.arange(count)[None, :] & 1).astype(float)
    return found
