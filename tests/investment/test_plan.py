from collections import Counter

import pytest

from components.analysis.evaluate import evaluate
from components.errors import InputError
from components.investment.plan import PARAMETERS as USED
from components.investment.plan import make_plan
from components.workshop.records.money import CityCertainty, Source, SourceAmount
from components.workshop.records.setting import ParameterOverride
from tests.investment.room import (
    CATALOGUE,
    EQUAL,
    FIRST,
    PARAMETERS,
    SETTING,
    envelopes,
    marks,
    option,
    plan_of,
    seen,
)

SURE = tuple(CityCertainty(f"C{n}", certainty="in_budget", evidence="line 1") for n in (1, 2, 3))


def room(*records, **values):
    """Three cities with 30 a year each in their budgets."""
    return seen(EQUAL, *SURE, *envelopes(C1=30, C2=30, C3=30), *records, **values)


def test_an_empty_room_has_an_empty_plan():
    found = plan_of(seen())
    assert (found.portfolio.status, found.lines, found.flows, found.totals.capex) == ("empty", (), (), 0)


def test_a_plan_whole():
    # 90 a year: 300 + 120 fit, the smaller from the second year; the third lacks 480 - 450 and,
    # as 33.34 % of 480 is 160.03, one unit more
    marked = [*marks("P01", 5), *marks("P02", 4), *marks("P03", 3)]
    found = plan_of(room(option("P01", 300), option("P02", 120), option("P03", 60), marked=marked))
    first, second, third = found.lines
    assert found.portfolio.status == "optimal"
    assert found.portfolio.value == pytest.approx(180)
    assert found.portfolio.possible_value == pytest.approx(240)
    assert (first.chosen, first.start, first.finish, first.tier) == (True, FIRST + 4, FIRST + 4, "ready")
    assert (second.chosen, second.start, second.tier) == (True, FIRST + 1, "ready")
    assert (third.chosen, third.start, third.tier, third.why) == (False, None, "not_now", "plan.why.needs_many")
    assert dict(third.why_values)["amount"] == "31"
    assert (found.totals.capex, found.totals.secured, found.totals.gap) == (420, 420, 0)
    assert sum(city.capex for city in found.cities) == 420


def test_the_rows_of_an_option_and_year_sum_to_its_cost():
    outside = (Source("F01", certainty="applied"), SourceAmount("F01.1", "F01", FIRST, 17))
    big = option("P01", 100, build_years=3, opex_per_year=7.0, revenue_per_year=2.0)
    found = plan_of(room(big, *outside, marked=marks("P01", 4)))
    sums = Counter()
    for row in found.flows:
        sums[row.kind, row.year] += row.amount
    capex = [sums["capex", FIRST + year] for year in range(5)]
    assert sorted(capex) == [0, 0, 33, 33, 34]
    start = found.lines[0].start
    assert {year: sums["opex", year] for year in range(start + 3, FIRST + 5)} == dict.fromkeys(
        range(start + 3, FIRST + 5), 7
    )
    assert all(sums["revenue", year] == -2 for year in range(start + 3, FIRST + 5))
    assert (found.totals.applied, found.totals.opex_at_completion) == (17, 7)
    assert found.lines[0].tier == "prepare"


def test_a_split_is_a_question_and_not_a_line():
    found = plan_of(room(option("P01", 30), marked=marks("P01", 5, C2=1)))
    assert found.not_agreed == ("P01",)
    assert (found.lines[0].chosen, found.lines[0].why) == (False, "plan.why.split")


def test_a_split_that_the_room_takes_in_is_prepared_and_never_ready():
    found = plan_of(room(option("P01", 30, must="in"), marked=marks("P01", 5, C2=1)))
    assert (found.lines[0].chosen, found.lines[0].tier, found.not_agreed) == (True, "prepare", ("P01",))


def test_money_that_is_not_sure_makes_no_ready_option():
    shown = seen(EQUAL, *envelopes(C1=30, C2=30, C3=30), option("P01", 60), marked=marks("P01", 4))
    found = plan_of(shown)
    assert (found.lines[0].tier, found.lines[0].why) == ("prepare", "plan.why.prepare_money")
    assert found.totals.gap == 60


def test_what_must_be_in_without_money_shows_its_gap():
    found = plan_of(room(option("P01", 500, must="in"), marked=marks("P01", 4)))
    assert found.portfolio.status == "infeasible"
    assert found.lines[0].chosen
    assert sum(row.amount for row in found.flows if row.certainty == "gap") == 50
    assert sum(row.amount for row in found.flows) == 500
    clashes = [key for key, _ in found.portfolio.clashes]
    assert clashes == ["plan.clash.money", "plan.clash.way_must", "plan.clash.limit"]


def test_what_must_be_in_but_has_no_costs_is_named():
    found = plan_of(room(option("P01", None, must="in"), marked=marks("P01", 4)))
    assert [key for key, _ in found.portfolio.clashes] == ["plan.clash.no_candidate"]


def test_left_out_but_good_is_the_reserve():
    marked = [*marks("P01", 5), *marks("P02", 4), *marks("P03", 2)]
    found = plan_of(room(option("P01", 440), option("P02", 400), option("P03", 5), marked=marked))
    assert [line.tier for line in found.lines] == ["ready", "reserve", "ready"]


def test_money_that_was_not_stated_is_not_planned_with():
    found = plan_of(seen(EQUAL, option("P01", 3), marked=marks("P01", 4)))
    assert (found.portfolio.status, found.lines[0].chosen) == ("optimal", False)
    assert found.cities[0].envelope is None


def test_the_workshops_own_parameters_are_used_and_told():
    own = ParameterOverride("portfolio.certainty_minimum", 10.0, "tried")
    outside = (Source("F01", certainty="identified"), SourceAmount("F01.1", "F01", FIRST, 99))
    records = (EQUAL, *outside, option("P01", 99))
    assert not plan_of(seen(*records, marked=marks("P01", 4))).lines[0].chosen
    found = plan_of(seen(*records, own, marked=marks("P01", 4)))
    assert found.lines[0].chosen
    assert dict(found.parameters)["portfolio.certainty_minimum"] == 10
    assert {code for code, _ in found.parameters} == set(USED)


def test_an_impossible_parameter_is_refused():
    shown = seen(ParameterOverride("portfolio.gap", 7.0, ""))
    evidence = evaluate(seen(), CATALOGUE, PARAMETERS)
    with pytest.raises(InputError):
        make_plan(shown, evidence, CATALOGUE, PARAMETERS)


def test_the_order_of_the_options_in_the_log_does_not_matter():
    marked = [*marks("P01", 5), *marks("P02", 4), *marks("P03", 3)]
    options = [option("P01", 300), option("P02", 120), option("P03", 60)]
    one = plan_of(room(*options, marked=marked))
    two = plan_of(room(*reversed(options), marked=marked))
    assert (one.lines, one.flows, one.scores) == (two.lines, two.flows, two.scores)


def test_strict_years_lose_what_is_not_spent():
    setting = type(SETTING)("main", first_year=FIRST, years=5, currency="COP", carry_over=False)
    found = plan_of(room(option("P01", 91), marked=marks("P01", 4), setting=setting))
    assert not found.lines[0].chosen
    assert plan_of(room(option("P01", 91), marked=marks("P01", 4))).lines[0].start == FIRST + 1
