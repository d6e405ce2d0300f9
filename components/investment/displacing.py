"""What an option that was left out would push out: the best plan that holds it, beside the best plan.

The question is solved again with the option as a must. What then is missing is what it would push out; how much less
the plan is worth says why it stayed out: it costs more points than it brings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from components.investment.portfolio import INFEASIBLE, OPTIMAL, UNKNOWN, Selection, select
from components.investment.question import Question

NEVER: Callable[[], bool] = lambda: False  # noqa: E731, a constant that is a function


@dataclass(frozen=True)
class Displaced:
    """`pushed`: options of the plan that would leave, `along`: others that would come in with it, both in the order of
    the list. `loss`: how much less the plan would be worth. `possible`: False when no plan holds it with the money that
    there is, None when the time was too short to know. `proven`: the plan with it is proven best too.
    """

    option: str
    pushed: tuple[str, ...] = ()
    along: tuple[str, ...] = ()
    loss: float = 0.0
    possible: bool | None = True
    proven: bool = True


def displaced(
    question: Question,
    selection: Selection,
    option: str,
    *,
    gap: float,
    seconds: float,
    cancelled: Callable[[], bool] = NEVER,
) -> Displaced:
    """What one candidate that is left out would push out. gap, seconds: as in `portfolio.select`."""
    forced = tuple(replace(item, must=item.must or item.code == option) for item in question.candidates)
    found = select(
        replace(question, candidates=forced), gap=gap, seconds=seconds, cancelled=cancelled, explain=False
    )
    if found.status in (INFEASIBLE, UNKNOWN):
        return Displaced(option, possible=False if found.status == INFEASIBLE else None)
    before, after = {code for code, _ in selection.starts}, {code for code, _ in found.starts}
    order = [item.code for item in question.candidates]
    return Displaced(
        option,
        pushed=tuple(code for code in order if code in before - after),
        along=tuple(code for code in order if code in after - before and code != option),
        loss=max(selection.value - found.value, 0.0),
        proven=found.status == OPTIMAL and selection.status == OPTIMAL,
    )


def all_displaced(
    question: Question,
    selection: Selection,
    *,
    gap: float,
    seconds: float,
    cancelled: Callable[[], bool] = NEVER,
) -> Iterator[Displaced]:
    """The same for every candidate that is left out, one after the other, the highest value first. seconds: for each.

    Nothing follows once `cancelled` says yes, nor where no plan holds what must be in.
    """
    chosen = {code for code, _ in selection.starts}
    if selection.clashes:
        return
    for item in sorted(question.candidates, key=lambda item: (-item.value, item.code)):
        if item.code not in chosen:
            found = displaced(question, selection, item.code, gap=gap, seconds=seconds, cancelled=cancelled)
            # What an ended search had found until then is no answer
            if cancelled():
                return
            yield found
