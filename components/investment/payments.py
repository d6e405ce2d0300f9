"""Who pays what, when, in whole units, once it is known which options start when.

Outside money pays as much of the capital cost as its terms allow; among the ways to do that, the one is taken in which
the city that is relieved least is relieved most, and the surer money is used first. What is left is shared by the key.
Then everything is rounded at once: every amount is its exact value rounded down or up, every cost is paid exactly, and
no envelope, no ceiling and no source is overdrawn. Such a rounding always exists (controlled rounding, Cox 1987: the
constraints are those of a network); among all it is the one that rounds up the largest fractions, i.e. the largest
remainder wherever no limit stands against it. A source with a share to match stays within its whole units too; where
no rounding reaches that (the limits are then no longer those of a network) it misses by as few units as possible. Where
sources alone pay, the cities pay nothing of the capital cost: what no source covers is a gap.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from components.investment.linear import Floats, Linear
from components.investment.program import Start
from components.investment.question import Question, capex_by_year, opex_by_year

CAPEX, OPEX = "capex", "opex"
_EPS = 1e-6
_LACK, _SUREST_FIRST, _MISS = 1e4, 1e-3, 100.0


@dataclass(frozen=True)
class Payment:
    """One amount of one payer. `payer`: (`city`, place), (`pot`, place) or (`gap`, place of the city that lacks it)."""

    option: str
    year: int
    kind: str
    payer: tuple[str, int]
    amount: int


@dataclass(frozen=True)
class _Charge:
    option: str
    year: int
    kind: str
    amount: int
    shares: tuple[float, ...]


def payments(question: Question, starts: Sequence[Start], *, order: Sequence[float]) -> tuple[Payment, ...]:
    """Every payment of the chosen options. `order`: per pot, lower is used first.

    The payments of an option, kind and year sum exactly to its cost. What no city and no pot can pay is a payment of
    `gap`.
    """
    charges = _charges(question, starts)
    if not charges:
        return ()
    exact = _exact(question, charges, order)
    return _rounded(question, charges, exact)


def _charges(question: Question, starts: Sequence[Start]) -> list[_Charge]:
    found = []
    for code, start in starts:
        candidate = question.by_code[code]
        capex = capex_by_year(candidate, start, question.years)
        opex = opex_by_year(candidate, start, question.years)
        found += [_Charge(code, year, CAPEX, capex[year], candidate.shares) for year in range(question.years)]
        if any(candidate.opex_shares):
            found += [_Charge(code, year, OPEX, opex[year], candidate.opex_shares) for year in range(question.years)]
    return [charge for charge in found if charge.amount]


class _Payments(Linear):
    """`shortfalls`: the columns of what sources with a least share do not reach of it."""

    def __init__(self) -> None:
        super().__init__()
        self.shortfalls: list[int] = []


Cells = dict[tuple[int, str, int], float]
"""Amount by (charge, kind of payer, place of the payer)."""


def _exact(question: Question, charges: Sequence[_Charge], order: Sequence[float]) -> Cells:
    """The payments before rounding, by two linear programs: least paid by the cities, then the relief spread evenly."""
    grants: dict[tuple[int, int], int] = {}
    for place, charge in enumerate(charges):
        for pot, money in enumerate(question.pots):
            if charge.kind == CAPEX and money.pays(charge.option) and any(money.amounts):
                grants[place, pot] = len(grants)
    lacks = {
        (place, city): len(grants) + number
        for number, (place, city) in enumerate(
            (place, city)
            for place, charge in enumerate(charges)
            for city, share in enumerate(charge.shares)
            if share > 0
        )
    }
    made = _Payments()
    for _ in range(len(grants) + len(lacks) + 1):
        made.column(math.inf)
    level = made.columns - 1
    _limits(made, question, charges, grants, lacks)
    loads = _capital_loads(question, charges)
    for city, load in enumerate(loads):
        terms = {column: -charges[place].shares[city] for (place, _), column in grants.items()}
        if load > 0 and not question.sources_only:
            made.row({**terms, level: -load}, -math.inf, -load)
    cost = np.zeros(made.columns)
    cost[list(lacks.values())] = _LACK
    cost[made.shortfalls] = _LACK / 2
    cost[list(grants.values())] = -1.0
    first = made.solve(cost)
    if first.x is None:
        return {}
    best = float(cost @ first.x) + _EPS
    made.row({column: value for column, value in enumerate(cost) if value}, -math.inf, best)
    second = np.zeros(made.columns)
    second[level] = max(math.fsum(loads), 1.0)
    for (_, pot), column in grants.items():
        second[column] = _SUREST_FIRST * order[pot]
    better = made.solve(second)
    return _cells(question, charges, grants, lacks, first.x if better.x is None else better.x)


def _capital_loads(question: Question, charges: Sequence[_Charge]) -> list[float]:
    """What the capital cost would be for each city without any outside money."""
    capital = [charge for charge in charges if charge.kind == CAPEX]
    return [
        math.fsum(charge.amount * charge.shares[city] for charge in capital) for city in range(len(question.envelopes))
    ]


def _limits(
    made: _Payments,
    question: Question,
    charges: Sequence[_Charge],
    grants: dict[tuple[int, int], int],
    lacks: dict[tuple[int, int], int],
) -> None:
    by_charge: dict[int, list[int]] = {}
    for (owner, _), column in grants.items():
        by_charge.setdefault(owner, []).append(column)
    for place, charge in enumerate(charges):
        mine = by_charge.get(place, [])
        missing = {lacks[place, city]: share for city, share in enumerate(charge.shares) if share > 0}
        if _covered(question, charge):
            made.row({**dict.fromkeys(mine, 1.0), **dict.fromkeys(missing, 1.0)}, charge.amount, charge.amount)
            continue
        if mine:
            made.row(dict.fromkeys(mine, 1.0), -math.inf, charge.amount)
        for column, share in missing.items():
            made.row({column: 1.0, **dict.fromkeys(mine, share)}, -math.inf, share * charge.amount)
    _matching(made, question, charges, grants)
    for period in question.periods():
        inside = {place for place, charge in enumerate(charges) if charge.year in period}
        for pot, money in enumerate(question.pots):
            terms = {column: 1.0 for (place, owner), column in grants.items() if owner == pot and place in inside}
            made.row(terms, -math.inf, sum(money.amounts[year] for year in period))
        for city, envelope in enumerate(question.envelopes):
            _city(made, question, charges, grants, lacks, city, inside, sum(envelope[year] for year in period))
    for city in range(len(question.envelopes)):
        most = question.ceiling(city)
        if most is not None:
            _city(made, question, charges, grants, lacks, city, set(range(len(charges))), most)


def _covered(question: Question, charge: _Charge) -> bool:
    """Whether sources alone pay it."""
    return question.sources_only and charge.kind == CAPEX


def _city(
    made: Linear,
    question: Question,
    charges: Sequence[_Charge],
    grants: dict[tuple[int, int], int],
    lacks: dict[tuple[int, int], int],
    city: int,
    inside: set[int],
    limit: int,
) -> None:
    """What the city pays of the charges inside is at most the limit."""
    paid = {place for place in inside if not _covered(question, charges[place])}
    load = math.fsum(charges[place].amount * charges[place].shares[city] for place in paid)
    terms = {column: -charges[place].shares[city] for (place, _), column in grants.items() if place in paid}
    lacking = {lacks[place, city]: -1.0 for place in paid if (place, city) in lacks}
    made.row({**terms, **lacking}, -math.inf, limit - load)


def _matching(
    made: _Payments, question: Question, charges: Sequence[_Charge], grants: dict[tuple[int, int], int]
) -> None:
    """The least and the most that a source with a share to match pays of each option."""
    for pot, money in enumerate(question.pots):
        if not money.matching:
            continue
        for option in dict.fromkeys(charge.option for charge in charges):
            cost = sum(one.amount for one in charges if one.option == option and one.kind == CAPEX)
            terms = {column: 1.0 for (place, owner), column in grants.items()
                     if owner == pot and charges[place].option == option}
            if terms:
                # A choice without enough money is paid as far as it goes: then the least share gives way first.
                given = made.column(math.inf)
                made.shortfalls.append(given)
                least, most = money.bounds(cost)
                made.row(terms, -math.inf, most)
                made.row({**terms, given: 1.0}, least, math.inf)


def _cells(
    question: Question,
    charges: Sequence[_Charge],
    grants: dict[tuple[int, int], int],
    lacks: dict[tuple[int, int], int],
    values: Floats,
) -> Cells:
    cells: Cells = {}
    for place, charge in enumerate(charges):
        outside = {pot: max(float(values[column]), 0.0) for (owner, pot), column in grants.items() if owner == place}
        left, covered = charge.amount - math.fsum(outside.values()), _covered(question, charge)
        cells |= {(place, "pot", pot): amount for pot, amount in outside.items()}
        for city, share in enumerate(charge.shares):
            if share <= 0:
                continue
            lack = max(float(values[lacks[place, city]]), 0.0)
            if covered:
                cells[place, "gap", city] = lack
                continue
            cells[place, "gap", city] = min(lack, share * left)
            cells[place, "city", city] = share * left - min(lack, share * left)
    return {key: value for key, value in cells.items() if value > _EPS}


def _rounded(question: Question, charges: Sequence[_Charge], exact: Cells) -> tuple[Payment, ...]:
    keys = list(exact)
    floors = [math.floor(exact[key] + _EPS) for key in keys]
    fractions = [max(exact[key] - floor, 0.0) for key, floor in zip(keys, floors)]
    open_columns = [place for place, fraction in enumerate(fractions) if fraction > _EPS]
    left = [charge.amount for charge in charges]
    for key, floor in zip(keys, floors):
        left[key[0]] -= floor
    ups = _network_rounding(question, charges, keys, floors, fractions, open_columns, left)
    if ups is None:
        ups = _plain_rounding(keys, fractions, left)
    return tuple(
        Payment(charges[place].option, charges[place].year, charges[place].kind, (kind, payer), floor + up)
        for (place, kind, payer), floor, up in zip(keys, floors, ups)
        if floor + up
    )


def _network_rounding(
    question: Question,
    charges: Sequence[_Charge],
    keys: Sequence[tuple[int, str, int]],
    floors: Sequence[int],
    fractions: Sequence[float],
    open_columns: Sequence[int],
    left: Sequence[int],
) -> list[int] | None:
    """Which cells are rounded up, or None when the solver's tolerance left no room for it."""
    made = Linear()
    column_of = {place: made.column(1) for place in open_columns}
    if not column_of:
        return None if any(left) else [0] * len(keys)
    for charge, remainder in enumerate(left):
        terms = {column_of[place]: 1.0 for place in open_columns if keys[place][0] == charge}
        if len(terms) < remainder or remainder < 0:
            return None
        made.row(terms, remainder, remainder)
    limits = {("city", city): row for city, row in enumerate(question.envelopes)}
    limits |= {("pot", pot): money.amounts for pot, money in enumerate(question.pots)}
    allowed = [
        (payer, period, sum(limit[year] for year in period))
        for payer, limit in limits.items()
        for period in question.periods()
    ]
    whole = tuple(range(question.years))
    most = [(("city", city), whole, question.ceiling(city)) for city in range(len(question.envelopes))]
    allowed += [(payer, period, limit) for payer, period, limit in most if limit is not None]
    by_payer: dict[tuple[str, int], list[int]] = {}
    for place, key in enumerate(keys):
        by_payer.setdefault(key[1:], []).append(place)
    for payer, period, limit in allowed:
        inside = [place for place in by_payer.get(payer, []) if charges[keys[place][0]].year in period]
        terms = {column_of[place]: 1.0 for place in inside if place in column_of}
        made.row(terms, -math.inf, limit - sum(floors[place] for place in inside))
    misses = _matched_rounding(made, question, charges, keys, floors, column_of)
    cost = [-fractions[place] for place in open_columns] + [_MISS] * misses
    solved = made.solve(cost, integers=len(column_of))
    if solved.x is None:
        return None
    return [round(float(solved.x[column_of[place]])) if place in column_of else 0 for place in range(len(keys))]


def _matched_rounding(
    made: Linear,
    question: Question,
    charges: Sequence[_Charge],
    keys: Sequence[tuple[int, str, int]],
    floors: Sequence[int],
    column_of: Mapping[int, int],
) -> int:
    """What a source with a share to match pays of each option stays within its whole bounds. Returns how many columns
    were added for what no rounding reaches of them.
    """
    inside: dict[tuple[int, str], list[int]] = {}
    for place, (charge, kind, payer) in enumerate(keys):
        if kind == "pot" and question.pots[payer].matching:
            inside.setdefault((payer, charges[charge].option), []).append(place)
    before = made.columns
    for (pot, option), places in inside.items():
        least, most = question.pots[pot].bounds(question.by_code[option].capex)
        paid = sum(floors[place] for place in places)
        terms = {column_of[place]: 1.0 for place in places if place in column_of}
        if terms:
            made.row({**terms, made.column(math.inf): 1.0}, least - paid, math.inf)
            made.row({**terms, made.column(math.inf): -1.0}, -math.inf, most - paid)
    return made.columns - before


def _plain_rounding(
    keys: Sequence[tuple[int, str, int]], fractions: Sequence[float], left: Sequence[int]
) -> list[int]:
    """The largest remainder charge by charge, without regard to limits."""
    ups = [0] * len(keys)
    for charge, remainder in enumerate(left):
        mine = [place for place, key in enumerate(keys) if key[0] == charge]
        order = sorted(mine, key=lambda place: -fractions[place])
        for place in order[: max(remainder, 0)]:
            ups[place] = 1
    return ups
