"""Step 6: the room adopts a plan. A later adoption supersedes the one before; nothing of an adopted plan is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from components.workshop.changes import Change, Edit
from components.workshop.edits.checks import edits_for
from components.workshop.edits.codes import next_code
from components.workshop.records.scenarios import Adopted
from components.workshop.state import State


def adopt(state: State, history: Sequence[Change], values: Mapping[str, Any]) -> tuple[Edit, ...]:
    """An adopted plan with a code that was never used; every one that stood until then is superseded by it, in the same
    batch. values: the fields of `Adopted`. Raises InputError with every problem.
    """
    code = next_code(state, history, "adopted")
    before = [row.code for row in state.all(Adopted) if not row.superseded_by]
    superseded = (edit for row in before for edit in edits_for(state, "adopted", row, {"superseded_by": code}))
    return (*edits_for(state, "adopted", code, values, new=True), *superseded)
