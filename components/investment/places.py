"""Where the plan's capital cost goes: to one city alone, or to a group of cities that build together.

What a joint option brings each of its cities is known where its benefit by city is stated (shares of 100 %, as for the
comparison of paying and gaining); the capital cost then goes to the cities in these shares, in whole units. Without it
the money stays with the group and is given to no city: not known is not equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.investment import benefits
from components.investment.apportion import apportion
from components.investment.payments import CAPEX
from components.investment.plan_records import Flow
from components.workshop.records.options import Option
from components.workshop.state import State


@dataclass(frozen=True)
class CityPlace:
    """Capital cost within the plan's years. `alone`: options of this city only; `joint`: its part of joint options;
    `pays`: what the city itself pays of all. `per_head`: alone + joint per inhabitant, None without population. `open`:
    it builds with others what no stated benefit gives to a city, so that `alone` and `joint` are the least it gets.
    """

    city: str
    alone: int
    joint: int
    pays: int
    per_head: float | None
    pays_per_head: float | None
    open: bool

    @property
    def gets(self) -> int:
        """What is known to go to the city."""
        return self.alone + self.joint

    @property
    def known(self) -> bool:
        """Whether anything is known of what goes to it: nothing given of what is open is not zero."""
        return bool(self.gets) or not self.open


@dataclass(frozen=True)
class Group:
    """The options that the same cities build together. `open`: the part of `amount` that no stated benefit gives to a
    city.
    """

    cities: tuple[str, ...]
    options: tuple[str, ...]
    amount: int
    open: int


@dataclass(frozen=True)
class Places:
    """`total` = what goes to all cities + what is open."""

    cities: tuple[CityPlace, ...]
    groups: tuple[Group, ...]
    total: int
    open: int


def places(state: State, flows: Sequence[Flow]) -> Places:
    """Where the capital cost of these rows goes, cities in their order, groups by amount."""
    codes = [city.code for city in state.cities]
    cost: dict[str, int] = {}
    paid = dict.fromkeys(codes, 0)
    for flow in flows:
        if flow.kind == CAPEX:
            cost[flow.option] = cost.get(flow.option, 0) + flow.amount
            if flow.payer in paid and flow.certainty != "gap":
                paid[flow.payer] += flow.amount
    stated = benefits.in_full(state)
    alone, joint = dict.fromkeys(codes, 0), dict.fromkeys(codes, 0)
    groups: dict[tuple[str, ...], list[tuple[str, int, int]]] = {}
    for option, amount in cost.items():
        named = state.one(Option, option).cities
        where = tuple(code for code in codes if code in named) or tuple(codes)
        if len(where) == 1:
            alone[where[0]] += amount
            continue
        shares = stated.get(option)
        for code, part in zip(codes, apportion(shares, amount) if shares else (0,) * len(codes), strict=True):
            joint[code] += part
        groups.setdefault(where, []).append((option, amount, 0 if shares else amount))
    found = tuple(
        Group(where, tuple(sorted(row[0] for row in rows)), sum(row[1] for row in rows), sum(row[2] for row in rows))
        for where, rows in groups.items()
    )
    unsure = {code for group in found if group.open for code in group.cities}
    return Places(
        tuple(
            CityPlace(
                city.code,
                alone[city.code],
                joint[city.code],
                paid[city.code],
                _per_head(alone[city.code] + joint[city.code], city.population),
                _per_head(paid[city.code], city.population),
                city.code in unsure,
            )
            for city in state.cities
        ),
        tuple(sorted(found, key=lambda group: (-group.amount, group.cities))),
        sum(cost.values()),
        sum(group.open for group in found),
    )


def _per_head(amount: int, people: float | None) -> float | None:
    return amount / people if people else None
