"""Rounds of the ballots and the marks given in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from components.workshop.records.base import Record


@dataclass(frozen=True)
class Round(Record):
    """One round of one instrument; code `instrument.number`. States: open, closed, revealed.

    `asked`: what a second round asks, as `subject|item`; empty for everything. `revisions`: the wording that was asked,
    as (item, revision), of the items that are not as shipped.
    """

    instrument: str = ""
    number: int = 1
    state: str = ""
    opened_at: str = ""
    closed_at: str = ""
    revealed_at: str = ""
    asked: tuple[str, ...] = ()
    revisions: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Mark:
    """One revealed mark. `value` None means don't know; a mark that was taken back is not in a snapshot.

    City and group are those of the person when the mark was given; `person` is a random code that is never a name.
    """

    instrument: str
    item: str
    subject: str
    round: int
    person: str
    city: str
    group: str
    value: int | None
    reason: str
    at: datetime
    way_in: str = "phone"
    demonstration: bool = False
    item_revision: int = 1
