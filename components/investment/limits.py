"""Shares within floors and caps."""

from __future__ import annotations

import math
from collections.abc import Sequence

TINY = 1e-9


def clamped(raw: Sequence[float], limits: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """The shares within their floors and caps (percent): share = clamp(factor * raw), one factor for all, summing to
    100.

    Each pass fixes the cities that are beyond a limit on the side that weighs more, and spreads the rest over the
    others. Expects floors that sum to at most 100 and caps that sum to at least 100.
    """
    base = [max(value, TINY) for value in raw]
    fixed: dict[int, float] = {}
    while True:
        free = [place for place in range(len(base)) if place not in fixed]
        if not free:
            return tuple(fixed[place] for place in range(len(base)))
        factor = (100 - math.fsum(fixed.values())) / math.fsum(base[place] for place in free)
        tried = {place: base[place] * factor for place in free}
        held = {place: min(max(tried[place], limits[place][0]), limits[place][1]) for place in free}
        excess = math.fsum(held[place] - tried[place] for place in free)
        low = {place: held[place] for place in free if held[place] > tried[place] + TINY}
        high = {place: held[place] for place in free if held[place] < tried[place] - TINY}
        if not low and not high:
            return tuple({**fixed, **tried}[place] for place in range(len(base)))
        if abs(excess) <= TINY:
            return tuple({**fixed, **held}[place] for place in range(len(base)))
        fixed |= low if excess > 0 else high
