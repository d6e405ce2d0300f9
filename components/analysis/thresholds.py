"""The parameters that a workshop uses: the shipped ones, and those that it changed."""

from __future__ import annotations

from components.framework.parameters import Parameters
from components.workshop.records.setting import ParameterOverride
from components.workshop.state import State


def in_use(state: State, parameters: Parameters) -> Parameters:
    """`parameters` with the workshop's own values. Raises InputError for an unknown code or a value out of bounds."""
    own = {row.code: row.value for row in state.all(ParameterOverride) if row.value is not None}
    return parameters.with_overrides(own) if own else parameters
