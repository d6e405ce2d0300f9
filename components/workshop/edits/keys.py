"""Step 5: the cost key of one option in place of the common mix."""

from __future__ import annotations

from components.errors import Problem
from components.framework.parameters import load_parameters
from components.workshop.changes import Edit, removal
from components.workshop.edits.checks import Fault
from components.workshop.records.demands import OptionKey
from components.workshop.state import State


def follow_common_key(state: State, option: str) -> tuple[Edit, ...]:
    """Takes the option's own mix away."""
    return tuple(removal("option_key", row.code) for row in state.all(OptionKey) if row.option == option)


def option_key_faults(state: State, row: OptionKey) -> list[Fault]:
    """Not more keys at once than the parameters allow. That the weights make 100 is asked when the shares are worked
    out, so that they can be typed one after the other.
    """
    others = {one.key for one in state.all(OptionKey) if one.option == row.option and one.weight} - {row.key}
    most = int(load_parameters().value("sharing.max_keys"))
    if row.weight and len(others) + 1 > most:
        problem = Problem("edits.too_many_keys", {"n": len(others) + 1, "most": most})
        return [Fault(frozenset({"weight"}), problem)]
    return []
