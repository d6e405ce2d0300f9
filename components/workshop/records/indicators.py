"""What was counted about cities and pairs of cities, and the targets that the room sets. None means not known."""

from __future__ import annotations

from dataclasses import dataclass

from components.workshop.records.base import Record, free_text

MEASURED, ESTIMATED = "measured", "estimated"


@dataclass(frozen=True)
class Indicator(Record):
    """One figure about one city or pair; code `indicator.subject`, such as `flights.C1` or `pair_buses.C1-C2`.

    `value`: as it was counted, before it is divided by anything. `confidence`: measured or estimated.
    """

    indicator: str = ""
    subject: str = ""
    value: float | None = None
    year: int | None = None
    confidence: str = MEASURED
    source: str = ""
    demonstration: bool = False


@dataclass(frozen=True)
class CellTarget(Record):
    """The mark 0–5 that one item should reach; code `subject/item`. `subject` empty: for all that are asked it."""

    item: str = ""
    subject: str = ""
    value: float | None = None
    reason: str = free_text()
