"""Fairness and cooperation of a workshop's plan, made once per version and kept, as `walk.results` keeps the plan.

Each is of the plan that is given: the one on the screen, even while a better one is sought.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from components.framework.catalogue import Catalogue
from components.investment import partners
from components.investment.key_trial import Trial
from components.investment.key_trial import trial as make_trial
from components.investment.leaving import Leaving, leaving, refusing
from components.investment.partners import Cooperation, Groups, Told, starts_of
from components.investment.plan_records import Plan
from components.investment.portfolio import Selection
from components.investment.program import Start
from components.investment.usual import partner_leaves
from components.walk import results, whatifs
from components.walk.jobs import Job, Jobs
from components.walk.results import Kept
from components.walk.solving import Asked, proven_share
from components.workshop.state import Snapshot

_cooperations: Kept[Cooperation] = Kept(16)
_groups: Kept[Groups | None] = Kept(16)
_trials: Kept[Trial] = Kept(128)
_without: Jobs[Leaving] = Jobs(32)


def trial(seen: Snapshot, plan: Plan, catalogue: Catalogue, mix: Mapping[str, float]) -> Trial:
    """The plan's options and years shared by another mix of keys, without a search."""
    return _trials.get(
        (id(plan), id(catalogue), tuple(mix.items())),
        lambda: make_trial(seen.state, plan, mix, catalogue, results.parameters(seen)),
        holds=(seen, plan, catalogue),
    )


def cooperation(seen: Snapshot, plan: Plan, catalogue: Catalogue, progress: Told | None = None) -> Cooperation:
    """Who pays and gets what, what going together is worth, and whether any partner loses."""
    return _cooperations.get(
        (id(plan), id(catalogue)),
        lambda: partners.cooperation(seen.state, plan, catalogue, results.parameters(seen), progress=progress),
        holds=(seen, plan, catalogue),
    )


def groups(
    seen: Snapshot, plan: Plan, catalogue: Catalogue, *, exact: bool = False, progress: Told | None = None
) -> Groups | None:
    """What every group of cities could do with its own money against the joint plan."""
    return _groups.get(
        (id(plan), id(catalogue), exact),
        lambda: partners.groups(
            seen.state, plan, catalogue, results.parameters(seen), exact=exact, progress=progress
        ),
        holds=(seen, plan, catalogue),
    )


def leaving_job(
    place: Hashable, seen: Snapshot, plan: Plan, catalogue: Catalogue, city: int, option: str = ""
) -> Job[Leaving]:
    """The search for the plan if the city at this place left, or, with an option, said no to paying for it: begun
    beside the page unless it is there. place: the screen that shows it.
    """
    asked, starts = results.asked(seen, catalogue), starts_of(seen.state, plan)
    rest = None if option else results.asked(_left(seen, catalogue, city), catalogue)
    key = (asked, rest, starts, city, option)
    return _without.show(place, key, lambda job: _found(asked, rest, starts, city, option, job))


def _left(seen: Snapshot, catalogue: Catalogue, city: int) -> Snapshot:
    """The workshop without the city at this place: what a scenario of the same name holds."""
    return whatifs.tried(seen, catalogue, partner_leaves(seen.state.cities[city].code))


def _found(
    asked: Asked, rest: Asked | None, starts: Sequence[Start], city: int, option: str, job: Job[Leaving]
) -> Leaving:
    def report(best: Selection) -> None:
        job.at(proven_share(best))

    def ended() -> bool:
        # What an ended search had found until then is no answer: this raises
        job.at(0.0)
        return False

    limits: dict[str, Any] = {"gap": asked.gap, "seconds": asked.seconds, "report": report, "cancelled": ended}
    if rest is None:
        found = refusing(asked.question, starts, option, city, **limits)
    else:
        found = leaving(asked.question, starts, city, rest.question, **limits)
    job.at(1.0)
    return found
