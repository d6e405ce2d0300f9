"""Work that goes on beside a page and hands over its parts one by one, so that the page shows what there is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

Part = TypeVar("Part")


class Beside(Generic[Part]):
    """The parts that a thread has made until now. `total`: how many there will be; `stopped`: it was asked to end."""

    def __init__(self, make: Callable[[Callable[[], bool]], Iterator[Part]], *, total: int) -> None:
        self.total = total
        self.parts: tuple[Part, ...] = ()
        self.stopped = False
        self._make = make
        self._began = time.monotonic()
        self._done = threading.Event()
        self._error: BaseException | None = None
        threading.Thread(target=self._run, name="beside", daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether the work has ended, for whatever reason."""
        return self._done.is_set()

    @property
    def share(self) -> float:
        """How much is done, 0–1."""
        return 1.0 if self.done else min(len(self.parts) / max(self.total, 1), 1.0)

    def stop(self) -> None:
        """Asks the work to end after the part that it is at."""
        self.stopped = True

    def within(self, seconds: float) -> bool:
        """Whether the work has ended `seconds` after its beginning; waits until then, never longer. Raises what the
        work raised.
        """
        done = self._done.wait(max(seconds - (time.monotonic() - self._began), 0.0))
        if self._error is not None:
            raise self._error
        return done

    def _run(self) -> None:
        try:
            for part in self._make(lambda: self.stopped):
                self.parts = (*self.parts, part)
        except BaseException as error:  # noqa: BLE001, whatever it is, the page must hear of it
            self._error = error
        self._done.set()
