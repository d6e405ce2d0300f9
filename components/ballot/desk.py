"""Between the wire and the answers: who asks, in which room, at what pace, and what a refusal looks like.

Reading is `showing`, sending is `taking`. Both run the answer in a worker thread, because the log is read with blocking
calls, and both turn a refusal into a page of its own with nothing changed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from components.ballot import limits, pages
from components.ballot.forms import Form, check_origin, check_seal, form_of
from components.ballot.questions import Ballot, ballot_of
from components.ballot.refusal import RefusalError
from components.ballot.rooms import Room, Rooms
from components.errors import RefusedError, ToolError
from components.workshop.people import Person, person_of
from components.workshop.records.rounds import Mark, Round

_COOKIE = "wk_"
# The disk is full or the log is locked: the tap was not taken, and is worth sending again.
_LATER = frozenset({"store.full", "store.busy"})
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Guest:
    """A phone that has joined: its room, its secret token and the person behind it, with that person's own marks and
    the number of the last tap.
    """

    room: Room
    token: str
    person: Person
    marks: tuple[Mark, ...]
    sequence: int = 0

    def ballot(self, name: str) -> Ballot:
        """The ballot called `instrument.round`, open or not. Raises RefusalError when this person is not asked it."""
        found = next((one for one in self.ballots() if one.name == name), None)
        if found is None:
            raise RefusalError(404, "ballot.refused.unknown_ballot")
        return found

    def ballots(self) -> tuple[Ballot, ...]:
        """Every ballot that was ever opened and asks this person something, in the order of opening."""
        rounds = sorted(self.room.state.all(Round), key=lambda one: one.opened_at)
        known = self.room.instruments
        asked = [one for one in rounds if one.instrument in known]
        made = [ballot_of(one, known[one.instrument], self.person.city, self.marks) for one in asked]
        return tuple(ballot for ballot in made if ballot.questions)


class Desk:
    """Lets requests in. One per process."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self._phones = limits.Pace(limits.BURST_OF_PHONE, limits.PER_SECOND_OF_PHONE)
        self._addresses = limits.Pace(limits.BURST_OF_ADDRESS, limits.PER_SECOND_OF_ADDRESS)

    def room(self, request: Request) -> Room:
        """The room that the address names."""
        return self.rooms.of(request.path_params["code"])

    def guest_or_none(self, request: Request, room: Room) -> Guest | None:
        """The phone's person in this room; None without a cookie, or with the cookie of another workshop."""
        token = request.cookies.get(cookie_name(room.code), "")
        person = person_of(self.rooms.store, room.code, token) if token else None
        if person is None or room.city(person.city) is None:
            return None
        request.state.language = person.language
        store = self.rooms.store
        return Guest(
            room,
            token,
            person,
            store.own_marks(room.code, person.person),
            store.last_sequence(room.code, person.person),
        )

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

    def showing(self, answer: Callable[[Request], Response]) -> Endpoint:
        """An endpoint that only reads."""

        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(self._answered, request, lambda: answer(request))

        return endpoint

    def taking(self, answer: Callable[[Request, Form], Response]) -> Endpoint:
        """An endpoint that takes a form: same origin, small, at a human pace."""

        async def endpoint(request: Request) -> Response:
            try:
                check_origin(request)
                self._check_pace(request)
                form = await form_of(request)
            except RefusalError as refusal:
                return pages.refused(request, refusal.status, refusal)
            return await run_in_threadpool(self._answered, request, lambda: answer(request, form))

        return endpoint

    def _answered(self, request: Request, answer: Callable[[], Response]) -> Response:
        try:
            return answer()
        except ToolError as error:
            return pages.refused(request, _status(error), error)

    def _check_pace(self, request: Request) -> None:
        cookies = [value for name, value in request.cookies.items() if name.startswith(_COOKIE)]
        address = request.client.host if request.client else ""
        # An invented cookie must not buy a fresh allowance, so the address is counted as well.
        if not self._addresses.allows(address) or (cookies and not self._phones.allows(cookies[0])):
            raise RefusalError(429, "ballot.refused.too_fast")


def cookie_name(code: str) -> str:
    """The cookie of a phone in one workshop; a phone may be in several."""
    return f"{_COOKIE}{code}"


def _status(error: ToolError) -> int:
    if isinstance(error, RefusalError):
        return error.status
    if any(problem.key in _LATER for problem in error.problems):
        return 503
    return 409 if isinstance(error, RefusedError) else 400
