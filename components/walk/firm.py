"""How firm the plan is, worked out when somebody asks: begun beside the page, shown with its progress, kept as last
result until the next is there.

A result is of now as long as nothing changed that it rests on: the question that the plan answers with its money and
limits, the marks on the options, the weights, the range of every cost, the thresholds, and what the plan holds.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from components.framework.catalogue import Catalogue
from components.framework.parameters import load_parameters
from components.investment import firmness, robustness
from components.investment.firmness import Firmness
from components.investment.plan_records import Plan
from components.walk import results
from components.walk.jobs import Job, Jobs
from components.workshop.state import Snapshot
from components.workshop.store import Store

jobs: Jobs[Firmness] = Jobs(16)


@dataclass(frozen=True)
class Standing:
    """What a screen shows. `found`: the last result, None before there is one; `seconds`: how long it took. `old`: it
    rests on something that has changed since. `job`: the work under way. `error`: what the last work raised.
    """

    found: Firmness | None
    seconds: float
    old: bool
    job: Job[Firmness] | None
    error: BaseException | None


def place(store: Store, workshop: str) -> Hashable:
    """The screens of one workshop."""
    return (results.owner(store, workshop), "firm")


def standing(where: Hashable, seen: Snapshot, plan: Plan, catalogue: Catalogue) -> Standing:
    """The last result and the work under way. plan: the one that is shown, of the same snapshot."""
    last, shown = jobs.last(where), jobs.shown(where)
    return Standing(
        found=None if last is None else last.found,
        seconds=0.0 if last is None else last.seconds,
        old=last is not None and last.key != key(seen, plan, catalogue),
        job=None if shown is None or shown.done else shown,
        error=None if shown is None else shown.error,
    )


def start(where: Hashable, seen: Snapshot, plan: Plan, catalogue: Catalogue) -> Job[Firmness]:
    """Begins the work, unless the same is under way or there; what failed or was ended is begun anew."""
    evidence, before = results.evidence(seen, catalogue), jobs.shown(where)
    if before is not None:
        before.again()
    return jobs.show(
        where,
        key(seen, plan, catalogue),
        lambda job: firmness.firmness(seen, evidence, plan, catalogue, load_parameters(), progress=job.at),
    )


def of_now(where: Hashable, seen: Snapshot, plan: Plan, catalogue: Catalogue) -> Firmness | None:
    """The last result if it is of now."""
    found = standing(where, seen, plan, catalogue)
    return None if found.old else found.found


def key(seen: Snapshot, plan: Plan, catalogue: Catalogue) -> Hashable:
    """Everything that a result rests on."""
    evidence, parameters = results.evidence(seen, catalogue), results.parameters(seen)
    codes = dict.fromkeys((*firmness.PARAMETERS, *robustness.PARAMETERS))
    return (
        results.asked(seen, catalogue).question,
        tuple(parameters.value(code) for code in codes),
        tuple((row.code, row.capex_low, row.capex_high, row.uplift_type) for row in seen.state.options),
        evidence.weights.weights,
        tuple(
            (row.item, row.subject, row.counts, row.city_medians, row.group_medians, row.flag)
            for row in evidence.agreements
            if row.instrument == "options"
        ),
        tuple(line.option for line in plan.lines if line.chosen),
        seen.state.setting.size_weight,
    )
