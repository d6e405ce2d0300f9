from dataclasses import replace

from components.investment.envelopes import uses
from components.investment.funds import used_share, years_of_money
from components.investment.plan_records import Flow
from components.workshop.records.money import Source, SourceAmount
from tests.builders import cities, state
from tests.investment.room import CATALOGUE, SETTING, envelopes

TWO = replace(SETTING, years=2)
CODES = tuple(row.code for row in CATALOGUE.certainties)
GRANT = Source("F01", certainty="applied")
OTHER = Source("F02", certainty="applied", options=("P09",))
GIVEN = (SourceAmount("F01.2028", "F01", 2028, 30.0), SourceAmount("F02.2028", "F02", 2028, 500.0))


def flow(amount, year, certainty="in_budget", kind="capex", payer="C1", option="P01"):
    return Flow(option, year, kind, payer, "own_revenue", certainty, amount, "")


FLOWS = (
    flow(60, 2027),
    flow(100, 2028),
    flow(30, 2028, "applied", payer="EXT"),
    flow(15, 2028, "gap", payer="EXT"),
    flow(7, 2028, kind="opex"),
    flow(9, 2028, "identified", kind="opex", payer="EXT"),
)


def lines(setting, *records):
    held = state(setting, *cities(1), *(row for row in envelopes(C1=80) if row.year < 2029), *records)
    return years_of_money(held, FLOWS, (GRANT, OTHER), CODES)


def test_capital_cost_stands_by_how_sure_its_money_is():
    _, second = lines(TWO, GRANT, OTHER, *GIVEN)
    assert second.capex == (("in_budget", 100), ("applied", 30), ("gap", 15))
    assert (second.investment, second.gap, second.running) == (145, 15, 7)


def test_the_line_carries_what_was_left_and_leaves_out_sources_that_pay_for_nothing_here():
    """By hand: 80; then 80 + 30 + (80 - 60) = 130. The second source gives to an option that is not in the plan."""
    assert [row.line for row in lines(TWO, GRANT, OTHER, *GIVEN)] == [80, 130]


def test_a_source_that_is_only_a_gap_is_no_money():
    held = state(TWO, *cities(1), *(row for row in envelopes(C1=80) if row.year < 2029), *GIVEN)
    found = years_of_money(held, FLOWS, (replace(GRANT, certainty="gap"),), CODES)
    assert [row.line for row in found] == [80, 100]


def test_in_strict_years_nothing_is_carried():
    assert [row.line for row in lines(replace(TWO, carry_over=False), GRANT, *GIVEN)] == [80, 110]


def test_money_that_nobody_stated_is_no_line():
    held = state(TWO, *cities(1))
    assert [row.line for row in years_of_money(held, FLOWS, (), CODES)] == [None, None]


def test_use_over_the_plan_is_the_last_share_when_money_is_carried_and_the_tightest_year_otherwise():
    setting = replace(TWO, carry_over=False)
    held = state(setting, *cities(1), *(row for row in envelopes(C1=80) if row.year < 2029))
    rows = [flow(72, 2027), flow(40, 2028)]
    assert used_share(uses(held, rows, 0.8), "C1", carried=False) == 0.9
    carried = replace(held, records=tuple((k, (TWO,) if k == "setting" else v) for k, v in held.records))
    assert used_share(uses(carried, rows, 0.8), "C1", carried=True) == 0.7
    assert used_share((), "C1", carried=True) is None
