"""Phones without a browser: each its own connection that stays open, the same requests as the ballot's script sends."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import re
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

GROUPS = ("elected", "finance", "planning", "firms", "citizens")
_HIDDEN = re.compile(r'name="?(seal|form)"? value="?([A-Za-z0-9_-]+)')


@dataclass
class Answer:
    """Status, headers, body unpacked, bytes on the wire, seconds from the first byte sent to the last one received."""

    status: int
    headers: dict[str, str]
    body: bytes
    wire: int
    seconds: float


class Connection:
    """HTTP/1.1 over one kept connection, opened anew when the server closed it."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.cookies: dict[str, str] = {}
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, accept: str = "text/html"
    ) -> Answer:
        """One request. Raises OSError when the connection breaks; an idle one that was closed is opened again."""
        body = urlencode(form).encode() if form is not None else b""
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.host}:{self.port}",
            f"Accept: {accept}",
            "Accept-Encoding: gzip",
        ]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{key}={value}" for key, value in self.cookies.items()))
        if form is not None:
            lines += [f"Origin: http://{self.host}:{self.port}", "Content-Type: application/x-www-form-urlencoded"]
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        sent = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
        began = time.perf_counter()
        try:
            return await self._exchange(sent, began)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.close()
            return await self._exchange(sent, began)

    async def _exchange(self, sent: bytes, began: float) -> Answer:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        assert self._reader is not None
        self._writer.write(sent)
        head = await self._reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
            headers[name.lower()] = value
        body = await self._reader.readexactly(int(headers.get("content-length", "0")))
        seconds = time.perf_counter() - began
        if headers.get("connection") == "close":
            self.close()
        plain = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
        return Answer(int(lines[0].split()[1]), headers, plain, len(head) + len(body), seconds)

    def close(self) -> None:
        """Hangs up."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


@dataclass
class Phone:
    """One person's phone in a workshop."""

    port: int
    code: str
    number: int
    cities: int = 5
    seconds: list[float] = field(default_factory=list)
    kept: set[tuple[str, str]] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    seal: str = ""
    places: list[str] = field(default_factory=list)
    joined: float = 0.0

    def __post_init__(self) -> None:
        self.line = Connection("127.0.0.1", self.port)

    async def join(self) -> float:
        """From the QR code to the ballots' page; the seconds that it took."""
        began = time.perf_counter()
        page = (await self.line.ask("GET", f"/j/{self.code}")).body.decode()
        form = {
            **dict(_HIDDEN.findall(page)),
            "city": f"C{self.number % self.cities + 1}",
            "group": GROUPS[self.number % len(GROUPS)],
            "language": "en",
        }
        answer = await self.line.ask("POST", f"/j/{self.code}", form)
        assert answer.status == 303, (answer.status, answer.body[:500])
        await self.follow(answer.headers["location"])
        return time.perf_counter() - began

    async def follow(self, path: str) -> Answer:
        """A page, past its redirects."""
        for _ in range(5):
            answer = await self.line.ask("GET", path)
            if answer.status != 303:
                return answer
            path = answer.headers["location"]
        raise AssertionError(path)

    async def open_ballot(self, ballot: str, places: list[str]) -> Answer:
        """The first question's page."""
        answer = await self.follow(f"/b/{self.code}/{ballot}")
        assert answer.status == 200, (answer.status, answer.body[:500])
        self.seal = dict(_HIDDEN.findall(answer.body.decode()))["seal"]
        city = f"C{self.number % self.cities + 1}"
        self.places = [f"{city}/{item}" for item in places]
        return answer

    def form(self, ballot: str, place: str, value: int) -> dict[str, str]:
        """The fields of one tap, with a request name of its own."""
        subject, item = place.split("/")
        return {
            "seal": self.seal,
            "ballot": ballot,
            "subject": subject,
            "item": item,
            "reason": "",
            "form": secrets.token_hex(12),
            "pick": str(value),
        }

    async def tap(self, ballot: str, place: str, value: int) -> None:
        """One mark, as the script sends it; what the receipt says is remembered."""
        try:
            answer = await self.line.ask(
                "POST", f"/b/{self.code}/mark", self.form(ballot, place, value), accept="application/json"
            )
        except OSError as error:
            self.refused.append(type(error).__name__)
            return
        self.seconds.append(answer.seconds)
        if answer.status == 200 and json.loads(answer.body)["pick"] == str(value):
            subject, item = place.split("/")
            self.kept.add((subject, item))
        else:
            self.refused.append(f"{answer.status} {answer.body[:200]!r}")

    async def mark_all(self, ballot: str, seconds: float) -> None:
        """Every question once, spread over so many seconds as a person's hand would."""
        began = time.perf_counter()
        moments = sorted(random.uniform(0, seconds) for _ in self.places)
        for place, moment in zip(self.places, moments, strict=True):
            await asyncio.sleep(max(0.0, began + moment - time.perf_counter()))
            await self.tap(ballot, place, random.randrange(6))


def percentiles(seconds: list[float]) -> str:
    """p50, p95, p99 and the longest, in milliseconds."""
    if not seconds:
        return "no answers"
    found = sorted(seconds)
    at = {share: found[min(len(found) - 1, int(share * len(found)))] * 1000 for share in (0.5, 0.95, 0.99)}
    return f"p50 {at[0.5]:.0f}, p95 {at[0.95]:.0f}, p99 {at[0.99]:.0f}, longest {found[-1] * 1000:.0f} ms"
