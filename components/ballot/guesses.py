"""How many wrong codes may be tried: counted per client and per workshop, and only the wrong ones.

A whole room behind one address types hundreds of right codes and some wrong ones and is never held up; whoever guesses
is, also over many addresses. A rejoin code stands for a person's marks, so it is guarded more closely than a workshop's
letters, which the big screen shows to everybody. The limits are technical; docs/privacy.md works out what they leave.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

# Wrong codes at once, and then per second: workshop letters per client; rejoin codes per client and per workshop.
LETTERS = (150.0, 0.5)
REJOIN_OF_CLIENT = (20.0, 0.1)
REJOIN_OF_WORKSHOP = (60.0, 0.2)
_MOST_KEYS = 20_000


class Guesses:
    """Wrong guesses by key. `burst` are free, then `per_second` come back. Safe to use from many threads."""

    def __init__(self, burst: float, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: dict[str, tuple[float, float]] = {}

    def spent(self, key: str) -> bool:
        """Whether this key has no guess left: then a right code is not looked at either, or guessing would go on."""
        with self._lock:
            return self._standing(key) > self._burst - 1

    def wrong(self, key: str) -> None:
        """Counts a wrong code."""
        with self._lock:
            self._wrong[key] = (self._standing(key) + 1, self._clock())
            if len(self._wrong) > _MOST_KEYS:
                self._wrong = {known: entry for known, entry in self._wrong.items() if self._standing(known) > 0}

    def _standing(self, key: str) -> float:
        now = self._clock()
        wrong, since = self._wrong.get(key, (0.0, now))
        return max(0.0, wrong - (now - since) * self._per_second)
