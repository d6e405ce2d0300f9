"""One-time tickets by which a screen hands an access token to the browser as a cookie that no script can read.

The screen knows the token but cannot set an HttpOnly cookie; a route can, but must not see the token in an address that
ends up in a history. So the screen issues a ticket, the browser posts it once, and the route answers with the cookie.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from functools import cache

SECONDS = 60.0


class Tickets:
    """Tickets of this process, each good for one use within `SECONDS`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: dict[str, tuple[str, float]] = {}

    def issue(self, token: str) -> str:
        """A ticket for this token."""
        ticket = secrets.token_urlsafe(24)
        now = self._clock()
        with self._lock:
            self._waiting = {key: entry for key, entry in self._waiting.items() if entry[1] > now}
            self._waiting[ticket] = (token, now + SECONDS)
        return ticket

    def redeem(self, ticket: str) -> str | None:
        """The token of a ticket, once; None for a ticket that is unknown, used or too old."""
        with self._lock:
            token, until = self._waiting.pop(ticket, ("", 0.0))
        return token if token and until > self._clock() else None


@cache
def shared_tickets() -> Tickets:
    """The tickets that screens and routes of this process share."""
    return Tickets()


def issue(token: str) -> str:
    """A ticket for this token from the shared tickets."""
    return shared_tickets().issue(token)
