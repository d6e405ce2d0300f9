"""What is written is kept: at once, in a new session, beside another writer, and after undo."""

from components.workshop import people
from components.workshop.store import CLOSED, OPEN
from tests.screens import Browser


def test_what_is_typed_is_in_the_store_and_in_a_new_session(three, store):
    three.open("step1_agreement")
    three.write("setting", "main", "purpose", "Move freight by rail\ntogether")
    three.write("setting", "main", "activities", ["cluster", "public_service"])
    three.write("city", "C2", "benefit", "Our firms reach the port in two hours")
    state = store.snapshot(three.workshop).state
    assert state.setting.purpose == "Move freight by rail\ntogether"
    assert state.setting.activities == ("cluster", "public_service")
    assert state.cities[1].benefit == "Our firms reach the port in two hours"
    again = three.browser.tab(w=three.workshop).open("step1_agreement")
    assert again.shown("setting", "main", "purpose") == "Move freight by rail\ntogether"
    assert again.shown("city", "C2", "benefit") == "Our firms reach the port in two hours"
    assert again.shown("city", "C1", "benefit") == ""


def test_what_is_typed_survives_going_away_and_coming_back(three):
    three.open("step1_agreement").write("city", "C1", "benefit", "A hospital nearby")
    three.open("step2_connectivity").open("step1_agreement")
    assert three.shown("city", "C1", "benefit") == "A hospital nearby"


def _two_writers(three):
    three.open("step1_agreement").write("setting", "main", "purpose", "First words")
    other = three.browser.tab(w=three.workshop).open("step1_agreement")
    three.write("setting", "main", "purpose", "Words of the first")
    other.write("setting", "main", "purpose", "Words of the second")
    return other


def test_two_writers_see_both_texts_and_nothing_is_overwritten(three, store):
    other = _two_writers(three)
    assert store.snapshot(three.workshop).state.setting.purpose == "Words of the first"
    assert other.says("ui.conflict")
    assert "Words of the first" in other.words()
    assert "Words of the second" in other.words()


def test_the_second_writer_may_keep_the_others_words(three, store):
    other = _two_writers(three).click("keep_theirs")
    assert store.snapshot(three.workshop).state.setting.purpose == "Words of the first"
    assert other.shown("setting", "main", "purpose") == "Words of the first"
    assert not other.says("ui.conflict")


def test_the_second_writer_may_put_the_own_words_in_their_place(three, store):
    other = _two_writers(three).click("keep_mine")
    assert store.snapshot(three.workshop).state.setting.purpose == "Words of the second"
    assert other.shown("setting", "main", "purpose") == "Words of the second"
    values = [change.value for change in store.history(three.workshop) if change.field == "purpose"]
    assert values == ["First words", "Words of the first", "Words of the second"]


def test_two_writers_of_different_fields_do_not_disturb_each_other(three, store):
    three.open("step1_agreement")
    other = three.browser.tab(w=three.workshop).open("step1_agreement")
    three.write("city", "C1", "benefit", "Water")
    other.write("city", "C2", "benefit", "Trains")
    assert not other.says("ui.conflict")
    assert [city.benefit for city in store.snapshot(three.workshop).state.cities] == ["Water", "Trains", ""]
    assert other.shown("city", "C1", "benefit") == "Water"


def test_undo_brings_the_words_before_back_step_by_step(three, store):
    three.open("step1_agreement")
    three.write("city", "C1", "benefit", "One").write("city", "C1", "benefit", "Two")
    three.click("undo")
    assert three.shown("city", "C1", "benefit") == "One"
    three.click("undo")
    assert three.shown("city", "C1", "benefit") == ""
    assert store.snapshot(three.workshop).state.cities[0].benefit == ""


def test_a_user_s_words_are_no_markup(three):
    three.open("step1_agreement").write("city", "C1", "benefit", "![x](http://elsewhere.test/x.png) <b>bold</b>")
    three.open("start").write("setting", "main", "title", "![x](http://elsewhere.test/x.png)")
    three.open("step1_agreement")
    drawn = [node.value for node in three.at.markdown] + [node.proto.label for node in three.at.get("page_link")]
    assert not any("![x](http" in words for words in drawn)
    assert any("elsewhere" in words for words in drawn)


def test_the_ballot_on_willingness_goes_from_open_to_revealed_on_the_page(three, store):
    three.open("step1_agreement")
    three.click("agreement.open")
    assert store.snapshot(three.workshop).state.round_of("agreement").state == OPEN
    three.click("agreement.closed")
    assert store.snapshot(three.workshop).state.round_of("agreement").state == CLOSED
    assert {"agreement.open", "agreement.revealed"} <= three.widgets
    three.click("agreement.revealed")
    assert not {"agreement.open", "agreement.closed", "agreement.revealed"} & three.widgets
    assert three.says("ballots.state.revealed")


def test_a_ballot_that_somebody_else_opened_is_not_opened_again(three):
    three.open("step1_agreement")
    other = three.browser.tab(w=three.workshop).open("step1_agreement")
    three.click("agreement.open")
    other.click("agreement.open")
    assert other.says("rounds.open_now")


def test_the_ballot_cannot_be_opened_before_there_are_cities(empty):
    empty.open("step1_agreement")
    assert empty.at.button(key="agreement.open").disabled


def test_a_page_drawn_before_the_access_ended_writes_nothing(three, store):
    three.open("step1_agreement")
    people.replace_key(store, three.workshop)
    key = three.key("city", "C1", "benefit")
    three.at.text_area(key=key).set_value("Too late")
    Browser.now = three.browser
    three.at.run()
    assert store.snapshot(three.workshop).state.cities[0].benefit == ""
    assert key not in three.widgets


def test_a_button_drawn_before_the_access_ended_does_nothing(three, store):
    three.open("step1_agreement")
    people.replace_key(store, three.workshop)
    three.at.button(key="agreement.open").click()
    Browser.now = three.browser
    three.at.run()
    assert store.snapshot(three.workshop).state.round_of("agreement") is None
