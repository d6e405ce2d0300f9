"""Steps 5 and 6: what it takes to deliver the plan: risks, measures of success, who does what by when. None means not
known; dates are written as yyyy-mm-dd.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.workshop.records.base import Record, free_text


@dataclass(frozen=True)
class Risk(Record):
    """One risk of an option, or of the whole plan when none is named; code R01 … Likelihood and impact 1–5.

    `owner` is the party best able to manage it, `shared_between` the cities that bear it.
    """

    option: str = ""
    category: str = ""
    event: str = free_text()
    cause: str = free_text()
    consequence: str = free_text()
    likelihood: int | None = None
    impact: int | None = None
    owner: str = ""
    shared_between: tuple[str, ...] = ()
    cost: float | None = None
    mitigation: str = free_text()
    mitigation_cost: float | None = None
    due: str = ""
    trigger: str = free_text()
    residual_likelihood: int | None = None
    residual_impact: int | None = None
    status: str = "open"
    demonstration: bool = False


@dataclass(frozen=True)
class RiskShare(Record):
    """A city's share of a risk's cost in percent, where it differs from the cost key; code `risk.city`."""

    risk: str = ""
    city: str = ""
    percent: float | None = None


@dataclass(frozen=True)
class Kpi(Record):
    """One measure of success; code I01 … Either the baseline is known or `measure_by` says until when it will be."""

    name: str = ""
    name_second: str = ""
    level: str = "outcome"
    network_level: str = ""
    option: str = ""
    gap: str = ""
    definition: str = free_text()
    unit: str = ""
    direction: str = "up"
    baseline: float | None = None
    baseline_year: int | None = None
    baseline_source: str = ""
    measure_by: str = ""
    target_1: float | None = None
    target_3: float | None = None
    target_5: float | None = None
    actual: float | None = None
    actual_year: int | None = None
    collector: str = ""
    frequency: str = ""
    cost: float | None = None
    demonstration: bool = False


@dataclass(frozen=True)
class WorkItem(Record):
    """One step of the work programme with its owner and day; code W01 …"""

    what: str = free_text()
    option: str = ""
    owner: str = ""
    due: str = ""
    status: str = "open"
    order: int = 0
    demonstration: bool = False


@dataclass(frozen=True)
class CityVotes(Record):
    """Votes of a city in the partnership's body; code is the city's."""

    votes: float | None = None


@dataclass(frozen=True)
class DisputeStep(Record):
    """One rung of the dispute ladder; code D1 … `days`: how long it may take."""

    who: str = ""
    how: str = free_text()
    days: int | None = None
    order: int = 0
    demonstration: bool = False
