"""The question as a mixed-integer program.

Columns: one binary per option and possible start; outside money per option, pot and year; on demand, money that is
missing per city and year. Pots for the same options are added up: for the choice it does not matter which of them pays.
Money is scaled so that the solver's tolerance stays far under one unit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from components.investment.linear import Floats, Linear
from components.investment.question import Candidate, Pot, Question, capex_by_year, opex_by_year

Start = tuple[str, int]


class Program(Linear):
    """The columns and rows of a question. The first columns are `starts`; `missing`: the column per city and year."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.starts: list[Start] = []
        self.missing: dict[tuple[int, int], int] = {}
        self.scale = 1.0

    def cheapest(self, cost: Floats, *, gap: float, seconds: float) -> Any:
        """The cheapest solution in which every start is taken or not."""
        return self.solve(cost, integers=len(self.starts), gap=gap, seconds=seconds)


def program(
    question: Question,
    allowed: Mapping[str, Sequence[int]],
    *,
    forced: frozenset[str] = frozenset(),
    money: bool = True,
    shortage: bool = False,
) -> Program:
    """Rows and columns for the options in `allowed` (code -> possible starts).

    forced: options that must be in. money: False leaves the money out, to see whether the rest can hold. shortage: adds
    columns for money that is missing, per city and year.
    """
    made = Program(question)
    for code, years in allowed.items():
        for start in years:
            made.starts.append((code, start))
            made.column(1)
    _logic(made, allowed, forced)
    if money:
        _money(made, allowed, shortage=shortage)
    return made


def _logic(made: Program, allowed: Mapping[str, Sequence[int]], forced: frozenset[str]) -> None:
    question = made.question
    columns = {code: [place for place, start in enumerate(made.starts) if start[0] == code] for code in allowed}
    for code in allowed:
        made.row(dict.fromkeys(columns[code], 1.0), 1 if code in forced else 0, 1)
        candidate = question.by_code[code]
        for other in candidate.excludes:
            if other in allowed and other != code:
                made.row(dict.fromkeys([*columns[code], *columns[other]], 1.0), 0, 1)
        for needed in candidate.requires:
            if needed not in allowed:
                made.row(dict.fromkeys(columns[code], 1.0), 0, 0)
                continue
            build = question.by_code[needed].build
            for year in range(question.years):
                terms = {place: 1.0 for place in columns[code] if made.starts[place][1] <= year}
                for place in columns[needed]:
                    if made.starts[place][1] + build <= year:
                        terms[place] = terms.get(place, 0) - 1.0
                made.row(terms, -math.inf, 0)


def merged(pots: Sequence[Pot]) -> tuple[Pot, ...]:
    """Pots for the same options added up."""
    found: dict[frozenset[str], Pot] = {}
    for pot in pots:
        key = frozenset(pot.options)
        before = found.get(key)
        added = before.amounts if before else (0,) * len(pot.amounts)
        amounts = tuple(one + two for one, two in zip(added, pot.amounts))
        found[key] = Pot(pot.code, tuple(sorted(key)), amounts)
    return tuple(found.values())


def _money(made: Program, allowed: Mapping[str, Sequence[int]], *, shortage: bool) -> None:
    question = made.question
    pots = merged(question.pots)
    largest = max((question.by_code[code].capex for code in allowed), default=1)
    made.scale = max(largest, 1) / 100
    grants = _grants(made, allowed, pots)
    for pot_place, pot in enumerate(pots):
        used = [(year, column) for (_, place, year), column in grants.items() if place == pot_place]
        for period in question.periods():
            terms = {column: 1.0 for year, column in used if year in period}
            made.row(terms, -math.inf, sum(pot.amounts[year] for year in period) / made.scale)
    if shortage:
        cells = [(city, year) for city in range(len(question.envelopes)) for year in range(question.years)]
        made.missing = {cell: made.column(math.inf) for cell in cells}
    for city, envelope in enumerate(question.envelopes):
        for period in question.periods():
            terms = _city_terms(made, city, period, grants)
            made.row(terms, -math.inf, sum(envelope[year] for year in period) / made.scale)


def _grants(
    made: Program, allowed: Mapping[str, Sequence[int]], pots: Sequence[Pot]
) -> dict[tuple[str, int, int], int]:
    """Columns of outside money by option, pot and year; together they pay at most the option's cost of the year."""
    question = made.question
    found: dict[tuple[str, int, int], int] = {}
    for code in allowed:
        paying = [place for place, pot in enumerate(pots) if pot.pays(code) and any(pot.amounts)]
        cost = _costs(question.by_code[code], made)
        for year in range(question.years):
            spent = {column: -row[0][year] / made.scale for column, row in cost.items() if row[0][year]}
            if not spent or not paying:
                continue
            for place in paying:
                found[code, place, year] = made.column(math.inf)
            made.row({**spent, **{found[code, place, year]: 1.0 for place in paying}}, -math.inf, 0)
    return found


def _costs(candidate: Candidate, made: Program) -> dict[int, tuple[tuple[int, ...], tuple[int, ...]]]:
    years = made.question.years
    return {
        column: (capex_by_year(candidate, start, years), opex_by_year(candidate, start, years))
        for column, (code, start) in enumerate(made.starts)
        if code == candidate.code
    }


def _city_terms(
    made: Program, city: int, period: tuple[int, ...], grants: Mapping[tuple[str, int, int], int]
) -> dict[int, float]:
    question = made.question
    terms: dict[int, float] = {}
    for column, (code, start) in enumerate(made.starts):
        candidate = question.by_code[code]
        capex = capex_by_year(candidate, start, question.years)
        opex = opex_by_year(candidate, start, question.years)
        load = candidate.shares[city] * sum(capex[year] for year in period)
        load += candidate.opex_shares[city] * sum(opex[year] for year in period)
        terms[column] = load / made.scale
    for (code, _, year), column in grants.items():
        if year in period:
            terms[column] = -question.by_code[code].shares[city]
    for (other, year), column in made.missing.items():
        if other == city and year in period:
            terms[column] = -1.0
    return terms
