"""What fits on a projector, what a finger hits, what the back row can read."""

from __future__ import annotations

import pytest

from tests.browser.conftest import SCREEN
from tests.browser.projector import PAGES
from tests.browser.reading import faint, narrow, unnamed

pytestmark = pytest.mark.needs_chromium

_HEIGHT = """() => Math.max(...['[data-testid="stMain"]', '[data-testid="stAppViewContainer"]', 'html']
  .map((place) => document.querySelector(place).scrollHeight))"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_start_page_needs_no_scrolling(shared, screen, shot, language):
    screen.go(f"{shared.url}/?lang={language}")
    shot.keep(screen.page, f"start-empty-{language}")
    assert screen.page.evaluate(_HEIGHT) <= SCREEN["height"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_workshop_with_three_cities_and_its_key_needs_no_scrolling(shared, screen, shot, language):
    screen.go(f"{shared.url}/?lang={language}")
    screen.click("new")
    for name in ("Pereira", "Manizales", "Armenia"):
        screen.search("city_search", name)
        screen.page.locator('[class*="st-key-add-"] button', has_text=f"{name} — ").first.click()
        screen.settle()
    shot.keep(screen.page, f"start-three-cities-{language}")
    assert screen.page.evaluate(_HEIGHT) <= SCREEN["height"]
    screen.click("key_noted")
    assert screen.page.evaluate(_HEIGHT) <= SCREEN["height"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_read_named_and_hit(inside, page):
    screen = inside(page)
    screen.page.wait_for_timeout(300)
    assert faint(screen.page) == []
    assert unnamed(screen.page) == []
    assert narrow(screen.page) == []
    assert _width(screen) <= SCREEN["width"]


def test_no_page_is_wider_than_the_projector_in_chinese(inside):
    for page in PAGES:
        assert _width(inside(page, "zh")) <= SCREEN["width"], page


def _width(screen):
    return screen.page.evaluate("document.documentElement.scrollWidth")
