"""The first page: the ways in, a workshop's own facts, what needs this computer or the server key, and the way out."""

import gc
import io
import weakref
import zipfile

import pytest

from components.ui import session
from components.walk import results
from components.workshop import archive, people
from components.workshop.records.cities import City
from tests.screens import Browser


def test_the_empty_state_offers_every_way_in(browser):
    tab = browser.tab()
    assert {"demo", "new", "open_code", "open_key", "open", "archive", "restore"} <= tab.widgets
    assert tab.says("start.title")
    assert tab.at.button(key="restore").disabled
    assert "known" not in tab.widgets


def test_a_workshop_is_created_on_the_screen(browser, store):
    tab = browser.tab().click("new")
    code = tab.workshop
    tab.write("setting", "main", "title", "Three cities plan")
    tab.write("setting", "main", "title_second", "三城规划")
    tab.write("setting", "main", "first_year", 2028)
    tab.write("setting", "main", "years", 3)
    tab.write("setting", "main", "currency", "cop")
    tab.write("setting", "main", "unit", "billion")
    tab.write("setting", "main", "price_year", "2026")
    tab.write("setting", "main", "instrument", "quick")
    tab.enter("city_search", "suzhou")
    suzhou = [button for button in tab.at.button if button.label.replace("\\", "").startswith("＋ Suzhou")]
    labels = [button.label.replace("\\", "") for button in suzhou]
    assert len(labels) == 2
    assert any("Jiangsu" in label for label in labels)
    assert any("Anhui" in label for label in labels)
    assert all(any(letter.isdigit() for letter in label) for label in labels)
    tab.click(next(button.key for button in suzhou if "Anhui" in button.label))
    tab.enter("city_search", "Bogota")
    tab.click(next(button.key for button in tab.at.button if button.label.startswith("＋ Bogot")))
    tab.enter("city_search", "Nueva Villa").click("by_hand")

    state = store.snapshot(code).state
    assert state.setting.title == "Three cities plan"
    assert state.setting.title_second == "三城规划"
    assert state.setting.plan_years == (2028, 2029, 2030)
    assert (state.setting.currency, state.setting.unit, state.setting.price_year) == ("COP", "billion", 2026)
    assert state.setting.instrument == "quick"
    assert [city.name for city in state.cities] == ["Suzhou", "Bogotá", "Nueva Villa"]
    assert state.cities[0].region == "Anhui"
    assert state.cities[0].latitude == pytest.approx(33.6, abs=0.3)
    assert state.cities[1].population > 5_000_000
    assert state.cities[2].latitude is None
    assert state.cities[2].population is None
    for name in ("Suzhou", "Bogotá", "Nueva Villa"):
        assert name in tab.words()


def test_the_key_is_shown_once_and_opens_the_workshop_elsewhere(empty):
    key = next(
        word for line in empty.words().splitlines() for word in line.replace("*", " ").split() if word.count("-") == 3
    )
    empty.click("key_noted")
    assert key not in empty.words()
    elsewhere = Browser(local=False).tab()
    # Most who come to this page by the bare address want to take part.
    assert 'href="/j"' in elsewhere.words()
    assert 'href="/j"' not in Browser().tab().words()
    elsewhere.at.text_input(key="open_code").set_value(empty.workshop.lower())
    elsewhere.enter("open_key", key.lower().replace("-", " ")).click("open")
    assert elsewhere.workshop == empty.workshop
    assert elsewhere.says("setup.to_room")


@pytest.mark.parametrize("key", ["", "WRONG-WRONG-WRONG-WRONG"])
def test_a_wrong_key_opens_nothing(empty, key):
    elsewhere = Browser(local=False).tab()
    elsewhere.enter("open_code", empty.workshop).enter("open_key", key).click("open")
    assert elsewhere.says("start.wrong_key")
    assert "close" not in elsewhere.widgets


def test_an_unknown_code_says_the_same_as_a_wrong_key(browser):
    tab = browser.tab().enter("open_code", "NOSUCH").enter("open_key", "x").click("open")
    assert tab.says("start.wrong_key")


def test_a_city_that_is_there_already_is_refused_in_words(three):
    three.enter("city_search", "aran").click("by_hand")
    assert three.says("edits.city_twice", city="aran")


def test_a_city_without_a_name_is_refused_in_words(empty):
    empty.click("by_hand")
    assert empty.says("edits.needs_name")


def test_a_city_is_taken_out_and_brought_back_by_undo(three, store):
    three.click("remove.C2")
    assert [city.name for city in store.snapshot(three.workshop).state.cities] == ["Aran", "Cora"]
    three.click("undo")
    assert [city.name for city in store.snapshot(three.workshop).state.cities] == ["Aran", "Belo", "Cora"]


def test_a_currency_that_is_none_is_refused_and_the_old_one_stays(empty, store):
    empty.write("setting", "main", "currency", "CNY")
    empty.write("setting", "main", "currency", "1!")
    assert empty.says("edits.currency", text="1!")
    assert store.snapshot(empty.workshop).state.setting.currency == "CNY"


def test_the_list_of_places_is_searched_in_chinese_and_says_when_nothing_is_found(empty):
    empty.enter("city_search", "苏州")
    assert sum("Suzhou" in button.label for button in empty.at.button) >= 1
    empty.enter("city_search", "Xyzzyqq")
    assert empty.says("setup.none_found")


def test_a_saved_workshop_is_restored_from_its_file_beside_the_old_one(demo, store):
    saved = archive.save(store, demo.workshop)
    fresh = Browser().tab()
    fresh.at.file_uploader(key="archive").upload("room.zip", saved, "application/zip")
    fresh.run()
    fresh.click("restore")
    assert fresh.workshop != demo.workshop
    assert len(store.workshops()) == 2
    before, after = store.snapshot(demo.workshop), store.snapshot(fresh.workshop)
    assert after.state.cities == before.state.cities
    assert len(after.marks) == len(before.marks)


def test_a_file_that_is_no_workshop_is_refused_in_words(browser, store):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as file:
        file.writestr("something.txt", "else")
    tab = browser.tab()
    tab.at.file_uploader(key="archive").upload("x.zip", body.getvalue(), "application/zip")
    tab.run()
    tab.click("restore")
    assert tab.at.error
    assert store.workshops() == ()


def test_deleting_takes_everything_after_a_second_yes(demo, store):
    code = demo.workshop
    kept = weakref.ref(results.snapshot(store, code))
    assert demo.at.button(key="delete").disabled
    demo.enter("delete_sure", value=True).click("delete")
    gc.collect()
    assert kept() is None
    assert demo.says("start.title")
    assert store.key_hash(code) is None
    assert store.snapshot(code).marks == ()
    assert store.history(code) == ()


def test_the_demonstration_is_reset_in_one_click(demo, store):
    old = demo.workshop
    demo.write("setting", "main", "title", "Changed")
    demo.click("reset")
    assert demo.workshop != old
    assert store.workshops() == (demo.workshop,)
    assert store.snapshot(demo.workshop).state.setting.title != "Changed"


def test_closing_leaves_the_workshop_where_it_is(demo, store):
    code = demo.workshop
    demo.click("close")
    assert demo.says("start.title")
    assert demo.workshop == ""
    assert store.workshops() == (code,)


@pytest.mark.parametrize("server_key", ["", "the-servers-key"])
def test_from_elsewhere_nothing_is_created_restored_or_deleted(demo, monkeypatch, store, server_key):
    if server_key:
        monkeypatch.setenv("WORKSHOP_SERVER_KEY", server_key)
    stranger = Browser(local=False).tab()
    assert stranger.at.button(key="new").disabled
    assert stranger.at.button(key="demo").disabled
    assert stranger.at.file_uploader(key="archive").disabled
    assert stranger.at.button(key="restore").disabled
    assert "known" not in stranger.widgets
    guest = Browser(local=False)
    guest.cookies[session.COOKIE] = people.grant(store, demo.workshop, session.FACILITATOR)
    assert "delete" not in guest.tab(w=demo.workshop).widgets


@pytest.mark.parametrize("pressed", ["new", "demo", "reset"])
def test_a_press_that_the_page_does_not_offer_is_refused_by_the_server_too(demo, store, pressed, monkeypatch):
    """The button was drawn while the browser was allowed; when it is pressed it no longer is."""
    tab = demo if pressed == "reset" else Browser().tab()
    before = store.workshops()
    tab.browser.local = False
    tab.click(pressed)
    assert store.workshops() == before
    assert tab.says("start.not_from_here")


def test_deleting_is_refused_by_the_server_when_the_browser_is_no_longer_allowed(demo, store):
    before = store.workshops()
    demo.enter("delete_sure", value=True)
    demo.browser.local = False
    demo.click("delete")
    assert store.workshops() == before
    assert demo.says("start.not_from_here")


def test_with_a_server_key_sitting_here_is_not_enough(browser, monkeypatch, store):
    monkeypatch.setenv("WORKSHOP_SERVER_KEY", "the-servers-key")
    tab = browser.tab()
    assert tab.at.button(key="new").disabled
    tab.enter("given_server_key", "guess").click("unlock")
    assert tab.says("start.wrong_key")
    assert tab.at.button(key="new").disabled
    tab.enter("given_server_key", "the-servers-key").click("unlock")
    tab.click("new")
    assert store.workshops() == (tab.workshop,)


def test_the_server_key_lets_in_from_elsewhere(monkeypatch, store):
    monkeypatch.setenv("WORKSHOP_SERVER_KEY", "the-servers-key")
    tab = Browser(local=False).tab()
    tab.enter("given_server_key", "the-servers-key").click("unlock").click("demo")
    assert store.snapshot(tab.workshop).state.all(City)


def test_the_demonstration_can_be_had_in_the_language_of_the_screen_and_the_first_one_stays(demo, store):
    first = demo.workshop
    assert "demonstration_load" not in demo.widgets
    demo.click("switch_language")
    assert demo.says("ui.demonstration.loaded", "zh", name="English")
    demo.click("demonstration_load")
    assert demo.workshop != first
    assert store.snapshot(demo.workshop).state.setting.title == "咖啡三角 2027–2031"
    assert store.snapshot(first).state.setting.title == "Coffee Triangle 2027–2031"
    assert "demonstration_load" not in demo.widgets
