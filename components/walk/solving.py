"""Searches for the best plan that go on beside the page: one thread each, watched and stopped from anywhere.

A question is searched once, whoever asks for it: a screen that looks again every second, and phones, workbook and
command line that wait for the end. A screen that has moved on to another question ends the search for the one before,
unless somebody waits for that.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from components.investment.portfolio import FEASIBLE, OPTIMAL, UNKNOWN, Progress, Selection
from components.investment.question import Question
from components.investment.search import Cancelled

Solve = Callable[[Question, float, float, Progress, Cancelled], Selection]
_OVERDUE, _GRACE, _LOOK_AGAIN = 2.0, 10.0, 1.0
NOTHING = Selection(UNKNOWN, (), 0.0, math.inf, 0.0, bound=math.inf, explained=False)


@dataclass(frozen=True)
class Asked:
    """A question with what ends its search: the relative gap that is good enough, and the longest time in seconds."""

    question: Question
    gap: float
    seconds: float


class Job:
    """One search. `best`: the best selection until now, with its proven gap; None before there is one.

    `stopped`: it was ended before its time; `by_hand`: by a person, who then wants what there is.
    """

    def __init__(self, asked: Asked, solve: Solve) -> None:
        self.asked = asked
        self.best: Selection | None = None
        self.stopped = False
        self.by_hand = False
        self.waiting = 0
        self._solve = solve
        self._longest = _OVERDUE * asked.seconds + _GRACE
        self._began = time.monotonic()
        self._ended: float | None = None
        self._done = threading.Event()
        self._error: BaseException | None = None
        threading.Thread(target=self._run, name="search", daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether the search has ended. A solver can, very rarely, get stuck in its own arithmetic and forget the time:
        what it has found by then counts as its answer, with the gap that was proven.
        """
        if not self._done.is_set() and self.best is not None and self.seconds > self._longest:
            self.stopped = self.by_hand = True
            self._ended = time.monotonic()
            self._done.set()
        return self._done.is_set()

    @property
    def seconds(self) -> float:
        """How long it has taken until now."""
        return (time.monotonic() if self._ended is None else self._ended) - self._began

    def stop(self, *, by_hand: bool) -> None:
        """Asks the search to end with what it has; it does so between two of its slices."""
        if not self.done:
            self.stopped, self.by_hand = True, by_hand

    def within(self, seconds: float) -> bool:
        """Whether the search has ended `seconds` after its beginning; waits until then, never longer."""
        return self._done.wait(max(seconds - (time.monotonic() - self._began), 0.0))

    def answer(self) -> Selection:
        """What the search found; waits for its end, or until it is long overdue. Raises what the search raised."""
        self.waiting += 1
        try:
            while not self.done:
                self._done.wait(_LOOK_AGAIN)
        finally:
            self.waiting -= 1
        if self._error is not None:
            raise self._error
        return self.best or NOTHING

    def _run(self) -> None:
        asked, error = self.asked, None
        found: Selection | None = None
        try:
            found = self._solve(asked.question, asked.gap, asked.seconds, self._tell, lambda: self.stopped)
        except BaseException as raised:  # noqa: BLE001, whatever it is, those who wait must hear of it
            error = raised
        if self._done.is_set():
            return
        self.best, self._error = (found or self.best), error
        self._ended = time.monotonic()
        self._done.set()

    def _tell(self, found: Selection) -> None:
        if not self._done.is_set():
            self.best = found


class Searches:
    """The last searches by question, for every thread."""

    def __init__(self, solve: Solve, most: int) -> None:
        self._solve = solve
        self._most = most
        self._lock = threading.Lock()
        self._jobs: OrderedDict[Asked, Job] = OrderedDict()
        self._shown: dict[Hashable, Job] = {}

    def job(self, asked: Asked) -> Job:
        """The search for a question, begun when there is none or the one there was ended early by itself."""
        with self._lock:
            return self._job(asked)

    def answer(self, asked: Asked) -> Selection:
        """What the search finds; waits for its end. An error is not kept: who asks later searches again."""
        with self._lock:
            job = self._job(asked)
            job.waiting += 1
        try:
            return job.answer()
        except BaseException:
            self.again(asked)
            raise
        finally:
            job.waiting -= 1

    def show(self, place: Hashable, asked: Asked) -> Job:
        """The search that a screen (`place`) shows from now on; the one that it showed before ends, unless somebody
        waits for its answer.
        """
        with self._lock:
            job, before = self._job(asked), self._shown.get(place)
            self._shown[place] = job
            others = [other for where, other in self._shown.items() if where != place]
            if before is not None and before is not job and not before.waiting and before not in others:
                before.stop(by_hand=False)
            return job

    def again(self, asked: Asked) -> None:
        """Forgets what was found, so that the next who asks has it searched anew."""
        with self._lock:
            self._jobs.pop(asked, None)

    def forget(self) -> None:
        """Ends and forgets everything."""
        with self._lock:
            for job in self._jobs.values():
                job.stop(by_hand=False)
            self._jobs.clear()
            self._shown.clear()

    def _job(self, asked: Asked) -> Job:
        found = self._jobs.get(asked)
        if found is None or (found.stopped and not found.by_hand):
            found = self._jobs[asked] = Job(asked, self._solve)
        self._jobs.move_to_end(asked)
        while len(self._jobs) > self._most:
            _, dropped = self._jobs.popitem(last=False)
            if not dropped.waiting:
                dropped.stop(by_hand=False)
        return found


def proven_share(found: Selection | None) -> float:
    """How much of the best possible is proven, 0–1: what a bar shows while the gap falls."""
    if found is None or found.status not in (OPTIMAL, FEASIBLE) or not math.isfinite(found.gap):
        return 0.0
    return 1.0 / (1.0 + max(found.gap, 0.0))
