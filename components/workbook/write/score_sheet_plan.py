"""What stands on a score sheet, on paper and in Excel alike: the lines of one ballot, in their order.

A sheet that is made for a city asks what its people may mark. A blank one asks for the own city once, whichever that
is, when everybody marks only their own; otherwise it asks about every subject, and each person leaves out what is not
theirs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from components.framework.catalogue import Catalogue
from components.framework.records import Label
from components.workshop.instruments import Instrument, Item, instruments
from components.workshop.rounds import as_asked, latest_number, may_follow, next_number
from components.workshop.state import State

OWN = "own"
"""The subject of a line that asks about the own city, whichever that is."""
PAPER_FORM = "connected-cities.score-sheet.1"
NAMELESS = Label("", "")


@dataclass(frozen=True)
class Line:
    """One statement about one subject; `number` counts from 1 through the sheet. `name` is empty where the ballot asks
    about the whole.
    """

    number: int
    subject: str
    name: Label
    item: Item

    @property
    def code(self) -> tuple[str, str, int]:
        """What the line asks, as it is kept out of sight in the Excel sheet: subject, item, wording."""
        return self.subject, self.item.code, self.item.revision


@dataclass(frozen=True)
class Form:
    """The sheet of one round of a ballot, made for a city or blank (empty)."""

    instrument: Instrument
    round: int
    city: str
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """Ballot and round, as in an address: `present.1`."""
        return f"{self.instrument.code}.{self.round}"

    @property
    def blocks(self) -> tuple[tuple[Line, ...], ...]:
        """The lines of each subject together."""
        subjects = dict.fromkeys(line.subject for line in self.lines)
        return tuple(tuple(line for line in self.lines if line.subject == subject) for subject in subjects)

    @property
    def shared_anchors(self) -> tuple[Label, ...]:
        """The anchors when they are the same for every statement; empty when each has its own, or none."""
        found = {line.item.anchors for line in self.lines}
        return next(iter(found)) if len(found) == 1 else ()


def form(instrument: Instrument, number: int, city: str = "") -> Form:
    """The sheet of an instrument as a round asks it."""
    lines: list[Line] = []
    for subject, name in _subjects(instrument, city):
        asked = instrument.items if subject == OWN else instrument.items_for(subject)
        lines += [Line(len(lines) + place, subject, name, item) for place, item in enumerate(asked, start=1)]
    return Form(instrument, number, city, tuple(lines))


def forms(state: State, catalogue: Catalogue, city: str = "") -> tuple[Form, ...]:
    """The sheets of all ballots of a workshop that ask something: each for the round that is open or comes next, or the
    last one where none can follow.
    """
    made = []
    for instrument in instruments(state, catalogue):
        number = next_number(state, instrument.code)
        held = state.round_of(instrument.code, number)
        if number > 1 and held is None and not may_follow(state, instrument):
            number = latest_number(state, instrument.code)
            held = state.round_of(instrument.code, number)
        made.append(form(as_asked(instrument, held) if held else instrument, number, city))
    return tuple(one for one in made if one.lines)


def fingerprint(workshop: str, name: str, codes: Iterable[tuple[object, ...]], numbers: Iterable[int]) -> str:
    """Tells whether the hidden codes of workshop, ballot, lines and people are still those that were written."""
    parts = [PAPER_FORM, workshop, name, *("|".join(map(str, code)) for code in codes), *map(str, numbers)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def _subjects(instrument: Instrument, city: str) -> tuple[tuple[str, Label], ...]:
    if city:
        return tuple((one.code, one.name) for one in instrument.subjects_for(city))
    everybody_own = all(len(one.cities) == 1 for one in instrument.subjects)
    if instrument.subjects and everybody_own and not instrument.asked:
        return ((OWN, NAMELESS),)
    return tuple((one.code, one.name) for one in instrument.subjects)
