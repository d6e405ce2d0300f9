"""Accessibility as axe-core measures it: scenes, pages of the facilitator, pages of a phone, the paper."""

from __future__ import annotations

import pytest

from components.framework.catalogue import load
from components.language import texts
from components.ui import session
from components.walk.present import SCENES
from components.workshop import people, rounds
from components.workshop.store import Edit
from tests.browser.axe import faults
from tests.browser.conftest import PHONE
from tests.browser.projector import PAGES, PATIENCE, until

pytestmark = pytest.mark.needs_chromium

OTHER_PAGES = ("people", "paper", "structure", "profile", "results", "audit")
LOCALES = {"en": "en-GB", "zh": "zh-CN"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_scene(inside, language):
    t = texts(language)
    screen = inside("present", language)
    screen.click("again")
    until(lambda: t("present.seeking") not in screen.words)
    for number, name in enumerate(SCENES):
        assert t(f"present.{name}.kicker") in screen.words
        assert faults(screen.page) == [], name
        if name == "project":
            for step in ("vote_open", "vote_close"):
                screen.click(step)
                assert faults(screen.page) == [], step
        if name == "fairness":
            screen.click("try_key.equal")
            assert faults(screen.page) == [], "what if"
            screen.click("try_undo")
        if number < len(SCENES) - 1:
            screen.click("forward")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_of_the_facilitator(inside, language):
    """In English with every tab; in Chinese, where only lengths differ, as each page opens."""
    found = []
    for page in (*(name for name in PAGES if name != "present"), *OTHER_PAGES):
        screen = inside(page, language)
        tabs = screen.page.get_by_role("tab").count() if language == "en" else 1
        for number in range(max(tabs, 1)):
            if number:
                screen.page.get_by_role("tab").nth(number).click()
                screen.settle()
            found += [f"{page or 'start'} {number}: {line}" for line in faults(screen.page)]
    assert found == []


@pytest.fixture
def handset(chromium):
    """A phone with JavaScript: axe-core runs in the page."""
    made = []

    def begin(language):
        context = chromium.new_context(viewport=PHONE, has_touch=True, locale=LOCALES[language])
        made.append(context)
        page = context.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        return page

    yield begin
    for context in made:
        context.close()


def test_what_is_wrong_is_found(handset):
    """A picture without words, a field without a name, grey on grey, a finger too wide."""
    page = handset("en")
    page.set_content(
        '<html><body style="background:#fff"><img src="data:,"><input><p style="color:#ccc">pale</p>'
        + '<button style="width:9px;height:9px;padding:0">a</button>' * 2
    )
    rules = {line.split()[0] for line in faults(page)}
    assert {"image-alt", "label", "color-contrast", "target-size", "html-has-lang", "document-title"} <= rules


@pytest.fixture(scope="module")
def room(shared):
    """A workshop with the ballots of the present state and of the weights open."""
    store = shared.store()
    code, _ = people.create(store)
    named = [Edit("city", f"C{n}", "name", name) for n, name in enumerate(("Aran", "Belo", "Cora"), 1)]
    store.commit(code, [Edit("setting", "main", "instrument", "quick"), *named], by=people.FACILITATOR)
    for ballot in ("present", "weights"):
        rounds.move(store, code, ballot, "open", catalogue=load(), by=people.FACILITATOR)
    yield code
    store.database.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_pages_of_a_phone_that_takes_part(shared, room, handset, shot, language):
    page, found = handset(language), []

    def look(name):
        found.extend(f"{name}: {line}" for line in faults(page))
        shot.keep(page, f"axe-{language}-phone-{name}")

    def go(path):
        page.goto(f"{shared.url}{path}")

    go("/j")
    look("find")
    go("/j/NOWHERE")
    look("refused")
    go(f"/j/{room}")
    look("join")
    page.locator("label", has_text="Aran").click()
    page.locator("label:has(input[name=group])").first.click()
    page.locator("#join button.go").click()
    page.locator("a.card").first.wait_for()
    look("home")
    for name, path in (("question", "present.1"), ("points", "weights.1"), ("list", "present.1/list/C1")):
        go(f"/b/{room}/{path}")
        assert page.locator("html").get_attribute("lang") == ("zh-Hans" if language == "zh" else "en")
        look(name)
    for name in ("me", "results"):
        go(f"/b/{room}/{name}")
        look(name)
    assert found == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_phones_of_the_officials_and_the_remote(shared, inside, handset, language):
    screen = inside("notes", language)
    screen.click("again")
    codes = [node.inner_text().strip().rsplit("/", 1)[1] for node in screen.page.locator("[data-testid=stCode]").all()]
    remote, voter = handset(language), handset(language)
    found = []

    def look(page, name):
        found.extend(f"{name}: {line}" for line in faults(page))

    def press(page, button):
        with page.expect_navigation():
            page.locator(button).first.click()

    voter.goto(f"{shared.url}/v?l={language}")
    look(voter, "find")
    voter.goto(f"{shared.url}/v/{codes[0]}?l={language}")
    look(voter, "waiting")
    remote.goto(f"{shared.url}/r/{codes[1]}?l={language}")
    look(remote, "remote")
    for _ in range(SCENES.index("project")):
        press(remote, "button.go[name=scene]")
    press(remote, "button.go[name=vote]")
    look(remote, "remote of an open vote")
    # The phone that waits shows the question by itself, without being loaded anew.
    voter.locator("button[name=pick]").first.wait_for()
    look(voter, "vote")
    press(voter, 'button[name=pick][value="4"]')
    look(voter, "given")
    press(remote, "button.go[name=vote]")
    voter.get_by_text(texts(language)("present.phone.closed")).wait_for()
    look(voter, "closed")
    assert found == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_printed_score_sheet(shared, demonstration, handset, language):
    page = handset(language)
    page.context.add_cookies([{"name": session.COOKIE, "value": demonstration.token, "url": shared.url}])
    for path in ("present", "options/card"):
        page.goto(f"{shared.url}/sheets/{demonstration.code}/{path}?l={language}")
        assert page.locator("h1, h2").count(), path
        assert faults(page) == [], path
