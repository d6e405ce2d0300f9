"""What can be asked in a workshop: the ballots that come with the tool and the room's own, as the facilitator worded
them.
"""

from __future__ import annotations

from components.framework.catalogue import Catalogue
from components.workshop.asking import own, shipped
from components.workshop.asking.instrument import PAIRWISE, POINTS_100, SCALE_0_5, WHOLE, Instrument, Item, Subject
from components.workshop.asking.shipped import PRACTICE, criteria_in_use
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
    "instrument",
    "instruments",
]


def instruments(state: State, catalogue: Catalogue) -> tuple[Instrument, ...]:
    """All instruments that this workshop can open, in the order of the steps; the practice question is of step 0."""
    made = (*(make(state, catalogue) for make in shipped.MAKERS), *own.ballots(state))
    return tuple(own.changed(item, state, catalogue) for item in sorted(made, key=lambda item: item.step))


def instrument(state: State, catalogue: Catalogue, code: str) -> Instrument | None:
    """The instrument of a code, or None."""
    return next((item for item in instruments(state, catalogue) if item.code == code), None)
