"""Between the wire and the answers: who asks, in which room, at what pace, and what a refusal looks like.

Reading is `showing`, sending is `taking`. Both run the answer in a worker thread, because the log is read with blocking
calls, and both turn a refusal into a page of its own with nothing changed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from components.ballot import guesses, limits, pages
from components.ballot.forms import Form, check_origin, check_seal, form_of
from components.ballot.guesses import Guesses
from components.ballot.questions import Ballot, with_marks
from components.ballot.refusal import RefusalError
from components.ballot.rooms import Room, Rooms
from components.errors import FullError, RefusedError, StorageError, ToolError
from components.workshop.intake import OutdatedError
from components.workshop.people import (
    Person,
    Standing,
    come_back,
    person_of,
    rejoin,
    seen,
    sitting_now,
    standing_known,
    tidy_code,
)
from components.workshop.records.rounds import Mark, Round

_COOKIE = "wk_"
_LONGEST_CODE = 40
_FULL, _BUSY = RefusalError(507, "ballot.refused.full"), RefusalError(503, "ballot.refused.busy")
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Hand:
    """Whose hand enters the marks of somebody without a phone: the host's pseudonym, spoken to or from paper, the
    address of that person's pages, and the number of the seat at the table.
    """

    by: str
    way_in: str
    home: str
    number: int


@dataclass(frozen=True)
class Guest:
    """A phone that has joined: its room, its secret token and the person behind it, with that person's own marks and
    the number of the last tap. rows: how many rows these marks are made of, where the log may hold more by now.
    """

    room: Room
    token: str
    person: Person
    marks: tuple[Mark, ...]
    sequence: int = 0
    standing: Standing = field(default_factory=Standing)
    hand: Hand | None = None
    rows: int | None = None

    @property
    def home(self) -> str:
        """Where this person's pages begin: on the own phone, or at the host's table."""
        return self.hand.home if self.hand else f"/b/{self.room.code}"

    def ballot(self, name: str) -> Ballot:
        """The ballot called `instrument.round`, open or not. Raises RefusalError when this person is not asked it."""
        one = self.room.state.get(Round, name)
        found = self.filled_in(one) if one is not None and one.instrument in self.room.instruments else None
        if found is None or not found.questions:
            raise RefusalError(404, "ballot.refused.unknown_ballot")
        return found

    @property
    def skipped(self) -> list[str]:
        """What the person is not asked about because of a declared interest, by name, where it is asked now."""
        known = self.room.instruments
        found = [
            subject.name(self.person.language)
            for one in self.room.open_rounds
            if one.instrument in known
            for subject in self.filled_in(one).skipped
        ]
        return list(dict.fromkeys(found))

    def ballots(self) -> tuple[Ballot, ...]:
        """Every ballot that was ever opened and asks this person something, in the order of opening."""
        rounds = sorted(self.room.state.all(Round), key=lambda one: one.opened_at)
        known = self.room.instruments
        asked = [one for one in rounds if one.instrument in known]
        made = [self.filled_in(one) for one in asked]
        return tuple(ballot for ballot in made if ballot.questions)

    def filled_in(self, asked: Round, marks: tuple[Mark, ...] | None = None) -> Ballot:
        """A round as this person meets it, with these marks or those that were there when the request came."""
        given = self.marks if marks is None else marks
        return with_marks(self.room.asked(asked, self.person.city, self.standing.interests), given)


class Desk:
    """Lets requests in. One per process."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self._phones = limits.Pace(limits.BURST_OF_PHONE, limits.PER_SECOND_OF_PHONE)
        self._addresses = limits.Pace(limits.BURST_OF_ADDRESS, limits.PER_SECOND_OF_ADDRESS)
        self._letters = Guesses(*guesses.LETTERS)
        self._rejoin_of_client = Guesses(*guesses.REJOIN_OF_CLIENT)
        self._rejoin_of_workshop = Guesses(*guesses.REJOIN_OF_WORKSHOP)

    def room(self, request: Request) -> Room:
        """The room that the address names. Raises RefusalError for an unknown one, and when this client has guessed too
        often; a phone that is in a workshop goes on all the same.
        """
        code, client = tidy_code(request.path_params["code"]), _client(request)
        if cookie_name(code) not in request.cookies and self._letters.spent(client):
            raise RefusalError(429, "ballot.refused.too_many_codes")
        try:
            return self.rooms.of(code)
        except RefusalError:
            self._letters.wrong(client)
            raise

    def guest_or_none(self, request: Request, room: Room) -> Guest | None:
        """The phone's person in this room; None without a cookie, or with the cookie of another workshop."""
        token = request.cookies.get(cookie_name(room.code), "")
        person = person_of(self.rooms.store, room.code, token) if token else None
        if person is None or room.city(person.city) is None:
            return None
        request.state.language = person.language
        store, at_hand = self.rooms.store, getattr(request.state, "at_hand", False)
        own = store.own_at_hand(room.code, person.person) if at_hand else store.own(room.code, person.person)
        if own is None:
            raise OutdatedError
        known = standing_known(store, room.code, person.person)
        rows = own.rows if at_hand and not store.database.sqlite else None
        return Guest(room, token, person, own.marks, own.sequence, known, rows=rows)

    def guest(self, request: Request) -> Guest:
        """The phone's person. Raises RefusalError for a phone that has not joined."""
        room = self.room(request)
        found = self.guest_or_none(request, room)
        if found is None:
            raise RefusalError(403, "ballot.refused.join_first")
        return found

    def sealed_guest(self, request: Request, form: Form) -> Guest:
        """The phone's person, proved to have filled in the form. Raises RefusalError otherwise."""
        guest = self.guest(request)
        check_seal(form, guest.room.code, guest.token)
        return guest

    def marking_guest(self, request: Request, form: Form) -> Guest:
        """As `sealed_guest`, for a tap: who had left is back, and who withdrew gives no more marks."""
        guest = self.sealed_guest(request, form)
        if guest.standing.withdrawn:
            raise RefusalError(403, "ballot.refused.withdrawn")
        if guest.standing.left:
            come_back(self.rooms.store, guest.room.code, guest.token)
        return guest

    def note_presence(self, room: Room, token: str, known: Standing | None = None) -> None:
        """Notes once per sitting that somebody is here."""
        sitting = sitting_now(room.state)
        if known is None or sitting not in known.sittings:
            seen(self.rooms.store, room.code, token, sitting)

    def rejoined(self, request: Request, room: Room, code: str, language: str) -> str:
        """The token for a further phone. Raises RefusalError for a wrong code, and when too many were tried."""
        client = _client(request)
        if self._rejoin_of_client.spent(client) or self._rejoin_of_workshop.spent(room.code):
            raise RefusalError(429, "ballot.refused.too_many_codes")
        token = rejoin(self.rooms.store, room.code, code, language) if len(code) <= _LONGEST_CODE else None
        if token is None:
            self._rejoin_of_client.wrong(client)
            self._rejoin_of_workshop.wrong(room.code)
            raise RefusalError(404, "ballot.refused.unknown_rejoin")
        return token

    def showing(self, answer: Callable[[Request], Response]) -> Endpoint:
        """An endpoint that only reads."""

        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(self._answered, request, lambda: answer(request))

        return endpoint

    def taking(
        self,
        answer: Callable[[Request, Form], Response],
        soon: Callable[[Request, Form], Awaitable[Response]] | None = None,
    ) -> Endpoint:
        """An endpoint that takes a form: same origin, small, at a human pace.

        soon: the same answer without a thread of its own, where nothing but the writing has to be waited for. It raises
        OutdatedError when more has to be read first.
        """

        async def endpoint(request: Request) -> Response:
            try:
                check_origin(request)
                self._check_pace(request)
                form = await form_of(request)
                if soon is not None and self.at_hand:
                    # One tap asks for all that follow, and in a thread: a database that is away must not stop them.
                    if (database := self.rooms.store.database).look_due():
                        await run_in_threadpool(database.look)
                    with suppress(OutdatedError):
                        request.state.at_hand = True
                        return await soon(request, form)
                    request.state.at_hand = False
            except ToolError as error:
                return _refused(request, error)
            return await run_in_threadpool(self._answered, request, lambda: answer(request, form))

        return endpoint

    @property
    def at_hand(self) -> bool:
        """Whether what a tap needs is usually kept, so that a room that taps in the same instant need not queue for
        threads.
        """
        return True

    def _answered(self, request: Request, answer: Callable[[], Response]) -> Response:
        try:
            return answer()
        except ToolError as error:
            return _refused(request, error)

    def _check_pace(self, request: Request) -> None:
        cookies = [value for name, value in request.cookies.items() if name.startswith(_COOKIE)]
        address = _client(request)
        # An invented cookie must not buy a fresh allowance, so the address is counted as well.
        if not self._addresses.allows(address) or (cookies and not self._phones.allows(cookies[0])):
            raise RefusalError(429, "ballot.refused.too_fast")


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def cookie_name(code: str) -> str:
    """The cookie of a phone in one workshop; a phone may be in several."""
    return f"{_COOKIE}{code}"


def _refused(request: Request, error: ToolError) -> Response:
    if isinstance(error, RefusalError):
        return pages.refused(request, error.status, error)
    if isinstance(error, StorageError):
        # Not taken, and worth sending again: the script keeps the tap; without it the person taps once more.
        told = _FULL if isinstance(error, FullError) else _BUSY
        return pages.refused(request, told.status, told)
    return pages.refused(request, 409 if isinstance(error, RefusedError) else 400, error)
