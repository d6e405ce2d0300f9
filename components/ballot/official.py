"""The phones of the officials' ten minutes: a blind vote on one project, and the presenter's phone as remote control.

Neither asks who holds the phone, and neither writes to the workshop's log: both change only the presentation that this
process holds. Whoever has the short code of the projector may vote; whoever has the long one of the presenter's notes,
which only the facilitator and co-facilitators see, may drive. Both end with the presentation.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from components.ballot import guesses, stranger
from components.ballot.desk import Desk
from components.ballot.forms import Form
from components.ballot.guesses import Guesses
from components.ballot.pages import page, preferred_language, seen
from components.ballot.refusal import RefusalError
from components.ballot.rooms import Room
from components.language import LANGUAGES
from components.walk import present, results
from components.walk.present import Showing, Stages
from components.workshop.people import tidy_code
from components.workshop.people_keys import token_hash
from components.workshop.records.options import Option

_SECONDS = 3
_UNKNOWN = "x"


class Official:
    """Pages that look again by themselves while they wait: by a script, and without one by the browser."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._guesses = Guesses(*guesses.REJOIN_OF_CLIENT)

    def find(self, request: Request) -> Response:
        """Asks for the short code; goes on when it is in the address."""
        language = preferred_language(request)
        code = tidy_code(request.query_params.get("code", ""))
        return seen(f"/v/{code[:12]}?l={language}") if code else page("official_find.html", language)

    def show(self, request: Request) -> Response:
        """Waits for the vote, takes it, or says that it is closed."""
        room, showing = self._voting(request)
        secret = stranger.page_secret(request)
        given = dict(showing.vote.ballots)
        mine = _phone(secret, showing.code)
        language = preferred_language(request, room.state.setting.language)
        option = room.state.get(Option, showing.vote.option)
        changing = request.query_params.get("again") == "1"
        answer = page(
            "official.html",
            language,
            room=room,
            showing=showing,
            option=_name(option, room, language) if option else "",
            points=present.POINTS,
            voted=mine in given,
            point=given.get(mine),
            asking=showing.vote.state == present.OPEN and (mine not in given or changing),
            seconds=_SECONDS,
            cookies_refused=request.query_params.get("new") == "1",
            **_sealed(room, showing.code, secret),
        )
        stranger.remember(answer, request, secret)
        return answer

    def vote(self, request: Request, form: Form) -> Response:
        """Takes the ballot of this phone; a later one replaces it. Raises InputError when no vote is open."""
        room, showing = self._voting(request)
        back = f"/v/{showing.code}?l={_language(form)}"
        if not stranger.knows(request):
            return seen(f"{back}&new=1")
        stranger.check(request, form, showing.code)
        point = None if form.get("pick") == _UNKNOWN else _number(form.get("pick"))
        phone = _phone(stranger.page_secret(request), showing.code)
        self._stages.change(room.code, lambda before: present.cast(before, phone, point))
        return seen(back)

    def remote(self, request: Request) -> Response:
        """The scene, what to say, and the way on."""
        room, showing = self._driving(request)
        secret = stranger.page_secret(request)
        answer = page(
            "remote.html",
            preferred_language(request, room.state.setting.language),
            room=room,
            showing=showing,
            last=len(present.SCENES) - 1,
            following=present.SCENES[min(showing.scene + 1, len(present.SCENES) - 1)],
            voting=showing.name == present.VOTING,
            seconds=_SECONDS,
            **_sealed(room, showing.secret, secret),
        )
        stranger.remember(answer, request, secret)
        return answer

    def drive(self, request: Request, form: Form) -> Response:
        """Another scene, or the vote opened or closed. The form names the scene that it wants, so that a double tap is
        one step.
        """
        room, showing = self._driving(request)
        stranger.check(request, form, showing.secret)
        if form.get("vote") == present.OPEN:
            evidence = results.evidence(room.seen, room.catalogue)
            option = showing.vote.option or present.disputed(room.state, evidence)
            if option:
                self._stages.change(room.code, lambda before: present.opened(before, option))
        elif form.get("vote") == present.CLOSED:
            self._stages.change(room.code, present.closed)
        else:
            self._stages.go(room.code, _number(form.get("scene")))
        return seen(f"/r/{showing.secret}?l={_language(form)}")

    @property
    def _stages(self) -> Stages:
        return present.stages(self._desk.rooms.store)

    def _voting(self, request: Request) -> tuple[Room, Showing]:
        return self._found(request, self._stages.voting(tidy_code(request.path_params["place"])))

    def _driving(self, request: Request) -> tuple[Room, Showing]:
        return self._found(request, self._stages.driven(tidy_code(request.path_params["place"])))

    def _found(self, request: Request, workshop: str | None) -> tuple[Room, Showing]:
        """Raises RefusalError for a code that no presentation has, and when this client has guessed too often."""
        client = request.client.host if request.client else ""
        if self._guesses.spent(client):
            raise RefusalError(429, "ballot.refused.too_many_codes")
        if workshop is None:
            self._guesses.wrong(client)
            raise RefusalError(404, "present.refused.unknown")
        return self._desk.rooms.of(workshop), self._stages.of(workshop)


def _sealed(room: Room, about: str, secret: str) -> dict[str, Any]:
    return {
        "seal": stranger.page_seal(about, secret),
        "demonstration": room.state.setting.demonstration,
    }


def _phone(secret: str, code: str) -> str:
    """A name for a phone in one presentation, which tells nothing about it elsewhere."""
    return token_hash(f"{code}:{secret}")


def _name(option: Option, room: Room, language: str) -> str:
    second = option.name_second if language != room.state.setting.language else ""
    return second or option.name or option.code


def _language(form: Form) -> str:
    return form.get("language") if form.get("language") in LANGUAGES else ""


def _number(typed: str) -> int:
    """Raises RefusalError for what is no small number."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 4):
        raise RefusalError(400, "ballot.refused.form")
    return int(typed)
