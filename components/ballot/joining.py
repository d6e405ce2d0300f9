"""Joining: six letters, one sentence of consent, city and group; then what is open now, or a page that waits."""

from __future__ import annotations

import threading

from starlette.requests import Request
from starlette.responses import Response

from components.ballot import stranger
from components.ballot.desk import Desk, Guest, cookie_name
from components.ballot.forms import Form, new_name
from components.ballot.guest_pages import choices, chosen, chosen_language, guest_page
from components.ballot.pages import page, preferred_language, seen
from components.ballot.refusal import RefusalError
from components.ballot.rooms import Room
from components.language import LANGUAGES
from components.workshop.people import TOKEN_DAYS, change_language, has_rejoin_code, join, leave, tidy_code
from components.workshop.store import OPEN

_WAITING_SECONDS, _CHOOSING_SECONDS = 10, 20
_MOST_REMEMBERED = 2_000
_REJOIN_LETTERS = 8


class Joining:
    """The pages before and between the ballots."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        # A double tap on «go» sends the form twice, before the first cookie has arrived: both get the same person.
        self._joined: dict[tuple[str, str], str] = {}

    def find(self, request: Request) -> Response:
        """Asks for the six letters; goes on when they are in the address. A rejoin code is asked for after them."""
        code = tidy_code(request.query_params.get("code", ""))
        if code and len(code) != _REJOIN_LETTERS:
            return seen(f"/j/{code[:12]}")
        return page("find.html", preferred_language(request), letters_first=bool(code))

    def ask(self, request: Request) -> Response:
        """Consent, city, group, language; a phone that has joined goes on to its ballots."""
        room = self._desk.room(request)
        if self._desk.guest_or_none(request, room):
            return seen(f"/b/{room.code}")
        language = preferred_language(request, room.state.setting.language)
        query = request.query_params
        secret = stranger.page_secret(request)
        answer = page(
            "join.html",
            language,
            room=room,
            form=new_name(),
            seal=stranger.page_seal(room.code, secret),
            **choices(room, language),
            chosen_city=query.get("city", ""),
            chosen_group=query.get("group", ""),
            cookies_refused=query.get("new") == "1",
            demonstration=room.state.setting.demonstration,
        )
        stranger.remember(answer, request, secret)
        return answer

    def enter(self, request: Request, form: Form) -> Response:
        """Adds the person and gives the phone its cookie; the same form twice is one person."""
        room = self._desk.room(request)
        if self._desk.guest_or_none(request, room):
            return seen(f"/b/{room.code}")
        if not stranger.knows(request):
            return seen(f"/j/{room.code}?new=1")
        stranger.check(request, form, room.code)
        city, group = chosen(room, form)
        language = chosen_language(form)
        token = self._token(room, form.name, city, group, language)
        self._desk.note_presence(room, token)
        return let_in(request, room, token)

    def again(self, request: Request, form: Form) -> Response:
        """Lets a further phone of somebody in, by the code that the first one showed."""
        room = self._desk.room(request)
        if not stranger.knows(request):
            return seen(f"/j/{room.code}?new=1")
        stranger.check(request, form, room.code)
        token = self._desk.rejoined(request, room, form.get("again"), chosen_language(form))
        return let_in(request, room, token)

    def home(self, request: Request) -> Response:
        """What is open now; when nothing is, a page that waits and looks again by itself."""
        room = self._desk.room(request)
        guest = self._desk.guest_or_none(request, room)
        if guest is None:
            return seen(f"/j/{room.code}" + ("?new=1" if request.query_params.get("new") else ""))
        self._desk.note_presence(room, guest.token, guest.standing)
        if guest.standing.withdrawn:
            return guest_page(guest, "home_withdrawn.html")
        ballots = guest.ballots()
        open_now = [ballot for ballot in ballots if ballot.round.state == OPEN]
        return guest_page(
            guest,
            "home.html",
            open_now=open_now,
            earlier=[ballot for ballot in ballots if ballot.round.state != OPEN and ballot.own],
            reload_seconds=_CHOOSING_SECONDS if open_now else _WAITING_SECONDS,
            given=len(guest.marks),
            skipped=guest.skipped,
            no_way_back=self._needs_code(guest),
            results=room.state.setting.phones_see_results,
        )

    def language(self, request: Request, form: Form) -> Response:
        """Another language; the phone stays where it is."""
        guest = self._desk.sealed_guest(request, form)
        if form.get("language") not in LANGUAGES:
            raise RefusalError(400, "ballot.refused.form")
        change_language(self._desk.rooms.store, guest.room.code, guest.token, form.get("language"))
        home = guest.home
        back = form.get("back")
        return seen(back if back.startswith(f"{home}/") and "\\" not in back else home)

    def forget(self, request: Request, form: Form) -> Response:
        """Forgets who holds this phone, so that somebody who chose wrongly can begin again; marks stay."""
        guest = self._desk.sealed_guest(request, form)
        if guest.marks and not guest.standing.withdrawn:
            raise RefusalError(409, "ballot.refused.has_marked")
        if not guest.standing.withdrawn:
            # Otherwise the room would wait for somebody who answers as somebody else.
            leave(self._desk.rooms.store, guest.room.code, guest.token)
        response = seen(f"/j/{guest.room.code}")
        response.delete_cookie(cookie_name(guest.room.code), path="/", httponly=True, samesite="lax")
        return response

    def _needs_code(self, guest: Guest) -> bool:
        """Whether nothing would lead back to this person once the phone is gone or the address is another one."""
        return guest.hand is None and not has_rejoin_code(self._desk.rooms.store, guest.room.code, guest.person.person)

    def _token(self, room: Room, form_name: str, city: str, group: str, language: str) -> str:
        key = (room.code, form_name)
        with self._lock:
            if key not in self._joined:
                self._joined[key] = join(self._desk.rooms.store, room.code, city, group, language)
                if len(self._joined) > _MOST_REMEMBERED:
                    del self._joined[next(iter(self._joined))]
            return self._joined[key]


def let_in(request: Request, room: Room, token: str) -> Response:
    """Gives the phone its cookie and leads to its ballots."""
    answer = seen(f"/b/{room.code}?new=1")
    stranger.set_secret(answer, request, cookie_name(room.code), token, TOKEN_DAYS * 86_400)
    return answer
