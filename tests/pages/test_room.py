"""The room on the projector: the address to join, who is here, the ballot that is open, the clock."""

from html import escape

import pytest

from components.ballot import address
from components.framework.catalogue import load
from components.language import texts
from components.workshop import people, rounds
from components.workshop.instruments import instrument, instruments
from components.workshop.store import Edit, MarkInput

GROUPS = ("elected", "finance", "business")


@pytest.fixture
def nine(three, store):
    """Three people of each city have joined; their codes, by city and group."""
    seats = {}
    for city in ("C1", "C2", "C3"):
        for group in GROUPS:
            token = people.join(store, three.workshop, city, group, "en")
            seats[city, group] = people.person_of(store, three.workshop, token).person
    return three, seats


def reveal_practice(tab, store, seats):
    [item] = instrument(store.snapshot(tab.workshop).state, load(), "practice").items
    tab.click("now.practice.open")
    for place, (city, group) in enumerate(seats):
        mark(store, tab.workshop, seats, city, group, item.code, "all", place % 6, ballot="practice")
    tab.click("now.practice.closed").click("now.practice.revealed")


def mark(store, workshop, seats, city, group, item, subject, value, *, ballot="agreement", number=1):
    person = seats[city, group]
    store.put_mark(
        workshop, MarkInput(ballot, item, subject, person, city, group, value, round=number, reason="because")
    )


def test_the_address_and_the_code_are_on_the_screen(three):
    three.open("room")
    assert f"/j/{three.workshop}" in three.words()
    assert f"<b>{three.workshop}</b>" in three.words()
    assert three.says("room.nobody")


def test_the_address_of_the_sitting_is_the_one_on_the_screen(three, store, monkeypatch):
    monkeypatch.setattr(address, "network_addresses", lambda: ("192.0.2.7", "10.1.2.3"))
    store.commit(
        three.workshop,
        [
            Edit("sitting", "S1", "started_at", "2026-03-02T09:00:00+00:00"),
            Edit("sitting", "S1", "address", "10.1.2.3"),
        ],
        by="facilitator",
    )
    three.open("room")
    # A narrow column breaks the address before its path, never inside the six letters.
    assert f"10.1.2.3:8501<wbr>/j/{three.workshop}" in three.words()
    # The network is joined anew and gives another address: the old one leads nowhere.
    monkeypatch.setattr(address, "network_addresses", lambda: ("192.0.2.9",))
    assert f"192.0.2.9:8501<wbr>/j/{three.workshop}" in three.open("room").words()
    assert "10.1.2.3" not in three.words()


def test_a_computer_in_no_network_says_that_no_phone_can_reach_it(three, monkeypatch):
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    monkeypatch.setattr(address, "network_addresses", lambda: ("192.0.2.7",))
    assert not three.open("room").says("room.alone")
    assert all(three.says(f"room.stuck.{number}") for number in range(1, 5))
    monkeypatch.setattr(address, "network_addresses", lambda: (address.LOOPBACK,))
    assert three.open("room").says("room.alone")
    monkeypatch.setenv("PUBLIC_URL", "https://plan.example.org/")
    assert not three.open("room").says("room.alone")


def test_who_joined_is_counted_and_nobody_is_named(three, store):
    people.join(store, three.workshop, "C1", "business", "en")
    people.join(store, three.workshop, "C1", "business", "zh")
    three.open("room")
    assert three.says("room.people", n=2)


def test_who_went_home_is_not_waited_for(three, store):
    tokens = [people.join(store, three.workshop, "C1", "business", "en") for _ in range(3)]
    people.leave(store, three.workshop, tokens[0])
    assert three.open("room").says("room.people", n=2)


def test_the_practice_question_is_the_first_to_be_opened_and_its_answers_are_drawn_when_revealed(nine, store):
    tab, seats = nine
    tab.open("room")
    [item] = instrument(store.snapshot(tab.workshop).state, load(), "practice").items
    tab.click("now.practice.open")
    for place, (city, group) in enumerate(seats):
        mark(store, tab.workshop, seats, city, group, item.code, "all", place % 6, ballot="practice")
    tab.click("now.practice.closed")
    assert tab.says("ballots.means.revealed")
    assert item.statement("en") not in tab.words()
    tab.click("now.practice.revealed")
    assert item.statement("en") in tab.words()
    assert 'class="scn-columns"' in tab.words()
    assert tab.says("room.next_ballot")
    assert "now.agreement.open" in tab.widgets


def test_a_practice_that_too_few_answered_says_why_nothing_is_drawn(three, store):
    person = people.person_of(store, three.workshop, people.join(store, three.workshop, "C1", "finance", "en")).person
    reveal_practice(three.open("room"), store, {("C1", "finance"): person})
    assert escape(texts("en")("discuss.who.withheld")) in three.words()
    assert 'class="scn-columns"' not in three.words()


def test_while_a_ballot_is_open_counts_by_city_and_group_are_shown_and_never_a_value(nine, store):
    tab, seats = nine
    tab.open("room")
    rounds.move(store, tab.workshop, "agreement", "open", catalogue=load(), by="facilitator")
    tab.run()
    item = load().agreement_items[0].code
    before = tab.words()
    assert "0<i>/9</i>" in before
    mark(store, tab.workshop, seats, "C1", "finance", item, "C1", 5)
    tab.run()
    five = tab.words()
    assert "1<i>/9</i>" in five
    assert texts("en")("room.turnout.cell", answered=1, present=3) in five
    mark(store, tab.workshop, seats, "C1", "finance", item, "C1", 0)
    tab.run()
    assert tab.words() == five
    assert "because" not in five


def test_a_ballot_that_somebody_else_closes_changes_the_page(nine, store):
    tab, _ = nine
    tab.open("room").click("now.practice.open")
    assert "now.practice.closed" in tab.widgets
    rounds.move(store, tab.workshop, "practice", "closed", catalogue=load(), by="co_facilitator")
    tab.run()
    assert {"now.practice.revealed", "now.practice.open"} <= tab.widgets


def test_with_two_open_the_other_one_is_named(nine, store):
    tab, _ = nine
    for code in ("agreement", "present"):
        rounds.move(store, tab.workshop, code, "open", catalogue=load(), by="facilitator")
    tab.open("room")
    assert tab.says("room.also_open", n=1, names=texts("en")("ballots.name.agreement"))


def test_nothing_can_be_typed_on_the_projector(nine):
    tab, _ = nine
    tab.open("room")
    kinds = ("text_input", "text_area", "number_input", "selectbox", "checkbox", "radio", "toggle")
    assert all(not getattr(tab.at, kind) for kind in kinds)


def test_every_ballot_is_there_in_the_order_of_the_steps(three, store):
    three.at.session_state["room-all"] = True
    three.open("room")
    asked = [item.code for item in instruments(store.snapshot(three.workshop).state, load())]
    keys = [button.key for button in three.at.button if button.key.endswith(".open")]
    assert [key for key in keys if not key.startswith("now.")] == [f"{code}.open" for code in asked]
    three.click("agreement.open")
    assert three.says("ballots.state.open")
    assert three.says("ballots.answered", n=0)


def test_the_clock_follows_the_agenda(three):
    three.open("agenda").click("load.half_day").click("agenda.next")
    three.open("room")
    assert three.says("agenda.next", title="Partners and purpose")
    assert "<b>15</b>" in three.words()
    three.click("agenda.next")
    assert "<b>20</b>" in three.words()


def test_an_agenda_is_offered_while_there_is_none(three):
    three.open("room")
    assert three.says("agenda.no_agenda")
    assert three.says("room.to_agenda")
