"""Step 5: the form of the partnership, its clauses, and who pays by which key."""

from __future__ import annotations

from dataclasses import dataclass

from components.workshop.records.base import Record, free_text


@dataclass(frozen=True)
class Governance(Record):
    """One per workshop, code `main`. `majority_percent`: the part of the cities or votes that a decision needs, 50 is
    more than half; `people_percent`: that of the people under a double majority, None as for the cities.
    `quorum_cities`: how many cities must be there. `cost_option`: the option whose running cost holds the cost of the
    secretariat; empty: it stands beside the plan.
    """

    model: str = ""
    form: str = ""
    decision_rule: str = ""
    quorum: str = ""
    chair: str = ""
    secretariat: str = ""
    staff_fte: float | None = None
    annual_cost: float | None = None
    overrun_rule: str = ""
    surplus_rule: str = ""
    review_date: str = ""
    majority_percent: float | None = None
    people_percent: float | None = None
    quorum_cities: int | None = None
    cost_option: str = ""
    entry_conditions: str = free_text()
    exit_notice_months: int | None = None
    exit_liabilities: str = free_text()
    true_up: str = free_text()


@dataclass(frozen=True)
class Clause(Record):
    """What was written under one clause of the framework and how far it is agreed."""

    text: str = free_text()
    status: str = "open"


@dataclass(frozen=True)
class CostKey(Record):
    """The weight of one cost key in the mix; code is the key's code, weight in percent (the mix sums to 100)."""

    weight: float | None = None


@dataclass(frozen=True)
class KeyLimit(Record):
    """Least and most share a city may bear, in percent; code is the city's."""

    floor: float | None = None
    cap: float | None = None


@dataclass(frozen=True)
class KeyMetric(Record):
    """The measure of a city under one key; code `key.city`."""

    key: str = ""
    city: str = ""
    value: float | None = None
    year: int | None = None
    source: str = ""
