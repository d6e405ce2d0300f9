import math

import pytest

from components.framework.parameters import load_parameters
from components.investment.cooperation import cost_game, stated_benefits, together
from components.investment.question import Question
from components.workshop.records.options import BenefitShare, Option
from tests.builders import cities, state
from tests.investment.questions import candidate

PARAMETERS = load_parameters()


def question():
    """A hospital of city 0, a depot of city 1, and a joint plant that is worth more than it costs either."""
    items = (
        candidate("HOSPITAL", 40, 60, shares=(1.0, 0.0)),
        candidate("DEPOT", 30, 50, shares=(0.0, 1.0)),
        candidate("PLANT", 90, 100, shares=(0.5, 0.5)),
    )
    return Question(1, ((60,), (50,)), (), items)


def game(paid, benefit, **values):
    return cost_game(question(), ["PLANT"], paid, (50, 50), benefit, PARAMETERS, **values)


def test_going_together_is_worth_what_the_joint_plan_has_beyond_each_alone():
    found = together(question(), ["PLANT"], (50, 50), {"PLANT": (50.0, 50.0)})
    assert (found.joint, found.surplus, found.benefit_coverage) == (90, 90 - 40 - 30, 1)
    first, second = found.cities
    assert (first.options, first.value, first.cost, first.benefit) == (("HOSPITAL",), 40, 60, 45)
    assert (second.options, second.value, second.cost, second.benefit) == (("DEPOT",), 30, 50, 45)


def test_a_benefit_that_is_not_stated_lies_evenly_on_the_options_cities_and_is_said():
    found = together(question(), ["PLANT"], (50, 50), {})
    assert [city.benefit for city in found.cities] == [45, 45]
    assert found.benefit_coverage == 0


def test_the_stated_game_by_hand():
    # A point costs 100/90 in the joint plan. City 0 alone: 60 for 40 points, 5 short of its 45: 60 + 5 x 100/90.
    # City 1 alone: 50 for 30 points, 15 short: 50 + 15 x 100/90. Together 100.
    found = game((50.0, 50.0), {"PLANT": (50.0, 50.0)})
    first, second = 60 + 500 / 90, 50 + 1500 / 90
    assert found.costs == pytest.approx((0, first, second, 100))
    assert found.saved == pytest.approx(first + second - 100)
    # Two players split the savings evenly.
    assert found.by_shapley == pytest.approx((first - found.saved / 2, second - found.saved / 2))
    assert (found.key_test.inside, found.shapley_test.inside) == (True, True)
    assert (found.core_empty, found.exact) == (False, True)


def test_a_key_that_asks_too_much_of_a_city_is_outside_the_core_and_says_who_would_leave():
    found = game((80.0, 20.0), {"PLANT": (50.0, 50.0)})
    assert (found.key_test.inside, found.key_test.blocking) == (False, (0,))
    assert found.key_test.saving == pytest.approx(80 - (60 + 500 / 90))
    assert found.shapley_test.inside


def test_a_city_that_gets_less_than_it_could_do_alone_pays_less():
    even = game((50.0, 50.0), {"PLANT": (50.0, 50.0)})
    uneven = game((50.0, 50.0), {"PLANT": (20.0, 80.0)})
    assert uneven.by_shapley[0] < even.by_shapley[0]
    assert math.fsum(uneven.by_shapley) == pytest.approx(100)


def test_many_cities_are_worked_out_approximately_unless_asked_otherwise():
    shares = (1 / 7,) * 7
    alone = [tuple(float(n == place) for place in range(7)) for n in range(7)]
    items = tuple(candidate(f"P{n}", 10, 70 + n, shares=alone[n]) for n in range(7))
    asked = Question(1, ((40,),) * 7, (), (*items, candidate("ALL", 100, 200, shares=shares)))
    paid = [200 / 7] * 7
    found = cost_game(asked, ["ALL"], paid, shares, {}, PARAMETERS)
    assert not found.exact
    exact = cost_game(asked, ["ALL"], paid, shares, {}, PARAMETERS, exact=True)
    assert exact.exact
    assert math.fsum(found.by_shapley) == pytest.approx(200)
    assert math.fsum(exact.by_shapley) == pytest.approx(200)


def test_without_cost_or_partners_there_is_no_game():
    assert game((0.0, 0.0), {}) is None
    one = Question(1, ((60,),), (), (candidate("A", 10, 60),))
    assert cost_game(one, ["A"], [60.0], [1.0], {}, PARAMETERS) is None


def test_only_benefits_that_are_stated_in_full_are_used():
    shares = {"P01": (60.0, 40.0), "P02": (60.0, None)}
    rows = [
        BenefitShare(f"{code}.C{place}", code, f"C{place}", percent)
        for code, row in shares.items()
        for place, percent in enumerate(row, 1)
    ]
    shown = state(*cities(2), Option("P01"), Option("P02"), *rows)
    assert stated_benefits(shown) == {"P01": (60.0, 40.0)}
