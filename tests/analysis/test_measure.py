import math

import pytest

from components.analysis.agreement import kendall_w, tastle_wierman
from components.analysis.between import epsilon_squared
from components.analysis.measure import Unmeasured, is_number, numbers
from components.analysis.weights import ahp, combine_judgements
from components.errors import DataError


def test_a_reason_is_not_a_number():
    assert not is_number(Unmeasured.NO_VARIATION)
    assert is_number(0.0)


def test_a_reason_reads_as_words():
    assert [str(reason) for reason in Unmeasured] == ["no variation", "too few"]


def test_a_blank_is_missing_and_not_zero():
    assert math.isnan(numbers([1, None], "any.key")[1])


@pytest.mark.parametrize(
    ("method", "given", "key"),
    [
        (tastle_wierman, ["a", "b", "c"], "counts_values"),
        (kendall_w, [[1, 2], [3]], "ratings_values"),
        (epsilon_squared, [["many"]], "counts_values"),
        (ahp, [[1, "three"], [1, 1]], "matrix_numbers"),
        (combine_judgements, [[[1, "three"], [1, 1]]], "matrix_numbers"),
    ],
)
def test_what_is_no_number_gets_words(method, given, key):
    with pytest.raises(DataError) as caught:
        method(given)
    assert [problem.key for problem in caught.value.problems] == [f"analysis.refused.{key}"]
