from dataclasses import replace

import pytest

from components.errors import InputError
from components.investment.nominal import nominal, price_level
from components.investment.plan_records import Flow
from components.workshop.records.demands import Inflation
from tests.builders import state
from tests.investment.room import SETTING

THREE = replace(SETTING, years=3, price_year=2026)


def rises(**percents):
    return [Inflation(year.removeprefix("y"), percent) for year, percent in percents.items()]


def flow(amount, year, payer="C1"):
    return Flow("P01", year, "capex", payer, "own_revenue", "in_budget", amount, "")


def test_the_chain_begins_in_the_price_year():
    """By hand: 5 %, then 10 %, then 0 % on prices of 2026: 1.05, 1.155, 1.155."""
    level = price_level(state(THREE, *rises(y2027=5, y2028=10, y2029=0)))
    assert level.base == 2026
    assert [round(factor, 6) for _, factor in level.factors] == [1.05, 1.155, 1.155]
    assert level.missing == ()


def test_without_a_price_year_the_first_year_is_one():
    level = price_level(state(replace(THREE, price_year=None), *rises(y2028=10, y2029=10)))
    assert [round(factor, 6) for _, factor in level.factors] == [1, 1.1, 1.21]


def test_prices_of_a_later_year_are_taken_back():
    level = price_level(state(replace(THREE, price_year=2028), *rises(y2028=25, y2029=20)))
    assert [round(factor, 6) for _, factor in level.factors] == [0.8, 1, 1.2]


def test_prices_of_years_ago_need_the_years_between():
    assert replace(THREE, price_year=2024).inflation_years == (2025, 2026, 2027, 2028, 2029)


def test_a_rise_that_is_not_stated_is_not_zero():
    level = price_level(state(THREE, *rises(y2027=5, y2029=3)))
    assert level.missing == (2028,)
    assert level.of(2028) is None
    assert level.of(2029) is None


def test_amounts_of_a_year_add_up_to_the_rounded_year():
    """By hand: 100 and 101 in 2028 at 1.155 are 115.5 and 116.655, 232.155 together: 232 = 115 + 117."""
    level = price_level(state(THREE, *rises(y2027=5, y2028=10, y2029=0)))
    found = nominal([flow(100, 2028), flow(101, 2028, "C2"), flow(1000, 2027)], level)
    assert [row.amount for row in found] == [115, 117, 1050]


def test_money_of_a_year_without_a_level_is_refused_with_the_year():
    level = price_level(state(THREE, *rises(y2027=5)))
    assert [row.amount for row in nominal([flow(100, 2027)], level)] == [105]
    with pytest.raises(InputError) as error:
        nominal([flow(100, 2029)], level)
    assert error.value.problems[0].values == {"years": ("2028", "2029")}
