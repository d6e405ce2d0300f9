from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from components.analysis.disclosure import breakdowns, is_safe, parts

sizes = st.lists(st.integers(0, 9), min_size=1, max_size=7).filter(any)
tables = st.integers(1, 5).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 4), min_size=columns, max_size=columns), min_size=1, max_size=4)
)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ([5, 4, 3], ((0,), (1,), (2,))),
        ([5, 2, 1], ((0,), (1, 2))),  # 2 and 1 together are enough
        ([5, 4, 2], ((0,), (1, 2))),  # a pool of 2 would be the rest: the next smallest joins
        ([5, 0, 4], ((0,), (2,))),
        ([5, 1], ((0, 1),)),
        ([1, 1], ((0, 1),)),  # the whole room is too small, and is one row
        ([], ()),
    ],
)
def test_small_parts_are_pooled(given, shown):
    assert parts(given, 3) == shown


@examples(sizes, st.integers(2, 5))
def test_nobody_is_lost_and_no_part_is_small_or_found_by_subtraction(given, smallest):
    found = parts(given, smallest)
    assert sorted(chain.from_iterable(found)) == [place for place, size in enumerate(given) if size]
    assert len(found) == 1 or all(sum(given[place] for place in part) >= smallest for part in found)


def test_two_breakdowns_that_give_a_person_away_are_not_both_shown():
    # All five of the first city are citizens, and there are six citizens: the sixth stands alone
    people = np.array([[5, 0, 0], [1, 4, 3]])
    assert not is_safe(people, 3)
    rows, columns = breakdowns(people, 3)
    assert rows == ((0,), (1,))
    assert len(columns) == 1


def test_two_breakdowns_that_cross_each_other_are_shown():
    rows, columns = breakdowns(np.array([[3, 3], [3, 3]]), 3)
    assert (rows, columns) == (((0,), (1,)), ((0,), (1,)))


def test_a_breakdown_that_is_the_other_one_adds_nothing_to_know():
    rows, columns = breakdowns(np.array([[4, 0], [0, 4]]), 3)
    assert (rows, columns) == (((0,), (1,)), ((0,), (1,)))


@examples(tables)
def test_no_union_of_groups_differs_from_one_of_cities_by_a_few_people(table):
    people = np.array(table)
    rows, columns = breakdowns(people, 3)
    if people.sum() < 3:
        assert len(rows) <= 1
        assert len(columns) <= 1
        return
    merged = np.array([[people[np.ix_(row, column)].sum() for column in columns] for row in rows])
    for cities in _subsets(len(rows)):
        for groups in _subsets(len(columns)):
            in_cities, in_groups = np.isin(range(len(rows)), cities), np.isin(range(len(columns)), groups)
            apart = merged[in_cities[:, None] != in_groups[None, :]].sum()
            assert apart == 0 or apart >= 3


def test_many_groups_are_pooled_before_their_unions_are_gone_through():
    rows, columns = breakdowns(np.full((2, 20), 3), 3)
    assert len(rows) == 2
    assert 2 <= len(columns) <= 12


def _subsets(count):
    return chain.from_iterable(combinations(range(count), size) for size in range(count + 1))
