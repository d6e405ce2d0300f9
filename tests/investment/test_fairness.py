import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from components.framework.parameters import load_parameters
from components.investment.fairness import base, fairness, gini, totals
from components.investment.fairness import cities as money_by_city
from components.investment.plan_records import Flow
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


def burdens(rows, *records):
    shown = state(SETTING, *cities(3), *records)
    return fairness(shown, rows, money_by_city(shown, rows), load_parameters())


def test_the_base_to_share_is_what_grants_and_users_leave():
    rows = [
        flow("P01", "EXT", 50, certainty="secured"),
        flow("P01", "C1", 30),
        flow("P01", "EXT", 20, certainty="gap"),
        flow("P01", "C2", 4, kind="opex"),
        Flow("P01", FIRST + 1, "opex", "EXT", "user_charges", "identified", 6, ""),
        Flow("P01", FIRST + 1, "revenue", "EXT", "user_charges", "identified", -6, ""),
    ]
    found = base(rows, ["C1", "C2", "C3"])
    assert (found.cost, found.outside, found.users, found.unpaid, found.cities) == (110, 50, 6, 20, 34)


def test_a_city_that_pays_much_more_than_it_gets_is_named():
    # 60 : 30 : 10 of what is paid against 30 : 60 : 10 of the benefit: ratios 2, 0.5 and 1.
    rows = [flow("P01", "C1", 60), flow("P01", "C2", 30), flow("P01", "C3", 10)]
    found = burdens(rows, option("P01"), *benefits("P01", C1=30.0, C2=60.0, C3=10.0))
    assert [row.heavy for row in found.burdens] == [True, False, False]
    assert [row.per_head for row in found.burdens] == [60 / 300_000, 30 / 300_000, 10 / 300_000]
    # |2 - 0.5| + |2 - 1| + |0.5 - 1| = 3, each pair twice, over 2 x 3 x 3.5
    assert found.gini == pytest.approx(6 / 21)


def test_who_pays_and_gets_nothing_pays_more_than_its_part_and_what_is_not_known_is_not_said():
    rows = [flow("P01", "C1", 50), flow("P01", "C2", 50)]
    found = burdens(rows, option("P01"), *benefits("P01", C1=0.0, C2=100.0, C3=0.0))
    assert [row.heavy for row in found.burdens] == [True, False, False]
    assert found.gini is None
    assert [row.heavy for row in burdens(rows, option("P01")).burdens] == [None] * 3


def test_all_on_one_of_four_is_a_gini_of_three_quarters():
    assert (gini([0, 0, 0, 8]), gini([2, 2]), gini([]), gini([0, 0])) == (0.75, 0, None, None)


@drawn(st.lists(st.floats(0.01, 100), min_size=1, max_size=8), st.floats(0.1, 10))
def test_the_gini_does_not_depend_on_the_unit(values, factor):
    found = gini(values)
    assert 0 <= found < 1
    assert gini([value * factor for value in values]) == pytest.approx(found, abs=1e-9)
