"""Taps: checked, written to the log at once, and answered with a receipt: by way of a redirect, or as data for the
phone's script.

A tap that waited in the phone brings its number in the order of that person's taps; the highest number counts, so that
it never replaces one that was given later on another phone.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from components.ballot.asking import list_place, next_place, question_place
from components.ballot.desk import Desk, Guest
from components.ballot.forms import Form, request_key
from components.ballot.guest_pages import guest_part
from components.ballot.pages import data, seen, wants_data
from components.ballot.questions import Ballot, Question
from components.ballot.refusal import RefusalError
from components.errors import RefusedError
from components.language import Texts, texts
from components.workshop.own_marks import Own
from components.workshop.records.rounds import Mark
from components.workshop.rounds import revision_asked
from components.workshop.store import DONT_KNOW, GIVEN, OPEN, TAKEN_BACK, MarkInput

REASON_LENGTH = 500
# A phone can hold a whole ballot or two; a number far beyond is none of ours.
_MOST_WAITING = 500
_UNKNOWN, _KEEP, _TAKE_BACK = "x", "keep", "back"
_DIGITS = {str(number): number for number in range(6)}
_JUDGEMENTS = {str(number): number for number in range(-8, 9)}


@dataclass(frozen=True)
class _Tap:
    """A tap as read: what the log is to take, None when there is nothing to take back."""

    guest: Guest
    ballot: Ballot
    question: Question
    answer: str
    value: int | None
    from_list: bool
    given: MarkInput | None = None


def _closed_meanwhile() -> RefusalError:
    """Closed in between: a tap that had arrived before still gets its receipt, any other is refused."""
    return RefusalError(409, "ballot.refused.closed")


class Marking:
    """Takes marks 0–5."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def mark(self, request: Request, form: Form) -> Response:
        """One tap: `pick` is the mark (from a question) or `item|mark` (from a list)."""
        tap = self._read(request, form)
        if tap.given is not None:
            try:
                self._desk.rooms.store.put_mark(tap.guest.room.code, tap.given)
            except RefusedError as error:
                raise _closed_meanwhile() from error
        return self._receipt(request, tap, self._desk.rooms.store.own(tap.guest.room.code, tap.guest.person.person))

    async def mark_soon(self, request: Request, form: Form) -> Response:
        """As `mark`, on the server's event loop: a full room taps hundreds of times a second."""
        store, tap = self._desk.rooms.store, self._read(request, form)
        if tap.given is not None:
            try:
                await store.put_mark_soon(tap.guest.room.code, tap.given)
            except RefusedError as error:
                raise _closed_meanwhile() from error
        room, person = tap.guest.room.code, tap.guest.person.person
        if (own := store.own_at_hand(room, person)) is None:
            own = await run_in_threadpool(store.own, room, person)
        return self._receipt(request, tap, own)

    def _read(self, request: Request, form: Form) -> _Tap:
        guest = self._desk.marking_guest(request, form)
        ballot = guest.ballot(form.get("ballot"))
        from_list = "|" in form.get("pick")
        item, _, picked = form.get("pick").rpartition("|")
        question = ballot.find(form.get("subject"), item or form.get("item"))
        if question is None or ballot.in_points:
            raise RefusalError(404, "ballot.refused.unknown_question")
        before = ballot.mark(question)
        reason = before.reason if from_list and before else _reason(form)
        value, answer = _picked(picked, before, in_pairs=ballot.in_pairs)
        if answer == TAKEN_BACK and before is None:
            if ballot.round.state != OPEN:
                raise RefusalError(409, "ballot.refused.closed")
            return _Tap(guest, ballot, question, answer, value, from_list)
        given = mark_input(guest, form, ballot, question, value, answer, reason)
        return _Tap(guest, ballot, question, answer, value, from_list, given)

    def _receipt(self, request: Request, tap: _Tap, own: Own) -> Response:
        guest, question, from_list = tap.guest, tap.question, tap.from_list
        ballot = guest.filled_in(tap.ballot.round, own.marks)
        now = ballot.mark(question)
        if tap.answer == TAKEN_BACK:
            said = "same" if now else "back"
        else:
            # «same»: the tap had come before and others after it; nothing was changed, and the page says so.
            said = "saved" if now is not None and now.value == tap.value else "same"
        stays = from_list or said != "saved"
        place = list_place(guest, ballot, question) if from_list else question_place(guest, ballot, question)
        onward = place if stays else next_place(guest, ballot, question)
        if not wants_data(request):
            return seen(f"{onward}?ok={said}" + (f"#n{question.number}" if from_list else ""))
        receipt = (question, now) if said == "saved" and now else None
        return data(
            {
                "receipt": guest_part(
                    guest,
                    "receipt.html",
                    ballot=ballot,
                    receipt=receipt,
                    taken_back=said == "back",
                    superseded=said == "same",
                    progress=(ballot.answered, len(ballot.questions)),
                ),
                "q": question.place,
                "pick": "" if now is None else _UNKNOWN if now.value is None else str(now.value),
                "note": _note(question, now, texts(guest.person.language)),
                "answered": ballot.answered,
                "sequence": own.sequence,
                "go": f"{next_place(guest, ballot, question)}?ok={said}",
            }
        )


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
        item_revision=revision_asked(ballot.round, item),
        sequence=_sequence(guest, form),
        request=request_key(form, guest.person.person, ballot.name, subject, item, answer, value, reason),
        way_in=guest.hand.way_in if guest.hand else "phone",
        by=guest.hand.by if guest.hand else "",
        upon=guest.rows,
    )


def _sequence(guest: Guest, form: Form) -> int | None:
    """The number that a waiting tap brought; None for one that came at once, which is the latest by coming last."""
    typed = form.get("sequence")
    if not typed:
        return None
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    if not 0 < number <= guest.sequence + _MOST_WAITING:
        raise RefusalError(400, "ballot.refused.form")
    return number


def _picked(picked: str, before: Mark | None, *, in_pairs: bool) -> tuple[int | None, str]:
    if picked == _TAKE_BACK:
        return None, TAKEN_BACK
    if in_pairs and picked in _JUDGEMENTS:
        return _JUDGEMENTS[picked], GIVEN
    if picked == _UNKNOWN and not in_pairs:
        return None, DONT_KNOW
    if picked == _KEEP and before is not None:
        return before.value, DONT_KNOW if before.value is None else GIVEN
    if picked in _DIGITS and not in_pairs:
        return _DIGITS[picked], GIVEN
    raise RefusalError(400, "ballot.refused.range")


def _reason(form: Form) -> str:
    reason = form.get("reason").strip()
    if len(reason) > REASON_LENGTH:
        raise RefusalError(400, "ballot.refused.reason", most=REASON_LENGTH)
    return reason


def _note(question: Question, mark: Mark | None, t: Texts) -> str:
    """What a list says under a question."""
    if mark is None:
        return t("ballot.no_mark")
    if not question.item.anchors:
        return ""
    words = f"? {t('ballot.dont_know')}" if mark.value is None else _worded(question, mark.value, t)
    return f"{words} ✎" if mark.reason else words


def _worded(question: Question, value: int, t: Texts) -> str:
    return f"{value} {question.item.anchors[value](t.language)}"
