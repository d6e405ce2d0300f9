from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis.network_value import (
    LOGARITHMIC,
    MONOCENTRIC,
    POLYCENTRIC,
    SQUARE,
    centres_by_size,
    functional_polycentricity,
    gain_together,
    primacy,
    value,
)
from components.errors import DataError


def test_the_two_laws():
    assert value(100, SQUARE) == 10_000
    assert value(100, LOGARITHMIC) == pytest.approx(100 * log(100))
    assert value(0, LOGARITHMIC) == 0.0


def test_three_equal_cities_triple_by_the_square_and_gain_little_by_the_cautious_law():
    cities = [300_000.0] * 3
    assert gain_together(cities, SQUARE) == pytest.approx(3)
    assert gain_together(cities, LOGARITHMIC) == pytest.approx(log(900_000) / log(300_000))


def test_cities_without_people_are_named():
    with pytest.raises(DataError) as raised:
        gain_together([0.0, 5.0, 1.0], SQUARE)
    assert len(raised.value.problems) == 2


def test_centres_by_size():
    assert primacy({"a": 1.0, "b": 3.0}) == ("b", 0.75)
    assert primacy({}) is None
    assert centres_by_size({"a": 1.0, "b": 3.0}, 0.5) == MONOCENTRIC
    assert centres_by_size({"a": 1.0, "b": 1.0, "c": 1.0}, 0.5) == POLYCENTRIC
    assert centres_by_size({}, 0.5) == ""


def test_polycentricity_by_hand():
    assert functional_polycentricity([(0, 1), (1, 2), (0, 2)], range(3)) == pytest.approx(1.0)
    # A star of four: degrees 3, 1, 1, 1 with s = sqrt(3)/2; s_max of (0, 3) = 1.5; density 1/2.
    assert functional_polycentricity([(0, 1), (0, 2), (0, 3)], range(4)) == pytest.approx((1 - 3**0.5 / 3) / 2)
    assert functional_polycentricity([], range(3)) == 0.0


@given(st.lists(st.floats(1000, 1e7), min_size=2, max_size=8), st.sampled_from([SQUARE, LOGARITHMIC]))
def test_together_is_never_worth_less_than_apart(users, law):
    assert gain_together(users, law) >= 1
