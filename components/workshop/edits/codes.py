"""Codes of new records. A code that was used once is never given again, even when its record was taken away or
undone: marks may still refer to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from components.workshop.changes import Change
from components.workshop.state import State

PREFIXES = {
    "city": ("C", 1),
    "peer": ("N", 2),
    "partnership": ("K", 2),
    "option": ("P", 2),
    "criterion": ("O", 2),
    "source": ("F", 2),
    "own_ballot": ("own", 1),
    "sitting": ("S", 1),
    "agenda": ("A", 2),
    "parking": ("Q", 2),
    "risk": ("R", 2),
    "kpi": ("I", 2),
    "work": ("W", 2),
    "dispute_step": ("D", 1),
    "scenario": ("S", 2),
    "adopted": ("A", 2),
}


def next_code(state: State, history: Sequence[Change], kind: str) -> str:
    """The next free code of a kind, such as P07: one more than the highest that was ever used."""
    return next_codes(state, history, kind, 1)[0]


def next_codes(state: State, history: Sequence[Change], kind: str, count: int) -> tuple[str, ...]:
    """The next free codes of a kind, for records that are entered together."""
    prefix, digits = PREFIXES[kind]
    records = next((records for name, records in state.records if name == kind), ())
    used = {record.code for record in records} | {change.code for change in history if change.kind == kind}
    last = max(_numbers(used, prefix), default=0)
    return tuple(f"{prefix}{number:0{digits}d}" for number in range(last + 1, last + 1 + count))


def _numbers(codes: Iterable[str], prefix: str) -> list[int]:
    rests = (code.removeprefix(prefix) for code in codes if code.startswith(prefix))
    return [int(rest) for rest in rests if rest.isascii() and rest.isdecimal()]
