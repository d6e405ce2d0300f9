"""What can be asked in a workshop: the ballots that come with the tool and the room's own, as the facilitator worded
them.
"""

from __future__ import annotations

from components.framework.catalogue import Catalogue
from components.workshop.asking import own, shipped
from components.workshop.asking.instrument import PAIRWISE, POINTS_100, SCALE_0_5, WHOLE, Instrument, Item, Subject
from components.workshop.asking.shipped import PRACTICE, criteria_in_use, criteria_taken_out
from components.workshop.state import State

__all__ = [
    "PAIRWISE",
    "POINTS_100",
    "PRACTICE",
    "SCALE_0_5",
    "WHOLE",
    "Instrument",
    "Item",
    "Subject",
    "criteria_in_use",
    "criteria_taken_out",
    "instrument",
    "instruments",
    "taken_off",
]


def instruments(state: State, catalogue: Catalogue) -> tuple[Instrument, ...]:
    """All instruments that this workshop can open, in the order of the steps; the practice question is of step 0."""
    made = sorted(_made(state, catalogue), key=lambda item: item.step)
    return tuple(own.changed(item, state, catalogue) for item in made)


def instrument(state: State, catalogue: Catalogue, code: str) -> Instrument | None:
    """The instrument of a code, or None."""
    return next((item for item in instruments(state, catalogue) if item.code == code), None)


def taken_off(state: State, catalogue: Catalogue, code: str) -> tuple[Item, ...]:
    """The statements that were taken off the ballot of a code, with the words that they would come back with."""
    found = next((item for item in _made(state, catalogue) if item.code == code), None)
    return own.taken_off(found, state, catalogue) if found else ()


def _made(state: State, catalogue: Catalogue) -> tuple[Instrument, ...]:
    return (*(make(state, catalogue) for make in shipped.MAKERS), *own.ballots(state))
