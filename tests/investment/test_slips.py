from dataclasses import replace

import pytest

from components.investment.slips import circles, slips
from components.workshop.records.demands import BudgetYear
from components.workshop.records.money import Source, SourceAmount
from tests.builders import cities, state
from tests.investment.room import CATALOGUE, FIRST, PARAMETERS, SETTING, envelopes, option

MONEY = envelopes(C1=100, C2=100, C3=100)


def found(*records, money=MONEY):
    rows = slips(state(SETTING, *cities(3), *records, *money), CATALOGUE, PARAMETERS)
    return [(row.key.removeprefix("plan.slip."), dict(row.values)) for row in rows]


def places(*records, **fields):
    rows = slips(state(SETTING, *cities(3), *records, *fields.get("money", MONEY)), CATALOGUE, PARAMETERS)
    return [(row.kind, row.code, row.field) for row in rows]


def keys(*records, **fields):
    return [key for key, _ in found(*records, **fields)]


def test_a_clean_list_has_none():
    assert keys(option("P01"), option("P02", 110, requires=("P01",))) == []


def test_options_that_wait_for_each_other():
    assert circles({"A": ["B"], "B": ["C"], "C": ["A"], "D": ["A"]}) == (("A", "B", "C"),)
    assert circles({"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": []}) == ()
    ((key, values),) = found(option("P01", requires=("P02",)), option("P02", requires=("P01",)))
    assert (key, values["options"]) == ("circle", "P01 Option P01 → P02 Option P02 → P01 Option P01")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"cities": ("C1", "C9")}, "city_left"),
        ({"cities": ("C9",)}, "no_city_left"),
        ({"requires": ("P77",)}, "unknown_option"),
        ({"excludes": ("P77",)}, "unknown_option"),
        ({"build_years": 0}, "finish_before_start"),
        ({"capex_likely": -5}, "cost_negative"),
    ],
)
def test_faults_of_an_option(fields, expected):
    assert keys(option("P01", **fields)) == [expected]


@pytest.mark.parametrize(("capex", "expected"), [(90_000, ["thousand_up"]), (0.1, []), (8_000, [])])
def test_a_slip_of_a_thousand_upward(capex, expected):
    rest = [option(f"P0{number}", amount) for number, amount in ((2, 60), (3, 90), (4, 150))]
    assert keys(option("P01", capex), *rest) == expected


def test_a_slip_of_a_thousand_downward_says_how_far():
    rest = [option(f"P0{number}", amount) for number, amount in ((2, 6000), (3, 9000), (4, 15000))]
    ((key, values),) = found(option("P01", 9), *rest)
    assert (key, values["amount"], values["factor"]) == ("thousand_down", "9", "1,000")


def test_a_grant_that_is_larger_than_the_cost():
    source = Source("F01", "Fund", certainty="secured", options=("P01",))
    given = SourceAmount(f"F01.{FIRST}", "F01", FIRST, 120)
    ((key, values),) = found(option("P01", 90), source, given)
    assert (key, values["amount"], values["cost"]) == ("grant_too_large", "120", "90")


def test_no_money_at_all_and_a_city_without():
    assert keys(option("P01"), money=()) == ["no_money"]
    assert keys(option("P01"), money=envelopes(C1=100, C2=0, C3=100)) == ["zero_envelope"]
    assert keys(option("P01"), money=envelopes(C1=100, C3=100)) == []


def test_an_envelope_a_thousand_times_too_large_is_pointed_out_at_its_year():
    year = FIRST + 1
    money = tuple(replace(row, amount=90_000) if row.code == f"C2.{year}" else row for row in MONEY)
    ((key, values),) = found(option("P01"), money=money)
    assert (key, values["who"], values["year"], values["factor"]) == ("given_thousand_up", "Belo", str(year), "900")
    assert places(option("P01"), money=money) == [("envelope", f"C2.{year}", "amount")]


def test_a_source_a_thousand_times_too_small_is_pointed_out_at_its_year():
    source = Source("F01", "Fund", certainty="secured")
    amounts = enumerate((5000, 5, 6000, 7000))
    given = [SourceAmount(f"F01.{FIRST + n}", "F01", FIRST + n, amount) for n, amount in amounts]
    assert keys(source, *given, option("P01")) == ["given_thousand_down"]
    assert places(source, *given, option("P01")) == [("source_amount", f"F01.{FIRST + 1}", "amount")]


def test_a_high_cost_far_off_the_likely_one_is_pointed_out():
    assert keys(option("P01", 90, capex_high=90_000)) == ["cost_spread"]
    assert keys(option("P01", 90, capex_low=60, capex_high=150)) == []
    assert places(option("P01", 90, capex_high=90_000)) == [("option", "P01", "capex_high")]


def test_a_common_budget_of_nothing():
    assert keys(option("P01"), BudgetYear(str(FIRST + 1), 0)) == ["zero_budget"]
    assert keys(option("P01"), *(BudgetYear(str(FIRST + n), 0) for n in range(5))) == ["no_budget"]
    assert keys(option("P01"), *(BudgetYear(str(FIRST + n), 10) for n in range(5))) == []


def test_every_slip_knows_its_field():
    assert places(option("P01", requires=("P02",)), option("P02", requires=("P01",))) == [("option", "P01", "requires")]
    assert places(option("P01", capex_likely=-5)) == [("option", "P01", "capex_likely")]
    assert places(option("P01", build_years=0)) == [("option", "P01", "build_years")]
    assert places(option("P01", cities=("C9",))) == [("option", "P01", "cities")]


def test_a_must_without_a_reason_is_pointed_out():
    assert keys(option("P01", must="in"), option("P02", must="out")) == ["must_in", "must_out"]
    assert keys(option("P01", must="in", must_reason="by law of 2024")) == []
