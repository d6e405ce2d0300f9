from hypothesis import given
from hypothesis import strategies as st

from components.analysis.apportion import largest_remainder


def test_the_largest_remainders_get_the_rest():
    # Quotas 4.4, 3.3, 2.3 of 10 seats; floors 4, 3, 2; the tenth seat goes to the largest remainder
    assert largest_remainder([44, 33, 23], 10) == (5, 3, 2)


def test_ties_go_to_the_earlier_part():
    assert largest_remainder([1, 1, 1], 1000) == (334, 333, 333)


def test_nothing_goes_to_a_part_of_nothing():
    assert largest_remainder([0, 1, 2], 100) == (0, 33, 67)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any), st.integers(0, 100_000))
def test_parts_sum_to_the_whole_and_stay_within_one_of_their_quota(parts, units):
    found = largest_remainder(parts, units)
    assert sum(found) == units
    assert all(abs(got - part * units / sum(parts)) < 1 + 1e-9 for got, part in zip(found, parts, strict=True))
