"""Joining: six letters, one sentence of consent, city and group; then what is open now, or a page that waits."""

from __future__ import annotations

import threading

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components.ballot.desk import Desk, cookie_name
from components.ballot.forms import Form, new_name
from components.ballot.guest_pages import Choice, colour, guest_page
from components.ballot.pages import page, preferred_language, seen
from components.ballot.refusal import RefusalError
from components.ballot.rooms import Room
from components.language import LANGUAGES
from components.workshop.people import TOKEN_DAYS, change_language, join, tidy_code
from components.workshop.store import OPEN

_WAITING_SECONDS, _CHOOSING_SECONDS = 10, 20
_MOST_REMEMBERED = 2_000


class Joining:
    """The pages before and between the ballots."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        # A double tap on «go» sends the form twice, before the first cookie has arrived: both get the same person.
        self._joined: dict[tuple[str, str], str] = {}

    def find(self, request: Request) -> Response:
        """Asks for the six letters; goes on when they are in the address."""
        if code := tidy_code(request.query_params.get("code", "")):
            return seen(f"/j/{code[:12]}")
        language = preferred_language(request)
        return page("find.html", language)

    def ask(self, request: Request) -> Response:
        """Consent, city, group, language; a phone that has joined goes on to its ballots."""
        room = self._desk.room(request)
        if self._desk.guest_or_none(request, room):
            return seen(f"/b/{room.code}")
        language = preferred_language(request, room.state.setting.language)
        query = request.query_params
        return page(
            "join.html",
            language,
            room=room,
            form=new_name(),
            cities=_cities(room),
            groups=tuple(Choice(one.code, one.label(language)) for one in room.catalogue.stakeholder_groups),
            chosen_city=query.get("city", ""),
            chosen_group=query.get("group", ""),
            cookies_refused=query.get("new") == "1",
            demonstration=room.state.setting.demonstration,
        )

    def enter(self, request: Request, form: Form) -> Response:
        """Adds the person and gives the phone its cookie; the same form twice is one person."""
        room = self._desk.room(request)
        if self._desk.guest_or_none(request, room):
            return seen(f"/b/{room.code}")
        city, group, language = form.get("city"), form.get("group"), form.get("language")
        if room.city(city) is None:
            raise RefusalError(400, "ballot.refused.city")
        if all(known.code != group for known in room.catalogue.stakeholder_groups):
            raise RefusalError(400, "ballot.refused.group")
        if language not in LANGUAGES:
            raise RefusalError(400, "ballot.refused.form")
        token = self._token(room, form.name, city, group, language)
        return _with_cookie(seen(f"/b/{room.code}?new=1"), request, room, token)

    def home(self, request: Request) -> Response:
        """What is open now; when nothing is, a page that waits and looks again by itself."""
        room = self._desk.room(request)
        guest = self._desk.guest_or_none(request, room)
        if guest is None:
            return seen(f"/j/{room.code}" + ("?new=1" if request.query_params.get("new") else ""))
        ballots = guest.ballots()
        open_now = [ballot for ballot in ballots if ballot.round.state == OPEN]
        return guest_page(
            guest,
            "home.html",
            open_now=open_now,
            earlier=[ballot for ballot in ballots if ballot.round.state != OPEN and ballot.own],
            reload_seconds=_CHOOSING_SECONDS if open_now else _WAITING_SECONDS,
            given=len(guest.marks),
        )

    def language(self, request: Request, form: Form) -> Response:
        """Another language; the phone stays where it is."""
        guest = self._desk.sealed_guest(request, form)
        if form.get("language") not in LANGUAGES:
            raise RefusalError(400, "ballot.refused.form")
        change_language(self._desk.rooms.store, guest.room.code, guest.token, form.get("language"))
        home = f"/b/{guest.room.code}"
        back = form.get("back")
        return seen(back if back.startswith(f"{home}/") and "\\" not in back else home)

    def forget(self, request: Request, form: Form) -> Response:
        """Forgets who holds this phone, so that somebody who chose wrongly can begin again; marks stay."""
        guest = self._desk.sealed_guest(request, form)
        if guest.marks:
            raise RefusalError(409, "ballot.refused.has_marked")
        response = seen(f"/j/{guest.room.code}")
        response.delete_cookie(cookie_name(guest.room.code), path="/", httponly=True, samesite="lax")
        return response

    def _token(self, room: Room, form_name: str, city: str, group: str, language: str) -> str:
        key = (room.code, form_name)
        with self._lock:
            if key not in self._joined:
                self._joined[key] = join(self._desk.rooms.store, room.code, city, group, language)
                if len(self._joined) > _MOST_REMEMBERED:
                    del self._joined[next(iter(self._joined))]
            return self._joined[key]


def _cities(room: Room) -> tuple[Choice, ...]:
    return tuple(Choice(city.code, city.name, city.symbol, colour(city.order)) for city in room.state.cities)


def _with_cookie(response: RedirectResponse, request: Request, room: Room, token: str) -> RedirectResponse:
    response.set_cookie(
        cookie_name(room.code),
        token,
        max_age=TOKEN_DAYS * 86_400,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response
