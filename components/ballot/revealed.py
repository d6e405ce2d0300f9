"""What was revealed, on phones, when the facilitator allows it: medians and spread of every question, and the weights.

Only what the analysis shows; a question below its minimum of ballots says that too few answered. No part of the room is
told apart here.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from components.ballot.desk import Desk, Guest
from components.ballot.guest_pages import guest_page
from components.ballot.refusal import RefusalError
from components.workshop.instruments import PRACTICE, SCALE_0_5, Instrument
from components.workshop.rounds import rounds_of
from components.workshop.store import REVEALED


class Revealed:
    """The pages of results."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def overview(self, request: Request) -> Response:
        """Every revealed ballot with its subjects, and the weights of the criteria."""
        guest = self._guest(request)
        return guest_page(
            guest,
            "revealed.html",
            back=f"{guest.home}/results",
            ballots=[one for one in revealed(guest) if one.scale == SCALE_0_5],
            weights=_weights(guest),
        )

    def subject(self, request: Request) -> Response:
        """All questions of one ballot about one subject."""
        guest = self._guest(request)
        code, name = request.path_params["instrument"], request.path_params["subject"]
        found = next((one for one in revealed(guest) if one.code == code and one.scale == SCALE_0_5), None)
        subject = next((one for one in found.subjects if one.code == name), None) if found else None
        if found is None or subject is None:
            raise RefusalError(404, "ballot.refused.unknown_ballot")
        return guest_page(
            guest,
            "revealed_subject.html",
            back=f"{guest.home}/results/{code}/{name}",
            instrument=found,
            subject=subject,
            rows=[(item, guest.room.spreads.get((code, name, item.code))) for item in found.items],
        )

    def _guest(self, request: Request) -> Guest:
        guest = self._desk.guest(request)
        if not guest.room.state.setting.phones_see_results:
            raise RefusalError(403, "ballot.refused.results")
        return guest


def revealed(guest: Guest) -> tuple[Instrument, ...]:
    """The ballots with a revealed round; the practice question is never a result."""
    return tuple(
        found
        for found in guest.room.instruments.values()
        if found.code != PRACTICE and any(one.state == REVEALED for one in rounds_of(guest.room.state, found.code))
    )


def _weights(guest: Guest) -> list[tuple[str, float]]:
    """Name and percent of every criterion, once the room has weighed them."""
    language, criteria = guest.person.language, guest.room.criteria
    return [(criteria[code](language), row.percent) for code, row in guest.room.weights.items()]
