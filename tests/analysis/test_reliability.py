"""Published values: Krippendorff (2011), data C; Siegel (1956) as in the NAG library's example G08DAF; proofwiki."""

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from scipy import stats

from components.analysis import agreement
from components.analysis.measure import Unmeasured, is_number
from components.analysis.reliability import LEVELS, alpha_of_counts, kendall_w, krippendorff_alpha
from components.errors import DataError

N = np.nan
KRIPPENDORFF_C = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, N],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
SIEGEL_TIES = [
    [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
    [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
    [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
]

tables = st.integers(2, 6).flatmap(
    lambda items: st.lists(st.lists(st.integers(0, 5), min_size=items, max_size=items), min_size=2, max_size=8)
)


@pytest.mark.parametrize(
    ("level", "alpha"),
    [("nominal", 0.743421052632), ("ordinal", 0.815387503755), ("interval", 0.849107142857), ("ratio", 0.797402774712)],
)
def test_krippendorffs_own_example_with_missing_ratings(level, alpha):
    assert krippendorff_alpha(KRIPPENDORFF_C, level=level) == pytest.approx(alpha, abs=1e-11)


@pytest.mark.parametrize(
    ("ratings", "w", "p"),
    [
        (SIEGEL_TIES, 0.827731092437, 0.00783704363455),
        ([[1, 3, 2], [1, 2, 3], [2, 3, 1], [3, 1, 2]], 0.0625, 0.778800783071),
        ([[1, 2, 3, 4, 5, 6]] * 3, 1, 0.0103623379158),
        ([[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]], 0, 1),
    ],
)
def test_published_concordance(ratings, w, p):
    found = kendall_w(ratings)
    assert found == pytest.approx((w, p), abs=1e-11)


def test_the_entry_points_stand_in_agreement():
    assert agreement.kendall_w is kendall_w
    assert agreement.krippendorff_alpha is krippendorff_alpha


@examples(tables.filter(lambda table: len(table[0]) > 2 and any(len(set(row)) > 1 for row in table)))
def test_concordance_is_friedmans_test(table):
    raters, items = len(table), len(table[0])
    chi_squared, p = stats.friedmanchisquare(*np.transpose(table))
    assert kendall_w(table) == pytest.approx((chi_squared / (raters * (items - 1)), p))


def test_a_rater_who_left_an_item_out_has_no_ranking():
    assert kendall_w([*SIEGEL_TIES, [N] + [1] * 9]) == kendall_w(SIEGEL_TIES)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("ratings", [[[3, 3, 3]] * 4, [[3, N, 3], [3, 5, N]]])
def test_all_equal_is_no_variation_and_never_nan(level, ratings):
    assert krippendorff_alpha(ratings, level=level) is Unmeasured.NO_VARIATION


def test_ties_throughout_are_no_variation():
    assert kendall_w([[3, 3, 3], [1, 1, 1]]) == (Unmeasured.NO_VARIATION, Unmeasured.NO_VARIATION)
    assert str(Unmeasured.NO_VARIATION) == "no variation"


@pytest.mark.parametrize("ratings", [[[1, 2, 3]], np.empty((0, 3)), [[1, N], [N, 2]]])
def test_one_voter_or_none_is_too_few(ratings):
    assert krippendorff_alpha(ratings, level="ordinal") is Unmeasured.TOO_FEW
    assert kendall_w(ratings) == (Unmeasured.TOO_FEW, Unmeasured.TOO_FEW)


def test_one_item_cannot_be_ranked():
    assert kendall_w([[1], [2]])[0] is Unmeasured.TOO_FEW


@pytest.mark.parametrize("method", [kendall_w, lambda ratings: krippendorff_alpha(ratings, level="nominal")])
def test_bad_ratings_get_words(method):
    with pytest.raises(DataError, match="ratings_shape"):
        method([1, 2, 3])
    with pytest.raises(DataError, match="ratings_values"):
        method([[1, np.inf], [2, 3]])


def test_an_unknown_level_gets_words():
    with pytest.raises(DataError, match="level"):
        krippendorff_alpha(KRIPPENDORFF_C, level="cardinal")


def test_alpha_of_counts_weighs_as_the_table_does():
    # three items, marks 0-5: 2 2 3 | 4 4 | 0 alone, which cannot be compared
    counts = [[0, 0, 2, 1, 0, 0], [0, 0, 0, 0, 2, 0], [1, 0, 0, 0, 0, 0]]
    ratings = [[2, 4, 0], [2, 4, N], [3, N, N]]
    found = alpha_of_counts(counts, range(6), level="interval")
    assert found == pytest.approx(krippendorff_alpha(ratings, level="interval"))
    # By hand: observed 2 pairs one apart of 6, each weighing 1/2, of 5 values: 2 x 2 x 1/2 / 5 = 0.4;
    # expected from 2 2 3 4 4: squared differences over ordered pairs 2 x (2x1 + 4x4 + 2x1) = 40 of 20 pairs = 2
    assert found == pytest.approx(1 - 0.4 / 2)


@examples(tables, st.randoms(use_true_random=False))
def test_neither_the_order_of_people_nor_of_items_matters(table, chance):
    people, items = list(range(len(table))), list(range(len(table[0])))
    chance.shuffle(people)
    chance.shuffle(items)
    shuffled = [[table[person][item] for item in items] for person in people]
    for level in LEVELS:
        _same(krippendorff_alpha(shuffled, level=level), krippendorff_alpha(table, level=level))
    for one, other in zip(kendall_w(shuffled), kendall_w(table)):
        _same(one, other)


@examples(tables, st.permutations(range(6)))
def test_other_names_for_the_points_leave_the_nominal_alpha(table, names):
    renamed = [[names[value] for value in row] for row in table]
    _same(krippendorff_alpha(renamed, level="nominal"), krippendorff_alpha(table, level="nominal"))


@examples(tables, st.integers(1, 9), st.integers(-5, 5))
def test_another_unit_and_zero_leave_what_does_not_depend_on_them(table, unit, zero):
    moved = [[unit * value + zero for value in row] for row in table]
    for level in ("nominal", "ordinal", "interval"):
        _same(krippendorff_alpha(moved, level=level), krippendorff_alpha(table, level=level))
    _same(kendall_w(moved)[0], kendall_w(table)[0])


@examples(st.integers(2, 7).flatmap(lambda items: st.lists(st.permutations(range(items)), min_size=2, max_size=8)))
def test_one_more_who_ranks_as_the_room_does_never_lowers_concordance(rankings):
    joint = np.sum(rankings, axis=0).tolist()
    assert kendall_w([*rankings, joint])[0] >= kendall_w(rankings)[0] - 1e-12


@examples(tables)
def test_concordance_stays_between_none_and_full(table):
    w, p = kendall_w(table)
    assert w is Unmeasured.NO_VARIATION or (-1e-12 <= w <= 1 + 1e-12 and 0 <= p <= 1)


def _same(one, other):
    assert one == (pytest.approx(other, abs=1e-9) if is_number(other) else other)
