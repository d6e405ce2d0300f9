"""The ballot as a phone reads it: one question at a time, the list of one subject, or 100 points to share out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from components.ballot.desk import Desk, Guest
from components.ballot.guest_pages import guest_page
from components.ballot.pages import seen
from components.ballot.pairs import fit_of
from components.ballot.questions import Ballot, Question
from components.ballot.refusal import RefusalError
from components.walk import results
from components.workshop.store import OPEN

POINTS = 100
# Questions that a page brings along for a phone that loses its connection: as many as keep it small.
AHEAD = 12


class Asking:
    """The pages of an open ballot, and of a closed one without buttons."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def start(self, request: Request) -> Response:
        """The place where this person goes on: the first question without a mark, else the list."""
        guest = self._desk.guest(request)
        ballot = guest.ballot(request.path_params["ballot"])
        if ballot.in_points:
            return _points(guest, ballot, request)
        return seen(next_place(guest, ballot, None))

    def question(self, request: Request) -> Response:
        """One statement with six buttons, «don't know» and a reason."""
        guest = self._desk.guest(request)
        ballot = guest.ballot(request.path_params["ballot"])
        found = _question(ballot, request.path_params["subject"], request.path_params["item"])
        if ballot.in_points or ballot.round.state != OPEN:
            return seen(list_place(guest, ballot, found))
        address = _address(guest, ballot)
        return guest_page(
            guest,
            "question.html",
            back=f"{address}/{found.place}",
            ballot=ballot,
            question=found,
            ahead=ballot.ahead(found, AHEAD),
            address=address,
            previous=_link(address, ballot.neighbour(found, -1)),
            following=_link(address, ballot.neighbour(found, 1)) or list_place(guest, ballot, found),
            progress=(ballot.answered, len(ballot.questions)),
            **_receipt(ballot, request),
        )

    def listed(self, request: Request) -> Response:
        """All questions about one subject, each with its buttons in a row; only read when the ballot is closed."""
        guest = self._desk.guest(request)
        ballot = guest.ballot(request.path_params["ballot"])
        if ballot.in_points:
            return seen(_address(guest, ballot))
        if ballot.in_pairs:
            return _pairs(guest, ballot, request)
        subject = request.path_params["subject"]
        questions = ballot.of_subject(subject)
        if not questions:
            raise RefusalError(404, "ballot.refused.unknown_question")
        index = ballot.subjects.index(questions[0].subject)
        further = ballot.subjects[index + 1] if index + 1 < len(ballot.subjects) else None
        address = _address(guest, ballot)
        return guest_page(
            guest,
            "list.html",
            back=f"{address}/list/{subject}",
            ballot=ballot,
            questions=questions,
            skipped=[subject.name(guest.person.language) for subject in ballot.skipped],
            subject=questions[0].subject,
            address=address,
            further=further,
            is_open=ballot.round.state == OPEN,
            # What is only read takes no taps; a page full of reasons has no room for the script either.
            live=ballot.round.state == OPEN,
            go_on=_link(address, ballot.next_open()),
            progress=(ballot.answered, len(ballot.questions)),
            **_receipt(ballot, request),
        )


def next_place(guest: Guest, ballot: Ballot, after: Question | None) -> str:
    """Where to go after a question: the next one without a mark, going round, else the list."""
    address = _address(guest, ballot)
    found = ballot.next_open(after)
    return f"{address}/{found.place}" if found else list_place(guest, ballot, after or ballot.questions[0])


def list_place(guest: Guest, ballot: Ballot, question: Question) -> str:
    """The list in which a question stands."""
    return f"{_address(guest, ballot)}/list/{question.subject.code}"


def question_place(guest: Guest, ballot: Ballot, question: Question) -> str:
    """The page of one question."""
    return f"{_address(guest, ballot)}/{question.place}"


def points_values(ballot: Ballot) -> dict[str, object]:
    """What is left of the 100 points, and when the last of them were saved."""
    return {
        "left": POINTS - ballot.points,
        "at": max((mark.at for mark in ballot.own.values()), default=None),
    }


def _points(guest: Guest, ballot: Ballot, request: Request) -> Response:
    return guest_page(
        guest,
        "points.html",
        back=_address(guest, ballot),
        ballot=ballot,
        is_open=ballot.round.state == OPEN,
        saved=request.query_params.get("ok") == "saved",
        repeated=request.query_params.get("ok") == "same",
        **points_values(ballot),
    )


def _pairs(guest: Guest, ballot: Ballot, request: Request) -> Response:
    address = _address(guest, ballot)
    return guest_page(
        guest,
        "pairs.html",
        back=f"{address}/list/{ballot.questions[0].subject.code}",
        ballot=ballot,
        address=address,
        fit=fit_of(ballot),
        most=results.parameters(guest.room.seen).value("weights.consistency_ratio"),
        is_open=ballot.round.state == OPEN,
        live=ballot.round.state == OPEN,
        go_on=_link(address, ballot.next_open()),
        progress=(ballot.answered, len(ballot.questions)),
        **_receipt(ballot, request),
    )


def _receipt(ballot: Ballot, request: Request) -> dict[str, object]:
    """What the last tap did, told from what the log holds, never from the address."""
    said = request.query_params.get("ok", "")
    last = ballot.last
    return {
        "receipt": last if said == "saved" else None,
        "taken_back": said == "back",
        "repeated": said == "same",
        "superseded": False,
    }


def _question(ballot: Ballot, subject: str, item: str) -> Question:
    found = ballot.find(subject, item)
    if found is None:
        raise RefusalError(404, "ballot.refused.unknown_question")
    return found


def _address(guest: Guest, ballot: Ballot) -> str:
    return f"{guest.home}/{ballot.name}"


def _link(address: str, question: Question | None) -> str:
    return f"{address}/{question.place}" if question else ""
