"""What people may settle for themselves: another phone, another city or group, interests, leaving, withdrawing.

What will happen is said before it happens; every way is a row in the log.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from components.ballot.desk import Desk, Guest
from components.ballot.forms import Form
from components.ballot.guest_pages import choices, chosen, guest_page
from components.ballot.joining import let_in
from components.ballot.pages import seen
from components.ballot.refusal import RefusalError
from components.workshop import people
from components.workshop.records.options import Option
from components.workshop.records.partnerships import Partnership
from components.workshop.store import OPEN

DONE = ("move", "interest", "leave", "back", "withdraw", "ballot", "words")
"""What the page confirms, by the name of the deed."""


class Me:
    """The page of a person and this phone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._deeds: dict[str, Callable[[Guest, Form], None]] = {
            "move": self._move,
            "interest": self._interest,
            "leave": lambda guest, _: people.leave(desk.rooms.store, guest.room.code, guest.token),
            "back": lambda guest, _: people.come_back(desk.rooms.store, guest.room.code, guest.token),
            "withdraw": self._withdraw,
            "ballot": self._withdraw_ballot,
            "words": lambda guest, _: _ignored(people.erase_words(desk.rooms.store, guest.room.code, guest.token)),
        }

    def show(self, request: Request) -> Response:
        """Where the person stands, and every way on."""
        guest = self._desk.guest(request)
        done = request.query_params.get("done", "")
        return self._page(guest, done=done if done in DONE else "")

    def settle(self, request: Request, form: Form) -> Response:
        """One deed: the field `do` names it."""
        guest = self._desk.sealed_guest(request, form)
        name = form.get("do")
        if name == "phone":
            # Shown once and held nowhere, so that the page cannot be asked for again by its address.
            code = people.rejoin_code(self._desk.rooms.store, guest.room.code, guest.token)
            return guest_page(guest, "phone.html", back=_place(guest), code=code, host=request.headers.get("host", ""))
        if name == "again":
            return self._become(request, guest, form)
        deed = self._deeds.get(name)
        if deed is None:
            raise RefusalError(400, "ballot.refused.form")
        deed(guest, form)
        return seen(f"{_place(guest)}?done={name}")

    def _page(self, guest: Guest, done: str) -> Response:
        return guest_page(
            guest,
            "me.html",
            back=_place(guest),
            done=done,
            **choices(guest.room, guest.person.language),
            short_code=people.short_code(guest.person.person),
            given=len(guest.marks),
            with_words=any(mark.reason for mark in guest.marks),
            standing=guest.standing,
            subjects=_named(guest),
            ballots=[one for one in guest.ballots() if one.round.state == OPEN and one.own],
        )

    def _become(self, request: Request, guest: Guest, form: Form) -> Response:
        """Somebody who joined a second time is the first person again; the second one leaves every result."""
        if guest.hand is not None:
            raise RefusalError(400, "ballot.refused.form")
        room, store = guest.room, self._desk.rooms.store
        token = self._desk.rejoined(request, room, form.get("again"), guest.person.language)
        before = people.person_of(store, room.code, token)
        if before is not None and before.person != guest.person.person:
            people.withdraw_ballots(store, room.code, guest.token)
        return let_in(request, room, token)

    def _move(self, guest: Guest, form: Form) -> None:
        city, group = chosen(guest.room, form)
        store, code = self._desk.rooms.store, guest.room.code
        people.move_person(store, code, guest.token, city, group, catalogue=guest.room.catalogue)

    def _interest(self, guest: Guest, form: Form) -> None:
        declared = {"1": True, "0": False}.get(form.get("declared"))
        if declared is None:
            raise RefusalError(400, "ballot.refused.form")
        people.declare_interest(self._desk.rooms.store, guest.room.code, guest.token, form.get("subject"), declared)

    def _withdraw(self, guest: Guest, form: Form) -> None:
        if form.get("sure") != "1":
            raise RefusalError(400, "ballot.refused.sure")
        people.withdraw_ballots(self._desk.rooms.store, guest.room.code, guest.token)

    def _withdraw_ballot(self, guest: Guest, form: Form) -> None:
        ballot = guest.ballot(form.get("ballot"))
        store, found = self._desk.rooms.store, ballot.round
        people.withdraw_ballot(store, guest.room.code, guest.token, found.instrument, found.number)


def _named(guest: Guest) -> list[tuple[str, str]]:
    """Code and name of every partnership and option."""
    state, language = guest.room.state, guest.person.language
    both: list[Partnership | Option] = [*state.partnerships, *state.options]
    own = language == state.setting.language
    return [(one.code, one.name if own else one.name_second or one.name) for one in both if one.name]


def _place(guest: Guest) -> str:
    return f"{guest.home}/me"


def _ignored(_: object) -> None:
    return None
