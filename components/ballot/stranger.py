"""Forms for a phone that has not joined: it has no secret yet that a form could be sealed with, so a page brings one.

Without it another site could make somebody's phone join as another person, or take another role, over the one it has.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from components.ballot.forms import Form, check_seal, new_name, seal
from components.ballot.refusal import RefusalError

COOKIE = "wj"
_SECONDS = 3_600


def page_secret(request: Request) -> str:
    """The secret of this browser, or a new one for its first page."""
    return request.cookies.get(COOKIE) or new_name()


def page_seal(code: str, secret: str) -> str:
    """What the form of a page must carry; `code` is what the page is about."""
    return seal(code, secret)


def remember(answer: Response, request: Request, secret: str) -> None:
    """Gives the browser the secret with the page."""
    set_secret(answer, request, COOKIE, secret, _SECONDS)


def knows(request: Request) -> bool:
    """Whether the browser brought the secret back; one that keeps no cookies cannot."""
    return bool(request.cookies.get(COOKIE))


def check(request: Request, form: Form, code: str) -> None:
    """Raises RefusalError when the form was not made for this browser."""
    secret = request.cookies.get(COOKIE)
    if not secret:
        raise RefusalError(403, "ballot.refused.forged")
    check_seal(form, code, secret)


def set_secret(answer: Response, request: Request, name: str, value: str, seconds: int) -> None:
    """A cookie that no script reads and no other site's form brings along."""
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
