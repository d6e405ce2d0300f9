"""The question that the solver answers: which options, when, under whose money. Nothing but whole numbers and shares.

Years are counted from 0 (the first plan year). An option is built in one go, its capital cost spread evenly; it must be
finished inside the plan; its running cost starts in the year after. Outside money lowers what the cities pay for the
capital cost; what is left is shared by the key. With carry-over, money of a year that was not spent may be spent later;
without, it is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from components.investment.apportion import spread_evenly


@dataclass(frozen=True)
class Candidate:
    """An option that can be chosen. `value` >= 0; `capex` and `opex` (per year, net of user charges) in whole units.

    `shares` and `opex_shares`: what each city bears of what is left to the cities, summing to 1; all zero when somebody
    else pays. `requires`: must be in the plan and finished before this one starts. `earliest`: first possible start.
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


@dataclass(frozen=True)
class Pot:
    """Outside money: whole units per year, for the named options only, or for any when none is named."""

    code: str
    options: tuple[str, ...]
    amounts: tuple[int, ...]

    def pays(self, option: str) -> bool:
        """Whether the money may be used for the option."""
        return not self.options or option in self.options


@dataclass(frozen=True)
class Question:
    """`envelopes`: whole units, city x year. Frozen and comparable, so that an answer can be kept for as long as it
    holds.
    """

    years: int
    envelopes: tuple[tuple[int, ...], ...]
    pots: tuple[Pot, ...]
    candidates: tuple[Candidate, ...]
    carry_over: bool = True

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


def capex_by_year(candidate: Candidate, start: int, years: int) -> tuple[int, ...]:
    """Capital cost per plan year when the option starts in `start`."""
    spread = dict(zip(range(start, start + candidate.build), spread_evenly(candidate.capex, candidate.build)))
    return tuple(spread.get(year, 0) for year in range(years))


def opex_by_year(candidate: Candidate, start: int, years: int) -> tuple[int, ...]:
    """Net running cost per plan year when the option starts in `start`."""
    return tuple(candidate.opex if year >= start + candidate.build else 0 for year in range(years))
