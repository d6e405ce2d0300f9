import math

import pytest

from components.investment.cooperation import NO, UNKNOWN
from components.investment.partners import asked_of, cooperation, groups, starts_of
from components.workshop.records.options import BenefitShare
from tests.investment.room import CATALOGUE, EQUAL, PARAMETERS, envelopes, marks, option, plan_of, seen


def benefits(code, **percent):
    return [BenefitShare(f"{code}.{city}", code, city, value) for city, value in percent.items()]


def room(*others):
    """Two options of three cities, 90 and 60, with money for both."""
    marked = [*marks("P01", 4), *marks("P02", 3)]
    records = (EQUAL, option("P01", 90), option("P02", 60), *envelopes(C1=20, C2=20, C3=20), *others)
    return seen(*records, marked=marked)


STATED = [*benefits("P01", C1=40.0, C2=30.0, C3=30.0), *benefits("P02", C1=20.0, C2=40.0, C3=40.0)]


def test_the_plan_is_put_against_each_city_on_its_own():
    shown = room(*STATED)
    plan = plan_of(shown)
    found = cooperation(shown.state, plan, CATALOGUE, PARAMETERS)
    assert found.fairness.base.cities == 150
    assert found.game.by_key == (50, 50, 50)
    assert math.fsum(found.game.by_shapley) == pytest.approx(150)
    # 90 x 0.4^0.6 + 60 x 0.2^0.6 for the first alone
    assert found.game.alone[0] == pytest.approx(90 * 0.4**0.6 + 60 * 0.2**0.6)
    assert found.losing.answer == NO
    assert math.fsum(city.benefit for city in found.together.cities) == pytest.approx(plan.portfolio.value)


def test_where_nobody_stated_who_benefits_it_is_not_known_who_loses():
    shown = room()
    found = cooperation(shown.state, plan_of(shown), CATALOGUE, PARAMETERS)
    assert (found.losing.answer, found.together.benefit_coverage) == (UNKNOWN, 0)


def test_a_plan_without_scores_has_a_cost_and_no_worth():
    shown = seen(EQUAL, option("P01", 90, must="in"), *STATED[:3], *envelopes(C1=20, C2=20, C3=20))
    plan = plan_of(shown)
    found = cooperation(shown.state, plan, CATALOGUE, PARAMETERS)
    assert (found.together, found.losing.answer) == (None, UNKNOWN)
    assert found.game.by_key == (30, 30, 30)
    assert groups(shown.state, plan, CATALOGUE, PARAMETERS) is None


def test_an_empty_plan_has_no_game():
    shown = seen(EQUAL)
    plan = plan_of(shown)
    found = cooperation(shown.state, plan, CATALOGUE, PARAMETERS)
    assert (found.together, found.game, found.losing.answer) == (None, None, UNKNOWN)
    assert groups(shown.state, plan, CATALOGUE, PARAMETERS) is None


def test_every_group_but_nobody_and_all_is_asked():
    shown = room(*STATED)
    found = groups(shown.state, plan_of(shown), CATALOGUE, PARAMETERS)
    assert (found.groups, found.exact, found.better) == (6, True, ())
    few = PARAMETERS.with_overrides({"shapley.exact_cities": 2})
    assert not groups(shown.state, plan_of(shown), CATALOGUE, few).exact
    assert groups(shown.state, plan_of(shown), CATALOGUE, few, exact=True).exact


def test_the_question_and_the_starts_are_those_of_the_plan():
    shown = room(*STATED)
    plan = plan_of(shown)
    assert {code for code, _ in starts_of(shown.state, plan)} == {"P01", "P02"}
    assert {item.code for item in asked_of(shown.state, plan, CATALOGUE, PARAMETERS).candidates} == {"P01", "P02"}
