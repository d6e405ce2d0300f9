"""What the workshop is about: title, years, currency, who signs what."""

from __future__ import annotations

from dataclasses import dataclass

from components.language import Phrase
from components.workshop.records.base import Record, free_text

UNIT_SIZES = {
    "units": 1,
    "thousand": 1_000,
    "ten_thousand": 10_000,
    "million": 1_000_000,
    "hundred_million": 100_000_000,
    "billion": 1_000_000_000,
}


@dataclass(frozen=True)
class Setting(Record):
    """One per workshop, code `main`. Money is in `currency` x `unit_multiplier`, in constant prices of `price_year`.

    `instrument`: quick, standard or full. `own_city_by`: who marks a city, its own `people` or `everybody`.
    `weighting`: how criteria are weighed, 100 `points` or in `pairs`. `voice`: who has one voice in the weights,
    every `person`, `city` or stakeholder `group`. `cluster_criteria`: `core` or `all`.
    `phones_see_results`: whether phones show what was revealed. `function_measure` and `performance_measure`: what the
    figures of the cities of comparison count.
    """

    title: str = ""
    title_second: str = ""
    language: str = "en"
    first_year: int = 0
    years: int = 5
    currency: str = ""
    unit: str = "million"
    price_year: int | None = None
    fiscal_year_start_month: int = 1
    instrument: str = "standard"
    demonstration: bool = False
    status: str = "draft"
    version: str = "1"
    prepared_by: str = ""
    place: str = ""
    purpose: str = free_text()
    scope_out: str = free_text()
    legal_basis: str = free_text()
    activities: tuple[str, ...] = ()
    decision_asked: str = free_text()
    cost_of_nothing: str = free_text()
    main_tradeoff: str = free_text()
    next_steps: str = free_text()
    carry_over: bool = True
    size_weight: str = "one"
    lasting: bool = True
    continuing_first: bool = True
    sources_only: bool = False
    nominal: bool = False
    own_city_by: str = "people"
    weighting: str = "points"
    voice: str = "person"
    cluster_criteria: str = "core"
    phones_see_results: bool = False
    function_measure: str = free_text()
    performance_measure: str = free_text()

    @property
    def plan_years(self) -> tuple[int, ...]:
        """The calendar years of the plan."""
        return tuple(range(self.first_year, self.first_year + self.years))

    @property
    def inflation_years(self) -> tuple[int, ...]:
        """The years whose rise of prices leads from the plan's prices to the money of each of its years."""
        if not self.years:
            return ()
        base, last = self.price_year or self.first_year, self.first_year + self.years - 1
        return tuple(range(min(base, self.first_year) + 1, max(base, last) + 1))

    @property
    def money_unit(self) -> Phrase:
        """The unit of every amount, in the reader's language: `COP million`, `百万 COP`."""
        return Phrase(f"common.unit.{self.unit}", (("currency", self.currency),))

    @property
    def unit_size(self) -> int:
        """How many units of the currency one unit of the plan's money is."""
        return UNIT_SIZES[self.unit]


@dataclass(frozen=True)
class ParameterOverride(Record):
    """A threshold that this workshop changed; `code` is the parameter's code."""

    value: float | None = None
    reason: str = free_text()


@dataclass(frozen=True)
class ExchangeRate(Record):
    """Units of the plan's money per one unit of `code`'s currency, on a stated day."""

    rate: float | None = None
    date: str = ""
    source: str = ""
