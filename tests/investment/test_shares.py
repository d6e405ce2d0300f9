from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.errors import DataError
from components.investment.sharing import shares, split

PEOPLE = pd.DataFrame(
    {"population": [467_269, 434_403, 295_208], "gdp": [17.0, 16.9, 8.5], "equal": [1, 1, 1]},
    index=["Pereira", "Manizales", "Armenia"],
)


def keys_of(error):
    return [problem.key.rsplit(".", 1)[1] for problem in error.value.problems]


def test_a_single_key_is_the_share_of_the_measure():
    found = shares(PEOPLE, {"population": 1})
    assert [str(share) for share in found] == ["39.04", "36.29", "24.67"]  # census of 2018, adjusted


def test_three_keys_are_mixed_by_their_weights():
    found = shares(PEOPLE, {"population": 40, "gdp": 40, "equal": 20})
    assert [str(share) for share in found] == ["38.32", "37.13", "24.55"]


def test_thirds_make_exactly_a_hundred():
    found = shares(PEOPLE, {"equal": 5}, decimals=0)
    assert (list(found), sum(found)) == ([34, 33, 33], 100)


def test_floors_and_caps_hold_to_the_last_decimal():
    found = shares(PEOPLE, {"population": 1}, floor={"Armenia": 30}, cap=36.005)
    assert [str(share) for share in found] == ["36.00", "34.00", "30.00"]


@pytest.mark.parametrize(
    ("limits", "fault"),
    [
        ({"floor": 34}, "floors_over_100"),
        ({"cap": 33}, "caps_under_100"),
        ({"floor": {"Pereira": 50}, "cap": {"Pereira": 40}}, "floor_over_cap"),
        ({"floor": 33.4, "decimals": 0}, "floors_over_100"),
        ({"floor": 33.3, "decimals": 0}, "decimals"),
    ],
)
def test_limits_that_cannot_hold_are_told_in_words(limits, fault):
    with pytest.raises(DataError) as raised:
        shares(PEOPLE, {"equal": 1}, **limits)
    assert keys_of(raised) == [fault]


def test_every_fault_is_named():
    holes = PEOPLE.assign(population=[None, -1, 5], gdp=0)
    with pytest.raises(DataError) as raised:
        shares(holes, {"population": 1, "gdp": 1, "trips": 1, "equal": 0})
    assert keys_of(raised) == ["no_column", "weight", "amount", "amount", "all_zero"]
    with pytest.raises(DataError):
        shares(PEOPLE, {})


def test_an_amount_is_split_to_the_last_unit():
    found = split(100_000, shares(PEOPLE, {"population": 1}), unit=1)
    assert (list(found), sum(found)) == ([39_040, 36_290, 24_670], 100_000)
    third = split(Decimal("0.10"), pd.Series([1, 1, 1], index=list("abc")), unit=Decimal("0.01"))
    assert list(third) == [Decimal("0.04"), Decimal("0.03"), Decimal("0.03")]


def test_what_is_left_of_a_unit_is_not_lost():
    found = split("10.5", pd.Series([1, 3], index=["a", "b"]), unit=5)
    assert sum(found) == Decimal("10.5")
    assert found["b"] == Decimal("5.5")


@pytest.mark.parametrize(
    ("amount", "parts", "unit"), [(-1, [1], 1), (1, [0], 1), (1, [1], 0), (1, [-1, 2], 1), ("x", [1], 1), (1, [], 1)]
)
def test_what_cannot_be_split_is_told(amount, parts, unit):
    with pytest.raises(DataError):
        split(amount, pd.Series(parts, dtype=object), unit=unit)


measures = st.lists(st.integers(0, 10**7), min_size=2, max_size=8).filter(any)


@given(measures, st.integers(0, 4), st.integers(0, 10**9))
def test_shares_and_amounts_sum_exactly(values, decimals, amount):
    table = pd.DataFrame({"x": values, "equal": 1}, index=[f"C{number}" for number in range(len(values))])
    found = shares(table, {"x": 3, "equal": 1}, decimals=decimals)
    assert sum(found) == 100
    parts = split(amount, found)
    assert sum(parts) == amount
    exact = [3 * value / sum(values) * 25 + 25 / len(values) for value in values]
    assert all(abs(float(share) - one) < 1.1 * 10**-decimals for share, one in zip(found, exact, strict=True))


@given(measures, st.floats(0, 10), st.floats(60, 100))
def test_limits_hold_and_order_is_kept(values, floor, cap):
    table = pd.DataFrame({"x": values}, index=[f"C{number}" for number in range(len(values))])
    found = [float(share) for share in shares(table, {"x": 1}, floor=floor, cap=cap)]
    assert all(floor - 1e-9 <= share <= cap + 1e-9 for share in found)
    pairs = [(values[a], values[b], found[a], found[b]) for a in range(len(values)) for b in range(len(values))]
    assert all(one <= two + 0.011 for first, second, one, two in pairs if first <= second)


@pytest.mark.parametrize(
    ("limits", "faults"),
    [
        ({"floor": {"Perera": 30}}, ["unknown_city"]),
        ({"cap": {"Perera": 30}, "floor": -5}, ["percent", "unknown_city"]),
        ({"floor": "a third"}, ["percent"]),
        ({"cap": float("inf")}, ["percent"]),
    ],
)
def test_a_limit_that_would_not_count_is_refused(limits, faults):
    with pytest.raises(DataError) as raised:
        shares(PEOPLE, {"equal": 1}, **limits)
    assert keys_of(raised) == faults


def test_a_blank_limit_is_none_and_weights_may_be_a_series():
    floors = pd.Series({"Pereira": None, "Armenia": 30.0}, dtype=float)
    found = shares(PEOPLE, pd.Series({"population": 1}), floor=floors)
    assert [str(share) for share in found] == ["36.28", "33.72", "30.00"]
    assert list(found) == list(shares(PEOPLE, {"population": 1}, floor={"Armenia": 30}, cap=float("nan")))


def test_a_city_or_a_key_that_is_there_twice_is_told():
    for table in (PEOPLE.set_axis(["A", "A", "B"]), PEOPLE.set_axis(["equal", "equal", "gdp"], axis="columns")):
        with pytest.raises(DataError) as raised:
            shares(table, {"equal": 1})
        assert keys_of(raised) == ["twice"]


def test_an_amount_with_more_digits_than_are_kept_is_refused():
    third = pd.Series([1, 1, 1], index=list("abc"))
    with pytest.raises(DataError):
        split(10**30, third)
    with pytest.raises(DataError):
        split("123456789012345678901234567.89", third, unit="0.01")
    assert sum(split("12345678901234567890123456.78", third, unit="0.01")) == Decimal("12345678901234567890123456.78")
