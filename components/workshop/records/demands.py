"""Step 6: what the room demands of its plan beyond envelopes and sources. Money in the plan's unit and constant prices;
None means not stated, which is no limit.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.workshop.records.base import Record


@dataclass(frozen=True)
class BudgetYear(Record):
    """The most capital cost of all options together in one year, whoever pays; code is the year."""

    amount: float | None = None


@dataclass(frozen=True)
class Ceiling(Record):
    """The most that a city pays over the whole plan; code is the city's."""

    amount: float | None = None


@dataclass(frozen=True)
class FloorDemand(Record):
    """At least `count` options, or `amount` of capital cost, in a city or of a kind; code `city.C1` or `kind.soft`."""

    of: str = ""
    subject: str = ""
    count: int | None = None
    amount: float | None = None


@dataclass(frozen=True)
class Match(Record):
    """The least and the most that a source pays of each option it is for, in percent; code is the source's."""

    least_percent: float | None = None
    most_percent: float | None = None


@dataclass(frozen=True)
class Inflation(Record):
    """Expected rise of prices in one year against the year before, in percent; code is the year."""

    percent: float | None = None


@dataclass(frozen=True)
class OptionKey(Record):
    """The weight of a cost key for one option in place of the common mix, in percent; code `option.key`."""

    option: str = ""
    key: str = ""
    weight: float | None = None


@dataclass(frozen=True)
class Consent(Record):
    """What one paying city said to one option, who said it, when, and on what document; code `option.city`.

    `answer`: yes, no, or empty when it has not answered. A no holds back the money of that city alone.
    """

    option: str = ""
    city: str = ""
    answer: str = ""
    who: str = ""
    on: str = ""
    document: str = ""


@dataclass(frozen=True)
class InKind(Record):
    """What a city brings in land, staff or works, and what it is valued at; code is the city's."""

    what: str = ""
    amount: float | None = None
