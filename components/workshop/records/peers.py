"""Cities that the partners are compared with by their size. None means not known."""

from __future__ import annotations

from dataclasses import dataclass

from components.workshop.records.base import Record


@dataclass(frozen=True)
class Peer(Record):
    """One city of the comparison; a partner's own figures stand under the partner's code, others under `N01` …

    `population`: persons; None for a partner takes the city's own figure. `function` and `performance`: what the
    setting says they measure, larger is more.
    """

    name: str = ""
    country: str = ""
    population: float | None = None
    function: float | None = None
    performance: float | None = None
    year: int | None = None
    source: str = ""
    demonstration: bool = False
