"""The list that a meeting would make, from the top score down, beside the best plan: what it would have missed.

Each option in turn is taken, as early as possible, if everything taken before stays where it is and every limit is
kept; what needs another option first is taken up again once that one is in. Floors are not sought after by such a list;
`keeps_floors` says whether it reaches them by luck.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from components.investment.ledger import Start
from components.investment.portfolio import Selection, added
from components.investment.question import Question
from components.investment.search import Search


@dataclass(frozen=True)
class Greedy:
    """`starts` and `value` of the list. `missed`: options that only the best plan holds, `instead`: that only the list
    holds. `lost`: how much more the best plan is worth; under 0 only where the list breaks what the plan keeps.
    """

    starts: tuple[Start, ...]
    value: float
    lost: float
    missed: tuple[str, ...]
    instead: tuple[str, ...]
    keeps_floors: bool


def greedy(question: Question, selection: Selection) -> Greedy:
    """The list by value from the top, what must be in and continuing projects before the rest, beside a selection."""
    search = Search(question, {item.code: question.starts(item) for item in question.candidates})
    order = sorted(question.candidates, key=lambda item: (not item.must, not item.continuing, -item.value, item.code))
    starts = added(question, search, (), order)
    listed, best = {code for code, _ in starts}, {code for code, _ in selection.starts}
    value = math.fsum(question.by_code[code].value for code in listed)
    return Greedy(
        starts=starts,
        value=value,
        lost=selection.value - value,
        missed=tuple(item.code for item in question.candidates if item.code in best - listed),
        instead=tuple(item.code for item in question.candidates if item.code in listed - best),
        keeps_floors=search.fits(starts),
    )
