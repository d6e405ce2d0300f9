"""Linear programs, mixed-integer or not, collected row by row and solved by HiGHS (scipy.optimize.milp and linprog)."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Cancelled = Callable[[], bool]
_OVERDUE, _GRACE, _LOOK_AGAIN = 2.0, 5.0, 0.05
_INFEASIBLE = 2


@dataclass(frozen=True)
class Stuck:
    """In place of the solver's result when nobody waited for it: nothing was found and nothing is known."""

    x: None = None
    fun: None = None
    status: int = 1
    mip_dual_bound: None = None


def _in_time(solve: Callable[[], Any], seconds: float, cancelled: Cancelled | None) -> Any:
    """What the solver finds. It cannot be interrupted: when the answer is no longer wanted it is left alone, to end at
    its time limit, and nothing is found: `Stuck`. The same when, very rarely, it gets stuck in its own arithmetic and
    forgets its time limit, and is long overdue.
    """
    found: Future[Any] = Future()

    def run() -> None:
        try:
            found.set_result(solve())
        except BaseException as error:  # noqa: BLE001, whatever it is, the caller must hear of it
            found.set_exception(error)

    threading.Thread(target=run, name="milp", daemon=True).start()
    ends = time.monotonic() + _OVERDUE * seconds + _GRACE
    while (left := ends - time.monotonic()) > 0 and not (cancelled is not None and cancelled()):
        if wait((found,), left if cancelled is None else min(left, _LOOK_AGAIN)).done:
            return found.result()
    return Stuck()


class Linear:
    """Columns from 0 to an upper bound, and rows low <= sum of the terms <= high."""

    def __init__(self) -> None:
        self.upper: list[float] = []
        self.families: list[tuple[str, ...]] = []
        self._places: list[NDArray[np.int64]] = []
        self._values: list[Floats] = []
        self._low: list[float] = []
        self._high: list[float] = []
        self._wide: list[bool] = []
        self._table: tuple[Any, Floats, Floats] | None = None

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.upper)

    def column(self, upper: float) -> int:
        """A new column with values from 0 to `upper`."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def row(self, terms: Mapping[int, float], low: float, high: float, *, family: tuple[str, ...] = ()) -> None:
        """A new row: low <= sum of the terms <= high. Zero terms are left out. family: the limit that it belongs to."""
        kept = {column: value for column, value in terms.items() if value}
        self._places.append(np.fromiter(kept.keys(), np.int64, len(kept)))
        self._values.append(np.fromiter(kept.values(), np.float64, len(kept)))
        self._close(low, high, family)

    def dense(
        self, values: Floats, low: float, high: float, *, family: tuple[str, ...] = (), exact: bool = False
    ) -> None:
        """A new row from the values of the first columns, zeros left out. exact: no leeway may widen it."""
        places = np.flatnonzero(values)
        self._places.append(places)
        self._values.append(np.asarray(values[places], float))
        self._close(low, high, family, exact=exact)

    def soften(self, row: int, column: int) -> None:
        """Lets a column make up for what a row lacks: it takes from what is limited, or adds to what is demanded."""
        sign = 1.0 if math.isfinite(self._low[row]) else -1.0
        self._places[row] = np.append(self._places[row], column)
        self._values[row] = np.append(self._values[row], sign)
        self._table = None

    def _close(self, low: float, high: float, family: tuple[str, ...], *, exact: bool = False) -> None:
        # What only counts columns is kept exactly by the solver as it stands.
        self._wide.append(not exact and not bool(np.all(np.abs(self._values[-1]) == 1)))
        self._low.append(low)
        self._high.append(high)
        self.families.append(family)

    def fits(self, values: Floats, *, low: bool = True, tolerance: float = 1e-6) -> bool:
        """Whether the values of the columns keep every row. low: False does not ask for the lower limits."""
        found, table = self._found(values)
        kept = bool(np.all(found <= table[2] + tolerance))
        return kept and (not low or bool(np.all(found >= table[1] - tolerance)))

    def broken(self, values: Floats, tolerance: float) -> list[tuple[Floats, float]]:
        """The rows that the values of the columns break by more than the tolerance, as terms <= limit."""
        found, (matrix, low, high) = self._found(values)
        over, under = np.flatnonzero(found > high + tolerance), np.flatnonzero(found < low - tolerance)
        rows = [(matrix[[row]].toarray()[0], float(high[row])) for row in over]
        return rows + [(-matrix[[row]].toarray()[0], -float(low[row])) for row in under]

    def _found(self, values: Floats) -> tuple[Floats, tuple[Any, Floats, Floats]]:
        if self._table is None or self._table[1].size != len(self._low):
            self._table = self._matrix(range(len(self._low))), np.array(self._low), np.array(self._high)
        return self._table[0] @ (values if len(values) else np.zeros(1)), self._table

    def solve(
        self,
        cost: Sequence[float] | Floats,
        *,
        integers: int = 0,
        gap: float = 0.0,
        seconds: float = 60.0,
        without: frozenset[tuple[str, ...]] = frozenset(),
        held: Mapping[int, float] | None = None,
        cancelled: Cancelled | None = None,
        presolve: bool = True,
        leeway: float = 0.0,
    ) -> Any:
        """The cheapest solution as scipy gives it; `x` is None when there is none or none was found in time.

        integers: so many of the first columns take whole numbers only. gap: relative distance at which it stops.
        without: families of rows that are left out. held: columns that keep a value. cancelled: whether nobody wants
        the solution any more; asked meanwhile when there are whole numbers, `Stuck` is then the answer. presolve: False
        takes more time, and is exact where a limit is missed by less than the solver's tolerance. leeway: so much wider
        is every row that does not merely count columns, for a search that checks what it finds.
        """
        # The solver wants a column; rows without terms still decide whether there is a solution.
        width = max(self.columns, 1)
        padded = np.zeros(width)
        padded[: len(cost)] = cost
        whole = np.zeros(width, dtype=np.int64)
        whole[:integers] = 1
        rows = [place for place, family in enumerate(self.families) if not without or family not in without]
        wider = np.array(self._wide, float)[rows] * leeway
        limits = LinearConstraint(
            self._matrix(rows), np.array(self._low)[rows] - wider, np.array(self._high)[rows] + wider
        )
        low, high = np.zeros(width), np.array(self.upper or [0.0])
        for column, value in (held or {}).items():
            low[column] = high[column] = value
        solve = partial(
            milp,
            padded,
            integrality=whole,
            bounds=Bounds(low, high),
            constraints=limits if rows else None,
        )
        if not integers:
            return solve(options={"time_limit": max(seconds, 0.01)})
        ends = time.monotonic() + seconds

        def within(*, presolve: bool) -> Any:
            left = max(ends - time.monotonic(), 0.01)
            options = {"mip_rel_gap": gap, "time_limit": left, "presolve": presolve}
            return _in_time(partial(solve, options=options), left, cancelled)

        found = within(presolve=presolve)
        # Where a limit is missed by about its tolerance, HiGHS can lose its best solution in presolve and call the rest
        # impossible: such an answer is asked again without presolve.
        return within(presolve=False) if found.status == _INFEASIBLE and presolve else found

    def table(self) -> tuple[Any, Floats, Floats]:
        """All rows as a sparse matrix (rows x columns), and their lower and upper limits."""
        return self._matrix(range(len(self._low))), np.array(self._low), np.array(self._high)

    def _matrix(self, rows: Sequence[int] | range) -> Any:
        places = [self._places[row] for row in rows]
        starts = np.concatenate([[0], np.cumsum([len(place) for place in places])]).astype(np.int64)
        columns = np.concatenate(places) if places else np.zeros(0, np.int64)
        values = np.concatenate([self._values[row] for row in rows]) if places else np.zeros(0)
        return csr_array((values, columns, starts), shape=(len(places), max(self.columns, 1)))
