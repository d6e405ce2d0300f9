from hypothesis import given as examples
from hypothesis import strategies as st

from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.effective import Moved
from components.workshop.records.options import Option
from components.workshop.records.rounds import Round
from tests.builders import given, snapshot

ITEM = "lasting_cost"
DEPOT = Option("P01", name="Depot", decision="short_list")


def found(*marks, records=()):
    evidence = evaluate(snapshot(DEPOT, *records, marks=marks), load(), load_parameters())
    row = evidence.agreement("options", ITEM, "P01")
    assert row is not None
    return row


def first(**marks):
    return given("options", ITEM, "P01", **marks)


def second(**marks):
    return given("options", ITEM, "P01", round_number=2, **marks)


def test_the_second_round_replaces_the_first_and_says_how_many_moved():
    row = found(*first(C1=[1, 1, 5], C2=[5, 5, 1], C3=[3, 3, 3]), *second(C1=[2, 3, 3], C2=[5, 4, 3], C3=[3, 3, 3]))
    assert (row.round, row.n, row.carried, row.indicative) == (2, 9, 0, False)
    assert row.counts == (0, 0, 1, 6, 1, 1)
    # Median of the first round 3. Moved: 1->2, 1->3, 5->3, 5->4, 1->3, each towards it.
    assert row.moved == Moved(9, 5, 5)


def test_who_left_keeps_the_first_mark_and_is_counted_as_such():
    row = found(*first(C1=[1, 1, 1], C2=[5, 5, 5], C3=[3, 3, 3]), *second(C1=[3, 3], C2=[4, 4], C3=[3, 3]))
    assert (row.n, row.carried, row.indicative) == (9, 3, False)
    assert row.counts == (0, 1, 0, 5, 2, 1)


def test_a_late_arrival_counts_in_the_second_round_only():
    row = found(*first(C1=[2, 2], C2=[2, 2], C3=[2, 2]), *second(C1=[2, 2, 5], C2=[2, 2], C3=[2, 2]))
    assert (row.n, row.carried, row.moved) == (7, 0, Moved(6, 0, 0))


def test_with_too_few_answers_again_the_result_is_indicative():
    everybody = first(C1=[1, 1, 1], C2=[5, 5, 5], C3=[3, 3, 3])
    row = found(*everybody, *second(C1=[3, 3], C2=[4, 4], C3=[3]))
    assert (row.n, row.carried, row.indicative) == (9, 4, True)


def test_how_two_people_moved_is_not_told():
    row = found(*first(C1=[1, 1, 1], C2=[5, 5, 5], C3=[3, 3, 3]), *second(C1=[3, 3]))
    assert row.moved is None
    assert row.round == 2


def test_what_a_second_round_did_not_ask_stays_with_the_first():
    one = Round("options.1", instrument="options", number=1, state="revealed")
    part = Round("options.2", instrument="options", number=2, state="revealed", asked=("P01|other",))
    marks = first(C1=[2, 2], C2=[2, 2], C3=[2, 2])
    shot = snapshot(DEPOT)
    held = snapshot(DEPOT, one, part)
    row = evaluate(type(shot)("T", 1, held.state, marks), load(), load_parameters()).agreement("options", ITEM, "P01")
    assert (row.round, row.carried, row.moved, row.median) == (1, 0, None, 2)


def test_below_the_minimum_a_second_round_tells_nothing():
    row = found(*first(C1=[1], C2=[5]), *second(C1=[3], C2=[3]))
    assert (row.flag, row.n, row.carried, row.moved) == ("too_few", None, 0, None)


values = st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=2, max_size=6)


@examples(st.tuples(values, values, values), st.tuples(values, values, values))
def test_nobody_counts_twice(one, two):
    """Every person has at most one voice in a result, whatever was answered when."""
    before = dict(zip(("C1", "C2", "C3"), one))
    after = dict(zip(("C1", "C2", "C3"), two))
    row = found(*first(**before), *second(**after))
    people = {f"{city}.{n}" for room in (before, after) for city, given in room.items() for n, _ in enumerate(given)}
    if row.n is not None:
        assert row.n + row.dont_know == len(people)
        assert sum(row.counts) == row.n
        assert 0 <= row.carried <= row.n
