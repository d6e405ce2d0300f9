"""Work of many seconds that somebody asked for, done beside the page: how far it is, a way to end it, its last result.

One piece of work at a time for one place (a workshop): asking for another ends the one before. A result is kept with
the key of what it was made of, so that a page can show the last one and say that it is of an earlier state until the
next is there. (`solving` holds the searches for the plan, which begin by themselves and have an answer at any time.)
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")
Progress = Callable[[float], None]


class StoppedError(Exception):
    """The work was ended by hand; raised where it tells its progress."""


@dataclass(frozen=True)
class Result(Generic[Value]):
    """`key`: of what it was made; `seconds`: how long that took."""

    key: Hashable
    value: Value
    seconds: float


class Job(Generic[Value]):
    """One piece of work. `share`: how much is done, 0–1. `error`: what it raised, None while all is well."""

    def __init__(
        self, key: Hashable, work: Callable[[Progress], Value], finished: Callable[[Job[Value]], None]
    ) -> None:
        self.key = key
        self.share = 0.0
        self.result: Result[Value] | None = None
        self.error: Exception | None = None
        self._work, self._finished = work, finished
        self._stop, self._done = threading.Event(), threading.Event()
        self._began = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="job", daemon=True)

    @property
    def done(self) -> bool:
        """Whether it has ended, with or without a result."""
        return self._done.is_set()

    @property
    def stopped(self) -> bool:
        """Whether somebody asked it to end."""
        return self._stop.is_set()

    @property
    def seconds(self) -> float:
        """How long it has been at work."""
        return time.monotonic() - self._began

    def begin(self) -> None:
        """Starts the work."""
        self._thread.start()

    def stop(self) -> None:
        """Asks it to end; it does so when it next tells its progress, and leaves no result."""
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Waits for its end, so many seconds at most; whether it has ended."""
        return self._done.wait(seconds)

    def _run(self) -> None:
        try:
            value = self._work(self._tell)
            self.result = Result(self.key, value, self.seconds)
        except StoppedError:
            pass
        except Exception as error:  # noqa: BLE001, whatever it is, the page must hear of it
            self.error = error
        self._finished(self)
        self._done.set()

    def _tell(self, share: float) -> None:
        self.share = max(self.share, min(share, 1.0))
        if self._stop.is_set():
            raise StoppedError


class Jobs(Generic[Value]):
    """The work under way and the last result, by place, for every thread. most: places that are remembered."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._jobs: OrderedDict[Hashable, Job[Value]] = OrderedDict()
        self._last: OrderedDict[Hashable, Result[Value]] = OrderedDict()

    def start(self, place: Hashable, key: Hashable, work: Callable[[Progress], Value]) -> Job[Value]:
        """Begins the work for a place, unless the same is under way; other work of the place ends."""
        with self._lock:
            before = self._jobs.get(place)
            if before is not None and not before.done and not before.stopped:
                if before.key == key:
                    return before
                before.stop()
            job = Job(key, work, lambda ended: self._keep(place, ended))
            self._jobs[place] = job
            while len(self._jobs) > self._most:
                _, dropped = self._jobs.popitem(last=False)
                dropped.stop()
        job.begin()
        return job

    def under_way(self, place: Hashable) -> Job[Value] | None:
        """The work of a place until its end; None when nothing is under way."""
        with self._lock:
            job = self._jobs.get(place)
        return job if job is not None and not job.done else None

    def failed(self, place: Hashable) -> Exception | None:
        """What the last work of a place raised."""
        with self._lock:
            job = self._jobs.get(place)
        return job.error if job is not None and job.done else None

    def last(self, place: Hashable) -> Result[Value] | None:
        """The last result of a place, whatever it was made of."""
        with self._lock:
            return self._last.get(place)

    def forget(self) -> None:
        """Ends and forgets everything."""
        with self._lock:
            for job in self._jobs.values():
                job.stop()
            self._jobs.clear()
            self._last.clear()

    def _keep(self, place: Hashable, ended: Job[Value]) -> None:
        with self._lock:
            if ended.result is not None and self._jobs.get(place) is ended:
                self._last[place] = ended.result
                self._last.move_to_end(place)
                while len(self._last) > self._most:
                    self._last.popitem(last=False)
