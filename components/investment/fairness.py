"""What every city pays against what it gets, and the totals of the plan: sums over the rows of the cash flow,
nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from components.investment.apportion import apportion_percent
from components.investment.cashflow import SURE
from components.investment.payments import CAPEX, OPEX
from components.investment.plan import CityMoney, Flow, Totals
from components.workshop.records.money import Envelope
from components.workshop.records.options import BenefitShare
from components.workshop.state import State

_APPLIED = "applied"


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
    stated = {(row.option, row.city): row.percent for row in state.all(BenefitShare) if row.percent is not None}
    got = [0.0] * len(codes)
    covered = 0
    for option, amount in cost.items():
        shares = [stated.get((option, code), 0.0) for code in codes]
        if abs(math.fsum(shares) - 100) > 0.5:
            continue
        covered += amount
        got = [before + amount * share for before, share in zip(got, shares)]
    whole = sum(cost.values())
    return (apportion_percent(got) if any(got) else None), (covered / whole if whole else 0.0)
