"""Step 6: scenarios: a name and the fields that have another value in it. The rest is the workshop's.

A scenario holds nothing that the workshop could not hold: its changes pass the rules of the edits of the workshop.
The weights of the cost keys belong together, and so do the fields of one record: they are one *unit*, tested at once
and taken over at once. A change that fits no longer, because what it speaks of is gone or the workshop went another
way, stays in the scenario and is told; it is never dropped in silence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from components.errors import InputError, Problem
from components.framework.parameters import load_parameters
from components.workshop.changes import Change, Edit, removal
from components.workshop.edits import setup
from components.workshop.edits.checks import edits_for, identity_of
from components.workshop.edits.codes import next_code
from components.workshop.edits.fields import RULES
from components.workshop.edits.naming import plain, scenario_faults
from components.workshop.edits.partnership import set_weights
from components.workshop.edits.values import tidied
from components.workshop.records.base import Record, from_fields
from components.workshop.records.partnership import CostKey
from components.workshop.records.scenarios import Scenario, ScenarioChange
from components.workshop.state import KINDS, REMOVED, State

_COSTS = ("capex_low", "capex_likely", "capex_high", "opex_per_year", "revenue_per_year")
_TIMES = ("build_years", "earliest_year", "life_years")
CHANGEABLE: dict[str, frozenset[str]] = {
    "setting": frozenset({"carry_over", "size_weight", "lasting", "continuing_first", "sources_only"}),
    "parameter": frozenset({"value"}),
    "city": frozenset({REMOVED}),
    "option": frozenset({*_COSTS, *_TIMES, "beneficiaries", "must", "must_reason", "nature", "opex_payer"}),
    "benefit": frozenset({"percent"}),
    "rate": frozenset({"rate"}),
    "cost_key": frozenset({"weight"}),
    "key_limit": frozenset({"floor", "cap"}),
    "key_metric": frozenset({"value"}),
    "option_key": frozenset({"weight"}),
    "envelope": frozenset({"amount"}),
    "city_certainty": frozenset({"certainty", "evidence"}),
    "source": frozenset({"certainty", "evidence", REMOVED}),
    "source_amount": frozenset({"amount"}),
    "budget": frozenset({"amount"}),
    "ceiling": frozenset({"amount"}),
    "floor": frozenset({"count", "amount"}),
    "match": frozenset({"least_percent", "most_percent"}),
    "inflation": frozenset({"percent"}),
    "in_kind": frozenset({"amount"}),
}
"""What a scenario can change: money, limits, costs and who takes part; never what people were asked or what they said.
"""
OUT = "out"
_KEYS = "cost_key"
_LONGEST_NAME = 80


class Wanted(NamedTuple):
    """One field that a scenario shall give another value; field `removed` with True: the record is not there."""

    kind: str
    code: str
    field: str
    value: Any


@dataclass(frozen=True)
class NotApplied:
    """A change of a scenario that fits the workshop no longer, and why."""

    change: ScenarioChange
    problems: tuple[Problem, ...]


def new_scenario(
    state: State, history: Sequence[Change], name: str, wanted: Sequence[Wanted] = (), *, note: str = ""
) -> tuple[Edit, ...]:
    """A scenario with a code that was never used and its first changes. Raises InputError with every problem."""
    code = next_code(state, history, "scenario")
    order = max((one.order for one in state.all(Scenario)), default=0) + 1
    values = {"name": plain(name)[:_LONGEST_NAME], "note": note, "order": order}
    made = edits_for(state, "scenario", code, values, rule=scenario_faults, new=True)
    return (*made, *set_changes(with_edits(state, made), code, wanted))


def copied(state: State, history: Sequence[Change], code: str, name: str) -> tuple[Edit, ...]:
    """A scenario with the changes of another, also those that do not fit any more."""
    copy = next_code(state, history, "scenario")
    order = max((one.order for one in state.all(Scenario)), default=0) + 1
    values = {"name": plain(name)[:_LONGEST_NAME], "order": order}
    made = edits_for(state, "scenario", copy, values, rule=scenario_faults, new=True)
    rows = (replace(change, code="", scenario=copy) for change in changes_of(state, code))
    return (*made, *(edit for row in rows for edit in _written(row)))


def set_changes(state: State, code: str, wanted: Sequence[Wanted]) -> tuple[Edit, ...]:
    """Gives fields other values in a scenario; a value that the workshop has itself is no change any more.

    Raises InputError with every problem, for instance weights of the cost keys that do not sum to 100.
    """
    if state.get(Scenario, code) is None:
        raise InputError(Problem("edits.gone", {"code": code}))
    unknown = [one for one in wanted if one.field not in CHANGEABLE.get(one.kind, ())]
    if unknown:
        raise InputError(*(Problem("edits.not_in_scenario", {"field": f"{one.kind}.{one.field}"}) for one in unknown))
    present = {change.code: change for change in changes_of(state, code)}
    after, edits = dict(present), []
    for one in wanted:
        row = _change(code, one)
        if value_in(state, one.kind, one.code, one.field) == _tidy(one):
            after.pop(row.code, None)
            edits += [removal("scenario_change", row.code)] if row.code in present else []
        elif row.code not in present:
            after[row.code] = row
            edits += _written(row)
        elif (seen := present[row.code]).value != row.value:
            after[row.code] = row
            edits.append(Edit("scenario_change", row.code, "value", row.value, before=seen.value))
    touched = {_unit(_change(code, one)) for one in wanted}
    _, left = folded(state, after.values())
    problems = [problem for one in left if _unit(one.change) in touched for problem in one.problems]
    if problems:
        raise InputError(*_once(problems))
    return tuple(edits)


def drop_changes(codes: Iterable[str]) -> tuple[Edit, ...]:
    """Takes changes out of their scenario."""
    return tuple(removal("scenario_change", code) for code in codes)


def take_over(state: State, changes: Iterable[ScenarioChange]) -> tuple[Edit, ...]:
    """Makes changes of a scenario, with all of their units, the workshop's own, and takes them out of the scenario: one
    batch, so that one undo brings both back. Raises InputError when the workshop cannot hold them.
    """
    edits: list[Edit] = []
    problems: list[Problem] = []
    for unit in _units([row for one in changes for row in _partners(state, one)]):
        try:
            edits += _entered(state, unit)
        except InputError as error:
            problems += error.problems
        edits += drop_changes(row.code for row in unit)
    if problems:
        raise InputError(*_once(problems))
    return tuple(edits)


def remove_scenario(state: State, code: str) -> tuple[Edit, ...]:
    """Takes a scenario away with its changes."""
    return (*drop_changes(change.code for change in changes_of(state, code)), removal("scenario", code))


def changes_of(state: State, code: str) -> tuple[ScenarioChange, ...]:
    """The changes of a scenario in the order in which they were entered."""
    return tuple(change for change in state.all(ScenarioChange) if change.scenario == code)


def value_in(state: State, kind: str, code: str, field: str) -> Any:
    """The value of a field in a state; its default when the record is not there."""
    record = state.get(KINDS[kind], code)
    if field == REMOVED:
        return record is None
    return getattr(KINDS[kind](code=code) if record is None else record, field)


def value_of(change: ScenarioChange) -> Any:
    """The value that a change gives its field, in the form in which records hold it."""
    return _tidy(Wanted(change.of_kind, change.of_code, change.of_field, json.loads(change.value)))


def as_json(one: Wanted) -> str:
    """The value of a wanted change as a scenario keeps it."""
    return json.dumps(_tidy(one), ensure_ascii=False)


def with_edits(state: State, edits: Iterable[Edit]) -> State:
    """The state as it would be after edits; kinds that no edit names are the very same objects."""
    found: dict[str, dict[str, Record]] = {}
    for edit in edits:
        cls = KINDS[edit.kind]
        records = found.setdefault(edit.kind, {record.code: record for record in state.all(cls)})
        if edit.field == REMOVED:
            if edit.value:
                records.pop(edit.code, None)
            continue
        record = records.get(edit.code) or from_fields(cls, edit.code, identity_of(edit.kind, edit.code))
        records[edit.code] = replace(record, **{edit.field: edit.value})
    kept = {kind: records for kind, records in state.records if kind not in found}
    order = dict.fromkeys([kind for kind, _ in state.records] + list(found))
    return State(tuple((kind, kept[kind] if kind in kept else tuple(found[kind].values())) for kind in order))


def folded(state: State, changes: Iterable[ScenarioChange]) -> tuple[State, tuple[NotApplied, ...]]:
    """The state with changes, stored in a scenario or not, and those that do not fit. Kinds of records that no change
    speaks of are the very same objects.
    """
    left: list[NotApplied] = []
    for unit in _units(changes):
        try:
            state = with_edits(state, _as_if(state, unit))
        except InputError as error:
            left += [NotApplied(row, tuple(error.problems)) for row in unit]
    return state, tuple(left)


def _units(changes: Iterable[ScenarioChange]) -> list[list[ScenarioChange]]:
    """What leaves goes last, so that no other change speaks of a city that is gone."""
    units: dict[tuple[str, str], list[ScenarioChange]] = {}
    for change in dict.fromkeys(changes):
        units.setdefault(_unit(change), []).append(change)
    return sorted(units.values(), key=lambda unit: any(row.of_field == REMOVED for row in unit))


def _unit(change: ScenarioChange) -> tuple[str, str]:
    return change.of_kind, "" if change.of_kind == _KEYS else change.of_code


def _partners(state: State, change: ScenarioChange) -> list[ScenarioChange]:
    return [row for row in changes_of(state, change.scenario) if _unit(row) == _unit(change)]


def _as_if(state: State, unit: Sequence[ScenarioChange]) -> tuple[Edit, ...]:
    """The edits of a unit in a scenario. A partner can leave although it leads an option: another would lead it."""
    if unit[0].of_kind == "city" and state.get(KINDS["city"], unit[0].of_code) is not None:
        return _leaves(state, unit[0].of_code)
    return _entered(state, unit)


def _entered(state: State, unit: Sequence[ScenarioChange]) -> tuple[Edit, ...]:
    """The edits that enter a unit into the workshop, under the workshop's own rules."""
    kind, code = unit[0].of_kind, unit[0].of_code
    if any(row.of_field == REMOVED for row in unit):
        return _taken_away(state, kind, code)
    values = {row.of_field: value_of(row) for row in unit}
    if kind == _KEYS:
        return set_weights(state, {row.of_code: value_of(row) for row in unit})
    if kind == "parameter":
        load_parameters().with_overrides({code: values["value"]})
    return edits_for(state, kind, code, values, rule=RULES.get(kind))


def _taken_away(state: State, kind: str, code: str) -> tuple[Edit, ...]:
    if state.get(KINDS[kind], code) is None:
        raise InputError(Problem("edits.gone", {"code": code}))
    if kind != "city":
        return (removal(kind, code),)
    named = next(city.name or code for city in state.cities if city.code == code)
    alone = [option.code for option in state.options if option.cities == (code,)]
    values = {"must": OUT, "must_reason": named}
    gone = [Edit("option", option, field, value) for option in alone for field, value in values.items()]
    return (*setup.remove_city(state, code), *gone)


def _leaves(state: State, city: str) -> tuple[Edit, ...]:
    """A city goes, out of every option; an option of that city alone goes with it. What it alone would have paid to run
    an option falls on the others by the key.
    """
    freed = [
        Edit("option", option.code, field, "")
        for option in state.options
        for field in ("lead_city", "opex_payer")
        if getattr(option, field) == city
    ]
    return (*freed, *_taken_away(with_edits(state, freed), "city", city))


def _change(scenario: str, one: Wanted) -> ScenarioChange:
    code = f"{scenario}|{one.kind}|{one.code}|{one.field}"
    return ScenarioChange(code, scenario, one.kind, one.code, one.field, as_json(one))


def _tidy(one: Wanted) -> Any:
    if one.field == REMOVED:
        return bool(one.value)
    if one.kind == _KEYS:
        return one.value or CostKey("").weight
    return tidied(KINDS[one.kind], one.field, one.value)


def _written(row: ScenarioChange) -> list[Edit]:
    """A change that was taken out once stands again when it is entered again."""
    code = f"{row.scenario}|{row.of_kind}|{row.of_code}|{row.of_field}"
    values: Mapping[str, Any] = {name: value for name, value in vars(row).items() if name != "code"}
    return [
        Edit("scenario_change", code, REMOVED, value=False),
        *(Edit("scenario_change", code, name, value) for name, value in values.items()),
    ]


def _once(problems: list[Problem]) -> list[Problem]:
    return [problem for number, problem in enumerate(problems) if problem not in problems[:number]]
