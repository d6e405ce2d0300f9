"""What every possible start of every option costs, year by year, as tables; money scaled for the solver.

Money is scaled so that the solver's tolerance stays far under one unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from components.investment.linear import Floats
from components.investment.question import Pot, Question, capex_by_year, opex_by_year

Start = tuple[str, int]


def merged(pots: Sequence[Pot]) -> tuple[Pot, ...]:
    """Pots for the same options added up; those with a share to match stay as they are.

    For the choice it does not matter which of two pots with the same terms pays.
    """
    found: dict[tuple[object, ...], Pot] = {}
    for place, pot in enumerate(pots):
        key = (frozenset(pot.options), place if pot.matching else None)
        before = found.get(key)
        added = before.amounts if before else (0,) * len(pot.amounts)
        amounts = tuple(one + two for one, two in zip(added, pot.amounts))
        found[key] = replace(before or pot, options=tuple(sorted(set(pot.options))), amounts=amounts)
    return tuple(found.values())


class Ledger:
    """Tables of a question for the starts in `allowed` (code -> possible starts), money divided by `scale`.

    `capex`, `opex`: starts x years. `periods`: periods x years, 1 where the year counts. `envelopes`: cities x years.
    `pots`: added up where they have the same terms; `limits`: pots x years.
    """

    def __init__(self, question: Question, allowed: Mapping[str, Sequence[int]]) -> None:
        self.question = question
        self.starts: list[Start] = [(code, start) for code, years in allowed.items() for start in years]
        self.scale = max(max((question.by_code[code].capex for code in allowed), default=1), 1) / 100
        years, cities = question.years, len(question.envelopes)
        named = [question.by_code[code] for code, _ in self.starts]
        self.capex = _table([capex_by_year(item, start, years) for item, (_, start) in zip(named, self.starts)], years)
        self.opex = _table([opex_by_year(item, start, years) for item, (_, start) in zip(named, self.starts)], years)
        self.capex /= self.scale
        self.opex /= self.scale
        self.whole = np.array([item.capex for item in named], float) / self.scale
        self.lasting = np.array([item.opex for item in named], float) / self.scale
        self.shares = _table([item.shares for item in named], cities)
        self.opex_shares = _table([item.opex_shares for item in named], cities)
        self.periods = np.array([[float(year in period) for year in range(years)] for period in question.periods()])
        self.envelopes = _table(question.envelopes, years) / self.scale
        self.pots = merged(question.pots)
        self.limits = _table([pot.amounts for pot in self.pots], years) / self.scale
        self.columns: dict[str, list[int]] = {code: [] for code in allowed}
        self._place = {start: column for column, start in enumerate(self.starts)}
        for column, (code, _) in enumerate(self.starts):
            self.columns[code].append(column)

    def paying(self, code: str) -> tuple[int, ...]:
        """The pots that may pay for the option."""
        return tuple(place for place, pot in enumerate(self.pots) if pot.pays(code) and any(pot.amounts))

    def load(self, city: int) -> Floats:
        """What each start costs the city per year without outside money: starts x years."""
        return self.shares[:, [city]] * self.capex + self.opex_shares[:, [city]] * self.opex

    def chosen(self, values: Floats) -> tuple[Start, ...]:
        """The starts whose column is taken."""
        return tuple(start for start, value in zip(self.starts, values) if value > 0.5)

    def taken(self, starts: Sequence[Start]) -> Floats:
        """The columns of these starts: 1 where taken."""
        values = np.zeros(len(self.starts))
        values[[self._place[start] for start in starts]] = 1.0
        return values


def _table(rows: Sequence[Sequence[float]], columns: int) -> Floats:
    return np.array(rows, float).reshape(len(rows), columns)
