"""What-ifs: a snapshot with something changed, for the same pure functions as the workshop's own.

A stored scenario is `applied`; a what-if that is thrown away is made by `tried` from the same kind of changes. What the
room said stays said: a city that leaves takes its money and its facts along, and the scores of the options and the
weights stay as everybody marked them, so that a change of the plan is of money alone (own design; what the marks of one
city move is a test of its own in `robustness`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from components.analysis.evaluate import PARAMETERS as EVIDENCE_PARAMETERS
from components.errors import InputError
from components.investment.usual import partner_leaves
from components.workshop.edits import scenarios as edits
from components.workshop.edits.scenarios import NotApplied, Wanted
from components.workshop.records.base import Record
from components.workshop.records.partnership import KeyMetric
from components.workshop.records.scenarios import ScenarioChange
from components.workshop.state import REMOVED, Snapshot, State

EQUAL = "equal"
MONEY_INPUTS = (
    "benefit",
    "cost_key",
    "key_limit",
    "key_metric",
    "option_key",
    "envelope",
    "city_certainty",
    "source",
    "source_amount",
    "budget",
    "ceiling",
    "floor",
    "match",
    "inflation",
    "consent",
    "in_kind",
    "rate",
    "certainty_weight",
)
"""Kinds of records that the plan's money is made from, in the order in which they are told."""
MONEY = frozenset({*MONEY_INPUTS, "scenario", "scenario_change", "adopted"})
"""Kinds of records that the evidence does not look at: what people said does not depend on the money."""


@dataclass(frozen=True)
class Applied:
    """A scenario's snapshot. `not_applied`: changes that fit the workshop no longer, with the reasons."""

    snapshot: Snapshot
    not_applied: tuple[NotApplied, ...] = ()


def applied(snapshot: Snapshot, code: str) -> Applied:
    """The workshop's snapshot with the changes of a scenario; workshop, version and marks are the same."""
    changes = edits.changes_of(snapshot.state, code)
    state, left = edits.folded(snapshot.state, changes)
    return Applied(replace(snapshot, state=state, heard=_heard(snapshot, state, changes)), left)


def tried(snapshot: Snapshot, wanted: Sequence[Wanted]) -> Snapshot:
    """The snapshot with changes that are stored nowhere. Raises InputError when the workshop could not hold them."""
    rows = tuple(
        ScenarioChange("|".join(one[:3]), "", one.kind, one.code, one.field, edits.as_json(one)) for one in wanted
    )
    state, left = edits.folded(snapshot.state, rows)
    if left:
        raise InputError(*(problem for one in left for problem in one.problems))
    return replace(snapshot, state=state, heard=_heard(snapshot, state, rows))


def state_without(state: State, city: str) -> State:
    """The state when a city left with its money. Raises InputError when there is no such city."""
    return tried(Snapshot("", 0, state), partner_leaves(city)).state


def same_evidence(one: State, other: State) -> bool:
    """Whether two states differ in nothing that the evidence looks at: money, limits, costs and the like."""
    return all(_looked_at(one, kind) == _looked_at(other, kind) for kind in _kinds((one, other)) - MONEY)


def usable_keys(state: State, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the cost keys that every city has a figure for; equal shares need none."""
    known = {(row.key, row.city) for row in state.all(KeyMetric) if row.value is not None}
    return tuple(key for key in keys if key == EQUAL or all((key, city.code) in known for city in state.cities))


def _heard(snapshot: Snapshot, after: State, changes: Sequence[ScenarioChange]) -> State | None:
    """The state with all changes but that a city leaves; None when no city leaves."""
    if len(after.cities) == len(snapshot.state.cities):
        return snapshot.heard
    staying = [row for row in changes if (row.of_kind, row.of_field) != ("city", REMOVED)]
    return edits.folded(snapshot.heard or snapshot.state, staying)[0]


def _looked_at(state: State, kind: str) -> tuple[Record, ...]:
    """The records of a kind without the fields that a scenario can change and the evidence does not read."""
    records = _kind(state, kind)
    if kind == "parameter":
        return tuple(record for record in records if record.code in EVIDENCE_PARAMETERS)
    if kind not in {"option", "setting"}:
        return records
    blank: dict[str, Any] = dict.fromkeys(edits.CHANGEABLE[kind])
    return tuple(replace(record, **blank) for record in records)


def _kinds(states: Iterable[State]) -> set[str]:
    return {kind for state in states for kind, _ in state.records}


def _kind(state: State, kind: str) -> tuple[Record, ...]:
    return next((records for name, records in state.records if name == kind), ())
