"""One change at a time, in a room of nine people and three cities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from components.analysis.evaluate import evaluate
from components.framework.parameters import load_parameters
from components.investment import robustness as tests_of
from components.investment.plan import make_plan
from components.investment.robustness import robustness, tau
from tests.investment.room import CATALOGUE, CRITERIA, EQUAL, PARAMETERS, envelopes, marks, option, seen


def tried(*options, marked, parameters=PARAMETERS, money=None):
    shown = seen(EQUAL, *options, *(money or envelopes(C1=13, C2=13, C3=13)), marked=marked)
    evidence = evaluate(shown, CATALOGUE, parameters)
    plan = make_plan(shown, evidence, CATALOGUE, parameters)
    found = robustness(shown, evidence, plan, CATALOGUE, parameters)
    return plan, {(test.kind, test.subject): test for test in found}


def better_on_one(code, value, once):
    """The same mark on every criterion but the first."""
    plain = [mark for mark in marks(code, value) if mark.item != CRITERIA[0]]
    return plain + [mark for mark in marks(code, once) if mark.item == CRITERIA[0]]


def test_an_option_that_one_city_carries_leaves_without_its_marks():
    # 195 is there, each costs 150. P01: 3 3 3 3 3 3 2 2 2, median 3; without C1: 3 3 3 2 2 2, the lower middle mark is
    # 2. P02: 2 throughout but 3 on one criterion, so that it stands between.
    marked = [*marks("P01", 3, C3=2), *better_on_one("P02", 2, 3)]
    plan, tests = tried(option("P01", 150), option("P02", 150), marked=marked)
    assert plan.line("P01").chosen
    without = tests["city", "C1"]
    assert (without.enter, without.leave, without.top, without.tau) == (("P02",), ("P01",), ("P02", "P01"), -1)
    kept = tests["city", "C3"]
    assert (kept.enter, kept.leave, kept.top, kept.tau) == ((), (), ("P01", "P02"), 1)


def test_money_moves_the_plan_and_not_the_order():
    # 195 in all: 150 and 40 fit; 146 after the cut: only the smaller one.
    plan, tests = tried(option("P01", 150), option("P02", 40), marked=[*marks("P01", 5), *marks("P02", 2)])
    assert plan.line("P01").chosen
    assert plan.line("P02").chosen
    budget = tests["budget", ""]
    assert (budget.leave, budget.top, budget.tau, budget.capex) == (("P01",), ("P01", "P02"), None, 40)
    assert budget.value == pytest.approx(plan.score("P02").value)
    assert ("uplift", "") not in tests


def test_costs_at_the_high_end_and_the_uplift_of_the_type_of_work():
    # 150 at the likely cost; the upper uplift of standard civil engineering is 44 %: 216 does not fit in 195.
    dear = option("P01", 150, uplift_type="standard_civil", capex_low=140.0, capex_high=190.0)
    _, tests = tried(dear, marked=marks("P01", 5))
    assert (tests["uplift", ""].leave, tests["uplift", ""].capex) == (("P01",), 0)
    assert (tests["high_cost", ""].leave, tests["high_cost", ""].capex) == ((), 190)


def test_dearer_operation_no_longer_fits_the_last_year():
    # Each city has 13 a year; 36 a year in operation is 12 each, 43 is over 14.
    _, tests = tried(option("P01", 30, opex_per_year=36.0), marked=marks("P01", 5))
    assert tests["opex", ""].leave == ("P01",)


def test_a_partner_that_leaves_takes_its_money_and_its_own_option_along():
    own = option("P02", 15, cities=("C3",))
    _, tests = tried(option("P01", 150), own, marked=[*marks("P01", 5), *marks("P02", 5)])
    # 130 is left of 195: neither what all three paid nor what C3 alone bore.
    assert tests["partner", "C3"].leave == ("P01", "P02")
    assert tests["partner", "C3"].top == ("P01",)


def test_other_weights_move_what_one_criterion_carried():
    # P01 is best on the first criterion alone: each city gives it 5 there and 1 elsewhere; P02 has 2 throughout.
    marked = [*better_on_one("P01", 1, 5), *marks("P02", 2)]
    _, tests = tried(option("P01", 150), option("P02", 150), marked=marked)
    assert {kind for kind, _ in tests} >= {"equal", "weight_down", "weight_up"}
    assert tests["equal", ""].tau == 1
    assert len([1 for kind, _ in tests if kind == "weight_up"]) == len(CRITERIA)


def test_without_an_option_that_could_be_chosen_nothing_is_tried():
    plan, tests = tried(marked=())
    assert (plan.lines, tests) == ((), {})


def test_progress_grows_to_all():
    told = []
    shown = seen(EQUAL, option("P01"), *envelopes(C1=50, C2=50, C3=50), marked=marks("P01", 4))
    evidence = evaluate(shown, CATALOGUE, PARAMETERS)
    plan = make_plan(shown, evidence, CATALOGUE, PARAMETERS)
    robustness(shown, evidence, plan, CATALOGUE, PARAMETERS, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1


def test_kendall_by_hand():
    # Orders 1 2 3 4 and 2 1 4 3: of six pairs four agree and two do not, (4 - 2) / 6.
    assert tau(np.array([1.0, 2, 3, 4]), np.array([2.0, 1, 4, 3])) == pytest.approx(1 / 3)
    assert tau(np.array([1.0, 1, 1]), np.array([1.0, 2, 3])) is None
    assert tau(np.array([1.0]), np.array([1.0])) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=9))
def test_kendall_does_not_depend_on_the_order_of_the_options(pairs):
    one, other = np.array(pairs, dtype=float).T
    found = tau(one, other)
    assert found is None or -1 <= found <= 1
    assert found == (None if tau(one[::-1], other[::-1]) is None else pytest.approx(tau(one[::-1], other[::-1])))
    if found is not None:
        assert found == pytest.approx(float(kendalltau(other, one).statistic))


def test_the_number_of_best_options_is_a_parameter():
    few = load_parameters().with_overrides({"robustness.top": 1})
    _, tests = tried(option("P01", 60), option("P02", 60), marked=[*marks("P01", 4), *marks("P02", 5)], parameters=few)
    assert {test.top for kind, test in tests.items() if kind[0] == "budget"} == {("P02",)}
    assert tests_of.SCORES[0] == "city"
