"""The limits of a plan as one table: the relaxation of a choice, its prices as a bound for others, and filling up.

A plan is a choice of starts within `rows x starts <= limits`. The relaxation lets an option be done in part. Its dual
solution is a price for every limit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from components.investment.linear import Floats
from components.investment.program import Program

_WHOLE = 1 - 1e-6
_ROOM = 1e-7
_OVER, _ROOM_OF_COVER = 1e-6, 1e-4
_SLACK = 1e-7
"""Of a proven bound, so that the solver's arithmetic cuts nothing off that is possible."""


@dataclass(frozen=True)
class Relaxed:
    """`taken`: part of each start, 0–1. `prices`: of each start, at the limits' prices. `bound`: per room."""

    taken: Floats
    prices: Floats
    bound: Floats


class LimitRows:
    """The limits of a program without columns of money. option: place of the option of every start."""

    def __init__(self, made: Program, option: NDArray[np.int64]) -> None:
        matrix, low, high = made.table()
        dense = np.asarray(matrix.todense())[:, : len(option)]
        upper, lower = np.isfinite(high), np.isfinite(low)
        self.option = option
        self.table: Floats = np.vstack([dense[upper], -dense[lower]])
        self.limits: Floats = np.concatenate([high[upper], -low[lower]])
        self._one_start = np.array([self._only_says_once(row, limit) for row, limit in zip(self.table, self.limits)])
        plain = (self.table >= 0).all(axis=1) & (self.limits > 0) & ~self._one_start
        self._knapsacks = np.flatnonzero(plain).tolist()
        self._covers: set[tuple[bytes, float]] = set()

    def relax(self, worth: Floats, rooms: Floats) -> Relaxed | None:
        """The relaxation for one room's worth of the options, and what its prices say of all rooms; None without any.

        worth: per option. rooms: rooms x options.
        """
        solved = linprog(-worth[self.option], A_ub=self.table, b_ub=self.limits, bounds=(0, 1), method="highs")
        if solved.x is None:
            return None
        prices = np.maximum(-solved.ineqlin.marginals, 0.0)
        # The bound takes the best start of each option by itself, so that these rows need no price
        prices[self._one_start] = 0.0
        of_start = self.table.T @ prices
        cheapest = np.full(rooms.shape[1], np.inf)
        np.minimum.at(cheapest, self.option, of_start)
        bound: Floats = float(prices @ self.limits) + np.maximum(rooms - cheapest, 0.0).sum(axis=1)
        return Relaxed(np.asarray(solved.x, float), of_start, bound)

    def no_more_than(self, worth: Floats, bound: float) -> None:
        """Takes in, as one more limit, that no plan is worth more than `bound` when the options have this worth.

        It cuts off what the relaxation reaches only by doing options in part, for every room whose worth is near this.
        """
        self.table = np.vstack([self.table, worth[self.option][None, :]])
        self.limits = np.append(self.limits, bound + _SLACK * max(abs(bound), 1.0))
        self._one_start = np.append(self._one_start, False)

    def cover(self, taken: Floats) -> int:
        """Takes in covers that a relaxation breaks, and returns how many: of starts that together exceed one limit not
        all can be in a plan (extended covers: Balas 1975, Mathematical Programming 8).
        """
        found = [row for place in self._knapsacks if (row := self._covered(place, taken)) is not None]
        fresh = [(row, limit) for row, limit in found if (row.tobytes(), limit) not in self._covers]
        self._covers.update((row.tobytes(), limit) for row, limit in fresh)
        if fresh:
            self.table = np.vstack([self.table, *(row[None, :] for row, _ in fresh)])
            self.limits = np.append(self.limits, [limit for _, limit in fresh])
            self._one_start = np.append(self._one_start, [False] * len(fresh))
        return len(fresh)

    def _covered(self, place: int, taken: Floats) -> tuple[Floats, float] | None:
        """The cover of one limit that the relaxation breaks most, as greed finds it; None when it breaks none."""
        costs, limit = self.table[place], self.limits[place]
        most = limit + _OVER * max(limit, 1.0)
        inside = np.flatnonzero(costs > 0)
        order = inside[np.argsort((1 - taken[inside]) / costs[inside], kind="stable")]
        many = int(np.searchsorted(np.cumsum(costs[order]), most, side="right")) + 1
        if many > len(order):
            return None
        members = list(order[:many])
        whole = float(costs[members].sum())
        for start in sorted(members, key=lambda one: taken[one]):
            if whole - costs[start] > most:
                members.remove(start)
                whole -= costs[start]
        if taken[members].sum() <= len(members) - 1 + _ROOM_OF_COVER:
            return None
        row = np.zeros(len(costs))
        row[members] = 1.0
        # What costs at least as much as the dearest member can stand for any of them
        row[costs >= costs[members].max()] = 1.0
        return row, len(members) - 1.0

    def filled(self, taken: Floats, worth: Floats, prices: Floats) -> Floats | None:
        """The whole part of a relaxation and what still fits, the most worth beyond its price first; None when that
        breaks a limit.
        """
        chosen = np.where(taken > _WHOLE, 1.0, 0.0)
        used = self.table @ chosen
        order = np.lexsort((prices - worth[self.option], -np.round(taken, 3)))
        for _ in range(2):
            for start in order:
                if chosen[start]:
                    continue
                more = used + self.table[:, start]
                if np.all((more <= self.limits + _ROOM) | (self.table[:, start] <= 0)):
                    chosen[start] = 1.0
                    used = more
        return chosen if bool(np.all(used <= self.limits + _ROOM)) else None

    def _only_says_once(self, row: Floats, limit: float) -> bool:
        """Whether a row only says that an option starts once."""
        inside = np.flatnonzero(row)
        once = limit == 1 and bool(np.all(row[inside] == 1))
        return once and len(set(self.option[inside].tolist())) == 1
