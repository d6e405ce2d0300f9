import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.errors import RefusedError
from components.framework.catalogue import load
from components.workshop import rounds
from components.workshop.database import Database
from components.workshop.edits import asking
from components.workshop.effective import effective
from components.workshop.instruments import instrument
from components.workshop.records.rounds import Round
from components.workshop.store import CLOSED, OPEN, REVEALED, Edit, Store
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
    """Each decides upon what stood before the other one's click came."""
    now, before = fresh.state, []
    monkeypatch.setattr(fresh, "state", lambda code: before.pop() if before else now(code))
    untouched = now(CODE)
    move(fresh, "agreement", OPEN)
    before.append(untouched)
    assert reason(fresh, "agreement", OPEN) == "rounds.open_now"
    move(fresh, "agreement", CLOSED)
    closed = now(CODE)
    move(fresh, "agreement", REVEALED)
    before.append(closed)
    assert reason(fresh, "agreement", OPEN) == "rounds.revealed_already"
    assert not before
    assert rounds.state_of(fresh.snapshot(CODE).state, "agreement") == REVEALED


def again(store, code, target, **more):
    rounds.move(store, CODE, code, target, catalogue=load(), by="facilitator", **more)


def refused(store, code, target, **more):
    with pytest.raises(RefusedError) as raised:
        again(store, code, target, **more)
    return raised.value.problems[0].key.removeprefix("rounds.")


def hold(store, number=1, code="agreement", **more):
    again(store, code, OPEN, number=number, **more)
    for target in (CLOSED, REVEALED):
        again(store, code, target, number=number)


def state_now(store):
    return store.snapshot(CODE).state


def reword(store, item="trust", words="Do you trust them?"):
    return store.commit(CODE, asking.reword(state_now(store), "agreement", item, words), by="f")


def test_a_second_round_follows_the_reveal_of_the_first(fresh):
    assert rounds.next_number(state_now(fresh), "agreement") == 1
    assert refused(fresh, "agreement", OPEN, number=2) == "earlier_first"
    move(fresh, "agreement", OPEN, CLOSED)
    assert refused(fresh, "agreement", OPEN, number=2) == "earlier_first"
    assert rounds.next_number(state_now(fresh), "agreement") == 1
    move(fresh, "agreement", REVEALED)
    assert rounds.next_number(state_now(fresh), "agreement") == 2
    again(fresh, "agreement", OPEN, number=2)
    assert rounds.latest_number(state_now(fresh), "agreement") == rounds.next_number(state_now(fresh), "agreement") == 2
    assert [row.number for row in rounds.rounds_of(state_now(fresh), "agreement")] == [1, 2]


def test_a_second_round_asks_what_is_named(fresh):
    hold(fresh)
    asked = ("C1|trust", "C2|willingness")
    again(fresh, "agreement", OPEN, number=2, asked=asked)
    held = state_now(fresh).round_of("agreement", 2)
    assert held.asked == asked
    found = rounds.as_asked(instrument(state_now(fresh), load(), "agreement"), held)
    assert [one.code for one in found.subjects] == ["C1", "C2"]
    assert [item.code for item in found.items_for("C1")] == ["trust"]
    assert rounds.as_asked(found, state_now(fresh).round_of("agreement", 1)) == found


def test_all_of_it_named_is_all_of_it(fresh):
    hold(fresh)
    every = rounds.askable(state_now(fresh), instrument(state_now(fresh), load(), "agreement"))
    again(fresh, "agreement", OPEN, number=2, asked=every)
    assert state_now(fresh).round_of("agreement", 2).asked == ()


def test_what_is_not_on_the_ballot_is_not_asked(fresh):
    hold(fresh)
    assert refused(fresh, "agreement", OPEN, number=2, asked=("C9|trust",)) == "unknown_question"
    assert refused(fresh, "agreement", OPEN, number=2, asked=("C1|beauty",)) == "unknown_question"


def test_a_third_round_asks_only_what_was_worded_anew(fresh):
    hold(fresh)
    hold(fresh, 2)
    assert refused(fresh, "agreement", OPEN, number=3) == "worded_the_same"
    reword(fresh)
    assert refused(fresh, "agreement", OPEN, number=3, asked=("C1|willingness",)) == "worded_the_same"
    hold(fresh, 3)
    third = state_now(fresh).round_of("agreement", 3)
    assert third.asked == ("C1|trust", "C2|trust", "C3|trust")
    assert third.revisions == (("trust", 2),)
    # The new words may be asked a second time, not a third.
    hold(fresh, 4)
    assert refused(fresh, "agreement", OPEN, number=5) == "worded_the_same"


def test_the_room_may_ask_the_same_words_more_often_when_it_says_so(fresh):
    hold(fresh)
    hold(fresh, 2)
    fresh.commit(CODE, [Edit("parameter", "rounds.same_wording", "value", 3)], by="f")
    hold(fresh, 3)
    assert refused(fresh, "agreement", OPEN, number=4) == "worded_the_same"


def test_a_statement_that_was_added_later_is_asked_in_any_round(fresh):
    hold(fresh)
    hold(fresh, 2)
    fresh.commit(CODE, asking.add_item(state_now(fresh), fresh.history(CODE), "agreement", "More?"), by="f")
    hold(fresh, 3)
    assert state_now(fresh).round_of("agreement", 3).asked == ("C1|x1", "C2|x1", "C3|x1")


def test_words_stand_while_people_are_asked_them(fresh):
    move(fresh, "agreement", OPEN)
    with pytest.raises(RefusedError):
        reword(fresh)
    assert rounds.under_way(state_now(fresh), "agreement")
    move(fresh, "agreement", CLOSED)
    with pytest.raises(RefusedError):
        reword(fresh)
    move(fresh, "agreement", REVEALED)
    assert not rounds.under_way(state_now(fresh), "agreement")
    reword(fresh)


def test_rewording_is_undone_until_people_were_asked_the_new_words(fresh):
    before = instrument(state_now(fresh), load(), "agreement").items
    fresh.undo(CODE, reword(fresh), by="f")
    assert instrument(state_now(fresh), load(), "agreement").items == before
    batch = reword(fresh)
    move(fresh, "agreement", OPEN)
    with pytest.raises(RefusedError) as raised:
        fresh.undo(CODE, batch, by="f")
    assert raised.value.problems[0].key == "store.cannot_undo_asked"
    move(fresh, "agreement", CLOSED, REVEALED)
    later = reword(fresh, words="Real trust?")
    fresh.undo(CODE, later, by="f")
    trust = next(item for item in instrument(state_now(fresh), load(), "agreement").items if item.code == "trust")
    assert (trust.statement.en, trust.revision) == ("Do you trust them?", 1)


def test_what_decides_a_ballot_is_not_undone_once_it_was_opened(fresh):
    batch = fresh.commit(CODE, [Edit("setting", "main", "own_city_by", "everybody")], by="f")
    move(fresh, "agreement", OPEN)
    with pytest.raises(RefusedError):
        fresh.undo(CODE, batch, by="f")


def test_weights_are_asked_again_as_a_whole_and_only_before_the_options(fresh):
    fresh.commit(CODE, [Edit("option", "P01", "name", "Road"), Edit("option", "P01", "decision", "short_list")], by="f")
    hold(fresh, code="weights")
    criterion = instrument(state_now(fresh), load(), "weights").items[0].code
    assert refused(fresh, "weights", OPEN, number=2, asked=(f"all|{criterion}",)) == "whole_only"
    again(fresh, "weights", OPEN, number=2)
    assert refused(fresh, "options", OPEN) == "weights_first"
    for target in (CLOSED, REVEALED):
        again(fresh, "weights", target, number=2)
    assert refused(fresh, "weights", OPEN, number=3) == "worded_the_same"


def test_weights_are_fixed_once_options_are_marked(fresh):
    fresh.commit(CODE, [Edit("option", "P01", "name", "Road"), Edit("option", "P01", "decision", "short_list")], by="f")
    hold(fresh, code="weights")
    again(fresh, "options", OPEN)
    assert refused(fresh, "weights", OPEN, number=2) == "weights_fixed"


def test_another_round_of_weights_can_follow_until_it_is_refused_and_of_marks_always(fresh):
    fresh.commit(CODE, [Edit("option", "P01", "name", "Road"), Edit("option", "P01", "decision", "short_list")], by="f")
    hold(fresh, code="weights")
    hold(fresh)

    def follows(code):
        return rounds.may_follow(state_now(fresh), instrument(state_now(fresh), load(), code))

    assert follows("weights")
    assert follows("agreement")
    again(fresh, "options", OPEN)
    assert not follows("weights")


def test_an_own_ballot_is_held_like_any_other(fresh):
    edits = asking.new_ballot(state_now(fresh), fresh.history(CODE), "Tourism", statements=[("Ready?", "")])
    fresh.commit(CODE, edits, by="f")
    again(fresh, "own1", OPEN)
    fresh.put_mark(CODE, tap(4, instrument="own1", item="x1", subject="all"))
    for target in (CLOSED, REVEALED):
        again(fresh, "own1", target)
    assert [mark.value for mark in fresh.snapshot(CODE).marks] == [4]


actions = st.lists(
    st.one_of(st.tuples(st.integers(1, 3), st.integers(0, 5)), st.sampled_from(["next", "reword", "part"])), max_size=25
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions)
def test_a_sealed_mark_is_in_no_snapshot_whatever_happens(tmp_path_factory, steps):
    """Marks are given with a value of their own round, so that a mark of a sealed round would be seen at once."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('sealed') / 'log.sqlite'}")
    store = Store(database)
    store.create(CODE, "key")
    cities = [Edit("city", f"C{n}", "name", name) for n, name in enumerate(("Alpha", "Beta", "Gamma"), 1)]
    store.commit(CODE, [Edit("setting", "main", "title", "Room"), *cities], by="f")
    for step in steps:
        _do(store, step)
        seen = store.snapshot(CODE)
        revealed = {row.number: row for row in seen.state.all(Round) if row.state == REVEALED}
        assert {mark.round for mark in seen.marks} <= revealed.keys()
        for mark in effective(seen.marks, seen.state):
            assert mark.item_revision == rounds.revision_asked(revealed[mark.round], mark.item)
    database.close()


def _do(store, step):
    state = state_now(store)
    number = rounds.next_number(state, "agreement")
    try:
        if step == "reword":
            reword(store, words=f"Words {number}?")
        elif step in ("next", "part"):
            now = rounds.state_of(state, "agreement", number)
            target = {"": OPEN, OPEN: CLOSED, CLOSED: REVEALED}[now]
            asked = ("C1|trust",) if step == "part" and target == OPEN and number > 1 else ()
            again(store, "agreement", target, number=number, asked=asked)
        else:
            person, value = step
            store.put_mark(CODE, tap(value, person=f"p{person}", item="trust", round=number))
    except RefusedError:
        return
