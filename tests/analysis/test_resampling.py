import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from components.analysis.marks import marked
from components.analysis.resampling import averages, draws, medians, room, without_one
from tests.builders import given

KEYS = [("present", "a", "C1"), ("present", "b", "C1")]


def test_a_room_knows_who_marked_what_and_who_sits_with_whom():
    marks = [
        *given("present", "a", "C1", group="firms", C1=[1, 2, 3], C2=[4]),
        *given("present", "b", "C1", group="firms", C1=[5, None]),
        *given("present", "a", "C1", group="citizens", start=9, C1=[0, 0]),
    ]
    found = room(marked(marks, KEYS, ["C1", "C2"]), 3)
    assert found.marks.tolist() == [[1, 5], [2, -1], [3, -1], [4, -1], [0, -1], [0, -1]]
    assert found.city.tolist() == [0, 0, 0, 1, 0, 0]
    # three firms of C1 are drawn among themselves; its two citizens, and the one of C2, are what is left of their city
    assert found.stratum.tolist() == [0, 0, 0, 1, 2, 2]


def test_everybody_is_drawn_within_city_and_group():
    stratum = np.array([0, 1, 0, 2, 1, 0])
    found = draws(stratum, 200, np.random.default_rng(1))
    for number, size in ((0, 3), (1, 2), (2, 1)):
        assert (found[:, stratum == number].sum(axis=1) == size).all()
    assert found[:, 0].mean() == pytest.approx(1, abs=0.2)
    assert (found == draws(stratum, 200, np.random.default_rng(1))).all()


rooms = st.lists(st.lists(st.integers(-1, 5), min_size=3, max_size=3), min_size=1, max_size=7)


@settings(max_examples=60)
@examples(rooms, st.integers(0, 9))
def test_medians_and_means_are_those_of_the_marks_drawn(rows, seed):
    marks = np.array(rows, dtype=np.int8)
    times = draws(np.zeros(len(rows), dtype=np.int64), 5, np.random.default_rng(seed))
    middle, mean = medians(times, marks), averages(times, marks)
    for row, counts in enumerate(times.astype(int)):
        for key in range(3):
            drawn = [value for value, n in zip(marks[:, key].tolist(), counts, strict=True) for _ in range(n)]
            given_marks = [value for value in drawn if value >= 0]
            if not given_marks:
                assert np.isnan(middle[row, key])
                assert np.isnan(mean[row, key])
            else:
                assert middle[row, key] == np.quantile(given_marks, 0.5, method="inverted_cdf")
                assert mean[row, key] == pytest.approx(np.mean(given_marks), rel=1e-5)


@settings(max_examples=60)
@examples(rooms)
def test_leaving_one_out_is_the_median_of_the_others(rows):
    marks = np.array(rows, dtype=np.int8)
    everybody_else = (1 - np.eye(len(rows))).astype(np.float32)
    found, expected = without_one(marks), medians(everybody_else, marks)
    assert np.array_equal(found, expected, equal_nan=True)
