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
