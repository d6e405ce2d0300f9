"""What was read from the log and holds until something but marks is written: who a phone belongs to, the room's state.

The stamp is `Database.stamp`. It is asked before the reading, so that what was written meanwhile is never missed.
What only ever grows by rows is read on from the last row: when 500 phones come in within a minute, nobody reads all of
them for each.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_MOST = 4_000

Value = TypeVar("Value")


class KeptReadings:
    """The latest readings by key; None is a reading too, but is not kept: anybody can ask for what does not exist."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()

    def get(self, key: Hashable, stamp: int, read: Callable[[], Value]) -> Value:
        """The reading of `key` under this stamp; `read` asks the log."""
        with self._lock:
            known = self._found.get(key)
        if known is not None and known[0] == stamp:
            found: Value = known[1]
            return found
        value = read()
        if value is not None:
            with self._lock:
                self._found[key] = (stamp, value)
                self._found.move_to_end(key)
                while len(self._found) > _MOST:
                    self._found.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forgets every reading."""
        with self._lock:
            self._found.clear()


class GrowingReadings:
    """What is made of the rows of a log by key, and the number of the last row that went in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[Hashable, tuple[int, int, int, Any]] = OrderedDict()

    def get(
        self,
        key: Hashable,
        stamps: tuple[int, int],
        begin: Value,
        read_on: Callable[[Value, int], tuple[Value, int]],
    ) -> Value:
        """What `read_on` makes of what was known and of the rows after that number; it leaves what was known as it is.

        stamps: the first changes with every row, the second when rows went away; then it begins anew.
        """
        with self._lock:
            known = self._found.get(key)
        if known is not None and known[:2] == stamps:
            found: Value = known[3]
            return found
        same = known is not None and known[1] == stamps[1]
        value, last = read_on(known[3], known[2]) if known is not None and same else read_on(begin, 0)
        with self._lock:
            self._found[key] = (*stamps, last, value)
            self._found.move_to_end(key)
            while len(self._found) > _MOST:
                self._found.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forgets every reading."""
        with self._lock:
            self._found.clear()
