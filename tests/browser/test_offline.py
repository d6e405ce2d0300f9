"""Nothing leaves this machine: neither from any page nor from the server."""

from __future__ import annotations

import http.client
import io
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests.browser.projector import PAGES, until

pytestmark = pytest.mark.needs_chromium

SCENES = 9


def _hosts(addresses):
    return {urlsplit(address).hostname for address in addresses if not address.startswith(("data:", "blob:"))}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_page_of_the_demonstration_asks_another_machine(shared, inside, shot, language):
    for page in PAGES:
        screen = inside(page, language)
        name = f"demo-{language}-{page or 'start'}"
        assert screen.page.locator(".scn-ribbon").count() == 1, page
        assert screen.page.locator('[data-testid="stException"]').count() == 0, page
        shot.keep(screen.page, name)
        for number in range(1, screen.page.get_by_role("tab").count()):
            screen.page.get_by_role("tab").nth(number).click()
            screen.page.wait_for_timeout(200)
            shot.keep(screen.page, f"{name}-{number + 1}")
    screen = inside("present", language)
    # Where the presentation stands is the room's: whoever presented before may have left it at its end.
    while screen.own("back").locator("button").first.is_enabled():
        screen.click("back")
    for number in range(1, SCENES):
        screen.click("forward")
        shot.keep(screen.page, f"demo-{language}-present-{number + 1}")
    assert _hosts(screen.requested) == {"localhost"}
    assert shared.calls_elsewhere == []


def test_the_map_is_drawn_without_a_network(inside):
    screen = inside("")
    canvas = screen.page.locator('[data-testid="stDeckGlJsonChart"] canvas').first
    canvas.wait_for()
    until(lambda: _colours(canvas.screenshot()) > 20)
    assert _hosts(screen.requested) == {"localhost"}


def _colours(picture):
    """How many colours are in a picture; a map that was not drawn has one."""
    found = Image.open(io.BytesIO(picture)).convert("RGB").getcolors(maxcolors=1_000_000)
    return len(found)


def test_the_server_asks_nobody_at_its_start_or_by_phone(shared, phone):
    page = phone()
    page.goto(f"{shared.url}/j")
    assert shared.calls_elsewhere == []


def test_a_websocket_from_another_origin_makes_the_server_ask_nobody(shared):
    """Streamlit would look up the machine's external address to decide whether such an origin is allowed."""
    connection = http.client.HTTPConnection("localhost", shared.port, timeout=60)
    connection.request(
        "GET",
        "/_stcore/stream",
        headers={
            "Origin": "http://elsewhere.test",
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        },
    )
    assert connection.getresponse().status == 403
    connection.close()
    assert shared.calls_elsewhere == []


def test_the_record_would_have_seen_a_call(tmp_path, shared):
    record = tmp_path / "seen.txt"
    environment = shared.environment() | {"NETWORK_RECORD": str(record)}
    lines = "import socket\nwith socket.socket() as s:\n s.settimeout(0.05)\n s.connect_ex(('192.0.2.1', 9))\n"
    subprocess.run([sys.executable, "-c", lines], env=environment, check=True)
    assert record.read_text() == "socket.connect 192.0.2.1\n"
