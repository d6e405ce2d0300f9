from components.investment.running import running, running_total
from components.investment.sharing import sharing
from components.workshop.records.money import Envelope
from tests.builders import cities, state
from tests.investment.room import CATALOGUE, EQUAL, PARAMETERS, SETTING, option


def of(*options):
    held = state(SETTING, *cities(3), EQUAL, Envelope("C1.2027", "C1", 2027, 1.0), *options)
    return running(held, sharing(held, CATALOGUE, PARAMETERS), [row.code for row in options])


def test_users_pay_first_and_the_rest_is_shared_in_whole_units():
    [row] = of(option("P01", opex_per_year=100.0, revenue_per_year=90.0))
    assert (row.cost, row.users, row.outside) == (100, 90, 0)
    assert row.cities == (("C1", 4), ("C2", 3), ("C3", 3))


def test_a_named_city_bears_it_alone_and_somebody_outside_spares_the_cities():
    one, two = of(option("P01", opex_per_year=10.0, opex_payer="C2"), option("P02", opex_per_year=10.0, opex_payer="X"))
    assert one.cities == (("C1", 0), ("C2", 10), ("C3", 0))
    assert (two.outside, dict(two.cities)) == (10, {"C1": 0, "C2": 0, "C3": 0})


def test_users_who_bring_more_than_it_costs_pay_no_more_than_that():
    [row] = of(option("P01", opex_per_year=10.0, revenue_per_year=40.0))
    assert (row.cost, row.users) == (10, 10)


def test_what_is_not_known_is_named_and_in_no_sum():
    total = running_total(of(option("P01", opex_per_year=9.0), option("P02", opex_per_year=None)), ["C1", "C2", "C3"])
    assert (total.cost, total.cities, total.unknown) == (9, (("C1", 3), ("C2", 3), ("C3", 3)), ("P02",))
