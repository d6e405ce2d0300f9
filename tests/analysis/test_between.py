import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from scipy import stats

from components.analysis.between import epsilon_squared
from components.analysis.measure import Unmeasured
from components.errors import DataError

tables = st.lists(st.lists(st.integers(0, 6), min_size=6, max_size=6).filter(any), min_size=2, max_size=5)


def people(table):
    return [np.repeat(np.arange(len(row)), row) for row in table]


@examples(tables.filter(lambda table: np.count_nonzero(np.sum(table, axis=0)) > 1 and np.sum(table) > len(table)))
def test_it_is_the_kruskal_wallis_test(table):
    h, _ = stats.kruskal(*people(table))
    share, p = epsilon_squared(table)
    assert share == pytest.approx(h / (np.sum(table) - 1), abs=1e-12)
    # Its own p is NaN where rounding makes H a little negative
    assert p == pytest.approx(stats.chi2.sf(max(h, 0), len(table) - 1), abs=1e-5)


def test_groups_that_agree_within_and_differ_are_the_whole_spread():
    share, p = epsilon_squared([[4, 0, 0], [0, 0, 4]])
    assert share == pytest.approx(1)
    assert p < 0.01


def test_groups_that_mark_alike_share_nothing():
    assert epsilon_squared([[2, 1, 2], [2, 1, 2]]) == pytest.approx((0, 1))


def test_all_marks_equal_is_no_variation():
    assert epsilon_squared([[0, 3], [0, 2]]) == (Unmeasured.NO_VARIATION,) * 2


@pytest.mark.parametrize("table", [[[1, 2, 3]], [[1, 2], [0, 0]], [[1, 0], [0, 1]], np.empty((0, 6))])
def test_nothing_to_compare_is_too_few(table):
    assert epsilon_squared(table) == (Unmeasured.TOO_FEW,) * 2


@pytest.mark.parametrize("table", [[1, 2, 3], [[1, -1], [2, 2]], [[1, np.nan], [2, 2]]])
def test_bad_counts_get_words(table):
    with pytest.raises(DataError):
        epsilon_squared(table)


@examples(tables, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_names_of_groups_matter(table, chance):
    shuffled = list(table)
    chance.shuffle(shuffled)
    assert epsilon_squared(shuffled) == pytest.approx(epsilon_squared(table)) or epsilon_squared(table)[0] in Unmeasured
