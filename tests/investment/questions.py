"""Questions for tests of the solver, and an answer by trying everything."""

from __future__ import annotations

import itertools
import random

import numpy as np
from scipy.optimize import linprog

from components.investment.question import Candidate, Pot, Question, capex_by_year, opex_by_year


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


def by_trying_everything(question):
    """The greatest value over every set of options and every combination of starts that the money allows."""
    best = 0.0
    choices = [(None, *question.starts(item)) for item in question.candidates]
    for starts in itertools.product(*choices):
        pairs = zip(question.candidates, starts, strict=True)
        chosen = {item.code: start for item, start in pairs if start is not None}
        value = sum(question.by_code[code].value for code in chosen)
        if value > best and _in_order(question, chosen) and affordable(question, chosen):
            best = value
    return best


def _in_order(question, chosen):
    for code, start in chosen.items():
        item = question.by_code[code]
        if any(other in chosen for other in item.excludes):
            return False
        for needed in item.requires:
            if needed not in chosen or chosen[needed] + question.by_code[needed].build > start:
                return False
    return True


def affordable(question, chosen):
    """Whether some use of the outside money keeps every city and every pot within its limits."""
    years, pots = range(question.years), question.pots
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

    for code in chosen:
        for year in years:
            add({key: 1 for key in columns if key[0] == code and key[2] == year}, costs[code][0][year])
    for period in question.periods():
        for pot, money in enumerate(pots):
            inside = {key: 1 for key in columns if key[1] == pot and key[2] in period}
            add(inside, sum(money.amounts[year] for year in period))
        for city, envelope in enumerate(question.envelopes):
            load = sum(
                question.by_code[code].shares[city] * (costs[code][0][year] + costs[code][1][year])
                for code in chosen
                for year in period
            )
            relief = {key: -question.by_code[key[0]].shares[city] for key in columns if key[2] in period}
            add(relief, sum(envelope[year] for year in period) - load + 1e-7)
    if not columns:
        return all(limit >= 0 for limit in limits)
    return linprog(np.zeros(len(columns)), A_ub=np.array(rows), b_ub=limits, method="highs").status == 0
