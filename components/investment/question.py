"""The question that the solver answers: which options, when, under whose money. Nothing but whole numbers and shares.

Years are counted from 0 (the first plan year). An option is built in one go, its capital cost spread evenly; it must be
finished inside the plan; its running cost starts in the year after. With carry-over, money of a year that was not spent
may be spent later; without, it is lost. Two ways of paying the capital cost:

* cities pay what sources leave: outside money lowers the capital cost, what is left is shared by the key;
* sources alone pay (`sources_only`): every capital cost is covered by sources that may pay for it, and an envelope
  limits what a city answers for: its share of capital and running cost, whatever purse it comes from.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from components.investment.apportion import spread_evenly

_EPS = 1e-6


@dataclass(frozen=True)
class Candidate:
    """An option that can be chosen. `value` >= 0; `capex` and `opex` (per year, net of user charges) in whole units.

    `shares` and `opex_shares`: what each city bears of what is left to the cities, summing to 1; all zero when somebody
    else pays. `requires`: must be in the plan and finished before this one starts. `follows`: must be in the plan and
    start no later. `earliest`: first possible start. `continuing`: under way already, so that no new option may
    displace it.
    """

    code: str
    value: float
    capex: int
    build: int
    earliest: int
    opex: int
    shares: tuple[float, ...]
    opex_shares: tuple[float, ...]
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    must: bool = False
    follows: tuple[str, ...] = ()
    continuing: bool = False


@dataclass(frozen=True)
class Pot:
    """Outside money: whole units per year, for the named options only, or for any when none is named.

    `least`, `most`: the share (0–1) of the capital cost of each option it may pay for that it must pay when the option
    is chosen, and that it can pay at most (a matching share).
    """

    code: str
    options: tuple[str, ...]
    amounts: tuple[int, ...]
    least: float = 0.0
    most: float = 1.0

    @property
    def matching(self) -> bool:
        """Whether the money comes with a share to match."""
        return self.least > 0 or self.most < 1

    def bounds(self, cost: int) -> tuple[int, int]:
        """The least and the most whole units that it pays of an option of this capital cost.

        Where no whole number lies between the two shares, both are the one nearest to their middle.
        """
        least, most = math.ceil(self.least * cost - _EPS), math.floor(self.most * cost + _EPS)
        if least <= most:
            return least, most
        near = math.floor((self.least + self.most) / 2 * cost + 0.5)
        return near, near

    def pays(self, option: str) -> bool:
        """Whether the money may be used for the option."""
        return not self.options or option in self.options


@dataclass(frozen=True)
class Floor:
    """What the plan holds at least of the named options: so many of them (`count`), so much capital cost (`money`).

    `parts`: the share of each option's cost that counts, in their order; empty: all of it.
    """

    code: str
    options: tuple[str, ...]
    count: int = 0
    money: int = 0
    parts: tuple[float, ...] = ()

    def part(self, option: str) -> float:
        """The share of the option's capital cost that counts."""
        if option not in self.options:
            return 0.0
        return self.parts[self.options.index(option)] if self.parts else 1.0


@dataclass(frozen=True)
class Question:
    """`envelopes`: whole units, city x year. Frozen and comparable, so that an answer can be kept for as long as it
    holds.

    `budget`: common limit per year on all capital cost, whoever pays; empty: none. `ceilings`: most that each city pays
    over the whole plan, None: no limit; empty: none for any. `lasting`: the running cost of the finished plan must fit
    into each city's envelope of the last year.
    """

    years: int
    envelopes: tuple[tuple[int, ...], ...]
    pots: tuple[Pot, ...]
    candidates: tuple[Candidate, ...]
    carry_over: bool = True
    budget: tuple[int, ...] = ()
    ceilings: tuple[int | None, ...] = ()
    floors: tuple[Floor, ...] = ()
    lasting: bool = False
    sources_only: bool = False

    @cached_property
    def by_code(self) -> dict[str, Candidate]:
        """The candidates by code."""
        return {candidate.code: candidate for candidate in self.candidates}

    def starts(self, candidate: Candidate) -> tuple[int, ...]:
        """Every year in which the option can start so that it is finished inside the plan."""
        return tuple(range(max(candidate.earliest, 0), self.years - candidate.build + 1))

    def periods(self) -> tuple[tuple[int, ...], ...]:
        """The sets of years over which money must suffice: all years up to each year, or each year alone."""
        if self.carry_over:
            return tuple(tuple(range(year + 1)) for year in range(self.years))
        return tuple((year,) for year in range(self.years))

    def ceiling(self, city: int) -> int | None:
        """The most that the city pays over the plan, None without a limit."""
        return self.ceilings[city] if city < len(self.ceilings) else None


def capex_by_year(candidate: Candidate, start: int, years: int) -> tuple[int, ...]:
    """Capital cost per plan year when the option starts in `start`."""
    spread = dict(zip(range(start, start + candidate.build), spread_evenly(candidate.capex, candidate.build)))
    return tuple(spread.get(year, 0) for year in range(years))


def opex_by_year(candidate: Candidate, start: int, years: int) -> tuple[int, ...]:
    """Net running cost per plan year when the option starts in `start`."""
    return tuple(candidate.opex if year >= start + candidate.build else 0 for year in range(years))
