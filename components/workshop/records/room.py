"""What steers the day in the room: sittings, agenda, timer, parking list, notes, and what the ballots ask.

None of these holds a mark or a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.workshop.records.base import Record, free_text

ROOM_SUBJECTS = ("city", "pair", "partnership", "option", "whole")
"""What a ballot of the room's own can ask about."""


@dataclass(frozen=True)
class ItemText(Record):
    """A facilitator's change to one statement of a ballot, or a statement of their own; code `instrument|item`.

    `revision` counts the wordings that people were asked: 1 as shipped; marks given to another wording are not
    counted with the later ones. `dropped` takes the statement off the ballot; its code is never given to another.
    """

    instrument: str = ""
    item: str = ""
    statement: str = free_text()
    statement_second: str = free_text()
    dropped: bool = False
    own: bool = False
    revision: int = 1
    order: int = 0


@dataclass(frozen=True)
class OwnBallot(Record):
    """A ballot of the room's own on the scale 0–5; code `own1`, `own2` … `subjects`: one of ROOM_SUBJECTS."""

    name: str = ""
    name_second: str = ""
    step: int = 1
    subjects: str = "whole"


@dataclass(frozen=True)
class Sitting(Record):
    """One sitting of the workshop, such as a day; code `S1`, `S2` … `address`: where phones find this computer, empty
    for the one that the machine suggests. `at_change`: number of the last change before it began.
    """

    started_at: str = ""
    address: str = ""
    at_change: int = 0


@dataclass(frozen=True)
class AgendaItem(Record):
    """One line of the run sheet. `ballot`: the instrument that is used in it, or empty. `method`: how the group
    works. Started and ended are moments (ISO), empty before. `starts`, `until`: planned times (HH:MM) of a whole day,
    on one of its lines. `apart`: work without the room, such as the operator's evening.
    """

    order: int = 0
    day: int = 1
    starts: str = ""
    until: str = ""
    apart: bool = False
    minutes: int = 0
    step: int = 0
    title: str = free_text()
    group: str = free_text()
    method: str = free_text()
    ballot: str = ""
    started_at: str = ""
    ended_at: str = ""


@dataclass(frozen=True)
class Parking(Record):
    """A question that was put aside, with who takes it on and until when."""

    text: str = free_text()
    owner: str = free_text()
    until: str = ""
    step: int = 0
    done: bool = False


@dataclass(frozen=True)
class Note(Record):
    """What was said on one statement, or in one step; code `subject|item` of an instrument, or `step.3`."""

    text: str = free_text()
