"""The best plan for thousands of rooms that might have been, with a proven distance for every one of them.

Rooms that share the same costs share the same limits, so that a plan found for one room is possible in all of them, and
one price list bounds them all: with any prices of the limits that are not negative, no plan is worth more than what the
limits cost at these prices plus what the options bring beyond their price (Lagrange; the prices are the dual solution
of the linear relaxation). The relaxation of a room, rounded down and filled up with what still fits, is a plan; a pool
of plans is scored for all rooms by one matrix product; and the exact search is spent where the distance is still
largest, until the time is up. Rooms of one lot differ little in what they value: that no plan is worth more to one room
than its exact search proved is a limit for all of them, which brings the relaxations of the others near their best
(own design, after the objective cuts of integer programming); covers of single limits help all rooms alike. Every plan
keeps all limits of the question: money, floors, ceilings, shares to match, what must be in, continuing projects first.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from components.investment.limit_rows import LimitRows
from components.investment.linear import Floats
from components.investment.portfolio import useful_starts
from components.investment.program import Start
from components.investment.question import Question
from components.investment.search import Found, Search

GOOD_ENOUGH = 0.002
_SLICE, _SEARCH_GAP, _RELAXING = 1.0, 0.001, 0.5
_FROM_POOL, _AGAIN, _LANES = 12, 10, 2
_ROUNDS, _COVERING = 2, 6

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
    is done, 0–1, by the caller's own thread; whatever it raises ends the work.
    """
    lanes = max(min(_LANES, os.cpu_count() or 1, len(questions)), 1)
    ends, stop = time.monotonic() + seconds, threading.Event()
    told: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
    found: dict[int, Resolved] = {}

    def lane(first: int) -> None:
        pool: dict[Plan, None] = {}
        for number in range(first, len(questions), lanes):
            if stop.is_set():
                return
            left = max(ends - time.monotonic(), 0.0) / len(range(number, len(questions), lanes))
            try:
                found[number] = _lot(questions[number], np.asarray(values[number], float), pool, left)
            except BaseException as error:  # noqa: BLE001, whatever it is, who waits must hear of it
                told.put(error)
                return
            told.put(None)

    # The solver leaves the interpreter to others while it works, so that two lots can be worked on at once
    workers = [threading.Thread(target=lane, args=(first,), name="resolving", daemon=True) for first in range(lanes)]
    for worker in workers:
        worker.start()
    try:
        for number in range(len(questions)):
            wrong = told.get()
            if wrong is not None:
                raise wrong
            if progress is not None:
                progress((number + 1) / len(questions))
    finally:
        stop.set()
        for worker in workers:
            worker.join()
    return tuple(found[number] for number in range(len(questions)))


@dataclass
class _Lot:
    """One lot while it is worked on. `bound`: per room, no plan is worth more; `plans`: options held, by `starts`."""

    question: Question
    values: Floats
    search: Search
    rows: LimitRows
    bound: Floats
    plans: list[Bools] = field(default_factory=list)
    starts: list[Plan] = field(default_factory=list)
    searches: int = 0

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

    def cover(self) -> None:
        """Tightens the limits by covers that the relaxations of the mean room and of some others break."""
        rooms = [self.values.mean(axis=0), *self.values[:: max(len(self.values) // _COVERING, 1)]]
        for _ in range(_ROUNDS):
            found = (self.rows.relax(worth, self.values) for worth in rooms)
            if not sum(self.rows.cover(one.taken) for one in found if one is not None):
                return

    def look_at_all(self) -> bool:
        """Searches exactly for the mean of all rooms; whether there is a plan at all."""
        worth = self.values.mean(axis=0)
        found = self._look(worth)
        if found.impossible:
            return False
        # The search may have found out more about the money
        self.rows = LimitRows(self.search.made, self.rows.option)
        self._learn(worth, found)
        return True

    def look(self, room: int) -> None:
        """Searches exactly for one room."""
        found = self._look(self.values[room])
        self.bound[room] = min(self.bound[room], -found.bound)
        self._learn(self.values[room], found)

    def _look(self, worth: Floats) -> Found:
        self.searches += 1
        found = self.search.best(-worth[self.rows.option], gap=_SEARCH_GAP, seconds=_SLICE)
        if found.starts is not None:
            self.add(found.starts)
        return found

    def _learn(self, worth: Floats, found: Found) -> None:
        if np.isfinite(found.bound):
            self.rows.no_more_than(worth, -found.bound)


def _lot(question: Question, values: Floats, pool: dict[Plan, None], seconds: float) -> Resolved:
    rooms, began = len(values), time.monotonic()
    nothing = Resolved(np.zeros((rooms, len(question.candidates)), dtype=bool), np.full(rooms, np.nan), 0)
    allowed = useful_starts(question)
    must = frozenset(item.code for item in question.candidates if item.must)
    demanded = any(floor.count or floor.money for floor in question.floors)
    if not must <= set(allowed) or (demanded and not allowed):
        return nothing
    if not allowed:
        return Resolved(nothing.taken, np.zeros(rooms), 0)
    made = _first_look(question, values, allowed, must)
    if made is None:
        return nothing
    lot, must = made
    lot.cover()
    known = [starts for starts in pool if must <= {code for code, _ in starts} <= set(allowed)]
    places = {item.code: number for number, item in enumerate(question.candidates)}
    mean = values.mean(axis=0)
    known.sort(key=lambda starts: -sum(mean[places[code]] for code, _ in starts))
    for starts in known[:_FROM_POOL]:
        if lot.search.fits(starts):
            lot.add(starts)
    for room in range(rooms):
        if room and time.monotonic() - began > _RELAXING * seconds:
            break
        lot.relax(room)
    tried = np.zeros(rooms, dtype=bool)
    while time.monotonic() - began < seconds:
        gap = _untried(lot, tried)
        worst = int(gap.argmax())
        if gap[worst] <= GOOD_ENOUGH:
            break
        tried[worst] = True
        lot.look(worst)
        gap = _untried(lot, tried)
        for room in np.argsort(-gap)[:_AGAIN]:
            if gap[room] > GOOD_ENOUGH:
                lot.relax(int(room))
    pool.update(dict.fromkeys(lot.starts))
    gap, best = lot.gaps()
    return Resolved(np.array(lot.plans, dtype=bool)[best], gap, lot.searches) if lot.plans else nothing


def _first_look(
    question: Question, values: Floats, allowed: dict[str, tuple[int, ...]], must: frozenset[str]
) -> tuple[_Lot, frozenset[str]] | None:
    """The lot with the best plan of its mean room, and what every plan of it holds; None where none is possible.

    That is what must be in and the continuing projects, which no other option may displace; where not all of these can
    be had, those that the most valuable plan of the mean room holds of them when nothing else counts.
    """
    places = {item.code: number for number, item in enumerate(question.candidates)}
    continuing = frozenset(item.code for item in question.candidates if item.continuing and item.code in allowed)

    def lot(forced: frozenset[str]) -> _Lot:
        search = Search(question, allowed, forced=forced)
        option = np.array([places[code] for code, _ in search.made.starts], dtype=np.int64)
        return _Lot(question, values, search, LimitRows(search.made, option), np.full(len(values), np.inf))

    made = lot(must | continuing)
    if made.look_at_all():
        return made, must | continuing
    if continuing <= must:
        return None
    search, mean = Search(question, allowed, forced=must), values.mean(axis=0)
    # One more than the value, so that a continuing project that nobody marked comes first too
    worth = np.array([mean[places[code]] + 1 if code in continuing else 0.0 for code, _ in search.made.starts])
    found = search.best(-worth, gap=0.0, seconds=_SLICE)
    if found.starts is None:
        return None
    kept = must | {code for code, _ in found.starts if code in continuing}
    made = lot(kept)
    return (made, kept) if made.look_at_all() else None


def _untried(lot: _Lot, tried: Bools) -> Floats:
    gap, _ = lot.gaps()
    return np.where(tried, -1.0, gap)
