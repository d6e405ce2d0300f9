"""Smaller answers: the files of the screens are sent gzipped, each compressed once per process.

Streamlit sends its program files uncompressed and leaves that to a proxy in front; in a room with one laptop there is
none. Their names hold a hash of their content, so a compressed file may be kept as long as the process lives.
The pages of the ballot are small and differ per phone; Streamlit's own compression takes care of them.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FOLDER = "/static/"
_SMALLEST, _LARGEST = 1_000, 8_000_000
_LEVEL = 9
_WORTH_IT = ("text/", "application/javascript", "application/json", "application/wasm", "image/svg+xml")


@dataclass(frozen=True)
class _Packed:
    """A file as sent: its headers and its compressed body."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    etag: str


class StaticCompression:
    """Middleware that compresses the files below /static/ once and keeps them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, _Packed] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from what is kept, or passes the request on and keeps what comes back."""
        if not _wanted(scope):
            await self._app(scope, receive, send)
            return
        if (packed := self._kept.get(scope["path"])) is not None:
            await _send_packed(packed, Headers(scope=scope), send)
            return
        await self._app(scope, receive, _Packing(self._kept, scope["path"], send))


class _Packing:
    """Takes the inner answer, compresses it when that pays, and passes it on."""

    def __init__(self, kept: dict[str, _Packed], path: str, send: Send) -> None:
        self._kept = kept
        self._path = path
        self._send = send
        self._start: Message | None = None
        self._parts: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        """One message of the inner answer."""
        if message["type"] == "http.response.start" and _compressible(message):
            self._start = message
            return
        if self._start is None:
            await self._send(message)
            return
        self._parts.append(message.get("body", b""))
        if message.get("more_body", False):
            return
        start, body = self._start, b"".join(self._parts)
        packed = await run_in_threadpool(_pack, start, body)
        self._kept[self._path] = packed
        await _send_packed(packed, Headers(), self._send)


def _wanted(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or _FOLDER not in scope["path"]:
        return False
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and "range" not in headers


def _compressible(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    length = int(headers.get("content-length", "0"))
    worth_it = headers.get("content-type", "").startswith(_WORTH_IT)
    return start["status"] == 200 and worth_it and "content-encoding" not in headers and _SMALLEST < length < _LARGEST


def _pack(start: Message, body: bytes) -> _Packed:
    packed = gzip.compress(body, _LEVEL, mtime=0)
    headers = MutableHeaders(raw=list(start["headers"]))
    etag = f"W/{headers['etag'].removeprefix('W/')}" if "etag" in headers else ""
    headers["content-length"] = str(len(packed))
    headers["content-encoding"] = "gzip"
    headers.add_vary_header("Accept-Encoding")
    if etag:
        headers["etag"] = etag
    return _Packed(tuple(headers.raw), packed, etag)


async def _send_packed(packed: _Packed, asked: Headers, send: Send) -> None:
    if packed.etag and asked.get("if-none-match") == packed.etag:
        kept = [pair for pair in packed.headers if pair[0] not in {b"content-length", b"content-encoding"}]
        await send({"type": "http.response.start", "status": 304, "headers": kept})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": list(packed.headers)})
    await send({"type": "http.response.body", "body": packed.body})
