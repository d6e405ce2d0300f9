"""Step 4: the criteria on which options are marked. They stand once people have begun to weigh them."""

from __future__ import annotations

from collections.abc import Sequence

from components.errors import InputError, Problem, RefusedError
from components.framework.catalogue import load
from components.framework.records import by_code
from components.workshop.changes import Change, Edit
from components.workshop.edits.checks import edits_for
from components.workshop.edits.codes import next_code
from components.workshop.instruments import criteria_in_use
from components.workshop.records.options import Criterion
from components.workshop.state import State


def drop(state: State, code: str) -> tuple[Edit, ...]:
    """Takes a criterion out. Raises RefusedError once weights were asked for, InputError for the last of an axis."""
    _require_not_weighed(state)
    in_use = [found for found, _ in criteria_in_use(state, load())]
    if code not in in_use:
        raise InputError(Problem("edits.gone", {"code": code}))
    axis = _axis(state, code)
    if sum(_axis(state, other) == axis for other in in_use) == 1:
        raise InputError(Problem("edits.last_of_axis"))
    return edits_for(state, "criterion", code, {"used": False})


def bring_back(state: State, code: str) -> tuple[Edit, ...]:
    """Puts a criterion back that was taken out."""
    _require_not_weighed(state)
    return edits_for(state, "criterion", code, {"used": True})


def add(
    state: State, history: Sequence[Change], name: str, theme: str, *, definition: str = "", name_second: str = ""
) -> tuple[Edit, ...]:
    """A criterion of the room's own. Raises InputError without a name or theme, or for a name that is in use."""
    _require_not_weighed(state)
    used = {text.casefold() for _, label in criteria_in_use(state, load()) for text in (label.en, label.zh)}
    problems = []
    if not name.strip():
        problems.append(Problem("edits.needs_name"))
    if name.strip().casefold() in used:
        problems.append(Problem("edits.criterion_twice", {"name": name.strip()}))
    if not theme:
        problems.append(Problem("edits.needs_theme"))
    if problems:
        raise InputError(*problems)
    values = {"name": name, "name_second": name_second, "theme": theme, "definition": definition}
    return edits_for(state, "criterion", next_code(state, history, "criterion"), values)


def _axis(state: State, code: str) -> str:
    catalogue = load()
    if catalogue.has("option_criteria", code):
        return by_code(catalogue.option_criteria, code).axis
    own = state.one(Criterion, code)
    return by_code(catalogue.themes, own.theme).axis if catalogue.has("themes", own.theme) else ""


def _require_not_weighed(state: State) -> None:
    if state.round_of("weights") is not None:
        raise RefusedError(Problem("edits.criteria_fixed"))
