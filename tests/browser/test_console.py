"""The facilitator's console in a real browser: one screen while a ballot is open, keys that do not get in the way."""

from __future__ import annotations

import pytest

from tests.browser.conftest import SCREEN
from tests.browser.projector import until
from tests.browser.reading import faint, narrow, unnamed
from tests.browser.test_layout import _HEIGHT

pytestmark = pytest.mark.needs_chromium


def check(screen):
    """Fits the projector, can be read, named and hit."""
    assert screen.page.evaluate(_HEIGHT) <= SCREEN["height"]
    assert faint(screen.page) == []
    assert unnamed(screen.page) == []
    assert narrow(screen.page) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_room_with_an_open_ballot_and_the_clock_is_one_screen(shared, screen, shot, language):
    screen.go(f"{shared.url}/?lang={language}")
    screen.click("new")
    for name in ("Pereira", "Manizales", "Armenia"):
        screen.search("city_search", name)
        screen.page.locator('[class*="st-key-add-"] button', has_text=f"{name} — ").first.click()
        screen.settle()
    screen.click("key_noted")
    at = f"?w={screen.workshop}&lang={language}"
    screen.go(f"{shared.url}/agenda{at}")
    screen.click("load.half_day")
    screen.click("agenda.next")
    screen.go(f"{shared.url}/room{at}")
    check(screen)
    screen.click("now.practice.open")
    until(lambda: screen.page.locator(".st-key-room-buttons button").count())
    shot.keep(screen.page, f"room-open-{language}")
    check(screen)


def test_the_arrow_keys_turn_the_items_and_not_while_somebody_writes(inside):
    screen = inside("discuss")
    screen.go(f"{screen.page.url}&b=present")
    statement = screen.page.locator(".scn-statement").first
    first = statement.inner_text()
    screen.page.keyboard.press("ArrowRight")
    screen.settle()
    until(lambda: statement.inner_text() != first)
    second = statement.inner_text()
    note = screen.page.locator(".st-key-discuss textarea").first
    note.click()
    note.type("ab")
    screen.page.keyboard.press("ArrowLeft")
    screen.page.wait_for_timeout(500)
    assert statement.inner_text() == second
    assert note.input_value() == "ab"
    note.fill("")
    screen.page.keyboard.press("Tab")
