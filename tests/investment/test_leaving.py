from dataclasses import replace

from components.investment.leaving import leaving, without
from components.investment.question import Question
from tests.investment.questions import candidate


def three_cities():
    """A plant of all three, a road of the first two, a clinic of the third; 60 each."""
    items = (
        candidate("PLANT", 50, 90, shares=(0.5, 0.25, 0.25)),
        candidate("ROAD", 20, 30, shares=(0.5, 0.5, 0.0)),
        candidate("CLINIC", 30, 30, shares=(0.0, 0.0, 1.0)),
    )
    return Question(1, ((60,), (60,), (60,)), (), items)


JOINT = (("PLANT", 0), ("ROAD", 0), ("CLINIC", 0))


def test_who_stays_takes_over_in_the_proportions_that_they_have():
    shares = {item.code: item.shares for item in without(three_cities(), 0).candidates}
    assert shares == {"PLANT": (0.5, 0.5), "ROAD": (1.0, 0.0), "CLINIC": (0.0, 1.0)}


def test_what_only_the_leaver_bore_goes_with_it():
    assert [item.code for item in without(three_cities(), 2).candidates] == ["PLANT", "ROAD"]


def test_when_the_third_city_leaves():
    found = leaving(three_cities(), JOINT, 2, gap=0.0, seconds=5)
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
    found = leaving(Question(1, ((60,), (60,)), (), items), (("JOINT", 0),), 1, gap=0.0, seconds=5)
    assert (found.survive, found.lost, found.enter) == ((), ("JOINT",), ("OWN",))


def test_running_cost_that_only_the_leaver_bore_follows_the_capital_cost():
    item = replace(candidate("P", 10, 10, shares=(0.5, 0.5, 0.0)), opex_shares=(0.0, 0.0, 1.0))
    (kept,) = without(Question(1, ((9,),) * 3, (), (item,)), 2).candidates
    assert kept.opex_shares == (0.5, 0.5)


def test_what_nobody_of_the_cities_pays_stays():
    item = candidate("P", 10, 10, shares=(0.0, 0.0))
    assert [kept.code for kept in without(Question(1, ((9,),) * 2, (), (item,)), 0).candidates] == ["P"]
