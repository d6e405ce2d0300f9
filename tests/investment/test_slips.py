import pytest

from components.investment.slips import circles, slips
from components.workshop.records.money import Source, SourceAmount
from tests.builders import cities, state
from tests.investment.room import CATALOGUE, FIRST, PARAMETERS, SETTING, envelopes, option

MONEY = envelopes(C1=100, C2=100, C3=100)


def found(*records, money=MONEY):
    rows = slips(state(SETTING, *cities(3), *records, *money), CATALOGUE, PARAMETERS)
    return [(key.removeprefix("plan.slip."), dict(values)) for key, values in rows]


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
