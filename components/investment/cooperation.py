"""Is it worth going together, and is the key a fair way to share what it costs?

*The surplus* is what the joint plan is worth (sum of the scores) beyond what all cities could do each on its own.

*The game*, stated so that anybody can check it. The cost of a group of cities is what it would have to pay alone to be
as well off as it is in the joint plan: what its own best plan costs its cities, plus what that plan lacks in worth
against the group's part of the joint plan, each point at the price that the joint plan pays for a point. Money is what
cities pay of the capital cost after outside money and user charges; the cost of all is what they pay in the joint plan.
An option's worth goes to cities by its stated shares of the benefit, or evenly to its cities where none is stated in
full (own design; the savings are shared after Shapley 1953, see `shapley`).

Coalitions are solved exactly up to `shapley.exact_cities` cities, beyond that by the linear relaxation and labelled
approximate, up to `shapley.most_cities`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.framework.parameters import Parameters
from components.investment.coalitions import Told, alone, bearers, every_coalition
from components.investment.question import Question
from components.investment.shapley import CoreTest, core_test, least_core, members, shapley
from components.workshop.records.options import BenefitShare
from components.workshop.state import State

PARAMETERS = ("shapley.exact_cities", "shapley.most_cities")
_HALF = 0.5
"""Percent by which stated parts may miss the whole, as entered by hand in whole numbers."""


@dataclass(frozen=True)
class OnItsOwn:
    """What one city could do with its own money and the options that it can carry. `value`: sum of the scores; `cost`:
    what it pays of the capital cost. `benefit`: its part of the joint plan's worth, in the same points.
    """

    city: int
    options: tuple[str, ...]
    value: float
    cost: float
    benefit: float


@dataclass(frozen=True)
class Together:
    """`joint`: worth of the joint plan; `surplus`: beyond the sum of what the cities do on their own, in points of
    score. `benefit_coverage`: share (0–1) of the joint worth for which the benefit by city is stated.
    """

    joint: float
    surplus: float
    cities: tuple[OnItsOwn, ...]
    benefit_coverage: float


@dataclass(frozen=True)
class CostGame:
    """The cost-saving game and two ways to share. `costs`: of every coalition by its bits (`shapley`); `saved`: all
    alone less all together. `by_key`, `by_shapley`: what each city pays, both summing to the cost of all; `key_test`,
    `shapley_test`: whether a group would do better alone; `core_empty`: no way to share holds all groups.
    `exact`: False when coalitions were valued by the relaxation.
    """

    costs: tuple[float, ...]
    saved: float
    by_key: tuple[float, ...]
    by_shapley: tuple[float, ...]
    key_test: CoreTest
    shapley_test: CoreTest
    core_empty: bool
    exact: bool


def together(
    question: Question, chosen: Sequence[str], key: Sequence[float], benefit: Mapping[str, Sequence[float]]
) -> Together:
    """The joint plan against each city on its own.

    chosen: codes of the joint plan. key: share of every city, any sum. benefit: option -> percent by city, only those
    that are stated in full.
    """
    parts, covered = _benefits(question, chosen, benefit)
    joint = math.fsum(question.by_code[code].value for code in chosen)
    own = []
    for city in range(len(question.envelopes)):
        found = alone(question, 1 << city, key)
        own.append(OnItsOwn(city, found.options, found.value, found.cost, parts[city]))
    surplus = joint - math.fsum(row.value for row in own)
    return Together(joint, surplus, tuple(own), covered / joint if joint else 0.0)


def cost_game(
    question: Question,
    chosen: Sequence[str],
    paid: Sequence[float],
    key: Sequence[float],
    benefit: Mapping[str, Sequence[float]],
    parameters: Parameters,
    *,
    exact: bool = False,
    progress: Told | None = None,
) -> CostGame | None:
    """The game of the joint plan; None when there is nothing to share, fewer than two cities, or too many.

    paid: what each city pays of the capital cost in the joint plan. exact: whole options however many cities there
    are. progress: as `every_coalition`.
    """
    count, whole = len(question.envelopes), math.fsum(paid)
    joint = math.fsum(question.by_code[code].value for code in chosen)
    if not 2 <= count <= int(parameters.value("shapley.most_cities")) or whole <= 0 or joint <= 0:
        return None
    wanted = exact or count <= int(parameters.value("shapley.exact_cities"))
    found = every_coalition(question, key, exact=wanted, progress=progress)
    parts, _ = _benefits(question, chosen, benefit)
    price = whole / joint
    costs = [0.0]
    for coalition in range(1, 2**count - 1):
        lacking = math.fsum(parts[place] for place in members(coalition)) - found[coalition].value
        costs.append(found[coalition].cost + price * lacking)
    costs.append(whole)
    value = shapley(costs)
    return CostGame(
        costs=tuple(costs),
        saved=math.fsum(costs[1 << place] for place in range(count)) - whole,
        by_key=tuple(float(amount) for amount in paid),
        by_shapley=value,
        key_test=core_test(costs, paid),
        shapley_test=core_test(costs, value),
        core_empty=least_core(costs).excess > 1e-6 * whole,
        exact=all(row.exact for row in found),
    )


def stated_benefits(state: State) -> dict[str, tuple[float, ...]]:
    """Percent of the benefit by city, in the order of the cities, of the options for which it is stated in full."""
    stated = {(row.option, row.city): row.percent for row in state.all(BenefitShare) if row.percent is not None}
    rows = {
        option.code: tuple(stated.get((option.code, city.code), 0.0) for city in state.cities)
        for option in state.options
    }
    return {code: row for code, row in rows.items() if abs(math.fsum(row) - 100) <= _HALF}


def _benefits(
    question: Question, chosen: Sequence[str], benefit: Mapping[str, Sequence[float]]
) -> tuple[list[float], float]:
    """Every city's part of the joint worth, and the worth for which the parts are stated."""
    cities = range(len(question.envelopes))
    parts, covered = [0.0 for _ in cities], 0.0
    for code in chosen:
        item = question.by_code[code]
        stated = benefit.get(code)
        if stated is None:
            bearing = members(bearers(item)) or tuple(cities)
            stated = [float(city in bearing) for city in cities]
        else:
            covered += item.value
        total = math.fsum(stated)
        parts = [part + item.value * share / total for part, share in zip(parts, stated, strict=True)]
    return parts, covered
