"""Talking about what was flagged: item by item, a second round on chosen items, what was parked and noted."""

import csv

import pytest

from components.framework.catalogue import load
from components.language import texts
from components.ui.forms import parking
from components.workshop import people, rounds
from components.workshop.records.room import Note, Parking
from components.workshop.store import Edit, MarkInput
from tests.pages.test_words_of_people import HOSTILE, bare

WILLING, TRUST = (item.code for item in load().agreement_items)
GROUPS = ("elected", "finance", "business", "civil", "citizens")


@pytest.fixture
def split(three, store):
    """Five people of Aran split on trust, agree on willingness; nobody else was asked. Their codes."""
    seats = []
    for group in GROUPS:
        token = people.join(store, three.workshop, "C1", group, "en")
        seats.append((people.person_of(store, three.workshop, token).person, group))
    hold(three, store, seats, 1, {TRUST: (0, 0, 5, 5, 2), WILLING: (4, 4, 4, 4, 4)})
    return three, seats


def hold(tab, store, seats, number, marks, asked=()):
    """One round of the first ballot, from its opening to its reveal."""
    moves = {"catalogue": load(), "by": "facilitator", "number": number}
    if rounds.state_of(store.snapshot(tab.workshop).state, "agreement", number) != "open":
        rounds.move(store, tab.workshop, "agreement", "open", **moves, asked=asked)
    for item, values in marks.items():
        for (person, group), value in zip(seats, values, strict=True):
            if value is not None:
                reason = f"because of {value}" if item == TRUST and value != 2 else None
                store.put_mark(
                    tab.workshop,
                    MarkInput("agreement", item, "C1", person, "C1", group, value, round=number, reason=reason),
                )
    for target in ("closed", "revealed"):
        rounds.move(store, tab.workshop, "agreement", target, **moves)


def test_before_a_reveal_there_is_nothing_to_discuss(three):
    assert three.open("discuss").says("discuss.nothing")
    three.enter("discuss.view", "again")
    assert three.says("discuss.nothing")


def test_the_split_comes_first_with_its_reasons_and_without_names(split):
    tab, seats = split
    tab.open("discuss")
    words = tab.words()
    assert load().agreement_items[1].statement("en") in words
    assert tab.says("discuss.who.within")
    assert tab.says("discuss.queue", n=1)
    assert "because of 5" in words
    assert words.index("because of 5") < words.index("because of 0")
    assert not any(person in words for person, _ in seats)


def test_the_page_opens_on_what_was_flagged_although_another_ballot_was_revealed_later(split, store):
    """Weights have nothing to talk about; who chose them keeps them."""
    tab, _ = split
    option = [Edit("option", "P01", "name", "Road"), Edit("option", "P01", "decision", "short_list")]
    store.commit(tab.workshop, option, by="facilitator")
    for target in ("open", "closed", "revealed"):
        rounds.move(store, tab.workshop, "weights", target, catalogue=load(), by="facilitator")
    assert tab.open("discuss").widget("discuss.ballot").value == "agreement"
    tab.enter("discuss.ballot", "weights").run()
    assert tab.widget("discuss.ballot").value == "weights"
    name = {code: f"**{texts('en')(f'ballots.name.{code}')}**" for code in ("weights", "agreement")}
    assert tab.open("room").says("room.revealed_other", last=name["weights"], name=name["agreement"], n=1)


def test_the_room_names_the_ballot_that_was_revealed_last_with_its_flagged_items(split):
    tab, _ = split
    name = f"**{texts('en')('ballots.name.agreement')}**"
    assert tab.open("room").says("room.revealed", name=name, n=1)


def test_a_flagged_item_has_the_minutes_of_the_table_and_the_others_have_none(split, store):
    tab, _ = split
    minutes = Edit("parameter", "discussion.minutes_per_item", "value", 3)
    store.commit(tab.workshop, [minutes], by="facilitator")
    tab.open("discuss")
    assert f'data-item="agreement|C1|{TRUST}"' in tab.words()
    assert "animation-duration:180s" in tab.words()
    tab.click("discuss.next")
    assert "animation-duration" not in tab.words()


def test_next_and_before_walk_through_all_items(split):
    tab, _ = split
    tab.open("discuss")
    assert tab.at.button(key="discuss.previous").disabled
    tab.click("discuss.next")
    assert load().agreement_items[0].statement("en") in tab.words()
    assert tab.says("discuss.who.nobody")
    tab.click("discuss.next")
    assert "Too few people marked this" in tab.words()


def test_the_way_to_word_an_item_anew_leads_to_that_item(split):
    tab, _ = split
    editor = tab.browser.tab(w=tab.workshop, b="agreement", i=TRUST).open("ballots")
    assert editor.widget("edited.ballot").value == "agreement"
    assert editor.widget("edited.agreement").value == TRUST


def test_the_statistics_are_one_click_away(split):
    tab, _ = split
    tab.at.session_state[f"statistics.agreement.{TRUST}.C1"] = True
    tab.open("discuss")
    assert "rwg" in tab.words()


def test_a_note_is_written_beside_the_item_and_listed(split, store):
    tab, _ = split
    tab.open("discuss")
    tab.write("note", f"agreement|C1|{TRUST}", "text", "Two meanings of trust")
    assert store.snapshot(tab.workshop).state.one(Note, f"agreement|C1|{TRUST}").text == "Two meanings of trust"
    tab.enter("discuss.view", "parking")
    assert "Two meanings of trust" in tab.words()


def test_a_question_is_parked_with_owner_and_day_from_the_item(split, store):
    tab, _ = split
    tab.at.session_state["discuss.park"] = True
    tab.open("discuss")
    place = f"park.agreement|C1|{TRUST}"
    tab.enter(f"{place}.owner", "Finance office").enter(f"{place}.until", "2027-03-31").click(f"{place}.add")
    [entry] = store.snapshot(tab.workshop).state.all(Parking)
    assert entry.text == load().agreement_items[1].statement("en")
    assert (entry.owner, entry.until, entry.step) == ("Finance office", "2027-03-31", 1)


def test_a_parked_question_needs_a_day_that_is_one(three, store):
    three.open("discuss").enter("discuss.view", "parking")
    assert three.says("discuss.parking.empty")
    three.enter("park.list.text", "Who owns the road?").enter("park.list.until", "soon").click("park.list.add")
    assert three.says("edits.not_a_day", value="soon")
    three.enter("park.list.until", "").click("park.list.add")
    [entry] = store.snapshot(three.workshop).state.all(Parking)
    three.write("parking", entry.code, "done", True)
    assert store.snapshot(three.workshop).state.all(Parking)[0].done
    three.click(f"unpark.{entry.code}")
    assert store.snapshot(three.workshop).state.all(Parking) == ()


def test_the_flagged_item_is_ticked_for_the_second_round_and_one_button_opens_it(split, store):
    tab, _ = split
    tab.open("discuss").enter("discuss.view", "again")
    assert tab.widget(f"again.agreement.2.C1|{TRUST}").value is True
    assert tab.widget(f"again.agreement.2.C1|{WILLING}").value is False
    assert tab.says("discuss.again.open", number="2", n=1)
    tab.click("again.open")
    held = store.snapshot(tab.workshop).state.round_of("agreement", 2)
    assert (held.state, held.asked) == ("open", (f"C1|{TRUST}",))
    assert tab.says("discuss.again.under_way")
    assert tab.open("room").says("ballots.round", n=2) or "Round 2" in tab.words()


def test_all_that_has_no_result_yet_is_ticked_by_one_button(split, store):
    tab, _ = split
    tab.open("discuss").enter("discuss.view", "again").click("again.tick_new").click("again.open")
    asked = store.snapshot(tab.workshop).state.round_of("agreement", 2).asked
    assert set(asked) == {f"C1|{TRUST}", *(f"{city}|{item}" for city in ("C2", "C3") for item in (TRUST, WILLING))}


def test_after_the_second_round_who_moved_is_counted_and_a_split_is_kept(split, store):
    tab, seats = split
    tab.open("discuss").enter("discuss.view", "again").click("again.open")
    hold(tab, store, seats, 2, {TRUST: (0, 0, 5, 4, None)})
    tab.enter("discuss.view", "items")
    assert tab.says("discuss.moved", n=1, both=4, towards=1)
    assert texts("en")("discuss.kept") in tab.words()
    assert texts("en")("discuss.carried", n=1) in tab.words()
    assert tab.words().count('<div class="scn-columns">') == 2


def test_what_was_asked_twice_is_not_offered_a_third_time(split, store):
    tab, seats = split
    tab.open("discuss").enter("discuss.view", "again").click("again.open")
    hold(tab, store, seats, 2, {TRUST: (0, 0, 5, 4, None)})
    tab.enter("discuss.view", "again")
    assert f"again.agreement.3.C1|{TRUST}" not in tab.widgets


def test_weights_are_asked_again_as_a_whole(demo, store):
    demo.open("discuss").enter("discuss.ballot", "weights")
    assert demo.says("ballots.name.weights")
    demo.enter("discuss.view", "again")
    assert demo.says("discuss.again.whole")
    demo.click("again.open")
    assert demo.says("rounds.weights_fixed")
    assert store.snapshot(demo.workshop).state.round_of("weights", 2) is None


def test_what_people_wrote_is_words_also_here(split, store):
    tab, seats = split
    code = "C1"
    edits = [("city", code, "name"), ("parking", "parking1", "text"), ("note", "x", "text")]
    store.commit(tab.workshop, [Edit(*edit, HOSTILE) for edit in edits], by="facilitator")
    tab.open("discuss").enter("discuss.view", "again").click("again.open")
    store.put_mark(
        tab.workshop,
        MarkInput("agreement", TRUST, code, seats[0][0], code, seats[0][1], 1, round=2, reason=HOSTILE),
    )
    hold(tab, store, seats[1:], 2, {TRUST: (0, 5, 5, 2)})
    for view in ("items", "again", "parking"):
        tab.enter("discuss.view", view)
        assert bare(tab) == [], view


def test_the_downloaded_list_runs_nothing(three, store, monkeypatch):
    store.commit(
        three.workshop,
        [Edit("parking", "parking1", "text", "=1+1"), Edit("parking", "parking1", "owner", "@x")],
        by="facilitator",
    )
    three.open("discuss")
    monkeypatch.setattr(parking.session, "state", lambda: store.snapshot(three.workshop).state)
    monkeypatch.setattr(parking.session, "t", lambda: texts("en"))
    rows = list(csv.reader(parking._table().decode("utf-8-sig").splitlines()))
    assert rows[1][:2] == ["'=1+1", "'@x"]
