import pytest

from components.investment.leaving import leaving, refusing, with_no
from components.investment.partners import asked_of
from components.investment.question import Question
from components.workshop.records.demands import Consent
from tests.investment.questions import candidate
from tests.investment.room import CATALOGUE, EQUAL, PARAMETERS, envelopes, marks, option, plan_of, seen


def three_cities():
    """A plant of all three, a road of the first two, a clinic of the third; 60 each."""
    items = (
        candidate("PLANT", 50, 90, shares=(0.5, 0.25, 0.25)),
        candidate("ROAD", 20, 30, shares=(0.5, 0.5, 0.0)),
        candidate("CLINIC", 30, 30, shares=(0.0, 0.0, 1.0)),
    )
    return Question(1, ((60,), (60,), (60,)), (), items)


JOINT = (("PLANT", 0), ("ROAD", 0), ("CLINIC", 0))


def two_cities():
    """The same without the third city: its clinic is gone, and the plant falls on the others by what they bore."""
    items = (
        candidate("PLANT", 50, 90, shares=(2 / 3, 1 / 3)),
        candidate("ROAD", 20, 30, shares=(0.5, 0.5)),
    )
    return Question(1, ((60,), (60,)), (), items)


def test_when_the_third_city_leaves():
    found = leaving(three_cities(), JOINT, 2, two_cities(), gap=0.0, seconds=5)
    # Without the third: plant 2/3 and 1/3 of 90 = 60 and 30; road 15 and 15: 75 is more than 60, so plant only.
    assert (found.survive, found.lost, found.enter) == (("PLANT",), ("ROAD", "CLINIC"), ())
    assert (found.value_before, found.value_after) == (100, 50)
    first, second = found.payers
    assert (first.city, first.before, first.after) == (0, 60, 60)
    assert (first.surviving_before, first.surviving_after) == (45, 60)
    # A quarter of 90 is 22.5: whole units, rounded one way or the other.
    assert second.surviving_before in {22, 23}
    assert second.surviving_after == 30


def test_what_had_no_room_may_enter_when_a_partner_leaves():
    items = (
        candidate("JOINT", 50, 80, shares=(0.5, 0.5)),
        candidate("OWN", 20, 60, shares=(1.0, 0.0)),
    )
    whole = (candidate("JOINT", 50, 80, shares=(1.0,)), candidate("OWN", 20, 60, shares=(1.0,)))
    alone = Question(1, ((60,),), (), whole)
    found = leaving(Question(1, ((60,), (60,)), (), items), (("JOINT", 0),), 1, alone, gap=0.0, seconds=5)
    assert (found.survive, found.lost, found.enter) == ((), ("JOINT",), ("OWN",))


def test_who_says_no_to_one_option_keeps_its_money_and_the_others_pay_its_part():
    asked = with_no(three_cities(), "PLANT", 0)
    assert {item.code: item.shares for item in asked.candidates} == {
        "PLANT": (0.0, 0.5, 0.5), "ROAD": (0.5, 0.5, 0.0), "CLINIC": (0.0, 0.0, 1.0),
    }  # fmt: skip
    found = refusing(three_cities(), JOINT, "PLANT", 0, gap=0.0, seconds=5)
    # The plant is 45 and 45 for the others; the third city cannot pay its clinic of 30 beside that: 60 - 45 = 15.
    assert (found.survive, found.lost, found.enter) == (("PLANT", "ROAD"), ("CLINIC",), ())
    assert [(row.city, row.after) for row in found.payers] == [(0, 15), (1, 60), (2, 45)]
    assert found.payers[0].before == 60
    assert [row.refused_after for row in found.payers] == [0, 45, 45]
    assert (found.payers[0].refused_before, sum(row.refused_before for row in found.payers)) == (45, 90)


def test_what_only_the_one_that_says_no_would_pay_for_is_lost():
    assert [item.code for item in with_no(three_cities(), "CLINIC", 2).candidates] == ["PLANT", "ROAD"]


def test_a_no_to_an_option_is_the_same_question_as_the_recorded_one():
    shown = seen(EQUAL, option("P01", 90), option("P02", 60), *envelopes(C1=20, C2=20, C3=20),
                 marked=[*marks("P01", 4), *marks("P02", 3)])  # fmt: skip
    recorded = seen(EQUAL, option("P01", 90), option("P02", 60), *envelopes(C1=20, C2=20, C3=20),
                    Consent("P01.C2", "P01", "C2", "no"), marked=[*marks("P01", 4), *marks("P02", 3)])  # fmt: skip
    one = with_no(asked_of(shown.state, plan_of(shown), CATALOGUE, PARAMETERS), "P01", 1)
    two = asked_of(recorded.state, plan_of(recorded), CATALOGUE, PARAMETERS)
    assert one.by_code["P01"].shares == pytest.approx(two.by_code["P01"].shares, abs=1e-4)


def test_the_search_reports_and_can_be_ended():
    told = []
    leaving(three_cities(), JOINT, 2, two_cities(), gap=0.0, seconds=5, report=told.append)
    assert told
