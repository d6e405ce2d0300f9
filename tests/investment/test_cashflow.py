from components.investment.cashflow import flows
from components.investment.payments import Payment
from components.investment.sharing import sharing
from components.workshop.records.money import CityCertainty, Source
from tests.builders import cities, state
from tests.investment.room import CATALOGUE, EQUAL, FIRST, PARAMETERS, SETTING, option


def rows_of(record, paid, *others, sources=()):
    held = state(SETTING, *cities(3), EQUAL, record, *others, *sources)
    found = flows(held, sharing(held, CATALOGUE, PARAMETERS), [(record.code, 0)], paid, sources)
    return [(row.year, row.kind, row.payer, row.source, row.certainty, row.amount, row.evidence) for row in found]


def test_cities_pay_from_their_own_revenue_with_their_certainty():
    paid = [Payment("P01", 0, "capex", ("city", 1), 40)]
    own = CityCertainty("C2", certainty="in_budget", evidence="line 12")
    expected = [(FIRST, "capex", "C2", "own_revenue", "in_budget", 40, "line 12")]
    assert rows_of(option("P01"), paid, own) == expected


def test_sources_pay_under_their_code():
    paid = [Payment("P01", 1, "capex", ("pot", 0), 40)]
    source = Source("F03", certainty="secured", evidence="letter 7")
    expected = [(FIRST + 1, "capex", "EXT", "F03", "secured", 40, "letter 7")]
    assert rows_of(option("P01"), paid, sources=(source,)) == expected


def test_what_is_lacking_is_one_row_of_certainty_gap():
    paid = [Payment("P01", 0, "capex", ("gap", place), 5) for place in range(3)]
    assert rows_of(option("P01"), paid) == [(FIRST, "capex", "EXT", "", "gap", 15, "")]


def test_users_pay_first_and_their_money_is_a_negative_row():
    found = rows_of(option("P01", opex_per_year=10.0, revenue_per_year=4.0, build_years=4), [])
    assert found == [
        (FIRST + 4, "opex", "EXT", "user_charges", "identified", 4, ""),
        (FIRST + 4, "revenue", "EXT", "user_charges", "identified", -4, ""),
    ]


def test_users_pay_no_more_than_it_costs_to_run_and_all_they_bring_is_told():
    found = rows_of(option("P01", opex_per_year=10.0, revenue_per_year=40.0, build_years=4), [])
    assert [(kind, amount) for _, kind, _, _, _, amount, _ in found] == [("opex", 10), ("revenue", -40)]


def test_an_outside_payer_of_the_running_cost_is_named():
    found = rows_of(option("P01", opex_per_year=10.0, opex_payer="Province", build_years=4), [])
    assert found == [(FIRST + 4, "opex", "EXT", "", "identified", 10, "Province")]
