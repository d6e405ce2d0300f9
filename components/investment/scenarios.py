"""What-ifs that are thrown away: a snapshot with one thing changed, for the same pure functions. Nothing is stored."""

from __future__ import annotations

from dataclasses import replace

from components.workshop.records.base import Record
from components.workshop.records.partnership import CostKey, KeyMetric
from components.workshop.state import Snapshot, State

EQUAL = "equal"


def usable_keys(state: State, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the cost keys that every city has a figure for; equal shares need none."""
    known = {(row.key, row.city) for row in state.all(KeyMetric) if row.value is not None}
    return tuple(key for key in keys if key == EQUAL or all((key, city.code) in known for city in state.cities))


def with_cost_key(snapshot: Snapshot, key: str) -> Snapshot:
    """The workshop as if this one key carried all the weight."""
    return replace(snapshot, state=_with(snapshot.state, "cost_key", (CostKey(key, weight=100.0),)))


def _with(state: State, kind: str, records: tuple[Record, ...]) -> State:
    rest = tuple((name, found) for name, found in state.records if name != kind)
    return State((*rest, (kind, records)))
