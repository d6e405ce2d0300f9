from hypothesis import given as examples
from hypothesis import strategies as st

from components.workshop.effective import Moved, effective, lower_median, moved
from components.workshop.records.rounds import Mark, Round
from tests.builders import given, state


def held(number, *, shown="revealed", asked=(), revisions=(), instrument="agreement"):
    return Round(
        f"{instrument}.{number}", instrument=instrument, number=number, state=shown, asked=asked, revisions=revisions
    )


def marks(number, revision=1, item="trust", **values):
    found = given("agreement", item, "C1", round_number=number, **values)
    return tuple(Mark(**{**mark.__dict__, "item_revision": revision}) for mark in found)


def values(found):
    return {mark.person: mark.value for mark in found}


def test_the_later_mark_counts_and_the_earlier_of_who_did_not_answer_again():
    found = effective((*marks(1, C1=[1, 2, 3]), *marks(2, C1=[5, None])), state(held(1), held(2)))
    assert values(found) == {"C1.1": 5, "C1.2": None, "C1.3": 3}


def test_marks_of_a_round_that_is_not_revealed_never_count():
    every = (*marks(1, C1=[1, 2]), *marks(2, C1=[5, 5]))
    assert values(effective(every, state(held(1), held(2, shown="closed")))) == {"C1.1": 1, "C1.2": 2}
    assert effective(every, state(held(1, shown="open"))) == ()
    assert effective(every, state()) == ()


def test_marks_given_to_other_words_do_not_count_with_the_new_ones():
    rounds = (held(1), held(2), held(3, revisions=(("trust", 2),)))
    every = (*marks(1, C1=[1, 1, 1]), *marks(2, C1=[2, 2]), *marks(3, 2, C1=[4]))
    assert values(effective(every, state(*rounds))) == {"C1.1": 4}
    assert values(effective(every, state(*rounds[:2]))) == {"C1.1": 2, "C1.2": 2, "C1.3": 1}


def test_a_round_about_something_else_leaves_a_result_alone():
    rounds = (held(1), held(2, asked=("C1|willingness",)))
    every = (*marks(1, C1=[1, 2]), *marks(1, item="willingness", C1=[0, 0]), *marks(2, item="willingness", C1=[5]))
    found = effective(every, state(*rounds))
    assert {(mark.item, mark.person): mark.value for mark in found} == {
        ("trust", "C1.1"): 1,
        ("trust", "C1.2"): 2,
        ("willingness", "C1.1"): 5,
        ("willingness", "C1.2"): 0,
    }


def test_a_ballot_of_points_is_replaced_as_a_whole():
    def points(number, **items):
        return [
            mark
            for item, value in items.items()
            for mark in given("weights", item, "all", round_number=number, C1=[value])
        ]

    rounds = state(held(1, instrument="weights"), held(2, instrument="weights"))
    found = effective((*points(1, a=50, b=50), *points(2, a=60, c=40)), rounds)
    assert {mark.item: mark.value for mark in found} == {"a": 60, "c": 40}


def test_how_people_moved_hand_worked():
    every = (*marks(1, C1=[0, 2, 2, 5, 3, None]), *marks(2, C1=[1, 2, 5, 2, None, 3]))
    # Median of 0 2 2 3 5 is 2. Both: persons 1-4. Nearer: 0->1 and 5->2; away: 2->5.
    assert moved(every, "agreement", "trust", "C1") == Moved(4, 3, 2)
    assert moved(marks(1, C1=[1]), "agreement", "trust", "C1") is None
    assert moved((*marks(1, C1=[1]), *marks(3, 2, C1=[4])), "agreement", "trust", "C1") is None


def test_the_lower_median_is_a_mark_that_was_given():
    assert lower_median([4]) == 4
    assert lower_median([0, 5]) == 0
    assert lower_median([5, 0, 3]) == 3


rooms = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 4), st.sampled_from(["trust", "willingness"]), st.integers(0, 5)),
    max_size=30,
)


@examples(rooms, st.booleans())
def test_at_most_one_mark_per_person_and_question(given_marks, third):
    every = tuple(
        {row[:3]: mark for row in given_marks for mark in _one(*row)}.values()
    )
    revealed = state(held(1), held(2), *((held(3),) if third else ()))
    found = effective(every, revealed)
    keys = [(mark.item, mark.subject, mark.person) for mark in found]
    assert len(keys) == len(set(keys))
    limit = 3 if third else 2
    assert set(keys) == {(mark.item, mark.subject, mark.person) for mark in every if mark.round <= limit}


def _one(number, person, item, value):
    return given("agreement", item, "C1", round_number=number, start=person, C1=[value])
