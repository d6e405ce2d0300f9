"""What cannot be reached by an address, also as the first request after a start."""

from __future__ import annotations

import urllib.request

import pytest

from components.language import texts
from components.workshop import people
from components.workshop.store import Edit
from tests.browser.projector import until
from tests.browser.serving import ROOT

pytestmark = pytest.mark.needs_chromium

PURPOSE = "A purpose that only its facilitator reads"


def _planted(server):
    """A workshop that nobody in the browser has a right to."""
    store = server.store()
    code, _ = people.create(store)
    store.commit(code, [Edit("setting", "main", "purpose", PURPOSE)], by=people.FACILITATOR)
    store.database.close()
    return code


@pytest.fixture(scope="module")
def planted(shared):
    return _planted(shared)


def _shows_nothing(screen):
    assert screen.page.locator('[data-testid="stSidebarNav"]').count() == 0
    assert screen.page.locator('[data-testid="stException"]').count() == 0
    assert screen.page.locator("h1").count() <= 1
    assert PURPOSE not in screen.page.content()
    assert not any(texts("en")(f"step{number}.title") in screen.words for number in range(1, 7))


def test_the_first_request_after_a_start_runs_no_page_past_the_navigation(server, screen):
    code = _planted(server)
    for path in ("agreement", "admin"):
        server.stop()
        server.start()
        screen.go(f"{server.url}/{path}?w={code}")
        _shows_nothing(screen)
        assert screen.own("new").count() == 1


@pytest.mark.parametrize(
    "path",
    ["admin", "main", "room", "agreement", "step1_agreement", "investment", "present"],
)
def test_without_a_role_an_address_leads_to_the_start_page_or_nowhere(shared, planted, screen, path):
    screen.go(f"{shared.url}/{path}?w={planted}")
    _shows_nothing(screen)


@pytest.mark.parametrize(
    "path", ["app.py", "pages/main.py", ".streamlit/config.toml", "components/ui/session.py", "data/parameters.csv"]
)
def test_no_file_of_the_program_is_served(shared, path):
    with urllib.request.urlopen(f"{shared.url}/{path}") as answer:
        served = answer.read()
    assert served != (ROOT / path).read_bytes()
    assert b'<div id="root">' in served


def test_a_copied_address_gives_no_role_to_another_browser(shared, screen, chromium):
    screen.go(shared.url)
    screen.click("new")
    code = until(lambda: screen.workshop)
    other = chromium.new_context()
    page = other.new_page()
    page.goto(f"{shared.url}/agreement?w={code}")
    page.locator(".st-key-new").wait_for()
    assert page.locator(".st-key-close").count() == 0
    other.close()
