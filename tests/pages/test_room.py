"""The room: the address to join, who is here, all ballots."""

from components.framework.catalogue import load
from components.workshop import people
from components.workshop.instruments import instruments


def test_the_address_and_the_code_are_on_the_screen(three):
    three.open("room")
    assert f"/j/{three.workshop}" in three.words()
    assert three.says("room.code", code=three.workshop)


def test_who_joined_is_counted_and_nobody_is_named(three, store):
    people.join(store, three.workshop, "C1", "business", "en")
    people.join(store, three.workshop, "C1", "business", "zh")
    three.open("room")
    assert three.says("room.people", n=2)


def test_every_ballot_is_there_in_the_order_of_the_steps(three, store):
    three.open("room")
    asked = [item.code for item in instruments(store.snapshot(three.workshop).state, load())]
    assert [button.key for button in three.at.button if button.key.endswith(".open")] == [
        f"{code}.open" for code in asked
    ]
    three.click("agreement.open")
    assert three.says("ballots.state.open")
    assert three.says("ballots.answered", n=0)
