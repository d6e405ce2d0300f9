"""Questions for tests of the solver, and an answer by trying everything."""

from __future__ import annotations

import itertools
import random

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from components.investment.question import Candidate, Floor, Pot, Question, capex_by_year, opex_by_year


def candidate(code, value=1.0, capex=10, *, build=1, earliest=0, opex=0, shares=(1.0,), **values):
    """An option of one city that costs nothing to run, unless said otherwise."""
    return Candidate(code, value, capex, build, earliest, opex, tuple(shares), tuple(shares), **values)


def knapsack(profits, weights, capacities):
    """A multi-dimensional knapsack as one year with a city per capacity; weights are shares of a cost of 1,000,000."""
    whole = 1_000_000
    items = []
    for number, profit in enumerate(profits):
        row = tuple(line[number] / whole for line in weights)
        items.append(Candidate(f"P{number:02d}", profit, whole, 1, 0, 0, row, row))
    return Question(1, tuple((limit,) for limit in capacities), (), tuple(items))


def random_question(seed, *, options=4, cities=2, years=3, pots=0, carry_over=True):
    """A small question with requirements, exclusions, running costs and, on demand, outside money."""
    dice = random.Random(seed)
    codes = [f"P{number}" for number in range(options)]
    items = []
    for code in codes:
        share = dice.random()
        shares = (share, 1 - share) if cities == 2 else (1.0,)
        others = [other for other in codes if other != code]
        items.append(
            Candidate(
                code,
                float(dice.randint(1, 40)),
                dice.randint(5, 40),
                dice.choice([1, 1, 2]),
                dice.choice([0, 0, 1]),
                dice.choice([0, 1, 3]),
                shares,
                shares,
                requires=tuple(dice.sample(others, 1)) if dice.random() < 0.25 else (),
                excludes=tuple(dice.sample(others, 1)) if dice.random() < 0.25 else (),
            )
        )
    envelopes = tuple(tuple(dice.randint(0, 14) for _ in range(years)) for _ in range(cities))
    outside = tuple(
        Pot(f"F{number}", tuple(dice.sample(codes, 2)) if dice.random() < 0.6 else (),
            tuple(dice.randint(0, 9) for _ in range(years)))
        for number in range(pots)
    )
    return Question(years, envelopes, outside, tuple(items), carry_over)


@st.composite
def questions_with_every_limit(draw):
    """A small question with some of every kind of limit."""
    options, years, cities = draw(st.integers(1, 4)), draw(st.integers(1, 3)), 2
    codes = [f"P{number}" for number in range(options)]

    def some(codes, one_in):
        return tuple(code for code in codes if draw(st.integers(1, one_in)) == 1)

    def amounts(most):
        return tuple(draw(st.integers(0, most)) for _ in range(years))

    items = []
    for code in codes:
        part = draw(st.sampled_from([0.0, 0.25, 0.5, 1.0]))
        others = [other for other in codes if other != code]
        items.append(
            candidate(
                code, float(draw(st.integers(0, 30))), draw(st.integers(0, 20)), build=draw(st.sampled_from([1, 1, 2])),
                earliest=draw(st.sampled_from([0, 0, 1])), opex=draw(st.sampled_from([0, 1, 3])),
                shares=(part, 1 - part), requires=some(others, 9), excludes=some(others, 9), follows=some(others, 9),
                must=draw(st.integers(1, 12)) == 1, continuing=draw(st.integers(1, 4)) == 1,
            )
        )  # fmt: skip
    pots = []
    for number in range(draw(st.integers(0, 2))):
        least, most = draw(st.sampled_from([(0.0, 1.0), (0.0, 1.0), (0.0, 0.5), (0.25, 1.0)]))
        pots.append(Pot(f"F{number}", some(codes, 2), amounts(14), least, most))
    floors = []
    for number in range(draw(st.integers(0, 1))):
        named = some(codes, 2)
        parts = tuple(draw(st.sampled_from([0.5, 1.0])) for _ in named)
        floors.append(Floor(f"floor{number}", named, draw(st.integers(0, 1)), draw(st.integers(0, 12)), parts))
    return Question(
        years, (amounts(14), amounts(14)), tuple(pots), tuple(items), draw(st.booleans()),
        budget=amounts(20) if draw(st.booleans()) else (),
        ceilings=tuple(draw(st.none() | st.integers(0, 20)) for _ in range(cities)), floors=tuple(floors),
        lasting=draw(st.booleans()), sources_only=draw(st.integers(1, 3)) == 1,
    )  # fmt: skip


def by_trying_everything(question):
    """The greatest value over every set of options and every combination of starts that every limit allows."""
    found = best_of_all(question)
    return None if found is None else found[1]


def best_of_all(question):
    """What continuing projects and what all options are worth at most, in this order; None: nothing fits."""
    best = None
    choices = [(None, *question.starts(item)) for item in question.candidates]
    for starts in itertools.product(*choices):
        pairs = zip(question.candidates, starts, strict=True)
        chosen = {item.code: start for item, start in pairs if start is not None}
        worth = worth_of(question, chosen)
        if (best is None or worth > best) and keeps_every_limit(question, chosen):
            best = worth
    return best


def worth_of(question, chosen):
    """What the continuing projects among the chosen options are worth, and what all are worth."""
    items = [question.by_code[code] for code in chosen]
    return sum(item.value + 1 for item in items if item.continuing), sum(item.value for item in items)


def keeps_every_limit(question, chosen):
    """Whether starts by option keep the rules between options, the floors and the money."""
    if not _in_order(question, chosen) or any(item.must and item.code not in chosen for item in question.candidates):
        return False
    for floor in question.floors:
        inside = [code for code in chosen if code in floor.options]
        money = sum(floor.part(code) * question.by_code[code].capex for code in inside)
        if len(inside) < floor.count or money < floor.money - 1e-7:
            return False
    return _within_plain_limits(question, chosen) and affordable(question, chosen)


def _within_plain_limits(question, chosen):
    for period in question.periods() if question.budget else ():
        spent = sum(capex_by_year(question.by_code[code], start, question.years)[year]
                    for code, start in chosen.items() for year in period)
        if spent > sum(question.budget[year] for year in period):
            return False
    for city, envelope in enumerate(question.envelopes if question.lasting else ()):
        running = sum(question.by_code[code].opex * question.by_code[code].opex_shares[city] for code in chosen)
        if running > envelope[-1] + 1e-7:
            return False
    return True


def _in_order(question, chosen):
    for code, start in chosen.items():
        item = question.by_code[code]
        if any(other in chosen for other in item.excludes):
            return False
        for needed in item.requires:
            if needed not in chosen or chosen[needed] + question.by_code[needed].build > start:
                return False
        if any(other not in chosen or chosen[other] > start for other in item.follows):
            return False
    return True


def affordable(question, chosen):
    """Whether some use of the outside money keeps every city and every pot within its limits and terms."""
    years, pots = range(question.years), question.pots
    everything = tuple(years)
    costs = {
        code: (capex_by_year(question.by_code[code], start, question.years),
               opex_by_year(question.by_code[code], start, question.years))
        for code, start in chosen.items()
    }
    columns = {
        key: number
        for number, key in enumerate(
            (code, pot, year)
            for code in chosen
            for pot, money in enumerate(pots)
            for year in years
            if money.pays(code)
        )
    }
    rows, limits = [], []

    def add(terms, limit):
        row = np.zeros(max(len(columns), 1))
        for key, value in terms.items():
            row[columns[key]] += value
        rows.append(row)
        limits.append(limit)

    def city_pays(city, period, limit):
        load = sum(
            question.by_code[code].shares[city] * (costs[code][0][year] + costs[code][1][year])
            for code in chosen
            for year in period
        )
        relief = {key: -question.by_code[key[0]].shares[city] for key in columns if key[2] in period}
        add({} if question.sources_only else relief, limit - load + 1e-7)

    for code in chosen:
        for year in years:
            mine = {key: 1 for key in columns if key[0] == code and key[2] == year}
            add(mine, costs[code][0][year] + 1e-9)
            if question.sources_only:
                add(dict.fromkeys(mine, -1), -costs[code][0][year] + 1e-9)
        for pot, money in enumerate(pots):
            mine = {key: 1 for key in columns if key[:2] == (code, pot)}
            least, most = whole_bounds(money, question.by_code[code].capex)
            add(mine, most + 1e-9)
            if money.pays(code):
                add(dict.fromkeys(mine, -1), -least + 1e-9)
    for period in question.periods():
        for pot, money in enumerate(pots):
            inside = {key: 1 for key in columns if key[1] == pot and key[2] in period}
            add(inside, sum(money.amounts[year] for year in period))
        for city, envelope in enumerate(question.envelopes):
            city_pays(city, period, sum(envelope[year] for year in period))
    for city, most in enumerate(question.ceilings):
        if most is not None:
            city_pays(city, everything, most)
    if not columns:
        return all(limit >= 0 for limit in limits)
    return linprog(np.zeros(len(columns)), A_ub=np.array(rows), b_ub=limits, method="highs").status == 0


def whole_bounds(pot, cost):
    """The whole numbers between the shares of a cost, else the one nearest to the middle."""
    whole = [units for units in range(cost + 1) if pot.least * cost - 1e-6 <= units <= pot.most * cost + 1e-6]
    if whole:
        return whole[0], whole[-1]
    middle = (pot.least + pot.most) / 2 * cost
    near = min(range(cost + 1), key=lambda units: (abs(units - middle), -units))
    return near, near
