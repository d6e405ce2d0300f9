"""Step 4: investment options and the criteria they are marked on. Money in the plan's unit; None means not known."""

from __future__ import annotations

from dataclasses import dataclass

from components.workshop.records.base import Record, free_text


@dataclass(frozen=True)
class Option(Record):
    """One investment option; code P01, P02 … never re-used. `alternatives`: name of a group of which at most one is
    taken; empty for none. `sector`: of the economy that it serves. `cluster`: code of the partnership of step 3 that
    asks for it.
    """

    name: str = ""
    name_second: str = ""
    problem: str = free_text()
    problem_code: str = ""
    public_good: str = ""
    goods_class: str = "public_good"
    sector: str = ""
    cluster: str = ""
    level: str = ""
    network_type: str = ""
    kind: str = ""
    dimension: str = ""
    nature: str = "new"
    cities: tuple[str, ...] = ()
    lead_city: str = ""
    responsible_body: str = ""
    location: str = ""
    scale_content: str = free_text()
    capex_low: float | None = None
    capex_likely: float | None = None
    capex_high: float | None = None
    currency: str = ""
    cost_basis: str = free_text()
    estimate_class: str = "idea"
    opex_per_year: float | None = None
    opex_payer: str = ""
    revenue_per_year: float | None = None
    life_years: int | None = None
    build_years: int = 1
    earliest_year: int | None = None
    beneficiaries: float | None = None
    idea_source: str = "workshop"
    gates_passed: tuple[str, ...] = ()
    gates_failed: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    alternatives: str = ""
    decision: str = ""
    merge_with: str = ""
    reason: str = free_text()
    readiness: int = 0
    blocking: str = ""
    blocking_until: str = ""
    milestone: str = free_text()
    must: str = ""
    must_reason: str = free_text()
    supporting_bodies: str = ""
    contingency_percent: float | None = None
    uplift_type: str = ""
    spent: float | None = None
    women_percent: float | None = None
    poor_percent: float | None = None
    tier: str = ""
    tier_reason: str = free_text()
    tier_by: str = ""
    demonstration: bool = False


@dataclass(frozen=True)
class BenefitShare(Record):
    """How much of an option's benefit goes to a city, in percent of the option; code `option.city`."""

    option: str = ""
    city: str = ""
    percent: float | None = None


@dataclass(frozen=True)
class OptionRole(Record):
    """What a city does in a joint option; code `option.city`."""

    option: str = ""
    city: str = ""
    role: str = ""


@dataclass(frozen=True)
class Criterion(Record):
    """A criterion in use in this workshop; `code` is one of the framework's, or O01 … for the room's own."""

    name: str = ""
    name_second: str = ""
    definition: str = ""
    theme: str = ""
    used: bool = True
    order: int = 0
