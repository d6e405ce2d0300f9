"""The people behind paper sheets: one person a number, in every ballot."""

from __future__ import annotations

import pytest

from components.errors import InputError
from components.workshop import people_events, people_persons, people_sheets
from components.workshop.people_sheets import Wanted
from components.workshop.store import MarkInput
from tests.workshop.taps import CODE, set_round

ONE = Wanted(7, "C1", "firms")


def given(person, instrument="agreement", value=4):
    return MarkInput(instrument, "trust", "C1", person.person, person.city, person.group, value, way_in="paper")


def test_a_number_is_the_same_person_every_time(room):
    first = people_sheets.find_or_add(room, CODE, [ONE], by="table.1")
    again = people_sheets.find_or_add(room, CODE, [ONE, Wanted(8, "C2", "citizens")], by="table.2")
    assert again[7] == first[7]
    assert again[8].person != again[7].person
    assert people_sheets.people(room, CODE) == again
    assert people_sheets.next_number(room, CODE) == 9


def test_they_are_counted_as_present(room):
    people_sheets.find_or_add(room, CODE, [ONE], by="table.1")
    assert people_events.present_people(room, CODE) == (("C1", "firms", 1),)
    assert people_persons.people_count(room, CODE) == (("C1", "firms", 1),)


def test_a_number_with_another_city_or_group_is_refused_and_nobody_is_added(room):
    people_sheets.find_or_add(room, CODE, [ONE], by="table.1")
    wanted = [Wanted(9, "C1", "firms"), Wanted(7, "C2", "firms"), Wanted(7, "C1", "citizens")]
    with pytest.raises(InputError) as refusal:
        people_sheets.find_or_add(room, CODE, wanted, by="table.1")
    assert [problem.key for problem in refusal.value.problems] == ["paper.fault.other_person"] * 2
    assert set(people_sheets.people(room, CODE)) == {7}


def test_a_city_that_is_no_partner_is_refused(room):
    with pytest.raises(InputError, match="unknown_city"):
        people_sheets.find_or_add(room, CODE, [Wanted(1, "C9", "firms")], by="table.1")


def test_nobody_comes_in_as_a_person_of_paper(room):
    people_sheets.find_or_add(room, CODE, [ONE], by="table.1")
    assert people_sheets.next_number(room, CODE) == 8
    assert people_persons.person_of(room, CODE, "7") is None


def test_taking_back_clears_open_ballots_only(room):
    [person] = people_sheets.find_or_add(room, CODE, [ONE], by="table.1").values()
    set_round(room, "own1", "open")
    room.put_marks(CODE, [given(person), given(person, "own1", 2)])
    set_round(room, "own1", "closed")
    assert people_sheets.take_back(room, CODE, 7, by="facilitator") == 1
    assert [mark.instrument for mark in room.own_marks(CODE, person.person)] == ["own1"]
    assert people_sheets.take_back(room, CODE, 7, by="facilitator") == 0


def test_an_unknown_number_cannot_be_taken_back(room):
    with pytest.raises(InputError, match="unknown_sheet"):
        people_sheets.take_back(room, CODE, 3, by="facilitator")
