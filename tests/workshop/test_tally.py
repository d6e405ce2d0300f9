from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.workshop.database import Database
from components.workshop.store import GIVEN, TAKEN_BACK, Store
from components.workshop.tally import Answered
from tests.workshop.taps import CODE, set_round, tap

SEATS = (("C1", "elected"), ("C1", "firms"), ("C2", "elected"))


def test_a_room_counted_by_hand(room):
    room.put_marks(CODE, [tap(1, item=item) for item in "abc"])
    room.put_mark(CODE, tap(None, item="a", person="p2", answer="dont_know"))
    room.put_mark(CODE, tap(2, person="p3", city="C2", group="firms"))
    assert room.progress(CODE, "agreement", asked={"C1": 3, "C2": 2}) == (
        Answered("C1", "elected", people=2, marks=4, complete=1),
        Answered("C2", "firms", people=1, marks=1, complete=0),
    )
    room.put_mark(CODE, tap(2, item="b", person="p3", city="C2", group="firms"))
    room.put_mark(CODE, tap(1, item="a", answer=TAKEN_BACK))
    assert room.progress(CODE, "agreement", asked={"C1": 3, "C2": 2}) == (
        Answered("C1", "elected", people=2, marks=3, complete=0),
        Answered("C2", "firms", people=1, marks=2, complete=1),
    )


def test_nobody_is_complete_where_nothing_is_asked(room):
    room.put_mark(CODE, tap(1))
    assert [one.complete for one in room.progress(CODE, "agreement")] == [0]
    assert [one.complete for one in room.progress(CODE, "agreement", asked={"C2": 1})] == [0]


def test_rounds_and_instruments_are_counted_apart(room):
    set_round(room, "agreement", "open", number=2)
    set_round(room, "weights", "open")
    room.put_mark(CODE, tap(1))
    room.put_mark(CODE, tap(1, round=2, person="p2"))
    room.put_mark(CODE, tap(50, instrument="weights", subject="all", person="p3"))
    assert [sum(row[2] for row in room.answered(CODE, *ballot)) for ballot in (("agreement", 1), ("agreement", 2))] == [
        1,
        1,
    ]
    assert room.answered(CODE, "connectivity") == ()


def test_whoever_moved_counts_where_the_last_mark_was_given(room):
    room.put_mark(CODE, tap(1))
    assert room.answered(CODE, "agreement") == (("C1", "elected", 1, 1),)
    room.put_mark(CODE, tap(1, city="C2"))
    assert room.answered(CODE, "agreement") == (("C2", "elected", 1, 1),)


def test_another_process_is_counted_too(room, url):
    room.put_mark(CODE, tap(1))
    assert room.answered(CODE, "agreement") == (("C1", "elected", 1, 1),)
    other = Store(Database(url))
    other.put_mark(CODE, tap(1, person="p2"))
    assert room.answered(CODE, "agreement") == (("C1", "elected", 2, 2),)
    other.database.close()


def test_a_workshop_that_came_anew_is_counted_anew(room):
    room.put_marks(CODE, [tap(1, person=person) for person in ("p1", "p2", "p3")])
    assert sum(row[2] for row in room.answered(CODE, "agreement")) == 3
    room.delete(CODE)
    assert room.answered(CODE, "agreement") == ()
    room.create(CODE, "key")
    set_round(room, "agreement", "open")
    room.put_mark(CODE, tap(1))
    assert room.answered(CODE, "agreement") == (("C1", "elected", 1, 1),)


TAPS = st.lists(
    st.tuples(
        st.sampled_from(["p1", "p2", "p3"]),
        st.sampled_from(["a", "b"]),
        st.sampled_from(SEATS),
        st.sampled_from([GIVEN, TAKEN_BACK]),
        st.one_of(st.none(), st.integers(1, 9)),
        st.booleans(),
    ),
    max_size=20,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taps=TAPS)
def test_looking_often_counts_the_same_as_looking_once(room, taps):
    room.delete(CODE)
    room.create(CODE, "key")
    set_round(room, "agreement", "open")
    for person, item, (city, group), answer, sequence, look in taps:
        mark = tap(3, person=person, item=item, city=city, group=group, answer=answer)
        room.put_mark(CODE, replace(mark, sequence=sequence))
        if look:
            room.answered(CODE, "agreement")
    standing = [mark for person in ("p1", "p2", "p3") for mark in room.own_marks(CODE, person)]
    seats = sorted({(mark.city, mark.group) for mark in standing})
    assert room.answered(CODE, "agreement") == tuple(
        (
            *seat,
            len({mark.person for mark in standing if (mark.city, mark.group) == seat}),
            sum((mark.city, mark.group) == seat for mark in standing),
        )
        for seat in seats
    )
