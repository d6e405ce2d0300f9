"""Browsers without a browser: tabs of the screens, driven by Streamlit's own tester.

`browser.tab().click("demo")`; a tab fails at once when a page raises. Cookies are kept by the browser, as after a
ticket was traded for one; `local` is whether the browser sits at the server's own computer.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from components.framework.catalogue import load
from components.language import texts
from components.ui import session, ways_in
from components.walk import demonstration
from components.workshop import open_store, people
from components.workshop.changes import Edit
from components.workshop.database import Database
from components.workshop.edits import setup
from components.workshop.records.setting import Setting
from components.workshop.store import Store

MAIN = Path(__file__).parent.parent / "pages" / "main.py"
PAGES = {
    "room": "room.title",
    "discuss": "discuss.reasons",
    "agenda": "agenda.title",
    "ballots": "ballots.edit.title",
    "paper": "paper.page.title",
    "step1_agreement": "step1.title",
    "step2_connectivity": "step2.title",
    "step3_feasibility": "step3.title",
    "step4_networks": "step4.title",
    "step5_partnership": "step5.title",
    "step6_investment": "step6.title",
}
# Streamlit's tester looks through all installed packages for components in every tab that it opens; once is enough.
_found_components = cache(manifest_scanner.scan_component_manifests)
_WORDS = ("title", "header", "subheader", "markdown", "text", "caption", "error", "warning", "info", "success")


class Browser:
    """One person's browser: its cookies, its place, its tabs."""

    now: Browser | None = None

    def __init__(self, *, local: bool = True) -> None:
        self.local = local
        self.cookies: dict[str, str] = {}

    def tab(self, **query: str) -> Tab:
        """A new tab on the start page, drawn."""
        return Tab(self, query).run()


class Tab:
    """One tab: one session of the server."""

    def __init__(self, browser: Browser, query: dict[str, str], script: Path = MAIN) -> None:
        self.browser = browser
        self.at = AppTest.from_file(str(script), default_timeout=300)
        for name, value in query.items():
            self.at.query_params[name] = value

    def run(self) -> Tab:
        """Draws the page; nothing may raise."""
        Browser.now = self.browser
        self.at.run()
        assert not self.at.exception, self.at.exception
        if "own.token" in self.at.session_state:
            self.browser.cookies[session.COOKIE] = self.at.session_state["own.token"]
        return self

    @property
    def workshop(self) -> str:
        """Code of the open workshop, from the address."""
        found = self.at.query_params.get("w", "")
        return found[0] if isinstance(found, list) else found

    def open(self, page: str) -> Tab:
        """Goes to a page by its link."""
        self.at.switch_page(f"{page}.py")
        return self.run()

    def part(self, prefix: str, name: str, language: str = "en", *, of: str = "") -> Tab:
        """Opens one of the tabs of a page, or of the record `of`, that draws only the open one."""
        self.at.session_state[f"{prefix}{of}-part"] = texts(language)(f"{prefix}.tab.{name}")
        return self.run()

    def click(self, key: str) -> Tab:
        """Presses a button that can be pressed."""
        button = self.at.button(key=key)
        assert not button.disabled, f"{key} cannot be pressed"
        button.click()
        return self.run()

    def enter(self, key: str, value: Any) -> Tab:
        """Types, picks or ticks."""
        self.widget(key).set_value(value)
        return self.run()

    def write(self, kind: str, code: str, field: str, value: Any) -> Tab:
        """Enters a field of a record of the workshop."""
        return self.enter(self.key(kind, code, field), value)

    def key(self, kind: str, code: str, field: str) -> str:
        """Key of the widget of a record's field."""
        return f"{self.workshop}.{kind}.{code}.{field}"

    def shown(self, kind: str, code: str, field: str) -> Any:
        """What the widget of a field shows."""
        return self.widget(self.key(kind, code, field)).value

    def widget(self, key: str) -> Any:
        """Any widget by its key."""
        found = [node for node in self.at.main if getattr(node, "key", None) == key]
        assert found, f"no widget {key} among {sorted(self.widgets)}"
        return found[0]

    @property
    def widgets(self) -> set[str]:
        """Keys of all widgets on the page."""
        return {key for node in self.at.main if (key := getattr(node, "key", None))}

    def words(self) -> str:
        """All words on the page."""
        found = [str(node.value) for kind in _WORDS for node in getattr(self.at, kind)]
        found += [str(node.proto.body) for node in self.at.get("html")]
        found += [node.label for node in self.at.button]
        found += [node.label for node in self.at.get("expander")]
        found += [node.proto.label for node in self.at.get("page_link")]
        return "\n".join(found)

    def says(self, key: str, language: str = "en", **values: Any) -> bool:
        """Whether a text of data/locales is on the page."""
        return texts(language)(key, **values) in self.words()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def own_store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test has its own folder of workshops. Streamlit's tester knows no cookies and no hosts: `Browser` does."""
    monkeypatch.setenv("WORKSHOP_DATA", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("WORKSHOP_SERVER_KEY", raising=False)
    monkeypatch.setattr(session, "cookie", lambda name: Browser.now.cookies.get(name) if Browser.now else None)
    monkeypatch.setattr(session, "is_local", lambda: Browser.now is None or Browser.now.local)
    monkeypatch.setattr(ways_in, "tries", ways_in.new_tries())
    # A busy machine must not turn a test of the plan into one of a plan that is still sought.
    monkeypatch.setattr(session, "patience", lambda: 120.0)
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", _found_components)
    open_store._open.cache_clear()
    yield
    if open_store._open.cache_info().currsize:
        open_store.shared_store().database.close()
    open_store._open.cache_clear()


@pytest.fixture
def store(own_store: None) -> Store:
    return open_store.shared_store()


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration, loaded once."""
    made = tmp_path_factory.mktemp("demonstration")
    log = Store(Database(f"sqlite:///{made / 'workshops.sqlite'}"))
    demonstration.load(log, load())
    log.database.close()
    return made


@pytest.fixture
def demo(loaded: Path, folder: Path, browser: Browser) -> Tab:
    """A facilitator's tab with the demonstration open."""
    return _let_in(loaded, folder, browser)


@pytest.fixture
def empty(browser: Browser) -> Tab:
    """A facilitator's tab with a new workshop open."""
    return browser.tab().click("new")


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workshop of three cities, entered once as the first page enters them."""
    made = tmp_path_factory.mktemp("three")
    log = Store(Database(f"sqlite:///{made / 'workshops.sqlite'}"))
    code, _ = people.create(log)
    values = {"language": "en", "first_year": datetime.now(UTC).year + 1, "years": Setting("main").years}
    edits = [Edit("setting", "main", field, value) for field, value in values.items()]
    log.commit(code, edits, by=session.FACILITATOR)
    for name in ("Aran", "Belo", "Cora"):
        city = setup.add_city(log.snapshot(code).state, log.history(code), name)
        log.commit(code, city, by=session.FACILITATOR)
    log.database.close()
    return made


@pytest.fixture
def three(founded: Path, folder: Path, browser: Browser) -> Tab:
    """A facilitator's tab with a workshop of three cities open."""
    return _let_in(founded, folder, browser)


def _let_in(made: Path, folder: Path, browser: Browser) -> Tab:
    """A tab with the only workshop of a copy of `made`, of a browser that entered it before."""
    shutil.copytree(made, folder)
    log = open_store.shared_store()
    [code] = log.workshops()
    browser.cookies[session.COOKIE] = people.grant(log, code, session.FACILITATOR)
    return browser.tab(w=code, lang="en")
