"""How the room answered a question in the rounds that were revealed: what a phone may see of it.

Only what the analysis shows: below the minimum of ballots there is nothing, and no part of the room is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.analysis.evidence import Agreement

Key = tuple[str, str, str]
"""Instrument, subject, item."""
POINTS = range(6)


@dataclass(frozen=True)
class Spread:
    """Marks 0–5 of the room: how many, the middle one, between which the middle half lies, lowest and highest."""

    people: int
    median: int
    lower: int
    upper: int
    lowest: int
    highest: int

    def zone(self, point: int) -> str:
        """Where a point of the scale lies: `half` in the middle half, `range` between lowest and highest, or empty."""
        if self.lower <= point <= self.upper:
            return "half"
        return "range" if self.lowest <= point <= self.highest else ""

    @property
    def zones(self) -> tuple[str, ...]:
        """The zone of every point of the scale."""
        return tuple(self.zone(point) for point in POINTS)


def spreads(agreements: Iterable[Agreement]) -> dict[Key, Spread | None]:
    """The spread of every question that was revealed; None where too few answered to show it."""
    return {(row.instrument, row.subject, row.item): _spread(row) for row in agreements}


def _spread(row: Agreement) -> Spread | None:
    if row.n is None or row.median is None or row.lower_quartile is None or row.upper_quartile is None:
        return None
    given = [point for point, people in enumerate(row.counts) if people]
    return Spread(
        row.n, int(row.median), int(row.lower_quartile), int(row.upper_quartile), min(given), max(given)
    )
