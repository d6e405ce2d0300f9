"""What is known of the links between two cities, by what runs over them. None means not known."""

from __future__ import annotations

from dataclasses import dataclass

from components.workshop.records.base import Record

YES, NO = "yes", "no"


@dataclass(frozen=True)
class LinkFact(Record):
    """One medium of one pair; code `C1-C2.rail`. `exists`: yes, no, or empty while nobody said. `value`: in the unit
    that the medium's table states.
    """

    pair: str = ""
    medium: str = ""
    exists: str = ""
    value: float | None = None
    year: int | None = None
    source: str = ""
    estimated: bool = False
    demonstration: bool = False
