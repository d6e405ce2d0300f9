import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.investment.budget_line import all_money, budget_line
from components.investment.question import Pot, Question
from tests.investment.room import EQUAL, envelopes, marks, option, plan_of, seen

AXIS = "social_environmental"
VALUES = {"A": 90.0, "B": 70.0, "C": 40.0, "D": 20.0}
COSTS = {"A": 50, "B": 30, "C": 40, "D": 10}


def test_the_line_lies_between_the_last_that_fits_and_the_first_that_does_not():
    # 50 + 30 fit into 100, with 40 more they do not: half-way between 70 and 40
    found = budget_line(AXIS, VALUES, COSTS, 100, 60.0)
    assert (found.at, found.fits, found.cost, found.weight) == (55, 2, 80, 60)


@pytest.mark.parametrize(
    ("money", "at", "fits"), [(130, None, 4), (129, 30, 3), (120, 30, 3), (49, 95, 0), (80, 55, 2)]
)
def test_where_the_money_ends(money, at, fits):
    found = budget_line(AXIS, VALUES, COSTS, money, 0)
    assert (found.at, found.fits) == (at, fits)


def test_without_money_or_costs_there_is_no_line():
    assert budget_line(AXIS, VALUES, COSTS, 0, 0) is None
    assert budget_line(AXIS, VALUES, dict.fromkeys(VALUES), 9, 0) is None
    assert budget_line(AXIS, {}, COSTS, 9, 0) is None
    assert budget_line(AXIS, VALUES, COSTS | {"B": None}, 90, 0).fits == 2


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 50)), min_size=1, max_size=8),
    st.integers(1, 300),
    st.integers(0, 100),
)
def test_more_money_never_raises_the_line(rows, money, more):
    values = {str(place): float(score) for place, (score, _) in enumerate(rows)}
    costs = {str(place): cost for place, (_, cost) in enumerate(rows)}
    poor, rich = (budget_line(AXIS, values, costs, amount, 0) for amount in (money, money + more))
    assert rich.fits >= poor.fits
    assert rich.cost <= money + more
    assert (rich.at if rich.at is not None else -1) <= (poor.at if poor.at is not None else -1)


def test_all_money_is_envelopes_and_sources_or_the_common_budget():
    plain = {"years": 2, "envelopes": ((5, 5), (3, 0)), "pots": (Pot("F", (), (4, 4)),), "candidates": ()}
    assert all_money(Question(**plain)) == 21
    assert all_money(Question(**plain, budget=(6, 6))) == 12
    assert all_money(Question(**plain, sources_only=True)) == 8


def test_the_plan_carries_a_line_for_each_axis_with_the_rooms_weights():
    marked = [*marks("P01", 5), *marks("P02", 3)]
    options = (option("P01", 300), option("P02", 400))
    found = plan_of(seen(EQUAL, *envelopes(C1=30, C2=30, C3=30), *options, marked=marked))
    social, financial = found.budget_lines
    assert (social.axis, social.at, social.fits, social.money) == ("social_environmental", 80, 1, 450)
    assert social.weight + financial.weight == pytest.approx(100)
    assert plan_of(seen(EQUAL, *options, marked=marked)).budget_lines == ()
