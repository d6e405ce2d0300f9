"""What a phone sends: read within limits, and proved to come from a page that we gave to this very phone.

A form carries a seal, made from the secret cookie of the phone, which another site can neither read nor guess; it needs
no secret of the server and so outlives a restart. A form also carries a random name: the same form sent twice is one
request.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from components.ballot.limits import BODY_BYTES
from components.ballot.refusal import RefusalError

_FORM_TYPE = "application/x-www-form-urlencoded"
_NAME = re.compile(r"[A-Za-z0-9_-]{10,40}")
_MOST_FIELDS = 100


@dataclass(frozen=True)
class Form:
    """The fields of a posted form; a field that was not sent is an empty text."""

    fields: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """The first value of a field."""
        return next((value for key, value in self.fields if key == name), "")

    def under(self, prefix: str) -> dict[str, str]:
        """The fields whose names begin with `prefix`, without it."""
        return {key.removeprefix(prefix): value for key, value in self.fields if key.startswith(prefix)}

    @property
    def name(self) -> str:
        """The random name of the form. Raises RefusalError when it has none."""
        if not _NAME.fullmatch(found := self.get("form")):
            raise RefusalError(400, "ballot.refused.form")
        return found


async def body_of(request: Request) -> bytes:
    """The body of a request. Raises RefusalError above the limit, before reading on."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BODY_BYTES:
            raise RefusalError(413, "ballot.refused.too_large")
    return bytes(body)


async def form_of(request: Request) -> Form:
    """The posted form. Raises RefusalError for anything that no page of the ballot sends."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != _FORM_TYPE:
        raise RefusalError(415, "ballot.refused.form")
    body = await body_of(request)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise RefusalError(400, "ballot.refused.form") from error
    return Form(tuple((key, value.replace("\r\n", "\n").replace("\0", "")) for key, value in pairs))


def check_origin(request: Request) -> None:
    """Raises RefusalError when the browser says that another site sent this."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise RefusalError(403, "ballot.refused.forged")
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise RefusalError(403, "ballot.refused.forged")


def seal(workshop: str, token: str) -> str:
    """What a form must carry to count as filled in on the phone that holds `token`."""
    return hmac.new(token.encode(), f"ballot:{workshop}".encode(), hashlib.sha256).hexdigest()[:32]


def check_seal(form: Form, workshop: str, token: str) -> None:
    """Raises RefusalError when the form was not made for this phone and workshop."""
    if not hmac.compare_digest(form.get("seal").encode(), seal(workshop, token).encode()):
        raise RefusalError(403, "ballot.refused.forged")


def new_name() -> str:
    """A random name for a form."""
    return secrets.token_urlsafe(12)


def request_key(form: Form, person: str, *parts: object) -> str:
    """Names one tap for the log: the same tap of the same form again has the same key, any other tap another one."""
    text = "\x1f".join([form.name, person, *map(str, parts)])
    return hashlib.sha256(text.encode()).hexdigest()[:40]
