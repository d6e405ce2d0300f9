"""Who can stop a decision of the partnership, and whose vote can turn it.

A decision is taken when the cities that say yes meet every condition of the rule: a part of the cities, of their
people, or of the votes. A city that does not say yes counts as no: parts are of all members, not of those who came, so
that staying away never helps a proposal (own design). A majority stated as 50 % is more than half; any other is at
least that part, where hundredths as they are printed count (two of three cities are 66.67 %).

Every one of the 2^n groups is looked at, so the numbers are exact. A city has a swing in each group that decides with
it and not without it. Its share of all swings is the Banzhaf index (Banzhaf 1965); its swings over the groups of the
others, 2^(n-1), are the chance that it turns a vote when the others toss coins (Penrose 1946). Both say what a rule
allows, not how anybody votes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from components.framework.parameters import Parameters
from components.investment.plan_records import Sharing, Stated
from components.workshop.records.delivery import CityVotes
from components.workshop.records.partnership import Governance
from components.workshop.state import State

UNANIMITY, DOUBLE, BY_KEY, EQUAL, AGREED = (
    "unanimity",
    "double_majority",
    "weighted_by_key",
    "one_city_one_vote",
    "agreed_votes",
)
RULES = (UNANIMITY, EQUAL, DOUBLE, BY_KEY, AGREED)
ALONE, TOGETHER, NEVER = "alone", "together", "never"
HALF, _HALF_A_HUNDREDTH = 50.0, 0.005


@dataclass(frozen=True)
class Condition:
    """What the cities that say yes must reach. `of`: cities, people or votes; `weights`: of every city, >= 0, not all
    zero; `percent`: the part of their sum that is needed, 50 to 100, where 50 is more than half.
    """

    of: str
    weights: tuple[float, ...]
    percent: float


@dataclass(frozen=True)
class Power:
    """What a rule gives to each city, in the order of `cities`; coalitions are in that order too.

    `blocking`: the smallest groups without which nothing is decided. `deciding`: the smallest groups that decide.
    `swings`: groups that decide with the city and not without it. `away`: how many cities must stay away so that the
    quorum is missed, 0 without a quorum. `problems`: why nothing could be worked out.
    """

    rule: str
    cities: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    blocking: tuple[tuple[str, ...], ...] = ()
    deciding: tuple[tuple[str, ...], ...] = ()
    swings: tuple[int, ...] = ()
    away: int = 0
    problems: tuple[Stated, ...] = ()

    @property
    def share_of_swings(self) -> tuple[float, ...]:
        """The Banzhaf index of every city, 0 to 1; they sum to 1."""
        return tuple(count / sum(self.swings) for count in self.swings)

    @property
    def turns(self) -> tuple[float, ...]:
        """Penrose's measure: how often a city turns the vote when all others toss coins, 0 to 1."""
        return tuple(count / 2 ** (len(self.cities) - 1) for count in self.swings)

    def standing(self, city: str) -> str:
        """Whether the city can stop a decision `alone`, only `together` with others, or its vote `never` counts."""
        if (city,) in self.blocking:
            return ALONE
        return TOGETHER if any(city in group for group in self.blocking) else NEVER


def power_of(state: State, sharing: Sharing, parameters: Parameters, *, rule: str = "") -> Power:
    """The power of the partners under a rule; without one, under the rule that was chosen.

    Empty with the problems when the rule is not chosen or its votes are not known.
    """
    governance, cities = state.one(Governance), state.cities
    codes = tuple(city.code for city in cities)
    rule = rule or governance.decision_rule
    if not rule:
        return Power("", codes, problems=(("plan.power.no_rule", ()),))
    most = int(parameters.value("power.most_cities"))
    if len(cities) > most:
        return Power(rule, codes, problems=(("plan.power.too_many", (("n", len(cities)), ("most", str(most)))),))
    conditions, problems = _conditions(state, sharing, parameters, rule)
    if problems or not cities:
        return Power(rule, codes, problems=tuple(problems))
    quorum = governance.quorum_cities
    away = len(codes) - quorum + 1 if quorum is not None and 0 < quorum <= len(codes) else 0
    return measured(rule, codes, conditions, away=away)


def measured(rule: str, cities: Sequence[str], conditions: Sequence[Condition], *, away: int = 0) -> Power:
    """Power under stated conditions: at least one city, and a rule that all cities together meet."""
    count, everybody = len(cities), 2 ** len(cities) - 1
    wins = [True] * (everybody + 1)
    for condition in conditions:
        reached = _sums(condition.weights)
        whole = reached[-1]
        wins = [win and _enough(part, whole, condition.percent) for win, part in zip(wins, reached, strict=True)]
    deciding = [group for group in range(everybody + 1) if wins[group] and not _any_smaller(wins, group, count)]
    # A group blocks when the others do not suffice; it is smallest when each member is needed for that
    blocks = [not wins[everybody ^ group] for group in range(everybody + 1)]
    blocking = [group for group in range(everybody + 1) if blocks[group] and not _any_smaller(blocks, group, count)]
    swings = [
        sum(wins[group] and not wins[group ^ (1 << place)] for group in range(everybody + 1) if group >> place & 1)
        for place in range(count)
    ]
    return Power(
        rule,
        tuple(cities),
        tuple(conditions),
        _named(cities, blocking),
        _named(cities, deciding),
        tuple(swings),
        away,
    )


def _conditions(
    state: State, sharing: Sharing, parameters: Parameters, rule: str
) -> tuple[tuple[Condition, ...], list[Stated]]:
    governance, cities = state.one(Governance), state.cities
    usual = parameters.value("power.majority_percent")
    percent = usual if governance.majority_percent is None else governance.majority_percent
    ones = tuple(1.0 for _ in cities)
    if rule == UNANIMITY:
        return (Condition("cities", ones, 100.0),), []
    if rule == EQUAL:
        return (Condition("cities", ones, percent),), []
    if rule == DOUBLE:
        unknown = [city.name or city.code for city in cities if city.population is None]
        people = percent if governance.people_percent is None else governance.people_percent
        of_people = Condition("people", tuple(city.population or 0.0 for city in cities), people)
        missing: list[Stated] = [("plan.power.no_population", (("city", name),)) for name in unknown]
        return (Condition("cities", ones, percent), of_people), missing
    if rule == BY_KEY:
        shares = {share.city: share.percent for share in sharing.shares}
        weights = tuple(shares.get(city.code, 0.0) for city in cities)
        return (Condition("votes", weights, percent),), [] if sharing.valid else [("plan.power.no_key", ())]
    votes = {row.code: row.votes for row in state.all(CityVotes)}
    given = [votes.get(city.code) for city in cities]
    found: list[Stated] = [
        ("plan.power.no_votes", (("city", city.name or city.code),))
        for city, value in zip(cities, given, strict=True)
        if value is None
    ]
    if not found and not any(given):
        found.append(("plan.power.all_zero", ()))
    return (Condition("votes", tuple(value or 0.0 for value in given), percent),), found


def _enough(part: float, whole: float, percent: float) -> bool:
    reached = 100 * part / whole
    if percent <= HALF:
        return reached > HALF + 1e-9
    return reached > percent - _HALF_A_HUNDREDTH


def _sums(weights: Sequence[float]) -> list[float]:
    """The sum of the weights of every group: bit n of a group is city n."""
    found = [0.0]
    for weight in weights:
        found += [math.fsum((part, weight)) for part in found]
    return found


def _any_smaller(holds: Sequence[bool], group: int, count: int) -> bool:
    """Whether the group still holds when one of its members is taken away; enough, because more never hurts."""
    return any(holds[group ^ (1 << place)] for place in range(count) if group >> place & 1)


def _named(cities: Sequence[str], groups: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    named = [tuple(city for place, city in enumerate(cities) if group >> place & 1) for group in groups]
    return tuple(sorted(named, key=lambda group: (len(group), [cities.index(city) for city in group])))
