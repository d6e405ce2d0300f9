"""How the benefit of an option is spread over the cities, in percent, as the room states it: judged, not measured.

An option counts only when its shares make the whole: what is stated in part is not known, and not known is not zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from components.workshop.records.options import BenefitShare
from components.workshop.state import State

WHOLE = 100.0
ROUNDED = 0.5
"""Percent by which shares may miss the whole: three times 33.3, or whole numbers entered by hand."""


def in_full(state: State) -> dict[str, tuple[float, ...]]:
    """Percent by city, in the order of the cities, of the options whose shares make the whole."""
    rows = ((code, tuple(share or 0.0 for share in shares)) for code, shares in _stated(state))
    return {code: row for code, row in rows if makes_whole(row)}


def not_whole(state: State) -> dict[str, float]:
    """What the shares sum to, of the options for which some are stated that do not make the whole."""
    rows = ((code, [share for share in shares if share is not None]) for code, shares in _stated(state))
    return {code: math.fsum(row) for code, row in rows if row and not makes_whole(row)}


def makes_whole(shares: Iterable[float]) -> bool:
    """Whether shares in percent sum to the whole, as far as it is rounded."""
    return abs(math.fsum(shares) - WHOLE) <= ROUNDED


def _stated(state: State) -> Iterator[tuple[str, list[float | None]]]:
    stated = {(row.option, row.city): row.percent for row in state.all(BenefitShare)}
    for option in state.options:
        yield option.code, [stated.get((option.code, city.code)) for city in state.cities]
