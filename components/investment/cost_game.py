"""Is the key a fair way to share what the joint plan costs? The cost-saving game, the Shapley value, the core.

*The game*, stated so that anybody can check it by hand. What the cities pay for an option of the joint plan, outside
money and user charges taken off, is K. A group of cities that went on its own would build a version for itself: with
its part b of the option's benefit, that costs K·b^e, and nothing when the group gets nothing of the option. The cost
c(S) of a group is the sum over the options of the joint plan, the cost of all what the cities pay in it; what a group
saves by going together is the sum of what its cities would pay each alone, less c(S). With e = 0 every option has to be
built whole by whoever wants it: the upper end of what going together saves. With e between 0 and 1 (the six-tenths
rule of plant cost, Chilton 1950) a smaller version costs less, though not in proportion. The use of one exponent for
every option, and the same rate of outside money for an own version, are own design; the form of the game follows cost
allocation in water supply (Straffin & Heaney 1981; Young, Okada & Hashimoto 1982).

As c is a concave function of a measure for every option, each city adds the less the later it joins: the game is
concave, so that its core has something in it and the Shapley value lies in it (Shapley 1971). The key may lie outside.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from components.errors import DataError, Problem
from components.investment.shapley import Blocking, CoreTest, blocking, core_test, members, shapley

_NOTHING = 1e-12


@dataclass(frozen=True)
class CostGame:
    """`costs`: of every coalition by its bits (`shapley`). `saved`: all alone less all together; `saved_whole`: the
    same if every option had to be built whole. `by_key`, `by_shapley`: what each city pays, both summing to the cost
    of all; the tests: whether a group would do better alone. `blocking`: the groups that would pay less alone than
    under the key, the one that would save most first.
    """

    costs: tuple[float, ...]
    saved: float
    saved_whole: float
    by_key: tuple[float, ...]
    by_shapley: tuple[float, ...]
    key_test: CoreTest
    shapley_test: CoreTest
    blocking: tuple[Blocking, ...]

    @property
    def alone(self) -> tuple[float, ...]:
        """What each city would pay on its own."""
        return tuple(self.costs[1 << place] for place in range(len(self.by_key)))


def cost_game(
    paid: Mapping[str, float],
    parts: Mapping[str, Sequence[float]],
    by_key: Sequence[float],
    *,
    scale: float,
    most_cities: int,
) -> CostGame | None:
    """The game of the joint plan; None when there is nothing to share, fewer than two cities, or more than
    `most_cities`.

    paid: what the cities pay together for each option. parts: every city's part of the option's benefit, summing to 1.
    by_key: what each city pays of all of it. scale: the exponent e. Raises DataError when what the cities pay is not
    what the options cost them.
    """
    count, whole = len(by_key), math.fsum(paid.values())
    if not 2 <= count <= most_cities or whole <= 0:
        return None
    if abs(math.fsum(by_key) - whole) > 1e-6 * whole:
        raise DataError(Problem("plan.fault.allocation", {"amount": f"{math.fsum(by_key):g}", "all": f"{whole:g}"}))
    costs = coalition_costs(paid, parts, count, scale)
    value = shapley(costs)
    return CostGame(
        costs=costs,
        saved=_saved(costs, count),
        saved_whole=_saved(coalition_costs(paid, parts, count, 0.0), count),
        by_key=tuple(float(amount) for amount in by_key),
        by_shapley=value,
        key_test=core_test(costs, by_key),
        shapley_test=core_test(costs, value),
        blocking=blocking(costs, by_key),
    )


def coalition_costs(
    paid: Mapping[str, float], parts: Mapping[str, Sequence[float]], count: int, scale: float
) -> tuple[float, ...]:
    """c(S) of every coalition of `count` cities, by its bits; that of all is exactly the sum of what is paid."""
    if not paid:
        return (0.0,) * (1 << count)
    coalitions = np.arange(2**count)[:, None] >> np.arange(count)[None, :] & 1
    own = coalitions @ np.array([parts[code] for code in paid], float).T
    size = np.where(own > _NOTHING, np.clip(own, _NOTHING, 1.0) ** scale, 0.0)
    costs = size @ np.array(list(paid.values()), float)
    return (0.0, *(float(cost) for cost in costs[1:-1]), math.fsum(paid.values()))


def nearest(game: CostGame) -> tuple[tuple[int, ...], float]:
    """Of the groups that gain by staying under the key, the one that gains least, and what it gains against going on
    its own. The game of a key that some group would leave has none: then the group is empty.
    """
    if game.blocking:
        return (), 0.0
    groups = range(1, len(game.costs) - 1)
    gains = {group: game.costs[group] - math.fsum(game.by_key[place] for place in members(group)) for group in groups}
    least = min(gains, key=lambda group: gains[group])
    return members(least), gains[least]


def _saved(costs: Sequence[float], count: int) -> float:
    return math.fsum(costs[1 << place] for place in range(count)) - costs[-1]
