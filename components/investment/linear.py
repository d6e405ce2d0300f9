"""Linear programs, mixed-integer or not, collected row by row and solved by HiGHS (scipy.optimize.milp)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

Floats = NDArray[np.float64]


class Linear:
    """Columns from 0 to an upper bound, and rows low <= sum of the terms <= high."""

    def __init__(self) -> None:
        self.upper: list[float] = []
        self._terms: list[tuple[int, int, float]] = []
        self._low: list[float] = []
        self._high: list[float] = []

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.upper)

    def column(self, upper: float) -> int:
        """A new column with values from 0 to `upper`."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def row(self, terms: Mapping[int, float], low: float, high: float) -> None:
        """A new row: low <= sum of the terms <= high. Zero terms are left out."""
        place = len(self._low)
        self._terms += [(place, column, value) for column, value in terms.items() if value]
        self._low.append(low)
        self._high.append(high)

    def solve(
        self, cost: Sequence[float] | Floats, *, integers: int = 0, gap: float = 0.0, seconds: float = 60.0
    ) -> Any:
        """The cheapest solution as scipy gives it; `x` is None when there is none or none was found in time.

        integers: so many of the first columns take whole numbers only. gap: relative distance at which it stops.
        """
        whole = np.zeros(self.columns, dtype=np.int64)
        whole[:integers] = 1
        return milp(
            np.asarray(cost, float),
            integrality=whole,
            bounds=Bounds(np.zeros(self.columns), np.array(self.upper)),
            constraints=LinearConstraint(self._matrix(), np.array(self._low), np.array(self._high)),
            options={"mip_rel_gap": gap, "time_limit": seconds},
        )

    def _matrix(self) -> Any:
        rows = np.array([term[0] for term in self._terms], int)
        columns = np.array([term[1] for term in self._terms], int)
        values = np.array([term[2] for term in self._terms], float)
        return coo_array((values, (rows, columns)), shape=(len(self._low), self.columns)).tocsr()
