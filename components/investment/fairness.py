"""What every city pays against what it gets, and the totals of the plan: sums over the rows of the cash flow,
nothing else.

A city *pays more than its part* when its share of what the cities pay is at least `fairness.heavy` times its share of
the stated benefit. The Gini coefficient of pays/benefit is 0 when every city pays in proportion to what it gets (mean
difference of all pairs over twice the mean, Gini 1912). Both say how costs lie, not whether a partner would do better
elsewhere; that is what `cooperation` asks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from components.framework.parameters import Parameters
from components.investment import benefits
from components.investment.apportion import apportion_percent
from components.investment.cashflow import SURE
from components.investment.payments import CAPEX, OPEX
from components.investment.plan_records import USERS, CityMoney, Flow, Totals
from components.workshop.records.money import Envelope
from components.workshop.state import State

_APPLIED = "applied"
_GAP = "gap"


@dataclass(frozen=True)
class Base:
    """What the plan costs within its years, capital and running cost, and who bears it: `cost` = `outside` + `users` +
    `unpaid` + `cities`. `cities` is the base to share: what is left after outside money and user charges.
    """

    cost: int
    outside: int
    users: int
    unpaid: int
    cities: int


@dataclass(frozen=True)
class Burden:
    """`pays` of the base to share; `per_head` in units of the plan, None without population; `ratio` pays %/benefit %,
    None without data; `heavy`: pays more than its part, None when it is not known.
    """

    city: str
    pays: int
    per_head: float | None
    pays_percent: float | None
    benefit_percent: float | None
    ratio: float | None
    heavy: bool | None


@dataclass(frozen=True)
class Fairness:
    """`gini`: of pays/benefit over the cities, 0 = all alike, None when a ratio is not known."""

    base: Base
    burdens: tuple[Burden, ...]
    gini: float | None


def fairness(state: State, rows: Sequence[Flow], money: Sequence[CityMoney], parameters: Parameters) -> Fairness:
    """How the plan's cost lies on the cities. money: of the same rows, by `cities`."""
    heavy = parameters.value("fairness.heavy")
    heads = {city.code: city.population for city in state.cities}
    burdens = tuple(
        Burden(
            city=row.city,
            pays=row.capex + row.opex,
            per_head=(row.capex + row.opex) / people if (people := heads.get(row.city)) else None,
            pays_percent=row.pays_percent,
            benefit_percent=row.benefit_percent,
            ratio=row.ratio,
            heavy=_heavy(row, heavy),
        )
        for row in money
    )
    ratios = [row.ratio for row in burdens if row.ratio is not None]
    spread = gini(ratios) if len(ratios) == len(burdens) else None
    return Fairness(base(rows, [row.city for row in money]), burdens, spread)


def base(rows: Sequence[Flow], codes: Sequence[str]) -> Base:
    """The base to share. codes: of the cities."""
    costs = [row for row in rows if row.kind in {CAPEX, OPEX}]
    cost = sum(row.amount for row in costs)
    own = sum(row.amount for row in costs if row.payer in codes)
    users = sum(row.amount for row in costs if row.payer not in codes and row.source == USERS)
    unpaid = sum(row.amount for row in costs if row.payer not in codes and row.certainty == _GAP)
    return Base(cost, cost - own - users - unpaid, users, unpaid, own)


def gini(values: Sequence[float]) -> float | None:
    """Gini coefficient of values >= 0, 0 = all alike; None without values or when all are 0."""
    total = math.fsum(values)
    if not values or total <= 0:
        return None
    differences = math.fsum(abs(one - two) for one in values for two in values)
    return differences / (2 * len(values) * total)


def cities(state: State, rows: Sequence[Flow]) -> tuple[CityMoney, ...]:
    """What each city pays and gets, in the order of the cities.

    `pays_percent`: of all that the cities pay, capital and running cost, summing to 100.00. `benefit_percent`: the
    stated shares of the benefit, each option weighing as much as its capital cost; options whose shares do not make 100
    % over the cities are left out, and `benefit_coverage` says so.
    """
    codes = [city.code for city in state.cities]
    capex = [_sum(rows, CAPEX, code) for code in codes]
    opex = [_sum(rows, OPEX, code) for code in codes]
    paid = [one + two for one, two in zip(capex, opex)]
    pays = apportion_percent(paid) if any(paid) else None
    gets, coverage = _benefits(state, rows)
    first = state.setting.first_year
    return tuple(
        CityMoney(
            city=code,
            capex=capex[place],
            opex=opex[place],
            pays_percent=None if pays is None else pays[place],
            benefit_percent=None if gets is None else gets[place],
            ratio=None if pays is None or gets is None or not gets[place] else pays[place] / gets[place],
            envelope=_envelope(state, code),
            first_year=sum(row.amount for row in rows if row.payer == code and row.year == first),
            benefit_coverage=coverage,
        )
        for place, code in enumerate(codes)
    )


def totals(rows: Sequence[Flow], opex_at_completion: int) -> Totals:
    """The totals; capex = secured + applied + gap."""
    capital = [row for row in rows if row.kind == CAPEX]
    capex = sum(row.amount for row in capital)
    secured = sum(row.amount for row in capital if row.certainty in SURE)
    applied = sum(row.amount for row in capital if row.certainty == _APPLIED)
    share = secured / capex if capex else None
    return Totals(capex, opex_at_completion, secured, applied, capex - secured - applied, share)


def _heavy(row: CityMoney, heavy: float) -> bool | None:
    """Who pays and gets nothing of a known benefit pays more than its part."""
    if row.pays_percent is None or row.benefit_percent is None:
        return None
    return row.pays_percent > 0 and row.pays_percent >= heavy * row.benefit_percent


def _sum(rows: Sequence[Flow], kind: str, payer: str) -> int:
    return sum(row.amount for row in rows if row.kind == kind and row.payer == payer)


def _envelope(state: State, city: str) -> float | None:
    years = state.setting.plan_years
    rows = (row for row in state.all(Envelope) if row.city == city and row.year in years)
    stated = [row.amount for row in rows if row.amount is not None]
    return math.fsum(stated) if stated else None


def _benefits(state: State, rows: Sequence[Flow]) -> tuple[tuple[float, ...] | None, float]:
    codes = [city.code for city in state.cities]
    cost: dict[str, int] = {}
    for row in rows:
        if row.kind == CAPEX:
            cost[row.option] = cost.get(row.option, 0) + row.amount
    stated = benefits.in_full(state)
    got = [0.0] * len(codes)
    covered = 0
    for option, amount in cost.items():
        shares = stated.get(option)
        if shares is None:
            continue
        covered += amount
        got = [before + amount * share for before, share in zip(got, shares)]
    whole = sum(cost.values())
    return (apportion_percent(got) if any(got) else None), (covered / whole if whole else 0.0)
