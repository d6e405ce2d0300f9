"""What the plan costs every year once everything in it runs, after its last year, and who bears that.

Users pay first; the rest is borne as the running cost within the plan is: by the named payer, or by the cities in the
shares of the key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.investment.apportion import apportion
from components.investment.candidates import money_of, opex_shares
from components.investment.plan_records import Sharing
from components.workshop.records.options import Option
from components.workshop.state import State


@dataclass(frozen=True)
class Running:
    """One option per year, constant prices: `cost` = `users` + `outside` + all of `cities` (city, amount).

    `cost` None: the running cost is not known, and then nobody's part of it is.
    """

    option: str
    cost: int | None
    users: int
    outside: int
    cities: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class RunningTotal:
    """All options together; `unknown`: those whose running cost is not known and not in the sums."""

    cost: int
    users: int
    outside: int
    cities: tuple[tuple[str, int], ...]
    unknown: tuple[str, ...]


def running(state: State, sharing: Sharing, options: Iterable[str]) -> tuple[Running, ...]:
    """Every option of `options` in their order."""
    return tuple(_one(state.one(Option, code), state, sharing) for code in options)


def running_total(rows: Iterable[Running], cities: Iterable[str]) -> RunningTotal:
    """The sums; the cities in their given order."""
    rows = tuple(rows)
    known = [row for row in rows if row.cost is not None]
    return RunningTotal(
        cost=sum(row.cost or 0 for row in known),
        users=sum(row.users for row in known),
        outside=sum(row.outside for row in known),
        cities=tuple((city, sum(dict(row.cities).get(city, 0) for row in known)) for city in cities),
        unknown=tuple(row.option for row in rows if row.cost is None),
    )


def _one(option: Option, state: State, sharing: Sharing) -> Running:
    money, shares = money_of(option, state), opex_shares(option, sharing, state)
    if money.opex is None:
        return Running(option.code, None, 0, 0, ())
    codes = [city.code for city in state.cities]
    parts = apportion(shares, money.net_opex) if any(shares) else (0,) * len(codes)
    return Running(
        option.code,
        money.opex,
        money.opex - money.net_opex,
        money.net_opex - sum(parts),
        tuple(zip(codes, parts, strict=True)),
    )
