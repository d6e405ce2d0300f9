import pytest

from components.errors import BusyError, RefusedError
from components.framework.catalogue import load
from components.workshop import rounds
from components.workshop.edits import asking
from components.workshop.instruments import instrument
from components.workshop.intake import OutdatedError
from components.workshop.store import CLOSED, OPEN, REVEALED, Edit
from tests.workshop.taps import CODE


def move(store, *targets, code="present"):
    for target in targets:
        rounds.move(store, CODE, code, target, catalogue=load(), by="facilitator")


def reworded(store, statement, ballot="present"):
    state = store.snapshot(CODE).state
    item = instrument(state, load(), ballot).items[0].code
    return item, asking.reword(state, ballot, item, statement)


def test_words_that_were_changed_while_the_ballot_was_opened_are_refused(room):
    item, edits = reworded(room, "How good is the road to the market?")
    move(room, OPEN)
    for _ in range(2):
        with pytest.raises(RefusedError) as raised:
            room.commit(CODE, edits, by="co")
        assert raised.value.problems[0].key == "edits.ballot_under_way"
        if rounds.state_of(room.snapshot(CODE).state, "present") == OPEN:
            move(room, CLOSED)
    move(room, REVEALED)
    _, edits = reworded(room, "How good is the road to the market?")
    room.commit(CODE, edits, by="co")
    found = next(one for one in instrument(room.snapshot(CODE).state, load(), "present").items if one.code == item)
    assert found.statement("en") == "How good is the road to the market?"


def test_another_ballot_that_is_open_leaves_the_words_of_this_one_free(room):
    assert rounds.state_of(room.snapshot(CODE).state, "agreement") == OPEN
    _, edits = reworded(room, "How good is the road to the market?")
    room.commit(CODE, edits, by="co")


def test_a_ballot_asks_the_words_that_stand_when_it_opens(room, monkeypatch):
    """The facilitator opens, and a co-facilitator's other words arrive after the ballot was put together."""
    move(room, OPEN, CLOSED, REVEALED)
    item, edits = reworded(room, "How good is the road to the market?")
    commit, late = room.commit, list(edits)

    def slower(workshop, given, **more):
        if late:
            commit(CODE, [late.pop(0) for _ in range(len(late))], by="co")
        return commit(workshop, given, **more)

    monkeypatch.setattr(room, "commit", slower)
    rounds.move(room, CODE, "present", OPEN, catalogue=load(), by="facilitator", number=2)
    held = room.snapshot(CODE).state.round_of("present", 2)
    assert rounds.revision_asked(held, item) == 2


def test_a_ballot_is_not_put_together_for_ever(room, monkeypatch):
    commit, number = room.commit, iter(range(10_000))

    def overtaken(workshop, given, **more):
        commit(CODE, [Edit("setting", "main", "place", f"Hall {next(number)}")], by="co")
        return commit(workshop, given, **more)

    monkeypatch.setattr(room, "commit", overtaken)
    with pytest.raises(BusyError):
        move(room, OPEN)
    assert rounds.state_of(room.snapshot(CODE).state, "present") == ""


def test_edits_made_upon_an_earlier_version_are_told_apart(room):
    version = room.snapshot(CODE).version
    edit = [Edit("setting", "main", "place", "Hall")]
    room.commit(CODE, edit, by="co", upon=version)
    with pytest.raises(OutdatedError):
        room.commit(CODE, edit, by="co", upon=version)
