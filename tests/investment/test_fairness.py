import pytest

from components.investment.fairness import cities as money_by_city
from components.investment.fairness import totals
from components.investment.plan import Flow
from components.workshop.records.options import BenefitShare
from tests.builders import cities, state
from tests.investment.room import FIRST, SETTING, envelopes, option


def flow(code, payer, amount, *, year=FIRST, kind="capex", certainty="identified"):
    return Flow(code, year, kind, payer, "", certainty, amount, "")


def benefits(code, **percent):
    return [BenefitShare(f"{code}.{city}", code, city, value) for city, value in percent.items()]


def found(rows, *records):
    return money_by_city(state(SETTING, *cities(3), *records), rows)


def test_a_city_pays_against_what_it_gets():
    rows = [flow("P01", "C1", 60), flow("P01", "C2", 30), flow("P01", "C2", 10, kind="opex", year=FIRST + 1)]
    first, second, third = found(rows, option("P01"), *benefits("P01", C1=30.0, C2=50.0, C3=20.0), *envelopes(C1=20))
    assert (first.capex, first.opex, first.pays_percent, first.benefit_percent) == (60, 0, 60, 30)
    assert (first.ratio, first.envelope, first.first_year) == (2, 100, 60)
    assert (second.capex, second.opex, second.pays_percent, second.first_year) == (30, 10, 40, 30)
    assert (third.pays_percent, third.ratio, third.envelope) == (0, 0, None)
    assert first.benefit_coverage == 1


def test_benefits_weigh_as_much_as_the_option_costs():
    rows = [flow("P01", "C1", 30), flow("P02", "C1", 10)]
    shares = [*benefits("P01", C1=100.0), *benefits("P02", C2=100.0)]
    assert [city.benefit_percent for city in found(rows, option("P01"), option("P02"), *shares)] == [75, 25, 0]


def test_benefits_that_are_not_stated_in_full_are_left_out_and_said():
    rows = [flow("P01", "C1", 30), flow("P02", "C1", 10)]
    shares = [*benefits("P01", C1=60.0), *benefits("P02", C2=100.0)]
    assert found(rows, option("P01"), option("P02"), *shares)[0].benefit_coverage == pytest.approx(0.25)


def test_without_data_there_is_no_ratio():
    (first, *_) = found([])
    assert (first.pays_percent, first.benefit_percent, first.ratio) == (None, None, None)


def test_outside_money_is_not_paid_by_a_city():
    assert [city.capex for city in found([flow("P01", "EXT", 50)])] == [0, 0, 0]


def test_totals_are_sums_of_the_rows_and_add_up():
    kinds = (("secured", 40), ("in_budget", 5), ("applied", 30), ("identified", 20), ("gap", 5))
    rows = [flow("P01", "EXT", amount, certainty=certainty) for certainty, amount in kinds]
    rows.append(flow("P01", "C1", 9, kind="opex"))
    whole = totals(rows, 9)
    assert (whole.capex, whole.secured, whole.applied, whole.gap) == (100, 45, 30, 25)
    assert (whole.secured_share, whole.opex_at_completion) == (0.45, 9)


def test_an_empty_plan_has_no_secured_share():
    assert totals([], 0).secured_share is None
