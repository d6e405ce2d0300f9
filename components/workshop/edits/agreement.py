"""Step 1: what the partners agree to work on, and what each city gets from it in its own words."""

from __future__ import annotations

from collections.abc import Sequence

from components.workshop.changes import Edit
from components.workshop.edits.checks import edits_for
from components.workshop.edits.setup import city_faults, set_setting
from components.workshop.state import State


def set_purpose(state: State, purpose: str, activities: Sequence[str], *, scope_out: str = "") -> tuple[Edit, ...]:
    """Purpose, kinds of activity (codes of the framework) and what is out of scope."""
    return set_setting(state, {"purpose": purpose, "activities": tuple(activities), "scope_out": scope_out})


def set_benefit(state: State, city: str, benefit: str, *, leaves_if: str = "") -> tuple[Edit, ...]:
    """What a city gains, and when it would leave, in its own words; a blank benefit is «not stated»."""
    return edits_for(state, "city", city, {"benefit": benefit, "leaves_if": leaves_if}, rule=city_faults)
