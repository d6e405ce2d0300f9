"""A phone with JavaScript that loses its connection: taps wait, the next question comes, nothing is lost or doubled."""

from __future__ import annotations

import re

import pytest

from components.framework.catalogue import load
from components.language import texts
from components.workshop import people, rounds, tables
from components.workshop.store import Edit
from tests.browser.conftest import PHONE
from tests.browser.projector import PATIENCE, until

pytestmark = pytest.mark.needs_chromium

T = texts("en")


class Room:
    """A workshop with an open ballot on the willingness of three cities."""

    def __init__(self, server, ballot: str = "present") -> None:
        self.server = server
        self.ballot = ballot
        self.store = server.store()
        self.code, _ = people.create(self.store)
        named = [Edit("city", f"C{n}", "name", name) for n, name in enumerate(("Aran", "Belo", "Cora"), 1)]
        self.store.commit(self.code, [Edit("setting", "main", "instrument", "quick"), *named], by="facilitator")
        self.move("open")

    def move(self, target: str) -> None:
        rounds.move(self.store, self.code, self.ballot, target, catalogue=load(), by="facilitator")

    def rows(self) -> list[tuple[str, int | None]]:
        """Every mark that was ever written, in the order of arrival."""
        with self.store.database.reading() as connection:
            found = connection.execute(tables.mark.select().where(tables.mark.c.workshop == self.code))
            return [(row.item, row.value) for row in found]


@pytest.fixture
def handy(chromium, shared):
    """Joins on a phone with scripts and begins; gives room and page."""
    made = []

    def begin(server=shared, ballot="present"):
        room = Room(server, ballot)
        context = chromium.new_context(viewport=PHONE, has_touch=True, locale="en-GB")
        page = context.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        made.append((room, context))
        page.goto(f"{server.url}/j/{room.code}")
        page.locator("label", has_text="Aran").click()
        page.locator("label:has(input[name=group])").first.click()
        page.locator("#join button.go").click()
        page.locator("a.card").click()
        page.locator(".marks").wait_for()
        return room, page

    yield begin
    for room, context in made:
        context.close()
        room.store.database.close()


def _tap(page, value):
    """Taps and waits for the question after it, which nobody could hit by accident in the same moment."""
    before = _item(page)
    page.locator(f'#q button[name=pick][value="{value}"]').click()
    until(lambda: _item(page) != before)
    page.wait_for_timeout(400)
    return before


def _item(page):
    found = page.locator("#q input[name=item]")
    return found.get_attribute("value") if found.count() else ""


def test_taps_without_a_connection_wait_and_arrive_once_each_in_their_order(handy, shot):
    room, page = handy()
    page.context.set_offline(True)
    given = [(_tap(page, value), value) for value in (3, 0, 5)]
    assert page.locator("#waiting").inner_text().strip() == T("ballot.waiting", count=3)
    assert "✔" not in page.locator("#receipt").inner_text()
    assert len({item for item, _ in given} | {_item(page)}) == 4
    shot.keep(page, "phone-offline-en")
    assert room.rows() == []
    page.context.set_offline(False)
    until(lambda: len(room.rows()) == 3)
    assert room.rows() == given
    until(lambda: re.search(r"✔ 5 saved \d\d:\d\d:\d\d", page.locator("#receipt").inner_text()))
    assert not page.locator("#waiting").is_visible()
    assert page.evaluate("Object.keys(localStorage)") == []
    page.reload()
    assert T("ballot.answered", n=3, all=14) in page.locator("#receipt").inner_text()


def test_after_a_tap_back_next_and_language_belong_to_the_question_that_is_shown(handy):
    room, page = handy()
    first = _tap(page, 3)
    second = _item(page)
    until(lambda: "✔" in page.locator("#receipt").inner_text())
    assert page.url.endswith(f"/present.1/C1/{second}")
    page.locator(".tongue").click()
    page.wait_for_url(f"**/C1/{second}")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert _item(page) == second
    third = _tap(page, 4)
    assert third == second
    until(lambda: len(room.rows()) == 2)
    until(lambda: "✔" in page.locator("#receipt").inner_text())
    page.locator("[data-go=back]").click()
    page.wait_for_url(f"**/C1/{second}")
    page.locator("[data-go=back]").click()
    page.wait_for_url(f"**/C1/{first}")
    assert page.locator(".marks .on b").inner_text() == "3"


def test_a_tap_whose_receipt_was_lost_is_sent_again_and_counts_once(handy):
    room, page = handy()

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/mark", lose, times=2)
    item = _tap(page, 4)
    until(lambda: "✔" in page.locator("#receipt").inner_text())
    assert room.rows() == [(item, 4)]


def test_on_a_full_disk_the_phone_says_so_and_keeps_the_tap_until_there_is_space(handy):
    room, page = handy()
    full = T("ballot.refused.full")
    page.route("**/mark", lambda route: route.fulfill(status=503, json={"message": full}), times=2)
    item = _tap(page, 4)
    until(lambda: full in page.locator("#waiting").inner_text())
    assert "✔" not in page.locator("#receipt").inner_text()
    # The browser is asked, not the log: what it sends passes through this test, which must not sleep.
    until(lambda: not page.locator("#waiting").is_visible())
    assert room.rows() == [(item, 4)]


def test_taps_given_while_the_server_was_down_arrive_after_its_restart(handy, server):
    room, page = handy(server)
    server.stop(kill=True)
    given = [(_tap(page, value), value) for value in (1, 2)]
    assert page.locator("#waiting").is_visible()
    server.start()
    until(lambda: room.rows() == given)
    until(lambda: "✔" in page.locator("#receipt").inner_text())


def test_a_reload_does_not_lose_what_waits(handy):
    room, page = handy()
    page.route("**/mark", lambda route: route.abort())
    given = [(_tap(page, value), value) for value in (1, 2)]
    page.unroute("**/mark")
    page.goto(f"{room.server.url}/b/{room.code}")
    until(lambda: room.rows() == given)


def test_a_page_that_waits_in_vain_says_where_to_look_and_goes_on_by_itself(handy, shot):
    room, page = handy()
    page.clock.install()
    page.goto(f"{room.server.url}/b/{room.code}")
    note = page.locator("#away")
    page.context.set_offline(True)
    page.clock.run_for(21_000)
    assert not note.is_visible()
    page.clock.run_for(21_000)
    note.wait_for()
    shot.keep(page, "phone-away-en")
    page.context.set_offline(False)
    room.move("closed")
    page.clock.run_for(21_000)
    page.locator(".wait").wait_for()
    assert not note.is_visible()


def test_the_phone_says_which_taps_came_too_late(handy, shot):
    room, page = handy()
    first = _tap(page, 2)
    until(lambda: room.rows() == [(first, 2)])
    page.context.set_offline(True)
    _tap(page, 4)
    room.move("closed")
    page.context.set_offline(False)
    page.locator("#late").wait_for()
    said = page.locator("#late").inner_text()
    assert T("ballot.late.title") in said
    assert T("ballot.refused.closed") in said
    assert "· 4" in said
    shot.keep(page, "phone-too-late-en")
    assert room.rows() == [(first, 2)]
    page.locator("#seen").click()
    assert not page.locator("#late").is_visible()
    page.goto(f"{room.server.url}/b/{room.code}")
    assert not page.locator("#late").is_visible()


def test_an_old_tap_never_replaces_one_given_later_on_another_phone(handy):
    room, page = handy()
    page.context.set_offline(True)
    item = _tap(page, 1)
    other = page.context.browser.new_context(viewport=PHONE, java_script_enabled=False)
    other.add_cookies(page.context.cookies())
    second = other.new_page()
    for value in (3, 4):
        second.goto(f"{room.server.url}/b/{room.code}/present.1/C1/{item}")
        second.locator(f'.marks button[value="{value}"]').click()
    other.close()
    page.context.set_offline(False)
    until(lambda: len(room.rows()) == 3)
    page.goto(f"{room.server.url}/b/{room.code}/present.1/C1/{item}")
    assert page.locator(".marks .on b").inner_text() == "4"


def test_a_list_marks_a_tap_as_saved_only_when_its_receipt_is_there(handy):
    room, page = handy()
    page.goto(f"{room.server.url}/b/{room.code}/present.1/list/C1")
    page.context.set_offline(True)
    button = page.locator('li:nth-child(2) button[value$="|4"]')
    button.click()
    assert button.get_attribute("class") == "sent"
    assert page.locator("button.on").count() == 0
    page.context.set_offline(False)
    until(lambda: page.locator("button.on").count() == 1)
    assert [value for _, value in room.rows()] == [4]
    assert page.locator("li:nth-child(2) small").inner_text().startswith("4 ")


def test_a_list_shows_no_choice_that_was_refused(handy):
    room, page = handy()
    page.goto(f"{room.server.url}/b/{room.code}/present.1/list/C1")
    page.context.set_offline(True)
    page.locator('li:nth-child(2) button[value$="|4"]').click()
    room.move("closed")
    page.context.set_offline(False)
    page.locator("#late").wait_for()
    assert page.locator("button.sent, button.on").count() == 0
    assert room.rows() == []


def test_without_javascript_a_failed_page_is_the_browsers_and_nothing_is_half_saved(handy, phone):
    room, page = handy()
    plain = phone(locale="en-GB")
    plain.context.add_cookies(page.context.cookies())
    plain.goto(f"{room.server.url}/b/{room.code}/present.1")
    plain.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        plain.goto(f"{room.server.url}/b/{room.code}")
    assert room.rows() == []
    plain.context.set_offline(False)
    plain.goto(f"{room.server.url}/b/{room.code}/present.1")
    plain.locator('.marks button[value="3"]').click()
    assert "3 saved" in plain.locator("#receipt").inner_text()
    assert len(room.rows()) == 1


def test_the_last_tap_leads_to_the_list_and_a_phone_that_holds_no_more_says_so(handy):
    room, page = handy(ballot="agreement")
    page.context.set_offline(True)
    while _item(page):
        _tap(page, 3)
    assert T("ballot.all_held") in page.locator("#q").inner_text()
    page.context.set_offline(False)
    page.wait_for_url("**/list/C1*")
    assert "questions are answered" in page.locator("main").inner_text()
    assert len(room.rows()) == len(load().agreement_items)
