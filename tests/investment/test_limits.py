import pytest

from components.investment.limits import clamped


def test_free_shares_keep_their_proportions():
    assert clamped([60, 30, 10], [(0, 50), (0, 100), (0, 100)]) == pytest.approx((50, 37.5, 12.5))


def test_a_floor_is_paid_by_the_others_in_proportion():
    assert clamped([60, 38, 2], [(0, 100), (0, 100), (10, 100)]) == pytest.approx((60 * 90 / 98, 38 * 90 / 98, 10))
