"""Step 6: plans beside the plan, and plans that the room adopted."""

from __future__ import annotations

from dataclasses import dataclass

from components.workshop.records.base import Record, free_text


@dataclass(frozen=True)
class Scenario(Record):
    """A named «what if»; code S01 … What it changes are its `ScenarioChange` records; the rest is the workshop's."""

    name: str = ""
    note: str = free_text()
    order: int = 0


@dataclass(frozen=True)
class ScenarioChange(Record):
    """One field that a scenario gives another value; code `S01|kind|code|field`. `value` is JSON."""

    scenario: str = ""
    of_kind: str = ""
    of_code: str = ""
    of_field: str = ""
    value: str = ""


@dataclass(frozen=True)
class Adopted(Record):
    """A plan that the room adopted, frozen with all that it rests on; code A01 … `document`: versioned JSON, never
    changed afterwards. `version`: of the snapshot. `hash`: of the document. `superseded_by`: code of a later one.
    """

    name: str = ""
    scenario: str = ""
    version: int = 0
    at: str = ""
    by: str = ""
    hash: str = ""
    document: str = ""
    superseded_by: str = ""
