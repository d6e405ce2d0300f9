"""Step 6: every scenario has a name of its own, however it is entered."""

from __future__ import annotations

from components.errors import Problem
from components.workshop.edits.checks import Fault
from components.workshop.records.scenarios import Scenario
from components.workshop.state import State


def scenario_faults(state: State, scenario: Scenario) -> list[Fault]:
    """A scenario has a name that no other has, blanks and capitals aside."""
    name = plain(scenario.name)
    if not name:
        return [Fault(frozenset({"name"}), Problem("edits.needs_name"))]
    others = {plain(one.name).casefold() for one in state.all(Scenario) if one.code != scenario.code}
    if name.casefold() in others:
        return [Fault(frozenset({"name"}), Problem("edits.scenario_twice", {"name": name}))]
    return []


def plain(name: str) -> str:
    """A name with single blanks."""
    return " ".join(name.split())
