"""The facilitator at the projector: finds inputs by the codes of their records and waits until the page has settled."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 90.0
"""Seconds until a page that does not come counts as lost: two processes share a machine with whatever else runs."""

PAGES = (
    "",
    "room",
    "discuss",
    "agenda",
    "ballots",
    "agreement",
    "connectivity",
    "feasibility",
    "networks",
    "partnership",
    "investment",
    "present",
    "notes",
    "method",
)
"""Every page by its address."""

_CONNECTED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.dataset.testConnectionState === 'CONNECTED';
}"""
_SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
    && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
}"""


def until(found: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """What `found` gives as soon as it is true. Raises AssertionError with its last answer."""
    deadline = time.monotonic() + seconds
    while not (last := found()):
        assert time.monotonic() < deadline, f"still {last!r}"
        time.sleep(0.05)
    return last


class Projector:
    """A page of the screens; `requested` is every address that it asked for."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requested: list[str] = []
        self._asked = False
        page.context.on("request", lambda request: self.requested.append(request.url))
        page.on("websocket", self._listen)
        page.set_default_timeout(1000 * PATIENCE)

    def go(self, address: str) -> None:
        """Opens an address and waits until it is drawn."""
        self.page.goto(address)
        self.settle()

    def settle(self) -> None:
        """Waits until the script has run and nothing on the page is left over from before.

        A slow server begins long after it was asked, and until then the page looks as settled as ever.
        """
        self.page.wait_for_timeout(120)
        self.page.wait_for_function(_CONNECTED)
        deadline = time.monotonic() + PATIENCE
        while self._asked:
            assert time.monotonic() < deadline, "the server did not begin to draw"
            self.page.wait_for_timeout(20)
        self.page.wait_for_function(_SETTLED)

    def _listen(self, socket: Any) -> None:
        """Notes when the page asks for a run and when that run begins. A new connection asks for none by itself."""
        self.requested.append(socket.url)
        self._asked = False
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self._asked = True

    def _received(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes) and ForwardMsg.FromString(frame).HasField("new_session"):
            self._asked = False

    def own(self, key: str) -> Any:
        """The element of a widget with this key."""
        return self.page.locator(f".st-key-{re.sub(r'[^a-zA-Z0-9_-]', '-', key)}").first

    def click(self, key: str) -> None:
        """Presses the button of this key."""
        self.own(key).locator("button").first.click()
        self.settle()

    def write(self, key: str, value: str) -> None:
        """Types into a text field or area and leaves it."""
        field = self.own(key).locator("input, textarea").first
        field.fill(value)
        field.press("Tab")
        self.settle()

    def search(self, key: str, value: str) -> None:
        """Types and presses Enter."""
        field = self.own(key).locator("input").first
        field.fill(value)
        field.press("Enter")
        self.settle()

    def press(self, key: str, label: str) -> None:
        """Presses one of the pills of this key."""
        self.own(key).locator("button", has_text=label).first.click()
        self.settle()

    def choose(self, key: str, label: str) -> None:
        """Picks from a list; it is brought to the middle first, because a list closes when the page moves."""
        self.own(key).evaluate("(element) => element.scrollIntoView({block: 'center'})")
        self.page.wait_for_timeout(300)
        self.own(key).locator("button").first.click()
        self.page.get_by_role("option", name=label, exact=True).first.click()
        self.settle()

    def follow(self, words: str) -> None:
        """Goes to a page by the words of its link."""
        self.page.get_by_role("link", name=words).first.click()
        self.settle()

    def tab(self, words: str) -> None:
        """Opens a tab of the page."""
        self.page.get_by_role("tab", name=words).first.click()
        self.settle()

    @property
    def words(self) -> str:
        """All visible words."""
        return str(self.page.locator("[data-testid=stApp]").inner_text())

    @property
    def workshop(self) -> str:
        """The code in the address."""
        found = re.search(r"[?&]w=([A-Z]+)", self.page.url)
        return found.group(1) if found else ""
