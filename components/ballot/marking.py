"""Taps: checked, written to the log at once, and answered with a receipt by way of a redirect."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from components.ballot.asking import list_place, next_place, question_place
from components.ballot.desk import Desk, Guest
from components.ballot.forms import Form, request_key
from components.ballot.pages import seen
from components.ballot.questions import Ballot, Question, ballot_of
from components.ballot.refusal import RefusalError
from components.workshop.records.rounds import Mark
from components.workshop.store import DONT_KNOW, GIVEN, OPEN, TAKEN_BACK, MarkInput

REASON_LENGTH = 500
_DONT_KNOW, _KEEP, _TAKE_BACK = "x", "keep", "back"
_DIGITS = {str(number): number for number in range(6)}


class Marking:
    """Takes marks 0–5."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def mark(self, request: Request, form: Form) -> Response:
        """One tap: `pick` is the mark (from a question) or `item|mark` (from a list)."""
        guest = self._desk.sealed_guest(request, form)
        ballot = open_ballot(guest, form)
        from_list = "|" in form.get("pick")
        item, _, picked = form.get("pick").rpartition("|")
        question = ballot.find(form.get("subject"), item or form.get("item"))
        if question is None or ballot.in_points:
            raise RefusalError(404, "ballot.refused.unknown_question")
        before = ballot.mark(question)
        reason = before.reason if from_list and before else _reason(form)
        value, answer = _picked(picked, before)
        if answer != TAKEN_BACK or before is not None:
            mark = mark_input(guest, form, ballot, question, value, answer, reason)
            self._desk.rooms.store.put_mark(guest.room.code, mark)
        return self._answer(guest, ballot, question, answer, value, from_list=from_list)

    def _answer(
        self, guest: Guest, ballot: Ballot, question: Question, answer: str, value: int | None, *, from_list: bool
    ) -> Response:
        own = self._desk.rooms.store.own_marks(guest.room.code, guest.person.person)
        now = next((mark for mark in own if _is_of(mark, ballot, question)), None)
        place = list_place(guest, ballot, question) if from_list else question_place(guest, ballot, question)
        spot = f"#n{question.number}" if from_list else ""
        if answer == TAKEN_BACK:
            return seen(f"{place}?ok={'same' if now else 'back'}{spot}")
        if now is None or now.value != value:
            # The tap had come before and others after it: nothing was changed, and the page says so.
            return seen(f"{place}?ok=same{spot}")
        if from_list:
            return seen(f"{place}?ok=saved{spot}")
        fresh = ballot_of(ballot.round, ballot.instrument, guest.person.city, own)
        return seen(f"{next_place(guest, fresh, question)}?ok=saved")


def mark_input(
    guest: Guest, form: Form, ballot: Ballot, question: Question, value: int | None, answer: str, reason: str
) -> MarkInput:
    """A tap as the log takes it."""
    before = ballot.mark(question)
    subject, item = question.subject.code, question.item.code
    return MarkInput(
        instrument=ballot.instrument.code,
        item=item,
        subject=subject,
        person=guest.person.person,
        city=guest.person.city,
        group=guest.person.group,
        value=value,
        answer=answer,
        # None leaves the words as they are; an empty text takes them away.
        reason=None if reason == (before.reason if before else "") else reason,
        round=ballot.round.number,
        request=request_key(form, guest.person.person, ballot.name, subject, item, answer, value, reason),
    )


def open_ballot(guest: Guest, form: Form) -> Ballot:
    """The ballot that a form names. Raises RefusalError when it takes no marks now or does not ask this person."""
    ballot = guest.ballot(form.get("ballot"))
    if ballot.round.state != OPEN:
        raise RefusalError(409, "ballot.refused.closed")
    return ballot


def _picked(picked: str, before: Mark | None) -> tuple[int | None, str]:
    if picked == _TAKE_BACK:
        return None, TAKEN_BACK
    if picked == _DONT_KNOW:
        return None, DONT_KNOW
    if picked == _KEEP and before is not None:
        return before.value, DONT_KNOW if before.value is None else GIVEN
    if picked in _DIGITS:
        return _DIGITS[picked], GIVEN
    raise RefusalError(400, "ballot.refused.range")


def _reason(form: Form) -> str:
    reason = form.get("reason").strip()
    if len(reason) > REASON_LENGTH:
        raise RefusalError(400, "ballot.refused.reason", most=REASON_LENGTH)
    return reason


def _is_of(mark: Mark, ballot: Ballot, question: Question) -> bool:
    return (mark.instrument, mark.round, mark.subject, mark.item) == (
        ballot.instrument.code,
        ballot.round.number,
        question.subject.code,
        question.item.code,
    )
