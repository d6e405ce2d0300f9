"""The officials' ten minutes at a projector: by keyboard alone, with two phones that vote, in both languages."""

from __future__ import annotations

import pytest

from components.language import texts
from components.walk.present import SCENES
from tests.browser.conftest import SCREEN
from tests.browser.projector import until
from tests.browser.reading import faint, narrow, unnamed

pytestmark = pytest.mark.needs_chromium

# 16 pt are 21.3 px. What only a screen reader gets is left out.
_SMALL = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (!words || !element.checkVisibility({checkVisibilityCSS: true})) continue;
    if (element.closest('style, script, .scn-sr')) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < 21.3) found.add(`${size} ${words.slice(0, 40)}`);
  }
  return [...found];
}"""
_HIDDEN = """() => {
  const foot = document.querySelector('.st-key-scene-foot').getBoundingClientRect().top;
  const all = [...document.querySelectorAll('.st-key-scene > *')];
  return Math.max(...all.map((element) => element.getBoundingClientRect().bottom)) - foot;
}"""


def _read(screen, name):
    assert _small(screen) == [], name
    assert faint(screen.page) == [], name
    assert unnamed(screen.page) == [], name
    assert narrow(screen.page) == [], name
    assert screen.page.evaluate(_HIDDEN) <= 0, f"{name} is longer than the projector"
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= SCREEN["width"], name


def _small(screen):
    return screen.page.evaluate(_SMALL)


def _press(screen, key, words):
    """Presses a key and waits until the page that follows says these words."""
    screen.page.keyboard.press(key)
    until(lambda: words in screen.words)
    screen.settle()


def _enter(screen, key):
    """Presses a button of the scene by the keyboard: focus and Enter."""
    screen.own(key).locator("button").first.focus()
    screen.page.keyboard.press("Enter")
    screen.settle()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_ten_minutes_with_two_phones_that_vote(shared, inside, phone, shot, language):
    t = texts(language)
    screen = inside("present", language)
    _enter(screen, "again")
    until(lambda: t("present.seeking") not in screen.words)
    version = shared.store().version(screen.workshop)
    moved = {"PageDown": 0, "ArrowRight": 0}
    for number, name in enumerate(SCENES):
        if number:
            key = "PageDown" if number % 2 else "ArrowRight"
            _press(screen, key, t(f"present.{name}.kicker"))
            moved[key] += 1
        _read(screen, name)
        shot.keep(screen.page, f"present-{language}-{number + 1}-{name}")
        if name == "project":
            _vote(shared, screen, phone, shot, t)
        if name == "fairness":
            _try(screen, shot, t)
    assert min(moved.values()) > 0
    screen.page.keyboard.press("ArrowLeft")
    until(lambda: t("present.download.kicker") in screen.words)
    assert shared.store().version(screen.workshop) == version


def _try(screen, shot, t):
    """Another key and less money of one city, by keyboard: the arrow keys move the slider and not the scenes, and what
    is short is said; one press leads back.
    """
    _enter(screen, "try_key.equal")
    slider = screen.own("try_percent.C1").locator("input[type=range]").first
    slider.focus()
    for _ in range(6):
        screen.page.keyboard.press("ArrowLeft")
    until(lambda: t("present.fairness.same") in screen.words and screen.page.locator(".scn-lacks").count())
    screen.settle()
    assert slider.get_attribute("aria-valuetext") == "-30 %"
    assert t("present.fairness.kicker") in screen.words
    _read(screen, "what if")
    shot.keep(screen.page, f"present-{t.language}-what-if")
    _enter(screen, "try_undo")
    until(lambda: screen.page.locator(".scn-lacks").count() == 0)
    screen.settle()


def _vote(shared, screen, phone, shot, t):
    """Opens the vote by keyboard; two phones vote, and of two nothing is shown; a third makes a spread, and not before
    the vote is closed.
    """
    _enter(screen, "vote_open")
    code = screen.words.split("/v/")[1].split()[0].strip(".,，。")[:5]
    for point in (5, 1):
        _pick(shared, phone, shot, t, code, point)
    # The projector learns of the ballots by itself.
    until(lambda: t("present.vote.in_box", n=2) in screen.words)
    screen.settle()
    _enter(screen, "vote_close")
    until(lambda: t("present.vote.few", least=3) in screen.words)
    screen.settle()
    assert screen.page.locator(".scn-votes").count() == 0
    _read(screen, "too few")
    shot.keep(screen.page, f"present-{t.language}-too-few")
    _enter(screen, "vote_open")
    _pick(shared, phone, shot, t, code, 2)
    until(lambda: t("present.vote.in_box", n=3) in screen.words)
    screen.settle()
    assert screen.page.locator(".scn-votes").count() == 0
    _enter(screen, "vote_close")
    until(lambda: screen.page.locator(".scn-votes").count() == 1)
    assert t("present.vote.spread", n=3, lowest="1", highest="5", median="2") in screen.words
    _read(screen, "spread")
    shot.keep(screen.page, f"present-{t.language}-spread")


def _pick(shared, phone, shot, t, code, point):
    """One phone gives its answer and is told which."""
    page = phone(locale="zh-CN" if t.language == "zh" else "en-GB")
    page.goto(f"{shared.url}/v/{code}")
    shot.keep(page, f"present-{t.language}-phone-{point}")
    assert faint(page) == []
    with page.expect_navigation():
        page.locator(f'button[name=pick][value="{point}"]').click()
    assert t("present.phone.given", point=point, words=t(f"present.vote.point.{point}")) in page.inner_text("body")


def test_the_phone_as_remote_moves_the_projector(inside, phone, shot):
    t = texts("en")
    screen = inside("notes")
    screen.click("again")
    address = screen.page.locator("[data-testid=stCode]").nth(1).inner_text().strip()
    remote = phone(locale="en-GB")
    remote.goto(f"{screen.page.url.split('/notes')[0]}/r/{address.rsplit('/', 1)[1]}")
    shot.keep(remote, "present-remote")
    assert narrow(remote) == []
    with remote.expect_navigation():
        remote.locator("button.go[name=scene]").click()
    until(lambda: t("present.connections.say") in screen.words)
    shot.keep(screen.page, "present-notes")
    assert faint(screen.page) == []
    assert unnamed(screen.page) == []
