"""Step 6: what each city can invest in each year, and money from elsewhere. «Secured» needs the document that says
so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from components.errors import Problem
from components.workshop.changes import Change, Edit
from components.workshop.edits.checks import Fault, edits_for, whole_faults
from components.workshop.edits.codes import next_code
from components.workshop.records.money import CityCertainty, Envelope, Source, SourceAmount
from components.workshop.state import State

SECURED = "secured"


def set_envelope(state: State, city: str, year: int, amount: float | None) -> tuple[Edit, ...]:
    """What a city can invest in one year; None is not stated."""
    return edits_for(state, "envelope", f"{city}.{year}", {"amount": amount}, rule=year_faults)


def new_source(state: State, history: Sequence[Change], values: Mapping[str, Any] | None = None) -> tuple[Edit, ...]:
    """Money from outside the cities' own envelopes, with a code that was never used."""
    code = next_code(state, history, "source")
    edits = edits_for(state, "source", code, values or {}, rule=certainty_faults, new=True)
    return edits or (Edit("source", code, "certainty", Source(code).certainty),)


def set_source_amount(state: State, source: str, year: int, amount: float | None) -> tuple[Edit, ...]:
    """What a source gives in one year; None is not stated."""
    return edits_for(state, "source_amount", f"{source}.{year}", {"amount": amount}, rule=year_faults)


def certainty_faults(_state: State, item: Source | CityCertainty) -> list[Fault]:
    """Secured money has a document."""
    if item.certainty == SECURED and not item.evidence:
        return [Fault(frozenset({"certainty", "evidence"}), Problem("edits.secured_needs_evidence"))]
    return []


def year_faults(state: State, item: Envelope | SourceAmount) -> list[Fault]:
    """The year is one of the plan, the amount whole units of its money."""
    faults = whole_faults(item.amount, "amount")
    years = state.setting.plan_years
    if item.year in years:
        return faults
    values = {"year": str(item.year), "first": str(years[0] if years else ""), "last": str(years[-1] if years else "")}
    return [*faults, Fault(frozenset({"year", "amount"}), Problem("edits.not_a_plan_year", values))]
