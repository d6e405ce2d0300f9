"""Step 3: candidate partnerships, their knock-out tests, and a verdict that the room overrides with a reason and a
name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from components.errors import Problem
from components.workshop.changes import Change, Edit
from components.workshop.edits.checks import Fault, edits_for
from components.workshop.edits.codes import next_code
from components.workshop.records.partnerships import Partnership
from components.workshop.state import State


def new_partnership(
    state: State, history: Sequence[Change], values: Mapping[str, Any] | None = None
) -> tuple[Edit, ...]:
    """A candidate with a code that was never used. Without further values it is one of all cities, still without a
    name.
    """
    code = next_code(state, history, "partnership")
    given = {"activity": "cluster", "cities": tuple(city.code for city in state.cities)} | dict(values or {})
    # The activity is written even where it is the default, so that a record without a name is there to be filled in.
    edits = edits_for(state, "partnership", code, given, rule=partnership_faults, new=True)
    return edits or (Edit("partnership", code, "activity", given["activity"]),)


def set_fields(state: State, code: str, values: Mapping[str, Any]) -> tuple[Edit, ...]:
    """Sets fields of a candidate."""
    return edits_for(state, "partnership", code, values, rule=partnership_faults)


def override(state: State, code: str, verdict: str, reason: str, name: str) -> tuple[Edit, ...]:
    """Puts the room's own verdict in place of the proposed one; a blank verdict takes it back. Raises InputError
    without a reason and a name.
    """
    blank = not verdict
    values = {
        "override": verdict,
        "override_reason": "" if blank else reason,
        "override_by": "" if blank else name,
    }
    return set_fields(state, code, values)


def partnership_faults(_state: State, item: Partnership) -> list[Fault]:
    """An override has a reason and a name."""
    involved = frozenset({"override", "override_reason", "override_by"})
    faults = []
    if item.override and not item.override_reason:
        faults.append(Fault(involved, Problem("edits.override_reason")))
    if item.override and not item.override_by:
        faults.append(Fault(involved, Problem("edits.override_by")))
    return faults
