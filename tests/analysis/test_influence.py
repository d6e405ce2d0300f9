import pytest

from components.analysis.evaluate import evaluate
from components.analysis.uncertainty import uncertainty
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from tests.builders import given, snapshot

CATALOGUE = load()
PARAMETERS = load_parameters().with_overrides({"uncertainty.replications": 200})


def influence(*lots):
    shot = snapshot(marks=[mark for lot in lots for mark in lot], instrument="quick")
    return uncertainty(shot, evaluate(shot, CATALOGUE, PARAMETERS), CATALOGUE, PARAMETERS).influence


def of(found, left_out, subject, code=""):
    return next(
        (row for row in found.shifts if (row.left_out, row.subject, row.code) == (left_out, subject, code)), None
    )


def test_the_largest_shift_of_any_one_person():
    # 1, 1, 3, 5, 5: median 3; without a 5 it is 1 (of four the lower middle), without a 1 it is 3, without the 3: 1
    found = influence(
        given("present", "physical.hard", "C1", C1=[1, 1, 3, 5, 5]),
        given("present", "physical.soft", "C1", C1=[2, 2, 2, 2, 2]),
    )
    shift = of(found, "person", "C1")
    # from (60 + 40)/2 to (20 + 40)/2
    assert (shift.value, shift.shift) == (pytest.approx(50), pytest.approx(20))
    assert (found.cells_moved, found.cells) == (1, 2)


def test_a_person_is_never_named():
    found = influence(given("present", "physical.hard", "C1", group="firms", C1=[1, 1, 3, 5, 5]))
    people = [row for row in found.shifts if row.left_out == "person"]
    assert {row.code for row in people} == {""}
    assert all(row.shift >= 0 for row in people)


def test_one_voice_can_turn_the_order_of_two_cities():
    turned = influence(
        given("present", "physical.hard", "C1", C1=[1, 1, 3, 5, 5]),
        given("present", "physical.hard", "C2", C2=[2, 2, 2, 2, 2]),
    )
    assert turned.order_changes
    steady = influence(
        given("present", "physical.hard", "C1", C1=[4, 4, 4, 4, 5]),
        given("present", "physical.hard", "C2", C2=[2, 2, 2, 2, 2]),
    )
    assert not steady.order_changes


def test_one_voice_can_make_another_gap_the_widest():
    turned = influence(
        given("present", "physical.hard", "C1", C1=[1, 1, 3, 3, 3]),
        given("present", "physical.soft", "C1", C1=[2, 2, 2, 2, 2]),
        given("present", "social.soft", "C1", C1=[1, 2, 2, 1, 1]),
    )
    # social soft is 1 and the widest; without one of its 1s it stays 1 of four, so nothing turns
    assert not turned.widest_gap_changes
    other = influence(
        given("present", "physical.soft", "C1", C1=[2, 2, 2]),
        given("present", "social.soft", "C1", C1=[1, 3, 3]),
        given("importance", "physical.soft", "C1", C1=[3, 3, 3]),
        given("importance", "social.soft", "C1", C1=[5, 5, 5]),
    )
    # 40 x 3/5 = 24 against 20 x 5/5 = 20; without one 3 social soft is 1: 60 x 5/5 = 60
    assert other.widest_gap_changes


def test_a_group_is_told_only_with_enough_people_in_it_and_in_the_rest():
    lots = [
        given("present", "physical.hard", "C1", group="firms", C1=[5, 5, 5]),
        given("present", "physical.hard", "C1", group="citizens", start=4, C1=[1, 1, 1]),
    ]
    found = influence(*lots)
    # all six: lower middle 1; without the citizens 5
    assert of(found, "group", "C1", "citizens").shift == pytest.approx(80)
    assert of(found, "group", "C1", "firms").shift == pytest.approx(0)
    few = influence(lots[0], given("present", "physical.hard", "C1", group="citizens", start=4, C1=[1, 1]))
    assert [row.left_out for row in few.shifts] == ["person"]


def test_a_city_can_be_left_out_of_a_pair():
    found = influence(given("pair_present", "pair.physical.hard", "C1-C2", C1=[5, 5, 5, 5], C2=[1, 1, 1]))
    assert of(found, "city", "C1-C2", "C1").shift == pytest.approx(-80)
    assert of(found, "city", "C1-C2", "C2").shift == pytest.approx(0)


def test_whom_one_voice_is_all_there_is_tells_nothing():
    assert influence(given("present", "physical.hard", "C1", C1=[3])) is None
