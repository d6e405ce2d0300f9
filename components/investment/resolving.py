"""The best plan for thousands of rooms that might have been, with a proven distance for every one of them.

Rooms that share the same costs share the same limits, so that a plan found for one room is possible in all of them, and
one price list bounds them all: with any prices of the limits that are not negative, no plan is worth more than what the
limits cost at these prices plus what the options bring beyond their price (Lagrange; the prices are the dual solution
of the linear relaxation). The relaxation of a room, rounded down and filled up with what still fits, is a plan; a pool
of plans is scored for all rooms by one matrix product; and the exact search is spent where the distance is still
largest, until the time is up.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.investment.limit_rows import LimitRows
from components.investment.linear import Floats
from components.investment.portfolio import latest_starts
from components.investment.program import Start
from components.investment.question import Question
from components.investment.search import Search

GOOD_ENOUGH = 0.002
_SLICE, _SEARCH_GAP, _RELAXING = 1.0, 0.002, 0.5
_FROM_POOL = 12

Bools = NDArray[np.bool_]
Plan = tuple[Start, ...]


@dataclass(frozen=True)
class Resolved:
    """`taken`: rooms x options, what the best plan found for each room holds. `gap`: its proven distance from the best,
    relative, NaN where no plan is possible. `searches`: exact searches made.
    """

    taken: Bools
    gap: Floats
    searches: int

    @property
    def possible(self) -> Bools:
        """Rooms for which there is a plan that holds all that must be in."""
        found: Bools = ~np.isnan(self.gap)
        return found


def resolve(
    questions: Sequence[Question],
    values: Sequence[Floats],
    *,
    seconds: float,
    progress: Callable[[float], None] | None = None,
) -> tuple[Resolved, ...]:
    """The best plans of every lot of rooms.

    questions: one per lot, with its costs; the same candidates in the same order in all. values: per lot rooms x
    options, >= 0. seconds: for all together; every lot gets at least one search. progress: called with the share that
    is done, 0–1; whatever it raises ends the work.
    """
    ends = time.monotonic() + seconds
    pool: dict[Plan, None] = {}
    found = []
    for number, (question, worth) in enumerate(zip(questions, values, strict=True)):
        left = max(ends - time.monotonic(), 0.0) / (len(questions) - number)
        found.append(_lot(question, np.asarray(worth, float), pool, left))
        if progress is not None:
            progress((number + 1) / len(questions))
    return tuple(found)


@dataclass
class _Lot:
    """One lot while it is worked on. `bound`: per room, no plan is worth more; `plans`: options held, by `starts`."""

    question: Question
    values: Floats
    search: Search
    rows: LimitRows
    bound: Floats
    plans: list[Bools]
    starts: list[Plan]

    def add(self, starts: Plan) -> None:
        """Takes a plan that keeps every limit into the pool of the lot."""
        held = {code for code, _ in starts}
        row = np.array([item.code in held for item in self.question.candidates], dtype=bool)
        if not any(np.array_equal(row, other) for other in self.plans):
            self.plans.append(row)
            self.starts.append(starts)

    def gaps(self) -> tuple[Floats, NDArray[np.int64]]:
        """Per room the distance of the best plan of the pool, and which plan it is."""
        if not self.plans:
            return np.full(len(self.values), np.inf), np.zeros(len(self.values), dtype=np.int64)
        reached = self.values @ np.array(self.plans, dtype=float).T
        best = reached.max(axis=1)
        near = self.bound - best <= 1e-7 * np.maximum(self.bound, 1.0)
        return np.where(near, 0.0, (self.bound - best) / np.maximum(self.bound, 1e-9)), reached.argmax(axis=1)

    def relax(self, room: int) -> None:
        """Bounds all rooms by the prices of one, and makes a plan of its relaxation."""
        found = self.rows.relax(self.values[room], self.values)
        if found is None:
            return
        np.minimum(self.bound, found.bound, out=self.bound)
        taken = self.rows.filled(found.taken, self.values[room], found.prices)
        if taken is not None:
            starts = self.search.ledger.chosen(taken)
            if not self.search.funding.needed or self.search.fits(starts):
                self.add(starts)

    def look(self, room: int | None) -> bool:
        """Searches exactly for one room, or for the mean of all; whether there is a plan at all."""
        worth = self.values.mean(axis=0) if room is None else self.values[room]
        found = self.search.best(-worth[self.rows.option], gap=_SEARCH_GAP, seconds=_SLICE)
        if found.starts is not None:
            self.add(found.starts)
        if room is not None and np.isfinite(found.bound):
            self.bound[room] = min(self.bound[room], -found.bound)
        return not found.impossible


def _lot(question: Question, values: Floats, pool: dict[Plan, None], seconds: float) -> Resolved:
    rooms, began = len(values), time.monotonic()
    must = frozenset(item.code for item in question.candidates if item.must)
    nothing = Resolved(np.zeros((rooms, len(question.candidates)), dtype=bool), np.full(rooms, np.nan), 0)
    allowed = _allowed(question)
    if not must <= set(allowed):
        return nothing
    if not allowed:
        return Resolved(nothing.taken, np.zeros(rooms), 0)
    search = Search(question, allowed, forced=must)
    place = {item.code: number for number, item in enumerate(question.candidates)}
    option = np.array([place[code] for code, _ in search.made.starts], dtype=np.int64)
    lot = _Lot(question, values, search, LimitRows(search.made, option), np.full(rooms, np.inf), [], [])
    if not lot.look(None):
        return nothing
    # The search may have found out more about the money
    lot.rows = LimitRows(search.made, option)
    known = [starts for starts in pool if must <= {code for code, _ in starts} <= set(allowed)]
    mean = dict(zip(place, values.mean(axis=0).tolist(), strict=True))
    known.sort(key=lambda starts: -sum(mean[code] for code, _ in starts))
    for starts in known[:_FROM_POOL]:
        if search.fits(starts):
            lot.add(starts)
    for room in range(rooms):
        if room and time.monotonic() - began > _RELAXING * seconds:
            break
        lot.relax(room)
    searches, tried = 1, np.zeros(rooms, dtype=bool)
    while time.monotonic() - began < seconds:
        gap, _ = lot.gaps()
        gap[tried] = -1.0
        worst = int(gap.argmax())
        if gap[worst] <= GOOD_ENOUGH:
            break
        tried[worst] = True
        lot.look(worst)
        searches += 1
    pool.update(dict.fromkeys(lot.starts))
    gap, best = lot.gaps()
    return Resolved(np.array(lot.plans, dtype=bool)[best], gap, searches) if lot.plans else nothing


def _allowed(question: Question) -> dict[str, tuple[int, ...]]:
    if question.carry_over:
        starts = latest_starts(question)
    else:
        starts = {item.code: question.starts(item) for item in question.candidates}
    return {code: years for code, years in starts.items() if years}
