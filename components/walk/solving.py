"""The search for the best plan as a job: what is asked, what it tells while it goes on, when it is overdue."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from components.investment.portfolio import FEASIBLE, OPTIMAL, UNKNOWN, Progress, Selection
from components.investment.question import Question
from components.investment.search import Cancelled
from components.walk.jobs import Job

Solve = Callable[[Question, float, float, Progress, Cancelled], Selection]
_OVERDUE, _GRACE = 2.0, 10.0
NOTHING = Selection(UNKNOWN, (), 0.0, math.inf, 0.0, bound=math.inf, explained=False)


@dataclass(frozen=True)
class Asked:
    """A question with what ends its search: the relative gap that is good enough, and the longest time in seconds."""

    question: Question
    gap: float
    seconds: float

    @property
    def longest(self) -> float:
        """Seconds after which a search that has not ended by itself is stuck."""
        return _OVERDUE * self.seconds + _GRACE

    def search(self, solve: Solve) -> Callable[[Job[Selection]], Selection]:
        """The work of answering it; ended early, it answers with the best until then."""

        def work(job: Job[Selection]) -> Selection:
            def report(best: Selection) -> None:
                job.tell(best, proven_share(best))

            return solve(self.question, self.gap, self.seconds, report, job.ending)

        return work


def proven_share(found: Selection | None) -> float:
    """How much of the best possible is proven, 0–1: what a bar shows while the gap falls."""
    if found is None or found.status not in (OPTIMAL, FEASIBLE) or not math.isfinite(found.gap):
        return 0.0
    return 1.0 / (1.0 + max(found.gap, 0.0))
