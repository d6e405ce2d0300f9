from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.workshop import marks
from components.workshop.database import Database
from components.workshop.intake import OutdatedError
from components.workshop.own_marks import OwnMarks, own
from components.workshop.store import DONT_KNOW, GIVEN, TAKEN_BACK, Edit, Store
from tests.workshop.taps import CODE, set_round, tap


def read(store, person="p1"):
    """What the log holds, past everything that is kept."""
    with store.database.reading() as connection:
        return own(marks.own_latest(connection, CODE, person), marks.rows_of(connection, CODE, person))


def kept(store, person="p1"):
    return store.own(CODE, person)


TAPS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.integers(0, 5),
        st.sampled_from([GIVEN, GIVEN, DONT_KNOW, TAKEN_BACK]),
        st.sampled_from([None, "", "Because", "Otherwise"]),
        st.one_of(st.none(), st.integers(1, 12)),
        st.booleans(),
    ),
    max_size=15,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taps=TAPS)
def test_what_is_kept_is_what_the_log_holds(room, taps):
    room.delete(CODE)
    room.create(CODE, "key")
    set_round(room, "agreement", "open")
    for item, value, answer, reason, sequence, look in taps:
        mark = tap(value if answer == GIVEN else None, item=item, answer=answer, reason=reason)
        room.put_mark(CODE, replace(mark, sequence=sequence))
        assert room.own_at_hand(CODE, "p1") in (None, read(room))
        if look:
            assert kept(room) == read(room)
            assert room.own_at_hand(CODE, "p1") == read(room)
    assert kept(room) == read(room)


def test_a_second_question_does_not_ask_the_log(room, monkeypatch):
    room.put_mark(CODE, tap(3))
    before = kept(room)
    if room.database.sqlite:
        monkeypatch.setattr(marks, "own_latest", None)
    assert kept(room) == before
    room.put_mark(CODE, tap(4))
    assert [mark.value for mark in room.own_marks(CODE, "p1")] == [4]


def test_erased_words_are_not_kept(room):
    room.put_mark(CODE, tap(3, reason="Secret"))
    assert room.own_marks(CODE, "p1")[0].reason == "Secret"
    room.erase_words(CODE, "p1")
    assert room.own_marks(CODE, "p1")[0].reason == ""


def test_a_tap_that_is_stored_while_the_log_is_read_is_not_missed():
    found = OwnMarks()
    late = marks.MarkInput("agreement", "a", "C1", "p1", "C1", "elected", 4)

    def reading():
        found.added(CODE, [type("Stored", (), {"mark": late, "sequence": 1, "at": None})()])
        return {}, 0

    assert found.get(CODE, "p1", 1, reading).marks == ()
    asked = []
    found.get(CODE, "p1", 1, lambda: asked.append(1) or ({}, 0))
    assert asked == [1], "the reading was older than the tap"


@pytest.mark.needs_postgresql
def test_another_process_gives_marks_through_postgresql(postgres_url):
    first, other = Store(Database(postgres_url)), Store(Database(postgres_url))
    first.create("PROCES", "key")
    edits = [Edit("round", "agreement.1", name, value) for name, value in (("state", "open"), ("number", 1))]
    first.commit("PROCES", edits, by="facilitator")
    assert first.own_marks("PROCES", "p1") == ()
    other.put_mark("PROCES", tap(5))
    assert [mark.value for mark in first.own_marks("PROCES", "p1")] == [5]
    upon = first.own_at_hand("PROCES", "p1").rows
    other.put_mark("PROCES", tap(4, item="trust"))
    mine = tap(2, request="mine", upon=upon)
    with pytest.raises(OutdatedError):
        first.put_mark("PROCES", mine)
    assert {mark.item: mark.value for mark in first.own_marks("PROCES", "p1")} == {"willingness": 5, "trust": 4}
    first.put_mark("PROCES", replace(mine, upon=first.own_at_hand("PROCES", "p1").rows))
    with pytest.raises(OutdatedError):
        first.put_mark("PROCES", replace(mine, request="another", upon=upon))
    assert first.put_mark("PROCES", replace(mine, upon=upon)), "what had its receipt has it again"
    assert {mark.item: mark.value for mark in other.own_marks("PROCES", "p1")} == {"willingness": 2, "trust": 4}
    first.delete("PROCES")
    for store in (first, other):
        store.database.close()


def test_an_edit_makes_it_be_read_again(room):
    room.put_mark(CODE, tap(3))
    before = kept(room)
    room.commit(CODE, [Edit("setting", "main", "place", "Hall")], by="facilitator")
    assert kept(room) == before
