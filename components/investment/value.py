"""Points of score for the money: the score of an option over its capital cost.

It orders options of about the same size fairly and small ones too well: a cheap study nearly always leads. The plan is
therefore found by the whole value under the limits, and this figure only stands beside it.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from components.investment.plan_records import PlanLine


@dataclass(frozen=True)
class ValueForMoney:
    """`per`: the amount of money that the points are counted for, a power of ten near the middle capital cost.

    `points`: (option, points 0–100 of score per `per`), most first; only options with a score and a cost above zero.
    """

    per: int
    points: tuple[tuple[str, float], ...]

    def of(self, option: str) -> float | None:
        """The points of one option, None when they are not known."""
        return dict(self.points).get(option)


def value_for_money(lines: Sequence[PlanLine]) -> ValueForMoney:
    """Of every line with a score and a cost, in or out of the plan."""
    known = [(line.option, line.score, line.capex) for line in lines if line.score is not None and line.capex]
    if not known:
        return ValueForMoney(1, ())
    per = 10 ** max(math.floor(math.log10(statistics.median(capex for _, _, capex in known))), 0)
    points = [(option, score * per / capex) for option, score, capex in known]
    return ValueForMoney(per, tuple(sorted(points, key=lambda row: (-row[1], row[0]))))
