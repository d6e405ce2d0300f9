"""Why each option is out: beside the reason, what it would push out, and what a list by score would have had instead.

Every option left out asks for a search of its own; they are made one after the other beside the page, for the plan that
is there, and begun again only when that plan changes.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.displacing import Displaced, all_displaced
from components.investment.greedy import Greedy, greedy
from components.investment.portfolio import Selection
from components.walk import results
from components.walk.jobs import Job, Jobs
from components.walk.solving import Asked
from components.workshop.state import Snapshot


@dataclass(frozen=True)
class Reckoned:
    """`parts`: first the list by score, unless nothing fits, then what each option left out would push out, the best
    first. `total`: how many there will be.
    """

    total: int
    parts: tuple[Greedy | Displaced, ...] = ()


_reckonings: Jobs[Reckoned] = Jobs(8)


def reckoning(place: Hashable, seen: Snapshot, catalogue: Catalogue, parameters: Parameters) -> Job[Reckoned]:
    """What is worked out for the options left out, which grows while it goes on. Waits for the plan.

    place: as in `results.standing`.
    """
    asked = results.asked(seen, catalogue)
    selection, seconds = results.selection(asked), parameters.value("portfolio.displacing_seconds")
    return _reckonings.show(
        place, (asked, selection, seconds), lambda job: _reckoned(asked, selection, seconds, job)
    )


def _reckoned(asked: Asked, selection: Selection, seconds: float, job: Job[Reckoned]) -> Reckoned:
    question, gap = asked.question, asked.gap
    found = Reckoned(1 + len(question.candidates) - len(selection.starts))
    if not selection.clashes and question.candidates:
        found = replace(found, parts=(greedy(question, selection),))
        job.tell(found, 1 / found.total)
    for part in all_displaced(question, selection, gap=gap, seconds=seconds, cancelled=job.ending):
        found = replace(found, parts=(*found.parts, part))
        job.tell(found, len(found.parts) / found.total)
    return found
