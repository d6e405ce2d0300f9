"""Step 3: candidate cluster or public-service partnerships."""

from __future__ import annotations

from dataclasses import dataclass

from components.workshop.records.base import Record, free_text


@dataclass(frozen=True)
class Partnership(Record):
    """A whole-industry or whole-service partnership to be tested; code K01, K02 …"""

    name: str = ""
    name_second: str = ""
    activity: str = "cluster"
    sector: str = ""
    cities: tuple[str, ...] = ()
    roles: str = free_text()
    knockouts: tuple[str, ...] = ()
    conditions: str = free_text()
    override: str = ""
    override_reason: str = free_text()
    override_by: str = ""
    simpler_agreement: str = ""
    demonstration: bool = False
