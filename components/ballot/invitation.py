"""Accepting an invitation on a phone or another computer: one page that says to what, and one button.

Codes have 52 bits; whoever tries them out from one address is made to wait all the same. Only wrong codes count, so
that many invited people behind one router are let in together.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from components.ballot import stranger
from components.ballot.access import access_token, set_access
from components.ballot.desk import Desk
from components.ballot.forms import Form, new_name
from components.ballot.guesses import Guesses
from components.ballot.pages import page, preferred_language, seen
from components.ballot.refusal import RefusalError
from components.ballot.rooms import Room
from components.language import LANGUAGES
from components.workshop import people
from components.workshop.people import Invitation

# Technical: wrong codes at once, and then per second.
_OF_CLIENT = (20.0, 0.1)
_LONGEST_CODE = 30
_PLACES = {
    people.TABLE_HOST: "/t/{code}",
    people.CO_FACILITATOR: "/?w={code}&lang={language}",
    people.OBSERVER: "/results?w={code}&lang={language}",
    people.OFFICIAL: "/present?w={code}&lang={language}",
}


class Invitations:
    """The pages of an invitation."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._guesses = Guesses(*_OF_CLIENT)

    def show(self, request: Request) -> Response:
        """To which workshop and which role the code of the address invites."""
        room, invitation = self._found(request)
        language = preferred_language(request, room.state.setting.language)
        secret = stranger.page_secret(request)
        answer = page(
            "invitation.html",
            language,
            room=room,
            role=invitation.role,
            code=request.path_params["code"],
            form=new_name(),
            seal=stranger.page_seal(room.code, secret),
            leads_here=self._leads(request, room),
            demonstration=room.state.setting.demonstration,
        )
        stranger.remember(answer, request, secret)
        return answer

    def accept(self, request: Request, form: Form) -> Response:
        """Gives this browser the role and leads to what it opens."""
        room, invitation = self._found(request)
        if self._leads(request, room):
            raise RefusalError(409, "table.refused.leads_here")
        stranger.check(request, form, room.code)
        language = form.get("language")
        if language not in LANGUAGES:
            raise RefusalError(400, "ballot.refused.form")
        token = people.accept(self._desk.rooms.store, room.code, request.path_params["code"])
        response = seen(_PLACES[invitation.role].format(code=room.code, language=language))
        set_access(response, request, token)
        return response

    def _found(self, request: Request) -> tuple[Room, Invitation]:
        client = request.client.host if request.client else ""
        if self._guesses.spent(client):
            raise RefusalError(429, "table.refused.too_many_tries")
        code = request.path_params["code"]
        found = people.invited(self._desk.rooms.store, code) if len(code) <= _LONGEST_CODE else None
        if found is None:
            self._guesses.wrong(client)
            raise RefusalError(404, "people.unknown_invitation")
        return self._desk.rooms.of(found[0]), found[1]

    def _leads(self, request: Request, room: Room) -> bool:
        """Whether this browser is the facilitator's, who would lose the own access by accepting."""
        return people.role_of(self._desk.rooms.store, access_token(request)) == (room.code, people.FACILITATOR)
