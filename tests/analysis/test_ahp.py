"""Published values: Saaty (1977, 1980) wealth of nations; Saaty (1990) buying a house, tables 2 and 3; Saaty (2003)
improving the house judgements.
"""

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from components.analysis import weights
from components.analysis.ahp import (
    ahp,
    combine_judgements,
    combine_priorities,
    consistency_ratio,
    eigenvector,
    eigenvectors,
    most_inconsistent,
    random_index,
    ratio,
    row_geometric_mean,
)
from components.errors import DataError
from components.framework.catalogue import load

SAATY_SCALE = sorted({*range(1, 10), *(1 / n for n in range(2, 10))})


def matrix(*upper):
    """A reciprocal matrix from its rows above the diagonal."""
    size = len(upper) + 1
    found = np.ones((size, size))
    for row, values in enumerate(upper):
        found[row, row + 1 :] = values
        found[row + 1 :, row] = 1 / np.array(values)
    return found


# US, USSR, China, France, UK, Japan, West Germany
WEALTH = matrix(
    [4, 9, 6, 6, 5, 5], [7, 5, 5, 3, 4], [1 / 5, 1 / 5, 1 / 7, 1 / 5], [1, 1 / 3, 1 / 3], [1 / 3, 1 / 3], [2]
)
# size, transport, neighbourhood, age, yard, modern, condition, financing
HOUSE = matrix(
    [5, 3, 7, 6, 6, 1 / 3, 1 / 4],
    [1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
    [6, 3, 4, 6, 1 / 5],
    [1 / 3, 1 / 4, 1 / 7, 1 / 8],
    [1 / 2, 1 / 5, 1 / 6],
    [1 / 5, 1 / 6],
    [1 / 2],
)
HOUSE_SIZE = matrix([6, 8], [4])
HOUSE_TRANSPORT = matrix([7, 1 / 5], [1 / 8])

judgements = st.integers(2, 7).flatmap(
    lambda size: st.lists(
        st.sampled_from(SAATY_SCALE), min_size=size * (size - 1) // 2, max_size=size * (size - 1) // 2
    ).map(lambda given: _of_pairs(size, given))
)


def _of_pairs(size, given):
    found = np.ones((size, size))
    found[np.triu_indices(size, 1)] = given
    return np.where(np.tri(size, k=-1) > 0, 1 / found.T, found)


@pytest.mark.parametrize(
    ("judged", "published", "published_ratio"),
    [
        (WEALTH, (0.429, 0.231, 0.021, 0.053, 0.053, 0.119, 0.095), 0.08),
        (HOUSE, (0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333), 0.169),
        (HOUSE_SIZE, (0.754, 0.181, 0.065), 0.117),
        (HOUSE_TRANSPORT, (0.233, 0.054, 0.713), 0.213),
    ],
    ids=["wealth of nations", "house", "size of the houses", "transport of the houses"],
)
def test_published_priorities(judged, published, published_ratio):
    found, consistency = ahp(judged)
    assert found == pytest.approx(published, abs=0.004)
    assert consistency == pytest.approx(published_ratio, abs=0.0035)


@pytest.mark.parametrize(
    ("judged", "largest", "computed", "rows"),
    [
        (WEALTH, 7.60772026886, 0.0767323571792, (0.417157255738, 0.231489029993, 0.0198884397616)),
        (HOUSE, 9.66888731712, 0.169086860904, (0.174805089676, 0.0626465134453, 0.148706335661)),
        (HOUSE_SIZE, 3.13561084466, 0.116905900567, (0.753553899023, 0.181135464512, 0.0653106364649)),
        (HOUSE_TRANSPORT, 3.24695457256, 0.212891872897, (0.233059234183, 0.0544537292296, 0.712487036588)),
    ],
    ids=["wealth of nations", "house", "size of the houses", "transport of the houses"],
)
def test_the_same_examples_to_all_digits(judged, largest, computed, rows):
    assert eigenvector(judged)[1] == pytest.approx(largest, abs=1e-10)
    assert ahp(judged)[1] == pytest.approx(computed, abs=1e-10)
    assert row_geometric_mean(judged)[:3] == pytest.approx(rows, abs=1e-10)


def test_the_judgement_that_saaty_found_to_fit_least_and_what_it_becomes():
    found = most_inconsistent(HOUSE)
    # neighbourhood against condition: 6, off by 5.32; the family settled on 1/2
    assert (found.first, found.second, found.given) == (2, 6, 6)
    assert found.error == pytest.approx(5.32, abs=0.005)
    assert found.implied == pytest.approx(1 / 2, abs=0.05)
    better = HOUSE.copy()
    better[2, 6], better[6, 2] = 1 / 2, 2
    priorities, largest = eigenvector(better)
    assert largest == pytest.approx(8.811, abs=0.001)
    assert priorities == pytest.approx((0.175, 0.062, 0.103, 0.019, 0.034, 0.041, 0.221, 0.345), abs=0.0006)
    assert ahp(better)[1] == pytest.approx(0.083, abs=0.001)


def test_the_entry_points_stand_in_weights():
    assert weights.ahp is ahp
    assert weights.combine_judgements is combine_judgements


def test_saatys_random_index():
    assert [random_index()[size] for size in range(3, 9)] == [0.58, 0.90, 1.12, 1.24, 1.32, 1.41]
    assert max(random_index()) == 15
    # The method page shows the labels
    assert all(f"{row.value:.2f}" in text for row in load().random_index for text in (row.label.en, row.label.zh))
    assert consistency_ratio(15, 15 + 1.59 * 14) == pytest.approx(1)


def test_consistent_judgements_give_back_the_weights_they_were_made_of():
    true = np.array([0.5, 0.3, 0.15, 0.05])
    judged = true[:, None] / true[None, :]
    found, consistency = ahp(judged)
    assert found == pytest.approx(true)
    assert consistency == pytest.approx(0, abs=1e-12)
    assert row_geometric_mean(judged) == pytest.approx(true)
    assert most_inconsistent(judged) is None


@pytest.mark.parametrize(("judged", "share"), [([[1]], [1]), ([[1, 4], [0.25, 1]], [0.8, 0.2])])
def test_up_to_two_criteria_nothing_can_contradict(judged, share):
    found, consistency = ahp(judged)
    assert (found.tolist(), consistency) == (pytest.approx(share), 0)
    assert most_inconsistent(judged) is None


def test_a_circle_of_preferences_is_as_bad_as_chance():
    assert ahp(matrix([9, 1 / 9], [9]))[1] > 1


def test_rounded_reciprocals_are_taken_as_typed():
    assert ahp([[1, 8, 3], [0.13, 1, 0.33], [0.33, 3, 1]])[1] < 0.1


@pytest.mark.parametrize(
    ("judged", "key", "values"),
    [
        ([[1, np.nan], [np.nan, 1]], "judgement_missing", {"number": 1, "row": 1, "column": 2}),
        ([[1, 3], [-1 / 3, 1]], "judgement_not_positive", {"number": 1, "row": 1, "column": 2}),
        ([[1, 3], [3, 1]], "judgement_not_reciprocal", {"number": 1, "row": 1, "column": 2}),
        ([[2, 3], [1 / 3, 1]], "judgement_diagonal", {"number": 1, "row": 1, "column": 1}),
        ([[1, 2, 3], [1 / 2, 1, 2]], "matrix_square", {"number": 1}),
        (np.empty((0, 0)), "matrix_square", {"number": 1}),
        (np.ones((16, 16)), "matrix_large", {"number": 1, "size": 16, "largest": 15}),
    ],
)
def test_bad_judgements_get_words(judged, key, values):
    with pytest.raises(DataError) as caught:
        ahp(judged)
    assert [(problem.key, problem.values) for problem in caught.value.problems] == [(f"analysis.refused.{key}", values)]


def test_every_fault_is_named_at_once():
    with pytest.raises(DataError) as caught:
        combine_judgements([matrix([2, 3], [2]), [[1, np.nan, 3], [np.nan, 1, 2], [1 / 3, 2, 1]]])
    assert [(problem.key.split("_")[-1], problem.values["number"]) for problem in caught.value.problems] == [
        ("missing", 2),
        ("reciprocal", 2),
    ]


@pytest.mark.parametrize(("given", "key"), [([], "no_matrix"), ([np.ones((2, 2)), np.ones((3, 3))], "matrix_sizes")])
def test_what_cannot_be_combined_gets_words(given, key):
    with pytest.raises(DataError, match=key):
        combine_judgements(given)


def test_two_opposite_judgements_make_an_equal_one():
    assert combine_judgements([matrix([4]), matrix([1 / 4])]) == pytest.approx(np.ones((2, 2)))


def test_marks_are_saatys_scale():
    assert [ratio(mark) for mark in (-8, -1, 0, 1, 8)] == [1 / 9, 1 / 2, 1, 2, 9]


@examples(judgements)
def test_weights_sum_to_one_and_nobody_is_negative(judged):
    found, consistency = ahp(judged)
    assert found.sum() == pytest.approx(1)
    assert (found > 0).all()
    assert consistency >= 0


@examples(judgements, st.randoms(use_true_random=False))
def test_the_order_of_criteria_does_not_matter(judged, chance):
    order = list(range(len(judged)))
    chance.shuffle(order)
    found, consistency = ahp(judged[np.ix_(order, order)])
    straight, before = ahp(judged)
    assert found == pytest.approx(straight[order], abs=1e-8)
    assert consistency == pytest.approx(before, abs=1e-8)


@examples(st.integers(2, 6), st.integers(1, 6), st.data())
def test_the_group_by_rows_is_the_same_from_judgements_or_from_priorities(size, people, data):
    pairs = size * (size - 1) // 2
    given = st.lists(st.sampled_from(SAATY_SCALE), min_size=pairs, max_size=pairs)
    matrices = [_of_pairs(size, data.draw(given)) for _ in range(people)]
    joint = combine_judgements(matrices)
    assert np.abs(np.log(joint * joint.T)).max() < 1e-9
    assert row_geometric_mean(joint) == pytest.approx(combine_priorities(row_geometric_mean(np.array(matrices))))


@examples(judgements, st.integers(1, 5))
def test_the_same_judgements_of_all_are_the_groups(judged, people):
    assert combine_judgements([judged] * people) == pytest.approx(judged)


@examples(judgements)
def test_changing_what_fits_least_to_what_the_others_say_never_adds_contradiction(judged):
    found = most_inconsistent(judged)
    if found:
        better = judged.copy()
        better[found.first, found.second] = found.implied
        better[found.second, found.first] = 1 / found.implied
        assert ahp(better)[1] <= ahp(judged)[1] + 1e-9


def test_many_matrices_at_once_give_what_each_gives():
    many = np.array([HOUSE, HOUSE[::-1, ::-1]])
    found, largest = eigenvectors(many)
    for place, judged in enumerate(many):
        alone, value = eigenvector(judged)
        assert found[place] == pytest.approx(alone)
        assert largest[place] == pytest.approx(value)
