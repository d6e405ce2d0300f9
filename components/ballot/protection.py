"""Headers that every answer of the process carries, the screens' included.

The policy keeps a screen from fetching anything from elsewhere, also when a person's text or a chart's default asks for
it: in the room there is no network, and outside it nobody is told who looks. Vega compiles expressions and Streamlit
styles inline, so the screens need those two freedoms; the ballot's pages bring a stricter policy of their own.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCREEN_POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss: data: blob:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


class Protection:
    """Middleware that adds the headers an answer does not have yet."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and adds to the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("x-content-type-options", "nosniff")
                headers.setdefault("referrer-policy", "same-origin")
                headers.setdefault("permissions-policy", "camera=(), geolocation=(), microphone=()")
                if headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("content-security-policy", SCREEN_POLICY)
            await send(message)

        await self._app(scope, receive, send_protected)
