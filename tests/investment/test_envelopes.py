from dataclasses import replace

from components.investment.envelopes import uses
from components.investment.plan_records import Flow
from tests.builders import cities, state
from tests.investment.room import SETTING, envelopes

TWO = replace(SETTING, years=2)


def flow(amount, year, kind="capex", certainty="in_budget"):
    return Flow("P01", year, kind, "C1", "own_revenue", certainty, amount, "")


def of_first(setting, *rows):
    held = state(setting, *cities(1), *(row for row in envelopes(C1=100) if row.year < 2029))
    return [(use.total, use.share, use.flag) for use in uses(held, rows, 0.8)]


def test_unspent_money_of_the_first_year_counts_in_the_second():
    """By hand: 40 of 100, then 40 + 130 of 200."""
    assert of_first(TWO, flow(40, 2027), flow(130, 2028)) == [(40, 0.4, "ok"), (130, 0.85, "tight")]


def test_in_strict_years_it_does_not():
    strict = replace(TWO, carry_over=False)
    assert of_first(strict, flow(40, 2027), flow(130, 2028)) == [(40, 0.4, "ok"), (130, 1.3, "over")]


def test_running_cost_counts_and_what_nobody_pays_does_not():
    found = of_first(TWO, flow(50, 2027), flow(30, 2027, "opex"), flow(999, 2027, certainty="gap"))
    assert found[0] == (80, 0.8, "ok")


def test_an_envelope_that_is_not_stated_is_unknown():
    held = state(TWO, *cities(1))
    assert [(use.share, use.flag) for use in uses(held, [flow(10, 2027)], 0.8)] == [(None, "unknown")] * 2
