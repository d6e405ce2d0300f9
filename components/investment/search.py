"""The search for the best choice of starts: a program without columns of money, tightened where the money breaks it.

The program holds the starts and what must be true whoever pays; every choice that it proposes is shown to `Funding`,
which either finds the money or answers with a row that forbids this choice and all that fail for the same reason. The
rows are first collected on the relaxation, where they are cheap, then on whole choices. Whatever is left out makes the
bound too high, never too low: a choice that can be paid and reaches the bound is proven best.

The solver keeps a limit within a millionth of the money's size, which may be more than one whole unit, and may lose its
best choice where one misses a limit by about that. Where a unit is so small, it is therefore asked with limits a little
wider: what misses one by a few units lies well inside. Every choice that it finds is added up again, and one that is
beyond a limit is forbidden together with all that cost as much.

Where that takes long (strict years), time is shared between the exact search, which moves the bound, and a search
around the best choice: part of the options is let go and chosen again while the rest stays (Shaw 1998).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from components.investment.funding import ROUNDED, TOLERANCE, Funding
from components.investment.ledger import Start
from components.investment.linear import Cancelled, Floats, Stuck
from components.investment.program import program
from components.investment.question import Question

__all__ = ["Cancelled", "Found", "Report", "Search"]

_ROOT_ROUNDS = 60
_FIRST_SLICE, _GROWTH, _EXACT_PART = 1.0, 2.0, 0.4
_AROUND_PART, _AROUND_LEAST = 0.15, 0.3
_ROW, _PART = 1e-6, 1e-2
_SMALL = 1e-4
_LET_GO, _LEAST_LET_GO, _WIDER, _NARROWER = 0.15, 6, 1.1, 0.8


@dataclass(frozen=True)
class Found:
    """A choice: `cost` of what was minimised, `bound`: no choice costs less. `starts` None: none was found, and with
    `impossible` it is proven that there is none.
    """

    starts: tuple[Start, ...] | None
    cost: float
    bound: float
    impossible: bool = False

    @property
    def gap(self) -> float:
        """Proven distance from the best, relative to the cost."""
        return max(self.cost - self.bound, 0.0) / max(abs(self.cost), 1e-9) if self.starts is not None else math.inf


Report = Callable[[Found], None]


class Search:
    """The choices of a question among the starts in `allowed`; rows once found are kept for every later search."""

    def __init__(
        self, question: Question, allowed: Mapping[str, Sequence[int]], *, forced: frozenset[str] = frozenset()
    ) -> None:
        self.made = program(question, allowed, forced=forced, grants=False)
        self.ledger = self.made.ledger
        self.funding = Funding(self.ledger)
        unit = 1 / self.ledger.scale
        # A hundredth of a unit, but not less than what sums of floats leave open.
        self._tolerance = max(min(_ROW, _PART * unit), ROUNDED)
        # Half a unit more than whole ones, so that no sum of whole units lies at the edge itself.
        self._leeway = (math.floor(_SMALL / unit) + 0.5) * unit if unit < _SMALL else 0.0

    def fits(self, starts: Sequence[Start], *, floors: bool = True) -> bool:
        """Whether every limit is kept by these starts; floors: False does not ask for those that want more options."""
        values = self.ledger.taken(starts)
        return self.made.fits(values, low=floors, tolerance=self._tolerance) and self.funding.pays(values)

    def best(
        self,
        cost: Floats,
        *,
        gap: float,
        seconds: float,
        report: Report | None = None,
        cancelled: Cancelled | None = None,
    ) -> Found:
        """The choice of least cost (one per start), within the relative gap and the time.

        report: called with every better choice, and whenever the bound has moved. cancelled: asked many times a second;
        when it says yes, the best choice until then is the answer, none where nothing was found yet. The slice of the
        search that the solver is at runs out behind it: slices grow from one second.
        """
        ends = time.monotonic() + seconds
        self._tighten(cost, ends, cancelled)
        watched = report is not None or cancelled is not None
        best, low = Found(None, math.inf, -math.inf), -math.inf
        # Nobody looks at it meanwhile: long enough for the exact search to end by itself where it can.
        slice_seconds = _FIRST_SLICE if watched else max(_FIRST_SLICE, _EXACT_PART * seconds)
        while True:
            left = ends - time.monotonic()
            if left <= 0 and (best.starts is not None or low > -math.inf):
                return best
            result = self.made.cheapest(
                cost, gap=gap, seconds=min(left, slice_seconds), cancelled=cancelled, leeway=self._leeway
            )
            if isinstance(result, Stuck):
                return best
            if result.status == 2:
                return best if best.starts is not None else Found(None, math.inf, math.inf, impossible=True)
            done = result.status == 0
            low = max(low, _bound(result))
            if result.x is not None:
                values = np.round(result.x[: len(cost)])
                taken = self._taken(cost, values, low)
                done &= taken is not None
                best = taken if taken is not None and taken.cost < best.cost else best
            if best.starts is not None:
                best = Found(best.starts, best.cost, min(max(best.bound, low), best.cost))
                if report is not None:
                    report(best)
                if done or best.gap <= gap + 1e-9:
                    return best
                until = min(ends, time.monotonic() + slice_seconds) if watched else ends
                best = self._around(cost, best, gap=gap, until=until, report=report, cancelled=cancelled)
                if best.gap <= gap + 1e-9:
                    return best
            slice_seconds *= _GROWTH

    def _taken(self, cost: Floats, values: Floats, low: float) -> Found | None:
        """The choice of these starts if it keeps every limit to the unit; else rows that forbid it, and None."""
        broken = self.made.broken(values, self._tolerance)
        if broken:
            for row, _ in broken:
                self._forbid(row, values)
            return None
        lack, row, limit = self.funding.lack(values)
        if lack > self.funding.tolerance:
            self.made.dense(row, -math.inf, limit)
            if lack <= TOLERANCE + 2 * self._leeway:
                # So little that the solver, with its leeway, would not see it.
                self._forbid(row, values)
            return None
        reached = float(cost @ values)
        return Found(self.ledger.chosen(values), reached, min(low, reached))

    def _forbid(self, row: Floats, values: Floats) -> None:
        """A row that forbids these starts, which this one's limit is too low for, and all that cost as much: those
        with every start that costs (or one of the same option that costs no less) and without more that earns.

        It only counts starts, so that the solver keeps it exactly.
        """
        terms: dict[int, float] = {}
        for place in np.flatnonzero((row > 0) & (values > 0.5)):
            same = self.ledger.columns[self.made.starts[place][0]]
            terms |= dict.fromkeys((one for one in same if row[one] >= row[place]), 1.0)
        costing = int(np.count_nonzero((row > 0) & (values > 0.5)))
        terms |= {int(place): -1.0 for place in np.flatnonzero((row < 0) & (values <= 0.5))}
        self.made.row(terms, -math.inf, costing - 1)

    def _around(
        self, cost: Floats, best: Found, *, gap: float, until: float, report: Report | None, cancelled: Cancelled | None
    ) -> Found:
        """A better choice near the best one: some options are let go, more of them when that was soon done without
        success, fewer when it took too long.
        """
        dice, codes = np.random.default_rng(len(self.made.starts)), list(self.ledger.columns)
        part, longest = _LET_GO, max(_AROUND_PART * (until - time.monotonic()), _AROUND_LEAST)
        while best.starts is not None and best.gap > gap and not (cancelled is not None and cancelled()):
            left = until - time.monotonic()
            if left <= 0:
                break
            count = min(max(round(part * len(codes)), _LEAST_LET_GO), len(codes))
            free = {codes[place] for place in dice.choice(len(codes), count, replace=False)}
            values = self.ledger.taken(best.starts)
            held = {column: float(values[column]) for code in codes if code not in free
                    for column in self.ledger.columns[code]}  # fmt: skip
            limit = min(left, longest)
            result = self.made.cheapest(
                cost, gap=1e-4, seconds=limit, held=held, cancelled=cancelled, leeway=self._leeway
            )
            found = None if result.x is None else self._taken(cost, np.round(result.x[: len(cost)]), best.bound)
            if found is not None and found.cost < best.cost - 1e-9:
                best = Found(found.starts, found.cost, min(best.bound, found.cost))
                if report is not None:
                    report(best)
            elif result.status == 0:
                part = min(part * _WIDER, 1.0)
            if result.status != 0:
                part *= _NARROWER
        return best

    def _tighten(self, cost: Floats, ends: float, cancelled: Cancelled | None) -> None:
        """Rows that the relaxation breaks, until it breaks none or they no longer help."""
        if not self.funding.needed:
            return
        before, idle = -math.inf, 0
        for _ in range(_ROOT_ROUNDS):
            if cancelled is not None and cancelled():
                return
            relaxed = self.made.solve(cost, seconds=max(ends - time.monotonic(), 0.1))
            if relaxed.x is None or time.monotonic() > ends:
                return
            lack, row, limit = self.funding.lack(relaxed.x[: len(cost)])
            if lack <= TOLERANCE:
                return
            idle = idle + 1 if relaxed.fun - before <= 1e-5 * max(abs(before), 1.0) else 0
            if idle > 5:
                return
            before = relaxed.fun
            self.made.dense(row, -math.inf, limit)


def _bound(result: Any) -> float:
    """What no choice can cost less than; nothing is known of it when time was up too soon."""
    bound = result.mip_dual_bound
    if bound is not None and math.isfinite(bound):
        return float(bound)
    return float(result.fun) if result.status == 0 else -math.inf
