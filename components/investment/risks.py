"""The risk register: how large each risk is, who bears its cost, which are the largest.

Rating = likelihood x impact, 1 to 25. A rating needs both; a risk without one is not rated and never taken for a small
one. The cost if it happens falls on the cities that the risk is shared between (all partners when none is named), by
shares of its own or, without any, by their parts in the cost key. Parts are whole units that sum to exactly the cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from components.framework.parameters import Parameters
from components.investment.apportion import apportion_percent
from components.investment.plan_records import Sharing
from components.investment.shares import split
from components.workshop.records.delivery import Risk, RiskShare
from components.workshop.state import State

RED, AMBER, GREEN, UNRATED = "red", "amber", "green", "unrated"
OWN, KEY, OPEN_SHARES = "own", "key", "open"
OVER = ("closed", "happened")
"""Statuses of a risk that nobody waits for any more."""
_WHOLE = 0.005


@dataclass(frozen=True)
class Rated:
    """One risk as the room sees it. `level`: red, amber, green or unrated; `residual` and `residual_level` the same
    after what is done about it. `by`: own (shares of the risk), key (the cost key) or open (they do not make 100).

    `shares`: (city, percent) of those who bear it, summing to 100, empty when open. `parts`: (city, money), empty when
    the cost or the shares are not known.
    """

    risk: Risk
    rating: int | None
    level: str
    residual: int | None
    residual_level: str
    by: str
    shares: tuple[tuple[str, float], ...]
    parts: tuple[tuple[str, Decimal], ...]

    @property
    def live(self) -> bool:
        """Whether it may still happen."""
        return self.risk.status not in OVER


def register(state: State, sharing: Sharing, parameters: Parameters) -> tuple[Rated, ...]:
    """All risks, the largest first; those without a rating at the end, then by code."""
    rows = [rated(state, risk, sharing, parameters) for risk in state.all(Risk)]
    return tuple(sorted(rows, key=lambda row: (-(row.rating or 0), row.risk.code)))


def largest(rows: Sequence[Rated], parameters: Parameters) -> tuple[Rated, ...]:
    """The largest live risks, for the page for decision."""
    return tuple(row for row in rows if row.live and row.rating is not None)[: int(parameters.value("risk.top"))]


def rated(state: State, risk: Risk, sharing: Sharing, parameters: Parameters) -> Rated:
    """One risk with its rating, its bearers and their parts of the cost."""
    rating = _product(risk.likelihood, risk.impact)
    residual = _product(risk.residual_likelihood, risk.residual_impact)
    by, shares = shares_of(state, risk, sharing)
    parts: tuple[tuple[str, Decimal], ...] = ()
    if risk.cost is not None and shares:
        # A float such as 0.1 is meant as typed, so its shortest form is split
        found = split(f"{risk.cost:.12g}", pd.Series(dict(shares)))
        parts = tuple((city, found[city]) for city, _ in shares)
    return Rated(
        risk, rating, level(rating, parameters), residual, level(residual, parameters), by, shares, parts
    )


def level(rating: int | None, parameters: Parameters) -> str:
    """Red, amber or green by the thresholds in force."""
    if rating is None:
        return UNRATED
    if rating >= parameters.value("risk.red"):
        return RED
    return AMBER if rating >= parameters.value("risk.amber") else GREEN


def bearers(state: State, risk: Risk) -> tuple[str, ...]:
    """The cities that bear a risk, in their order: those named, or all."""
    codes = tuple(city.code for city in state.cities)
    named = tuple(code for code in codes if code in risk.shared_between)
    return named or codes


def shares_of(state: State, risk: Risk, sharing: Sharing) -> tuple[str, tuple[tuple[str, float], ...]]:
    """By which key the cost is shared, and the percentages of those who bear it."""
    cities = bearers(state, risk)
    given: Mapping[str, float | None] = {row.city: row.percent for row in state.all(RiskShare) if row.risk == risk.code}
    entered = {city: given[city] for city in cities if given.get(city) is not None}
    if entered:
        raw = [entered.get(city) or 0.0 for city in cities]
        if abs(sum(raw) - 100) >= _WHOLE:
            return OPEN_SHARES, ()
        return OWN, tuple(zip(cities, apportion_percent(raw), strict=True))
    percents = {share.city: share.percent for share in sharing.shares}
    if not sharing.valid or not sum(percents.get(city, 0.0) for city in cities):
        return OPEN_SHARES, ()
    parts = apportion_percent([percents.get(city, 0.0) for city in cities])
    return KEY, tuple(zip(cities, parts, strict=True))


def by_city(rows: Sequence[Rated]) -> dict[str, Decimal]:
    """What the known costs of all live risks would be together, by city."""
    found: dict[str, Decimal] = {}
    for row in rows:
        for city, amount in row.parts if row.live else ():
            found[city] = found.get(city, Decimal(0)) + amount
    return found


def lacks(row: Rated) -> tuple[str, ...]:
    """What a risk lacks before one can rely on the register: rating, and for a red one its owner and date."""
    found = [] if row.rating is not None else ["rating"]
    if row.live and row.level == RED:
        found += [name for name in ("owner", "due") if not getattr(row.risk, name).strip()]
    return tuple(found)


def _product(likelihood: int | None, impact: int | None) -> int | None:
    return None if likelihood is None or impact is None else likelihood * impact
