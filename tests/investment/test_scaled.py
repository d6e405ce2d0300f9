from hypothesis import given
from hypothesis import strategies as st

from components.investment.plan_records import Flow
from components.investment.scaled import scaled


def flow(amount, year=2027, option="P01"):
    return Flow(option, year, "capex" if amount >= 0 else "revenue", "C1", "own_revenue", "in_budget", amount, "")


def amounts(rows):
    return [row.amount for row in rows]


def test_a_third_each_keeps_the_year_whole():
    # 3 x 10 x 1.05 = 31.5, rounded to 32: 10.5 each, the first two go up
    assert amounts(scaled([flow(10), flow(10), flow(10)], lambda _: 1.05)) == [11, 11, 10]


def test_years_are_rounded_apart():
    assert amounts(scaled([flow(10), flow(10, 2028)], lambda row: 1.04 if row.year == 2027 else 1.06)) == [10, 11]


def test_what_is_earned_is_rounded_apart_from_what_is_paid():
    # 10.4 -> 10 is paid, -10.4 -> -10 is earned
    assert amounts(scaled([flow(10), flow(-10)], lambda _: 1.04)) == [10, -10]


def test_a_factor_of_one_changes_nothing():
    rows = [flow(7), flow(-3), flow(0)]
    assert list(scaled(rows, lambda _: 1.0)) == rows


@given(
    st.lists(st.tuples(st.integers(-10_000, 1_000_000), st.sampled_from([2027, 2028, 2029])), max_size=40),
    st.floats(0, 5, allow_nan=False),
)
def test_every_row_is_rounded_down_or_up_and_every_year_sums_to_its_rounded_sum(parts, factor):
    rows = [flow(amount, year) for amount, year in parts]
    found = scaled(rows, lambda _: factor)
    for row, made in zip(rows, found, strict=True):
        assert abs(made.amount - row.amount * factor) < 1 + 1e-6
    for year in (2027, 2028, 2029):
        exact = sum(row.amount for row in rows if row.year == year and row.amount > 0) * factor
        whole = sum(row.amount for row in found if row.year == year and row.amount > 0)
        assert abs(whole - exact) <= 0.5 + 1e-4
