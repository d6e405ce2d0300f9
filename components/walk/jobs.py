"""Work of many seconds that goes on beside the page: how far it is, what it has found, a way to end it, its result.

The search for the plan, what an option left out would push out, what follows when a partner leaves and how firm the
plan is differ in who begins them and in whether half an answer is one; all else is the same and stands here. Work is
known by its key, which is everything that its result rests on: whoever asks for the same gets the same `Job`, under way
or done. A place is a screen that shows one job at a time: when it moves on, the job before ends unless another place
shows it or somebody waits for it. `Lanes` keep the number at work at once, and the queue is served in turns, so that no
workshop fills it alone. Work must not wait for other work of the same lanes.

`results.Kept` stays apart on purpose: it makes what the asking thread needs before it can go on, in that very thread,
so that nothing is to be watched, ended or queued.
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, ClassVar, Generic, TypeVar
from weakref import WeakSet

Value = TypeVar("Value")
_LOOK_AGAIN = 1.0


class StoppedError(Exception):
    """The work was asked to end; raised where it tells how far it is."""


class Job(Generic[Value]):
    """One piece of work. `found`: the best until now, and once it is done its result; None without any. `share`: how
    much is done, 0–1. `error`: what it raised. `stopped`: it was asked to end early; `by_hand`: by a person, who then
    wants what there is. `waiting`: how many threads wait for the end.
    """

    def __init__(
        self, key: Hashable, work: Callable[[Job[Value]], Value], owner: Hashable, lanes: Lanes, longest: float
    ) -> None:
        self.key, self.owner = key, owner
        self.found: Value | None = None
        self.error: BaseException | None = None
        self.share = 0.0
        self.stopped = self.by_hand = self.spent = False
        self.waiting = 0
        self._work: Callable[[Job[Value]], Value] | None = work
        self._lanes, self._longest = lanes, longest
        self._lock, self._done = threading.Lock(), threading.Event()
        self._asked = time.monotonic()
        self._began: float | None = None
        self._ended: float | None = None

    @property
    def done(self) -> bool:
        """Whether it has ended, for whatever reason. A solver can, very rarely, get stuck in its own arithmetic and
        forget the time: what it has found by then counts as its result, as if it had been ended by hand.
        """
        if not self._done.is_set() and self.found is not None and self.seconds > self._longest:
            self.stopped = self.by_hand = True
            self._end(self.found)
        return self._done.is_set()

    @property
    def begun(self) -> bool:
        """Whether it is or was at work; else it waits for its turn."""
        return self._began is not None

    @property
    def whole(self) -> bool:
        """Whether it came to its own end, without an error."""
        return self._done.is_set() and not self.stopped and self.error is None

    @property
    def seconds(self) -> float:
        """How long it has been at work until now."""
        began, ended = self._began, self._ended
        return 0.0 if began is None else (time.monotonic() if ended is None else ended) - began

    def stop(self) -> None:
        """Ends it for a person, who takes what there is: at once while it waits for its turn, else when it next asks
        or tells. That stays its result until somebody wants it `again`.
        """
        self._stop(by_hand=True)

    def leave(self) -> None:
        """Ends it because nobody looks any more: who asks later has it done anew."""
        self._stop(by_hand=False)

    def again(self) -> None:
        """Lets the next who asks have it done anew; nothing happens while it is under way or when it is whole."""
        self.spent |= self.done and not self.whole

    def within(self, seconds: float) -> bool:
        """Whether it has ended `seconds` after it was asked for; waits until then, never longer."""
        return self._done.wait(max(seconds - (time.monotonic() - self._asked), 0.0))

    def answer(self) -> Value | None:
        """The result; waits for the end. Raises what the work raised, and who asks after that has it done anew."""
        while not self.done:
            self._done.wait(_LOOK_AGAIN)
        if self.error is not None:
            self.spent = True
            raise self.error
        return self.found

    def ending(self) -> bool:
        """For the work: whether it shall end now, with what it has."""
        return self.stopped

    def at(self, share: float) -> None:
        """For the work: so much is done, 0–1. Raises StoppedError when it shall end."""
        self.share = max(self.share, min(share, 1.0))
        if self.stopped:
            raise StoppedError

    def tell(self, found: Value, share: float) -> None:
        """For the work: a better or larger part of the result, and how much is done, 0–1."""
        with self._lock:
            if not self._done.is_set():
                self.found, self.share = found, max(self.share, min(share, 1.0))

    def run(self) -> None:
        """Does the work, in the thread that its lane gives it."""
        with self._lock:
            work = self._work
            if work is None or self.stopped:
                return
            self._began = time.monotonic()
        try:
            self._end(work(self))
        except StoppedError:
            self._end(self.found)
        except BaseException as raised:  # noqa: BLE001, whatever it is, those who wait must hear of it
            self._end(None, raised)

    def _stop(self, *, by_hand: bool) -> None:
        with self._lock:
            if self._done.is_set():
                return
            self.stopped, self.by_hand = True, self.by_hand or by_hand
            self.spent |= not self.by_hand
            waits = self._began is None
        if waits:
            self._end(None)

    def _end(self, found: Value | None, error: BaseException | None = None) -> None:
        with self._lock:
            if not self._done.is_set():
                self.found, self.error, self._work = found, error, None
                self._ended = time.monotonic()
                self._done.set()
        self._lanes.leave(self)


class Lanes:
    """How many jobs are at work at once, and the queue of the others: the owner with the fewest at work is next, the
    longest wait first. The threads end with the server, whatever they are at.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._queue: list[Job[Any]] = []
        self._working: list[Job[Any]] = []

    def enter(self, job: Job[Any]) -> None:
        """Has the job begun as soon as it is its turn."""
        with self._lock:
            self._queue.append(job)
            self._fill()

    def leave(self, job: Job[Any]) -> None:
        """Makes room when a job has ended, or will never begin."""
        with self._lock:
            for jobs in (self._queue, self._working):
                if job in jobs:
                    jobs.remove(job)
            self._fill()

    def _fill(self) -> None:
        while self._queue and len(self._working) < self._most:
            owners = [job.owner for job in self._working]
            job = min(self._queue, key=lambda waits: owners.count(waits.owner))
            self._queue.remove(job)
            threading.Thread(target=job.run, name="job", daemon=True).start()
            self._working.append(job)


CORES = max(os.cpu_count() or 1, 2)
ON_DEMAND = Lanes(CORES)


def _whose(place: Hashable) -> Hashable:
    return place[0] if isinstance(place, tuple) else place


class Jobs(Generic[Value]):
    """Jobs of one kind, for every thread: the last by key, and by place the one that it shows and the last whole one
    before it. most: so many of each are remembered. A place that is a tuple begins with whose it is.
    """

    every: ClassVar[WeakSet[Jobs[Any]]] = WeakSet()

    def __init__(self, most: int, lanes: Lanes = ON_DEMAND) -> None:
        self.every.add(self)
        self._most, self._lanes = most, lanes
        self._lock = threading.Lock()
        self._jobs: OrderedDict[Hashable, Job[Value]] = OrderedDict()
        self._shown: OrderedDict[Hashable, Job[Value]] = OrderedDict()
        self._last: dict[Hashable, Job[Value]] = {}

    def show(
        self, place: Hashable, key: Hashable, work: Callable[[Job[Value]], Value], *, longest: float = math.inf
    ) -> Job[Value]:
        """The job that a place shows from now on, begun unless it is there. longest: seconds at work after which what
        was found counts as the result.
        """
        owner = _whose(place)
        with self._lock:
            job, before = self._job(key, work, owner, longest), self._shown.pop(place, None)
            self._shown[place] = job
            if before is not None and before is not job:
                if before.whole:
                    self._last[place] = before
                self._release(before)
            while len(self._shown) > self._most:
                gone, dropped = self._shown.popitem(last=False)
                self._last.pop(gone, None)
                self._release(dropped)
            return job

    def answer(
        self, key: Hashable, work: Callable[[Job[Value]], Value], *, longest: float = math.inf
    ) -> Value | None:
        """The result, for who waits for it: see `Job.answer`."""
        with self._lock:
            job = self._job(key, work, key, longest)
            job.waiting += 1
        try:
            return job.answer()
        finally:
            with self._lock:
                job.waiting -= 1

    def shown(self, place: Hashable) -> Job[Value] | None:
        """The job that a place showed last."""
        with self._lock:
            return self._shown.get(place)

    def last(self, place: Hashable) -> Job[Value] | None:
        """The last whole job of a place, whatever its key."""
        with self._lock:
            job = self._shown.get(place)
            return job if job is not None and job.whole else self._last.get(place)

    def forget(self, whose: Hashable | None = None) -> None:
        """Ends and forgets everything; with `whose`, all but what places of others show or somebody waits for."""
        with self._lock:
            for place in [place for place in self._shown if whose is None or _whose(place) == whose]:
                self._last.pop(place, None)
                self._release(self._shown.pop(place))
            for job in [job for job in self._jobs.values() if whose is None or not self._needed(job)]:
                job.leave()
                del self._jobs[job.key]

    def _job(
        self, key: Hashable, work: Callable[[Job[Value]], Value], owner: Hashable, longest: float
    ) -> Job[Value]:
        job = self._jobs.get(key)
        if job is None or job.spent:
            job = Job(key, work, owner, self._lanes, longest)
            self._lanes.enter(job)
            self._jobs[key] = job
        self._jobs.move_to_end(key)
        for other in list(self._jobs.values())[: max(len(self._jobs) - self._most, 0)]:
            if other.done or not self._needed(other):
                other.leave()
                self._jobs.pop(other.key)
        return job

    def _needed(self, job: Job[Value]) -> bool:
        return job.waiting > 0 or any(job is other for other in self._shown.values())

    def _release(self, job: Job[Value]) -> None:
        if not self._needed(job):
            job.leave()
