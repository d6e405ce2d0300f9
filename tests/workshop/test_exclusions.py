import pytest
from sqlalchemy import insert

from components.workshop import tables
from components.workshop.exclusions import Excluded
from tests.builders import given
from tests.workshop.taps import CODE, set_round, tap


@pytest.fixture
def revealed(room):
    for person in ("p1", "p2"):
        room.put_mark(CODE, tap(4, person=person))
        room.put_mark(CODE, tap(2, person=person, item="trust"))
    set_round(room, "agreement", "closed")
    set_round(room, "agreement", "revealed")
    return room


def event(store, person, kind, value=""):
    at = "2026-03-02T09:00:00+00:00"
    row = {"workshop": CODE, "person": person, "kind": kind, "value": value, "by": person, "at": at}
    with store.database.writing(CODE) as connection:
        connection.execute(insert(tables.person_event).values(row))


def people(store):
    return sorted({mark.person for mark in store.snapshot(CODE).marks})


def test_who_withdrew_is_in_no_snapshot(revealed):
    assert people(revealed) == ["p1", "p2"]
    event(revealed, "p1", "withdrawn")
    assert people(revealed) == ["p2"]


def test_an_interest_takes_out_the_marks_on_that_subject_until_it_is_taken_back(revealed):
    event(revealed, "p1", "interest", "C1|1")
    assert people(revealed) == ["p2"]
    event(revealed, "p2", "interest", "C2|1")
    assert people(revealed) == ["p2"]
    event(revealed, "p1", "interest", "C1|0")
    assert people(revealed) == ["p1", "p2"]


def test_other_events_leave_marks_alone(revealed):
    for kind in ("left", "present", "city"):
        event(revealed, "p1", kind, "C2")
    assert people(revealed) == ["p1", "p2"]


def test_only_the_subject_of_the_interest_is_left_out():
    marks = (*given("options", "cost", "P01", C1=[1]), *given("options", "cost", "P02", C1=[1]))
    left = Excluded(interests=frozenset({("C1.1", "P01")})).without(marks)
    assert [mark.subject for mark in left] == ["P02"]
    assert Excluded().without(marks) == marks
