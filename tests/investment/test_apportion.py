from hypothesis import given
from hypothesis import strategies as st

from components.investment.apportion import apportion, apportion_percent, spread_evenly

weights = st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=12)


def test_the_odd_unit_goes_to_the_largest_fraction():
    # 100 in proportion 1 : 2 : 3 = 16.67, 33.33, 50
    assert apportion([1, 2, 3], 100) == (17, 33, 50)


def test_nothing_to_go_by_is_equal():
    assert apportion([0, 0, 0], 7) == (3, 2, 2)
    assert apportion([], 7) == ()


@given(weights, st.integers(0, 10**9))
def test_parts_make_the_whole_and_stay_within_a_unit(values, total):
    parts = apportion(values, total)
    assert sum(parts) == total
    if sum(values) > 1e-3:
        assert all(abs(part - total * value / sum(values)) < 1.001 for part, value in zip(parts, values, strict=True))


@given(weights)
def test_percentages_sum_to_exactly_100(values):
    assert sum(round(part * 100) for part in apportion_percent(values)) == 10_000


@given(st.integers(0, 10**7), st.integers(1, 10))
def test_a_cost_over_years_is_as_even_as_whole_units_allow(total, years):
    parts = spread_evenly(total, years)
    assert sum(parts) == total
    assert max(parts) - min(parts) <= 1
    assert list(parts) == sorted(parts, reverse=True)
