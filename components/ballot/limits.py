"""How much one phone may ask for: small bodies, and taps at a human pace.

The limits are technical, not of the method: a fast hand taps three times a second, a form of this ballot is under 4 kB.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

BODY_BYTES = 16_384
BURST_OF_PHONE, PER_SECOND_OF_PHONE = 60.0, 8.0
# An address is counted too, so that invented cookies buy nothing; behind one router or proxy a whole room of 500 shares
# one address, and taps 350 times a second.
BURST_OF_ADDRESS, PER_SECOND_OF_ADDRESS = 3_000.0, 1_000.0
_MOST_KEYS = 20_000


class Pace:
    """A bucket of permits per key: `burst` at once, then `per_second`. Safe to use from many threads."""

    def __init__(self, burst: float, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._lock = threading.Lock()
        self._left: dict[str, tuple[float, float]] = {}

    def allows(self, key: str) -> bool:
        """Whether one more request of this key is within the pace; counts it when it is."""
        now = self._clock()
        with self._lock:
            left, since = self._left.get(key, (self._burst, now))
            left = min(self._burst, left + (now - since) * self._per_second)
            allowed = left >= 1
            self._left[key] = (left - 1 if allowed else left, now)
            if len(self._left) > _MOST_KEYS:
                self._forget_idle(now)
        return allowed

    def _forget_idle(self, now: float) -> None:
        full_after = self._burst / self._per_second
        self._left = {key: entry for key, entry in self._left.items() if now - entry[1] < full_after}
