"""Published values: the manual page of the R package agrmt (van der Eijk 2001, p. 331; Tastle & Wierman 2007)."""

import numpy as np
import pytest
from hypothesis import assume
from hypothesis import given as examples
from hypothesis import strategies as st

from components.analysis import agreement
from components.analysis.consensus import (
    null_variance,
    rwg,
    rwg_each,
    tastle_wierman,
    tastle_wierman_each,
    van_der_eijk,
    van_der_eijk_each,
)
from components.analysis.measure import Unmeasured, is_number
from components.errors import DataError

VAN_DER_EIJK_P331 = (30, 40, 210, 130, 530, 50, 10)

rows = st.lists(st.integers(0, 30), min_size=3, max_size=9).filter(any)


@pytest.mark.parametrize(
    ("counts", "consensus", "a"),
    [
        (VAN_DER_EIJK_P331, 0.725687613959, 0.611333333333),
        ((0, 0, 100, 0, 0), 1, 1),
        ((50, 0, 0, 0, 50), 0, -1),
        ((20, 20, 20, 20, 20), 0.433985000288, 0),
    ],
)
def test_published_rows_of_counts(counts, consensus, a):
    assert tastle_wierman(counts) == pytest.approx(consensus, abs=1e-11)
    assert van_der_eijk(counts) == pytest.approx(a, abs=1e-11)


def test_the_entry_points_stand_in_agreement():
    assert agreement.tastle_wierman is tastle_wierman
    assert agreement.van_der_eijk is van_der_eijk
    assert agreement.rwg is rwg


def test_consensus_by_hand():
    # marks 3 3 3 4 on 0-5: mean 3.25; 1 + 0.75 log2(1 - 0.25/5) + 0.25 log2(1 - 0.75/5)
    by_hand = 1 + 0.75 * np.log2(0.95) + 0.25 * np.log2(0.85)
    assert tastle_wierman([0, 0, 0, 3, 1, 0]) == pytest.approx(by_hand)


def test_a_by_hand():
    # 2 1 0 of three points is a layer of one on the first two points and a layer of one on the first:
    # the first fits one peak (U = 1) and fills 2 of 3: 1 - 1/2; the second fills 1: 1. Weights 2/3 and 1/3.
    assert van_der_eijk([2, 1, 0]) == pytest.approx(2 / 3 * 0.5 + 1 / 3)
    # filled, empty, filled: U = -(K - 1) / (K - 2) = -2, times 1 - 1/2
    assert van_der_eijk([1, 0, 1]) == -1


def test_rwg_by_hand_with_its_null_distribution():
    # marks 4 4 5 5: s² = 4 x 0.25 / 3 = 1/3
    counts = [0, 0, 0, 0, 2, 2]
    assert null_variance(6, "uniform") == pytest.approx(35 / 12)
    assert rwg(counts) == pytest.approx(1 - (1 / 3) / (35 / 12))
    # triangular weights 1 2 3 3 2 1: Σ w (x - 2.5)² / 12 = (2 x 6.25 + 4 x 2.25 + 6 x 0.25) / 12
    assert null_variance(6, "triangular") == pytest.approx(23 / 12)
    assert rwg(counts, null="triangular") == pytest.approx(1 - (1 / 3) / (23 / 12))


@pytest.mark.parametrize("points", range(2, 12))
def test_the_triangular_null_is_the_variance_of_its_weights(points):
    weights = np.minimum(np.arange(1, points + 1), np.arange(points, 0, -1))
    scale = np.arange(points)
    mean = (weights @ scale) / weights.sum()
    assert null_variance(points, "triangular") == pytest.approx(weights @ (scale - mean) ** 2 / weights.sum())


def test_marks_farther_apart_than_at_random_have_no_agreement_within_the_group():
    assert rwg([5, 0, 0, 0, 0, 5]) == 0


@pytest.mark.parametrize("method", [tastle_wierman, van_der_eijk, rwg])
def test_nobody_rated(method):
    assert method([0, 0, 0, 0]) is Unmeasured.TOO_FEW


def test_one_person_agrees_with_nobody_else_by_rwg():
    assert rwg([0, 0, 1]) is Unmeasured.TOO_FEW
    assert not is_number(rwg([0, 0, 1]))


@pytest.mark.parametrize("method", [tastle_wierman, van_der_eijk, rwg])
@pytest.mark.parametrize(
    ("counts", "key"),
    [
        ([3, -1, 2], "counts_values"),
        ([3, np.nan, 2], "counts_values"),
        ([3, np.inf, 2], "counts_values"),
        ([3], "counts_shape"),
        ([[1, 2, 3], [4, 5, 6]], "counts_shape"),
    ],
)
def test_bad_counts_get_words(method, counts, key):
    with pytest.raises(DataError) as caught:
        method(counts)
    assert [problem.key for problem in caught.value.problems] == [f"analysis.refused.{key}"]


def test_two_points_have_no_triples():
    with pytest.raises(DataError):
        van_der_eijk([3, 4])


def test_an_unknown_null_gets_words():
    with pytest.raises(DataError) as caught:
        rwg([1, 2, 3], null="normal")
    assert caught.value.problems[0].values == {"null": "normal"}


@examples(rows)
def test_all_stay_in_their_bounds(counts):
    assert 0 <= tastle_wierman(counts) <= 1
    assert -1 <= van_der_eijk(counts) <= 1
    assert rwg(counts) is Unmeasured.TOO_FEW or 0 <= rwg(counts) <= 1


@examples(rows, st.integers(2, 7))
def test_only_shares_count(counts, times):
    more = [count * times for count in counts]
    assert tastle_wierman(more) == pytest.approx(tastle_wierman(counts))
    assert van_der_eijk(more) == pytest.approx(van_der_eijk(counts))


@examples(rows)
def test_turning_the_scale_round_changes_nothing(counts):
    assert tastle_wierman(counts[::-1]) == pytest.approx(tastle_wierman(counts))
    assert van_der_eijk(counts[::-1]) == pytest.approx(van_der_eijk(counts))
    assume(sum(counts) > 1)
    assert rwg(counts[::-1]) == pytest.approx(rwg(counts))


@examples(rows)
def test_one_more_at_the_mean_never_lowers_what_is_measured_from_it(counts):
    mean = np.average(np.arange(len(counts)), weights=counts)
    assume(float(mean).is_integer() and sum(counts) > 1)
    more = [count + (place == mean) for place, count in enumerate(counts)]
    assert tastle_wierman(more) >= tastle_wierman(counts) - 1e-12
    assert rwg(more) >= rwg(counts) - 1e-12


@examples(st.integers(3, 9), st.integers(1, 40), st.data())
def test_the_same_mark_of_all_is_full_agreement(points, people, data):
    counts = [0] * points
    counts[data.draw(st.integers(0, points - 1))] = people
    assert tastle_wierman(counts) == 1
    assert van_der_eijk(counts) == 1
    assert people == 1 or rwg(counts) == 1


@examples(st.lists(st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=1, max_size=8))
def test_tables_say_the_same_as_rows_and_leave_empty_ones_out(table):
    for each, one in ((tastle_wierman_each, tastle_wierman), (van_der_eijk_each, van_der_eijk), (rwg_each, rwg)):
        for found, row in zip(each([table])[0], table):
            alone = one(row)
            assert found == pytest.approx(alone) if is_number(alone) else np.isnan(found)


@examples(st.lists(st.integers(0, 3), min_size=13, max_size=15).filter(any))
def test_long_scales_are_peeled_alike(counts):
    shorter = counts[:12]
    assume(any(shorter) and not any(counts[12:]))
    # By its definition: A of a layer of a long scale, written out with triples
    layers, left = 0.0, np.array(counts)
    while left.any():
        filled = left > 0
        height = left[filled].min()
        layers += _by_triples(filled) * height * filled.sum() / sum(counts)
        left = np.where(filled, left - height, 0)
    assert van_der_eijk(counts) == pytest.approx(layers)


def _by_triples(filled):
    points, fits, breaks = len(filled), 0, 0
    for i in range(points):
        for j in range(i + 1, points):
            for k in range(j + 1, points):
                triple = (bool(filled[i]), bool(filled[j]), bool(filled[k]))
                fits += triple in {(True, True, False), (False, True, True)}
                breaks += triple == (True, False, True)
    shape = ((points - 2) * fits - (points - 1) * breaks) / ((points - 2) * (fits + breaks)) if fits + breaks else 1
    return shape * (1 - (filled.sum() - 1) / (points - 1))
