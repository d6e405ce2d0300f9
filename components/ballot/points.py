"""100 points shared out over the criteria: kept complete or not, all at once or none."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from components.ballot.asking import POINTS, points_values
from components.ballot.desk import Desk, Guest
from components.ballot.forms import Form
from components.ballot.guest_pages import guest_part
from components.ballot.marking import mark_input
from components.ballot.pages import data, seen, wants_data
from components.ballot.questions import Ballot, Question
from components.ballot.refusal import RefusalError
from components.workshop.store import GIVEN, OPEN, TAKEN_BACK, MarkInput


class Points:
    """Takes points."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def share(self, request: Request, form: Form) -> Response:
        """All points of one person at once; complete or not, they are kept. An empty box is no answer, not 0."""
        guest = self._desk.marking_guest(request, form)
        ballot = guest.ballot(form.get("ballot"))
        if not ballot.in_points:
            raise RefusalError(404, "ballot.refused.unknown_question")
        wanted = _wanted_points(ballot, form)
        changed = [one for one in ballot.questions if wanted[one.item.code] != _value(ballot, one)]
        if ballot.round.state != OPEN and changed:
            raise RefusalError(409, "ballot.refused.closed")
        given = [_points_input(guest, form, ballot, one, wanted[one.item.code]) for one in changed]
        if len(given) == 1:
            self._desk.rooms.store.put_mark(guest.room.code, given[0])
        elif given:
            self._desk.rooms.store.put_marks(guest.room.code, given)
        own = self._desk.rooms.store.own(guest.room.code, guest.person.person)
        fresh = guest.filled_in(ballot.round, own.marks)
        kept = all(_value(fresh, one) == wanted[one.item.code] for one in fresh.questions)
        place = f"{guest.home}/{ballot.name}?ok={'saved' if kept else 'same'}"
        if not wants_data(request):
            return seen(place)
        return data(
            {
                "receipt": guest_part(guest, "points_receipt.html", **points_values(fresh)),
                "q": "",
                "pick": "",
                "note": "",
                "answered": fresh.answered,
                "sequence": own.sequence,
                "go": place,
            }
        )


def _points_input(guest: Guest, form: Form, ballot: Ballot, question: Question, value: int | None) -> MarkInput:
    return mark_input(guest, form, ballot, question, value, TAKEN_BACK if value is None else GIVEN, "")


def _value(ballot: Ballot, question: Question) -> int | None:
    mark = ballot.mark(question)
    return mark.value if mark else None


def _wanted_points(ballot: Ballot, form: Form) -> dict[str, int | None]:
    """Points by criterion. Raises RefusalError for an unknown criterion or anything but whole numbers 0–100."""
    typed = form.under("points.")
    known = {question.item.code for question in ballot.questions}
    if not set(typed) <= known:
        raise RefusalError(404, "ballot.refused.unknown_question")
    wanted = {code: _whole(typed.get(code, "")) for code in known}
    code, _, change = form.get("step").partition("|")
    if not change:
        return wanted
    if code not in known or change not in {"+5", "-5"}:
        raise RefusalError(400, "ballot.refused.points")
    wanted[code] = min(POINTS, max(0, (wanted[code] or 0) + int(change)))
    return wanted


def _whole(typed: str) -> int | None:
    text = typed.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= POINTS):
        raise RefusalError(400, "ballot.refused.points")
    return int(text)
