"""The state after edits, and what an edit that is refused says."""

import json
from dataclasses import fields

import pytest

from components.errors import ToolError
from components.workshop.changes import Change
from components.workshop.state import FieldValue, State, fold


def state_after(*values, earlier=()):
    """The state from (kind, code, field, value) tuples or edits, on top of earlier ones."""
    found = {}
    for value in (*earlier, *values):
        kind, code, field, given = (
            value if isinstance(value, tuple) else (value.kind, value.code, value.field, value.value)
        )
        found[kind, code, field] = json.loads(json.dumps(given))
    return fold(FieldValue(*key, value) for key, value in found.items())


def on_top(state: State, edits):
    """The state after edits on a state, as the store would give it."""
    flat = [
        (kind, record.code, item.name, getattr(record, item.name))
        for kind, records in state.records
        for record in records
        for item in fields(record)
        if item.name != "code"
    ]
    return state_after(*edits, earlier=flat)


def past(*codes):
    """A history in which these (kind, code) were changed once."""
    return [Change(1, "b", kind, code, "name", "x", None, "me", None, None) for kind, code in codes]


def keys(call, *args, **more):
    """The keys of the problems that a refused edit names, without `edits.`."""
    with pytest.raises(ToolError) as raised:
        call(*args, **more)
    return [problem.key.removeprefix("edits.") for problem in raised.value.problems]
