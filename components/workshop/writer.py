"""Taps that wait at the same time share one transaction: hundreds of phones cost hardly more writing than one.

Whoever comes first writes for everybody who waits by then, and each is answered after the COMMIT; the first of those
who came meanwhile writes next. A single tap is thus written at once, and a room that taps in the same second in a few
transactions. A caller on an event loop does not write itself: a thread does it in its turn.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from components.errors import StorageError
from components.workshop import intake
from components.workshop.database import Database
from components.workshop.intake import Stored
from components.workshop.marks import MarkInput


@dataclass
class _Waiting:
    """A request between its arrival and its answer. `future`: of a caller on an event loop, else None."""

    workshop: str
    marks: Sequence[MarkInput]
    future: asyncio.Future[datetime] | None = None
    turn: threading.Event = field(default_factory=threading.Event)
    writes: bool = False
    answer: datetime | BaseException | None = None

    def answered(self) -> None:
        """Tells the caller, who waits in another thread or on an event loop."""
        if self.future is None:
            self.turn.set()
            return
        # A server that stops closes its loop; nobody is there to be told then.
        with contextlib.suppress(RuntimeError):
            self.future.get_loop().call_soon_threadsafe(self._settle)

    def _settle(self) -> None:
        assert self.future is not None
        if self.future.done():
            return
        if isinstance(self.answer, datetime):
            self.future.set_result(self.answer)
        else:
            assert self.answer is not None
            self.future.set_exception(self.answer)


class Writer:
    """The one way of marks into the log of this process. `stored` hears of what was committed before anybody is
    answered; it must not fail.
    """

    def __init__(self, database: Database, stored: Callable[[str, Sequence[Stored]], None]) -> None:
        self._database = database
        self._stored = stored
        self._guard = threading.Lock()
        self._busy = False
        self._queue: list[_Waiting] = []
        self._thread = ThreadPoolExecutor(1, "writer")

    def put(self, workshop: str, marks: Sequence[MarkInput]) -> datetime:
        """Stores these marks, all or none, and returns the time on the receipt: of a repeated request that of the
        first. Raises RefusedError when a ballot is not open, FullError or BusyError when the database cannot take them.
        """
        mine = _Waiting(workshop, marks)
        self._arrived(mine)
        if not mine.writes:
            mine.turn.wait()
        if mine.writes:
            self._write_for_all(mine)
        if isinstance(mine.answer, datetime):
            return mine.answer
        assert mine.answer is not None
        raise mine.answer

    async def put_soon(self, workshop: str, marks: Sequence[MarkInput]) -> datetime:
        """As `put`, for a caller on an event loop, which goes on meanwhile."""
        mine = _Waiting(workshop, marks, asyncio.get_running_loop().create_future())
        self._arrived(mine)
        if mine.writes:
            self._thread.submit(self._write_for_all, mine)
        assert mine.future is not None
        return await mine.future

    def _arrived(self, mine: _Waiting) -> None:
        with self._guard:
            self._queue.append(mine)
            mine.writes = not self._busy
            self._busy = True

    def _write_for_all(self, mine: _Waiting) -> None:
        """Writes everything that waits for this workshop, then lets the next one write."""
        taken: list[_Waiting] = []
        try:
            self._commit(mine.workshop, taken)
        except StorageError as error:
            taken += self._claimed(mine.workshop)
            for one in taken:
                one.answer = type(error)(*error.problems)
        except Exception:  # noqa: BLE001, whatever one request brought must not fail the others
            taken += self._claimed(mine.workshop)
            for one in taken:
                self._write_alone(one)
        except BaseException as error:
            taken += self._claimed(mine.workshop)
            for one in taken:
                one.answer = error
            raise
        finally:
            self._hand_over()
            for one in taken:
                one.answered()

    def _commit(self, workshop: str, taken: list[_Waiting]) -> None:
        with self._database.writing(workshop, only_marks=True) as connection:
            # Asked only now: whoever came while another edit was being written is taken along.
            taken += self._claimed(workshop)
            result = intake.take(connection, workshop, [one.marks for one in taken])
        self._stored(workshop, result.stored)
        for one, answer in zip(taken, result.answers, strict=True):
            one.answer = answer

    def _write_alone(self, one: _Waiting) -> None:
        try:
            with self._database.writing(one.workshop, only_marks=True) as connection:
                result = intake.take(connection, one.workshop, [one.marks])
        except Exception as error:  # noqa: BLE001, it goes to the one who asked
            one.answer = error
        else:
            self._stored(one.workshop, result.stored)
            one.answer = result.answers[0]

    def _claimed(self, workshop: str) -> list[_Waiting]:
        with self._guard:
            found = [one for one in self._queue if one.workshop == workshop]
            self._queue = [one for one in self._queue if one.workshop != workshop]
        return found

    def _hand_over(self) -> None:
        with self._guard:
            following = self._queue[0] if self._queue else None
            self._busy = following is not None
            if following is not None:
                following.writes = True
        if following is None:
            return
        if following.future is None:
            following.turn.set()
        else:
            self._thread.submit(self._write_for_all, following)
