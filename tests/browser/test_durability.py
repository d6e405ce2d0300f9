"""Refresh, a second tab, and a server that dies: inputs and marks stay."""

from __future__ import annotations

import pytest

from tests.browser.handset import Handset
from tests.browser.projector import Projector, until

pytestmark = pytest.mark.needs_chromium


def _room(server, screen):
    screen.go(server.url)
    screen.click("new")
    code = until(lambda: screen.workshop)
    until(lambda: any(cookie["name"] == "wf" for cookie in screen.page.context.cookies()))
    for name in ("Aran", "Belo", "Cora"):
        screen.page.locator(".st-key-city_search input").fill(name)
        screen.click("by_hand")
    return code


def _purpose(screen, code):
    return screen.own(f"{code}.setting.main.purpose").locator("textarea").input_value()


def test_inputs_and_marks_survive_refresh_second_tab_and_a_killed_server(server, screen, phone):
    code = _room(server, screen)
    screen.follow("Agreement")
    screen.write(f"{code}.setting.main.purpose", "Freight by rail, 一起")
    screen.page.reload()
    screen.settle()
    assert _purpose(screen, code) == "Freight by rail, 一起"

    second = Projector(screen.page.context.new_page())
    second.go(screen.page.url)
    assert _purpose(second, code) == "Freight by rail, 一起"

    screen.click("agreement.open")
    guest = phone(locale="en-GB")
    handset = Handset(guest, f"{server.url}/j/{code}", "C2", (4,))
    handset.join("Belo")
    handset.begin()
    handset.tap()
    assert "4 saved" in guest.locator(".receipt").inner_text()

    server.stop(kill=True)
    server.start()

    screen.page.reload()
    screen.settle()
    assert _purpose(screen, code) == "Freight by rail, 一起"
    screen.write(f"{code}.setting.main.purpose", "Freight and water")
    guest.goto(f"{server.url}/b/{code}/agreement.1/list/C2")
    assert guest.locator("button.on").first.inner_text() == "4"
    guest.locator('li:nth-child(2) button[name=pick][value$="|2"]').click()
    until(lambda: guest.locator("button.on").count() == 2)
    store = server.store()
    assert store.snapshot(code).state.setting.purpose == "Freight and water"
    assert sum(row[3] for row in store.answered(code, "agreement")) == 2
    assert store.snapshot(code).marks == ()
    store.database.close()


def test_what_is_typed_in_a_tab_that_stayed_open_over_a_restart_is_not_lost(server, screen):
    code = _room(server, screen)
    screen.follow("Agreement")
    key = f"{code}.city.C3.benefit"
    server.stop(kill=True)
    server.start()
    screen.settle()
    screen.write(key, "Written after the restart")
    screen.own("keep_mine").wait_for()
    assert "Written after the restart" in screen.words
    screen.click("keep_mine")
    store = server.store()
    until(lambda: store.snapshot(code).state.cities[2].benefit == "Written after the restart")
    screen.write(key, "And changed once more")
    until(lambda: store.snapshot(code).state.cities[2].benefit == "And changed once more")
    store.database.close()
