"""The cookie of everybody who is more than a participant: set from a one-time ticket or by accepting an invitation,
taken away on leaving.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from components.ballot.desk import Desk
from components.ballot.forms import body_of, check_origin
from components.ballot.refusal import RefusalError
from components.ballot.tickets import Tickets
from components.workshop.people import TOKEN_DAYS, role_of, withdraw

COOKIE = "wf"


class Access:
    """Answers without a page: a screen asks in the background and reads the status."""

    def __init__(self, desk: Desk, tickets: Tickets) -> None:
        self._desk = desk
        self._tickets = tickets

    async def enter(self, request: Request) -> Response:
        """The ticket is the body. 204 with the cookie, 403 for a ticket that is unknown, used or too old."""
        try:
            check_origin(request)
            ticket = (await body_of(request)).decode("ascii", errors="replace").strip()
        except RefusalError as refusal:
            return Response(status_code=refusal.status)
        token = self._tickets.redeem(ticket)
        if token is None or await run_in_threadpool(role_of, self._desk.rooms.store, token) is None:
            return Response(status_code=403)
        response = Response(status_code=204)
        set_access(response, request, token)
        return response

    async def leave(self, request: Request) -> Response:
        """Ends the access on the server too, so that a copy of the cookie is worth nothing."""
        try:
            check_origin(request)
        except RefusalError as refusal:
            return Response(status_code=refusal.status)
        # Another site's form does not bring the cookie along, and so cannot take it away either.
        if not (token := access_token(request)):
            return Response(status_code=403)
        await run_in_threadpool(withdraw, self._desk.rooms.store, token)
        response = Response(status_code=204)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return response


def access_token(request: Request) -> str:
    """The token that the browser holds, or an empty text."""
    return request.cookies.get(COOKIE, "")


def set_access(response: Response, request: Request, token: str) -> None:
    """Gives the browser a token that no script reads and no other site sends."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=TOKEN_DAYS * 86_400,
        path="/",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
