"""Whether the money suffices for given starts, and if not, a row that says why: for every choice, not only this one.

The use of outside money is a linear program of its own. Its shortage, as a function of the starts, is convex; the dual
solution is a plane below it (Benders 1962). The row «plane <= 0» therefore holds for every choice that can be paid, and
the present one breaks it. Where sources alone pay, such a row is a minimum cut of the network of sources and years.
Options with the same terms are taken together, so that the program stays small.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from components.investment.ledger import Ledger
from components.investment.linear import Floats
from components.investment.program import relieved

TOLERANCE, ROUNDED = 1e-5, 1e-10
_UNITS = 1e3
"""Whole units per 1 of money in the program of outside money at most: its tolerance is then far under one unit."""
_TINY = 1e-10

Group = tuple[tuple[int, ...], tuple[float, ...], str]


class Funding:
    """The use of outside money for the starts of a ledger; `needed`: whether there is anything to find out."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        matched = any(pot.matching and pot.pays(code) for pot in ledger.pots for code in ledger.columns)
        self.needed = ledger.question.sources_only or relieved(ledger) or matched
        self._finer = max(ledger.scale / _UNITS, 1.0)
        # A hundredth of a unit, but not less than what sums of floats leave open.
        self.tolerance = max(TOLERANCE / self._finer, ROUNDED)
        self._columns = 0
        self._soft: list[int] = []
        self._entries: list[tuple[int, int, float]] = []
        self._fixed: list[float] = []
        self._moving: list[Floats] = []
        if self.needed:
            self._build()

    def lack(self, values: Floats) -> tuple[float, Floats, float]:
        """What is missing (scaled money) for the starts with these values, and a row: coefficients and upper limit.

        values: per start, 0–1. Every choice that can be paid keeps the row; this one breaks it by what is missing.
        """
        if not self.needed:
            return 0.0, np.zeros(len(values)), 0.0
        limits = (self._constant + self._slopes @ values) * self._finer
        found = linprog(self._cost, A_ub=self._matrix, b_ub=limits, method="highs")
        if found.x is None or found.fun is None:
            return math.inf, np.zeros(len(values)), 0.0
        dual = np.where(np.abs(found.ineqlin.marginals) > _TINY, found.ineqlin.marginals, 0.0)
        return float(found.fun) / self._finer, dual @ self._slopes, -float(dual @ self._constant)

    def pays(self, values: Floats) -> bool:
        """Whether the money suffices."""
        return self.lack(values)[0] <= self.tolerance

    def _groups(self) -> dict[Group, list[int]]:
        ledger, found = self._ledger, dict[Group, list[int]]()
        for code, columns in ledger.columns.items():
            paying = ledger.paying(code)
            shares = () if ledger.question.sources_only else ledger.question.by_code[code].shares
            # A source that must pay a share of an option is asked for it even when it has no money.
            matched = any(pot.matching and pot.pays(code) for pot in ledger.pots)
            if paying or matched or ledger.question.sources_only:
                found.setdefault((paying, shares, code if matched else ""), []).extend(columns)
        return found

    def _build(self) -> None:
        ledger, question = self._ledger, self._ledger.question
        years, starts = range(question.years), len(ledger.starts)
        grants: dict[tuple[int, int, int], int] = {}
        groups = self._groups()
        for number, (group, columns) in enumerate(groups.items()):
            for year in years:
                demand = np.zeros(starts)
                demand[columns] = ledger.capex[columns, year]
                if not demand.any():
                    continue
                mine = {}
                for pot in group[0]:
                    mine[self._columns] = 1.0
                    grants[number, pot, year] = self._columns
                    self._columns += 1
                if question.sources_only:
                    self._row(dict.fromkeys(mine, -1.0), 0.0, -demand, soft=True)
                if mine and (group[2] or not question.sources_only):
                    self._row(mine, 0.0, demand)
            if group[2]:
                self._matching(number, group[2], columns, grants)
        for place in range(len(ledger.pots)):
            for period, within in enumerate(question.periods()):
                terms = {column: 1.0 for (_, pot, year), column in grants.items() if pot == place and year in within}
                self._row(terms, float(ledger.periods[period] @ ledger.limits[place]), np.zeros(starts))
        if not question.sources_only:
            self._cities(list(groups), grants)
        self._finish()

    def _matching(self, number: int, code: str, columns: list[int], grants: dict[tuple[int, int, int], int]) -> None:
        ledger = self._ledger
        cost = ledger.question.by_code[code].capex
        for place, pot in enumerate(ledger.pots):
            if pot.matching and pot.pays(code):
                mine = (number, place)
                least, most = np.zeros(len(ledger.starts)), np.zeros(len(ledger.starts))
                least[columns], most[columns] = (bound / ledger.scale for bound in pot.bounds(cost))
                terms = {column: 1.0 for (group, payer, _), column in grants.items() if (group, payer) == mine}
                self._row(terms, 0.0, most)
                self._row(dict.fromkeys(terms, -1.0), 0.0, -least, soft=True)

    def _cities(self, groups: list[Group], grants: dict[tuple[int, int, int], int]) -> None:
        ledger, question = self._ledger, self._ledger.question
        for city in range(len(question.envelopes)):
            load = ledger.load(city)
            relief = {(column, year): -groups[group][1][city] for (group, _, year), column in grants.items()}
            for period, within in enumerate(question.periods()):
                terms = {column: share for (column, year), share in relief.items() if year in within and share}
                limit = float(ledger.periods[period] @ ledger.envelopes[city])
                self._row(terms, limit, -(load @ ledger.periods[period]), soft=True)
            most = question.ceiling(city)
            if most is not None:
                terms = {column: share for (column, _), share in relief.items() if share}
                self._row(terms, most / ledger.scale, -load.sum(axis=1), soft=True)

    def _row(self, terms: dict[int, float], fixed: float, moving: Floats, *, soft: bool = False) -> None:
        """Sum of the terms <= fixed + moving @ starts, plus what is missing when soft."""
        place = len(self._fixed)
        self._entries += [(place, column, value) for column, value in terms.items()]
        self._fixed.append(fixed)
        self._moving.append(moving)
        if soft:
            self._soft.append(place)

    def _finish(self) -> None:
        entries = self._entries + [(row, self._columns + number, -1.0) for number, row in enumerate(self._soft)]
        if not entries:
            self.needed = False
            return
        width = self._columns + len(self._soft)
        rows, columns, values = (np.array(part) for part in zip(*entries))
        self._matrix: Any = coo_array((values, (rows, columns)), shape=(len(self._fixed), width)).tocsr()
        self._constant = np.array(self._fixed)
        self._slopes = np.array(self._moving)
        self._cost = np.concatenate([np.zeros(self._columns), np.ones(len(self._soft))])
