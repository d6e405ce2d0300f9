"""What was read from the log and holds until something but marks is written: who a phone belongs to, the room's state.

The stamp is `Database.stamp`. It is asked before the reading, so that what was written meanwhile is never missed.
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
