"""The search for the best choice of starts: a program without columns of money, tightened where the money breaks it.

The program holds the starts and what must be true whoever pays; every choice that it proposes is shown to `Funding`,
which either finds the money or answers with a row that forbids this choice and all that fail for the same reason. The
rows are first collected on the relaxation, where they are cheap, then on whole choices. Whatever is left out makes the
bound too high, never too low: a choice that can be paid and reaches the bound is proven best.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from components.investment.funding import TOLERANCE, Funding
from components.investment.ledger import Start
from components.investment.linear import Floats
from components.investment.program import program
from components.investment.question import Question

_ROOT_ROUNDS = 60
_FIRST_SLICE, _GROWTH = 1.0, 2.0


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
Cancelled = Callable[[], bool]


class Search:
    """The choices of a question among the starts in `allowed`; rows once found are kept for every later search."""

    def __init__(
        self, question: Question, allowed: Mapping[str, Sequence[int]], *, forced: frozenset[str] = frozenset()
    ) -> None:
        self.made = program(question, allowed, forced=forced, grants=False)
        self.ledger = self.made.ledger
        self.funding = Funding(self.ledger)

    def fits(self, starts: Sequence[Start], *, floors: bool = True) -> bool:
        """Whether every limit is kept by these starts; floors: False does not ask for those that want more options."""
        values = self.ledger.taken(starts)
        return self.made.fits(values, low=floors) and self.funding.pays(values)

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

        report: called with every better choice, and whenever the bound has moved. cancelled: asked between the slices
        of the search, which grow from one second; the best choice until then is the answer.
        """
        ends = time.monotonic() + seconds
        self._tighten(cost, ends)
        best, low, slice_seconds = Found(None, math.inf, -math.inf), -math.inf, _FIRST_SLICE
        while True:
            left = ends - time.monotonic()
            stop = left <= 0 or (cancelled is not None and cancelled())
            if stop and (best.starts is not None or low > -math.inf):
                return best
            watched = report is not None or cancelled is not None
            result = self.made.cheapest(cost, gap=gap, seconds=min(left, slice_seconds) if watched else left)
            if result.status == 2:
                return best if best.starts is not None else Found(None, math.inf, math.inf, impossible=True)
            done = result.status == 0
            low = max(low, _bound(result))
            if result.x is not None:
                values = np.round(result.x[: len(cost)])
                lack, row, limit = self.funding.lack(values)
                if lack > TOLERANCE:
                    self.made.dense(row, -math.inf, limit)
                    done = False
                elif (reached := float(cost @ values)) < best.cost:
                    best = Found(self.ledger.chosen(values), reached, min(low, reached))
            if best.starts is not None:
                best = Found(best.starts, best.cost, min(max(best.bound, low), best.cost))
                if report is not None:
                    report(best)
                if done or best.gap <= gap + 1e-9:
                    return best
            slice_seconds *= _GROWTH

    def _tighten(self, cost: Floats, ends: float) -> None:
        """Rows that the relaxation breaks, until it breaks none or they no longer help."""
        if not self.funding.needed:
            return
        before, idle = -math.inf, 0
        for _ in range(_ROOT_ROUNDS):
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
