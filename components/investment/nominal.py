"""The plan in the money of each year: constant prices times a chain of yearly inflation.

Constant prices stay the truth that the plan is found in; the nominal view is the same table at other prices. The chain
is 1 in the year of the plan's prices (in its first year when no price year is stated) and grows by the stated rise of
every year after it. A year whose rise is not stated is not known, and then neither is any year beyond it: not known is
not zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.errors import InputError, Problem
from components.investment.plan_records import Flow
from components.investment.scaled import scaled
from components.workshop.records.demands import Inflation
from components.workshop.state import State


@dataclass(frozen=True)
class PriceLevel:
    """`base`: the year whose level is 1. `factors`: (year, level) of every plan year, None when it is not known.

    `missing`: the years whose rise of prices has to be stated for all levels to be known, in order.
    """

    base: int
    factors: tuple[tuple[int, float | None], ...]
    missing: tuple[int, ...]

    def of(self, year: int) -> float | None:
        """The level of a plan year; None when it is not known or not a year of the plan."""
        return dict(self.factors).get(year)


def base_year(state: State) -> int:
    """The year in whose prices the plan is made."""
    return state.setting.price_year or state.setting.first_year


def price_level(state: State) -> PriceLevel:
    """The price level of every plan year."""
    base, needed = base_year(state), state.setting.inflation_years
    rises = {year: state.one(Inflation, str(year)).percent for year in needed}
    levels: dict[int, float | None] = {base: 1.0}
    for year in (year for year in needed if year > base):
        before, rise = levels[year - 1], rises[year]
        levels[year] = None if before is None or rise is None else before * (1 + rise / 100)
    for year in reversed([year for year in needed if year <= base]):
        after, rise = levels[year], rises[year]
        levels[year - 1] = None if after is None or rise is None else after / (1 + rise / 100)
    return PriceLevel(
        base,
        tuple((year, levels[year]) for year in state.setting.plan_years),
        tuple(year for year in needed if rises[year] is None),
    )


def nominal(rows: Sequence[Flow], level: PriceLevel) -> tuple[Flow, ...]:
    """The rows in the money of their year, whole units, every year summing to its rounded exact sum.

    Raises InputError naming the years whose rise of prices is not stated, when a row needs one of them.
    """
    known = dict(level.factors)
    if any(known.get(row.year) is None for row in rows):
        years = tuple(str(year) for year in level.missing)
        raise InputError(Problem("money.no_inflation", {"years": years}))
    return scaled(rows, lambda row: known[row.year] or 0.0)
