"""Every page in both languages, and who can reach which."""

import pytest

from components.language import texts
from components.ui import session
from components.workshop import people
from tests.screens import MAIN, PAGES, Browser, Tab

HEADINGS = {
    **PAGES,
    "present": "present.decision.kicker",
    "method": "method.title",
    "start": "setup.to_room",
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", HEADINGS)
def test_every_page_of_the_demonstration_draws_in_both_languages(demo, page, language):
    if language == "zh":
        demo.click("switch_language")
    demo.open(page)
    assert not demo.at.error
    assert demo.says(HEADINGS[page], language)
    assert demo.says("charts.demonstration", language)


@pytest.mark.parametrize("page", ["step1_agreement", "step4_networks", "method"])
def test_the_other_language_keeps_the_place(demo, page):
    demo.open(page)
    code = demo.workshop
    demo.click("switch_language")
    title = PAGES.get(page, "method.title")
    assert demo.says(title, "zh")
    assert demo.workshop == code
    assert demo.at.query_params["lang"] in ("zh", ["zh"])
    demo.click("switch_language")
    assert demo.says(title, "en")


def test_the_address_brings_the_language_and_the_workshop_back(demo):
    code = demo.workshop
    again = demo.browser.tab(w=code, lang="zh")
    assert again.says("setup.reset", "zh")
    assert again.workshop == code


@pytest.mark.parametrize("page", [*PAGES, "present", "all_scenes"])
def test_without_a_workshop_no_page_of_one_can_be_reached(browser, page):
    tab = browser.tab()
    with pytest.raises(ValueError, match=page):
        tab.open(page)


@pytest.mark.parametrize("page", [*PAGES, "present", "all_scenes"])
def test_a_strangers_browser_with_the_workshops_address_sees_the_start_page_only(demo, page):
    stranger = Browser(local=False).tab(w=demo.workshop)
    assert stranger.says("start.title")
    with pytest.raises(ValueError, match=page):
        stranger.open(page)
    assert not any("Pereira" in line for line in stranger.words().splitlines())


@pytest.mark.parametrize("page", [*PAGES, "present", "all_scenes"])
def test_every_page_checks_the_role_itself(demo, page, monkeypatch):
    """The navigation believes that everybody may do anything; what is left is the page's own check."""
    may, require = session.may, session.require

    def strict(*roles):
        monkeypatch.setattr(session, "may", may)
        return require(*roles)

    monkeypatch.setattr(session, "may", lambda *_: True)
    monkeypatch.setattr(session, "require", strict)
    stranger = Browser(local=False).tab(w=demo.workshop)
    stranger.open(page)
    assert [error.value for error in stranger.at.error] == [texts("en")("ui.no_access")]
    assert not stranger.at.title
    assert not stranger.at.button


@pytest.mark.parametrize("page", [*PAGES, "present", "all_scenes"])
def test_a_page_that_is_run_past_the_navigation_shows_nothing_of_the_workshop(demo, page):
    stranger = Tab(Browser(local=False), {"w": demo.workshop}, MAIN.parent / f"{page}.py").run()
    assert [error.value for error in stranger.at.error] == [texts("en")("ui.no_access")]
    assert not stranger.at.title
    assert not stranger.at.button


def test_an_observer_reaches_the_officials_view_and_nothing_that_edits(demo, store):
    watcher = Browser(local=False)
    watcher.cookies[session.COOKIE] = people.grant(store, demo.workshop, session.OBSERVER)
    tab = watcher.tab(w=demo.workshop)
    tab.open("present")
    assert tab.says("present.decision.kicker")
    for page in PAGES:
        with pytest.raises(ValueError, match=page):
            tab.open(page)


def test_the_token_of_one_workshop_opens_no_other(demo, store):
    other, _ = people.create(store)
    tab = demo.browser.tab(w=other)
    assert tab.says("start.title")
    with pytest.raises(ValueError, match="room"):
        tab.open("room")


def test_an_address_of_a_workshop_that_is_not_there_leads_to_the_start(browser):
    assert browser.tab(w="NOSUCH").says("start.title")
