"""A cost key tried out on the plan as it stands: the same options in the same years, shared otherwise.

Nothing is searched anew, so that the answer is there at once; what a city then lacks shows that with this key another
plan may be the best one. Amounts are of the whole plan, capital and running cost, in whole units, and pay the plan's
cost exactly (`payments`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.apportion import apportion
from components.investment.candidates import question
from components.investment.partners import starts_of
from components.investment.payments import payments
from components.investment.plan_records import CityShare, Plan, Stated
from components.investment.sharing import with_mix
from components.workshop.state import State

EQUAL, POPULATION = "equal", "population"
_ROUNDING = 0.0101
"""Percent by which rounding alone moves a share at most."""


@dataclass(frozen=True)
class TrialRow:
    """One city under a key: its share in percent, what it pays over the plan, and what it lacks of that. `held`: its
    share without least and most, where one of them moved it; None elsewhere.
    """

    city: str
    percent: float
    pays: int
    lacks: int
    held: float | None = None


@dataclass(frozen=True)
class Trial:
    """`valid`: whether the key can be used; then `problems` is empty. `amounts`: whether there is a plan to pay for.

    `rows`: in the order of the cities; what they pay and lack together with outside money is the cost of the plan.
    """

    mix: tuple[tuple[str, float], ...]
    rows: tuple[TrialRow, ...]
    valid: bool
    problems: tuple[Stated, ...]
    amounts: bool

    @property
    def lacks(self) -> int:
        """What all cities lack."""
        return sum(row.lacks for row in self.rows)


def rounded_mix(weights: Mapping[str, float]) -> dict[str, float]:
    """Weights of any sum as whole percents that sum to exactly 100; all zero counts as equal; empty stays empty."""
    parts = apportion(list(weights.values()), 100)
    return {key: float(part) for key, part in zip(weights, parts, strict=False)}


def trial(
    state: State, plan: Plan, mix: Mapping[str, float], catalogue: Catalogue, parameters: Parameters
) -> Trial:
    """The plan's options and years under another mix of keys (key -> percent)."""
    tried = with_mix(state, mix, catalogue, parameters)
    asked = question(state, plan.scores, tried, catalogue, parameters)
    starts = [(code, start) for code, start in starts_of(state, plan) if code in asked.by_code]
    paid = payments(asked, starts, order=[float(place) for place in range(len(asked.pots))])
    sums = {(kind, place): 0 for kind in ("city", "gap") for place in range(len(state.cities))}
    for row in paid:
        if row.payer in sums:
            sums[row.payer] += row.amount
    rows = tuple(
        TrialRow(share.city, share.percent, sums["city", place], sums["gap", place], _held(share))
        for place, share in enumerate(tried.shares)
    )
    return Trial(tried.mix, rows, tried.valid, tried.problems, bool(starts))


def _held(share: CityShare) -> float | None:
    """The share before floors and caps when they, and not rounding alone, made it another."""
    return share.raw if abs(share.raw - share.percent) > _ROUNDING else None
