import pytest

from components.errors import ConflictError, RefusedError
from components.framework.catalogue import load
from components.workshop import rounds
from components.workshop.store import CLOSED, OPEN, REVEALED, Edit
from tests.workshop.taps import CODE, tap


@pytest.fixture
def fresh(room):
    """The room before its first ballot."""
    room.commit(CODE, [Edit("round", "agreement.1", name, None) for name in ("state", "instrument", "number")], by="f")
    return room


def move(store, code, *targets):
    for target in targets:
        rounds.move(store, CODE, code, target, catalogue=load(), by="facilitator")


def reason(store, code, target):
    with pytest.raises(RefusedError) as raised:
        move(store, code, target)
    return raised.value.problems[0].key


def test_a_ballot_is_opened_closed_and_revealed(fresh):
    state = fresh.snapshot(CODE).state
    assert rounds.possible(state, "agreement") == (OPEN,)
    move(fresh, "agreement", OPEN)
    assert [item.instrument for item in rounds.open_ballots(fresh.snapshot(CODE).state)] == ["agreement"]
    fresh.put_mark(CODE, tap(4))
    move(fresh, "agreement", CLOSED)
    assert rounds.open_ballots(fresh.snapshot(CODE).state) == ()
    assert fresh.snapshot(CODE).marks == ()
    move(fresh, "agreement", REVEALED)
    found = fresh.snapshot(CODE)
    assert [mark.value for mark in found.marks] == [4]
    assert rounds.possible(found.state, "agreement") == ()
    times = found.state.round_of("agreement")
    assert times.opened_at < times.closed_at < times.revealed_at


def test_a_closed_ballot_can_be_opened_again_until_it_is_revealed(fresh):
    move(fresh, "agreement", OPEN, CLOSED, OPEN)
    fresh.put_mark(CODE, tap(4))
    move(fresh, "agreement", CLOSED, REVEALED)
    assert reason(fresh, "agreement", OPEN) == "rounds.revealed_already"


def test_what_is_not_possible_is_refused_with_the_reason(fresh):
    assert reason(fresh, "agreement", CLOSED) == "rounds.not_opened_yet"
    assert reason(fresh, "agreement", REVEALED) == "rounds.not_opened_yet"
    move(fresh, "agreement", OPEN)
    assert reason(fresh, "agreement", REVEALED) == "rounds.open_now"
    move(fresh, "agreement", CLOSED)
    assert reason(fresh, "agreement", CLOSED) == "rounds.closed_now"


def test_a_ballot_about_nothing_is_not_opened(fresh):
    assert reason(fresh, "feasibility", OPEN) == "rounds.nothing_to_ask"
    assert reason(fresh, "beauty", OPEN) == "rounds.nothing_to_ask"
    fresh.commit(CODE, [Edit("partnership", "K01", "name", "Coffee")], by="facilitator")
    move(fresh, "feasibility", OPEN)


def test_options_wait_until_the_weights_are_revealed(fresh):
    fresh.commit(CODE, [Edit("option", "P01", "name", "Road"), Edit("option", "P01", "decision", "short_list")], by="f")
    assert reason(fresh, "options", OPEN) == "rounds.weights_first"
    move(fresh, "weights", OPEN, CLOSED)
    assert reason(fresh, "options", OPEN) == "rounds.weights_first"
    move(fresh, "weights", REVEALED)
    move(fresh, "options", OPEN)


def test_two_facilitators_cannot_both_move_a_ballot(fresh, monkeypatch):
    seen = fresh.snapshot(CODE)
    move(fresh, "agreement", OPEN)
    monkeypatch.setattr(fresh, "snapshot", lambda _code: seen)
    move(fresh, "agreement", OPEN)
    monkeypatch.undo()
    move(fresh, "agreement", CLOSED)
    late = fresh.snapshot(CODE)
    move(fresh, "agreement", REVEALED)
    monkeypatch.setattr(fresh, "snapshot", lambda _code: late)
    with pytest.raises(ConflictError):
        move(fresh, "agreement", OPEN)
    monkeypatch.undo()
    assert rounds.state_of(fresh.snapshot(CODE).state, "agreement") == REVEALED
