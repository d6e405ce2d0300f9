"""A real server and a real browser: what only they can show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from components.framework.catalogue import load
from components.ui import session
from components.walk import demonstration as walk_demonstration
from components.workshop import people
from tests.browser.projector import PATIENCE, Projector
from tests.browser.serving import ROOT, Server

SHOTS = ROOT / "ci-output" / "screenshots"
SCREEN = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of this test's own."""
    found = Server(tmp_path)
    yield found
    found.stop()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for tests that only look; each opens a demonstration or a workshop of its own."""
    found = Server(tmp_path_factory.mktemp("shared"))
    yield found
    found.stop()


@pytest.fixture(scope="session")
def demonstration(shared: Server) -> SimpleNamespace:
    """The demonstration on the shared server: its code, and a facilitator's token for a browser's cookie."""
    store = shared.store()
    code = walk_demonstration.load(store, load())
    token = people.grant(store, code, people.FACILITATOR)
    store.database.close()
    return SimpleNamespace(code=code, token=token)


@pytest.fixture
def screen(chromium: Any) -> Iterator[Projector]:
    """A projector's page, 1280 x 800."""
    context = chromium.new_context(viewport=SCREEN, accept_downloads=True, locale="en-GB")
    yield Projector(context.new_page())
    context.close()


@pytest.fixture
def inside(screen: Projector, shared: Server, demonstration: SimpleNamespace) -> Callable[..., Projector]:
    """Opens a page of the demonstration as its facilitator."""
    screen.page.context.add_cookies([{"name": session.COOKIE, "value": demonstration.token, "url": shared.url}])

    def opened(page: str, language: str = "en") -> Projector:
        screen.go(f"{shared.url}/{page}?w={demonstration.code}&lang={language}")
        return screen

    return opened


@pytest.fixture
def phone(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Makes phones, 390 x 844, without JavaScript."""
    contexts = []

    def make(*, locale: str = "zh-CN") -> Any:
        context = chromium.new_context(viewport=PHONE, java_script_enabled=False, has_touch=True, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def shot() -> SimpleNamespace:
    """Keeps a picture among CI's output."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    return SimpleNamespace(keep=lambda page, name: page.screenshot(path=str(SHOTS / f"{name}.png")))
