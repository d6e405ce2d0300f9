from dataclasses import replace

import pytest

from components.framework.parameters import load_parameters
from components.investment.coalitions import every_coalition
from components.investment.cooperation import (
    NO,
    UNKNOWN,
    YES,
    better_alone,
    does_any_partner_lose,
    together,
    worth_parts,
)
from components.investment.cost_game import cost_game
from components.investment.fairness import Base, Burden, Fairness
from components.investment.question import Question
from tests.investment.questions import candidate

PARAMETERS = load_parameters()
HALVES = {"PLANT": (50.0, 50.0)}


def question():
    """A hospital of city 0, a depot of city 1, and a joint plant that is worth more than it costs either."""
    items = (
        candidate("HOSPITAL", 40, 60, shares=(1.0, 0.0)),
        candidate("DEPOT", 30, 50, shares=(0.0, 1.0)),
        candidate("PLANT", 90, 100, shares=(0.5, 0.5)),
    )
    return Question(1, ((60,), (50,)), (), items)


def joint(benefit, **values):
    return together(question(), ["PLANT"], (50, 50), benefit, **({"scale": 0.6} | values))


def test_going_together_is_worth_what_the_joint_plan_has_beyond_each_alone():
    # An own plant would cost 66, more than either has.
    found = joint(HALVES)
    assert (found.joint, found.surplus, found.benefit_coverage) == (90, 90 - 40 - 30, 1)
    first, second = found.cities
    assert (first.options, first.value, first.cost, first.benefit) == (("HOSPITAL",), 40, 60, 45)
    assert (second.options, second.value, second.cost, second.benefit) == (("DEPOT",), 30, 50, 45)


def test_a_city_alone_may_do_its_own_version_of_a_joint_option():
    # Built in proportion, half of the plant costs 50 and is worth 45: better than hospital or depot.
    found = joint(HALVES, scale=1.0)
    assert [city.options for city in found.cities] == [("PLANT",), ("PLANT",)]
    assert found.surplus == 0


def test_a_benefit_that_is_not_stated_lies_evenly_on_the_options_cities_and_is_said():
    found = joint({})
    assert [city.benefit for city in found.cities] == [45, 45]
    assert found.benefit_coverage == 0


def test_progress_is_told():
    told = []
    joint(HALVES, progress=told.append)
    assert told == [0.5, 1.0]


def test_a_group_that_could_do_more_on_its_own_is_named():
    found = every_coalition(question(), (50, 50), {"PLANT": (90.0, 10.0)}, exact=True)
    parts = worth_parts(question(), ["PLANT"], {"PLANT": (90.0, 10.0)})
    assert parts == pytest.approx((81, 9))
    assert [(row.players, row.saving) for row in better_alone(found, parts)] == [((1,), pytest.approx(30 - 9))]


def fair(*heavy):
    rows = tuple(Burden(f"C{n}", 0, None, None, None, None, one) for n, one in enumerate(heavy, 1))
    return Fairness(Base(0, 0, 0, 0, 0), rows, None)


def answer(benefit, by_key, *heavy):
    parts = {"PLANT": [part / 100 for part in benefit["PLANT"]]} if benefit else {"PLANT": [0.5, 0.5]}
    game = cost_game({"PLANT": 100.0}, parts, by_key, scale=0.6, most_cities=10)
    return does_any_partner_lose(fair(*(heavy or (False, False))), joint(benefit), game, PARAMETERS)


def test_nobody_loses_when_all_get_more_and_pay_less_than_alone():
    found = answer(HALVES, [50.0, 50.0])
    assert (found.answer, found.losers, found.coverage) == (NO, (), 1)
    assert [(row.more_alone, row.cheaper_alone) for row in found.partners] == [(False, False)] * 2


def test_who_could_do_more_with_its_own_money_loses():
    # The second gets 10 % of 90 = 9 points and could do 30 alone; it pays 10, less than its own 100 x 0.1^0.6 = 25.
    found = answer({"PLANT": (90.0, 10.0)}, [90.0, 10.0])
    assert (found.answer, found.losers) == (YES, ("C2",))
    assert [(row.more_alone, row.cheaper_alone) for row in found.partners] == [(False, False), (True, False)]


def test_who_pays_more_than_its_own_version_would_cost_loses():
    # Half of the plant alone costs 66.
    found = answer(HALVES, [80.0, 20.0])
    assert (found.answer, found.losers) == (YES, ("C1",))
    assert [(row.more_alone, row.cheaper_alone) for row in found.partners] == [(False, True), (False, False)]


def test_paying_much_for_little_is_said_and_is_no_loss_by_itself():
    found = answer(HALVES, [60.0, 40.0], True, False)
    assert found.answer == NO
    assert [row.heavy for row in found.partners] == [True, False]


def test_without_stated_benefits_it_is_not_known_who_loses():
    found = answer({}, [90.0, 10.0], None, None)
    assert (found.answer, found.losers, found.coverage) == (UNKNOWN, (), 0)
    assert [(row.more_alone, row.cheaper_alone, row.heavy) for row in found.partners] == [(None, None, None)] * 2


def test_how_much_must_be_stated_is_a_parameter():
    strict = PARAMETERS.with_overrides({"fairness.coverage_minimum": 100})
    game = cost_game({"PLANT": 100.0}, {"PLANT": [0.5, 0.5]}, [50.0, 50.0], scale=0.6, most_cities=10)
    partly = replace(joint(HALVES), benefit_coverage=0.9)
    assert does_any_partner_lose(fair(False, False), partly, game, PARAMETERS).answer == NO
    assert does_any_partner_lose(fair(False, False), partly, game, strict).answer == UNKNOWN


def test_without_a_plan_it_is_not_known():
    assert does_any_partner_lose(fair(None, None), None, None, PARAMETERS).answer == UNKNOWN
