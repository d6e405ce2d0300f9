"""Step 6: the money that can be had. Amounts in the plan's unit and constant prices; None means not stated."""

from __future__ import annotations

from dataclasses import dataclass

from components.workshop.records.base import Record, free_text


@dataclass(frozen=True)
class Envelope(Record):
    """What a city can invest in one year; code `city.year`."""

    city: str = ""
    year: int = 0
    amount: float | None = None


@dataclass(frozen=True)
class Source(Record):
    """Money from outside the cities' own envelopes; code F01 … `type` is a funding source of the framework."""

    name: str = ""
    type: str = ""
    certainty: str = "identified"
    evidence: str = ""
    provider: str = ""
    instrument: str = ""
    terms: str = ""
    deadline: str = ""
    contact: str = ""
    options: tuple[str, ...] = ()
    conditions: str = free_text()
    demonstration: bool = False


@dataclass(frozen=True)
class SourceAmount(Record):
    """What a source gives in one year; code `source.year`."""

    source: str = ""
    year: int = 0
    amount: float | None = None


@dataclass(frozen=True)
class CityCertainty(Record):
    """How sure a city's own money is, and on what document; code is the city's."""

    certainty: str = "identified"
    evidence: str = ""


@dataclass(frozen=True)
class CertaintyWeight(Record):
    """How much money of a certainty counts in weighted totals, percent; code is the certainty's. None: as shipped."""

    percent: float | None = None
