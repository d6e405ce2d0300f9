import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis.evidence import Sector
from components.analysis.specialisation import CHAIN, SHARED, complements, krugman_index, suggestions


def row(city, sector, persons, *, strong=False, small=False):
    return Sector(city, sector, persons, 0.1, 1.5 if strong else 0.9, strong, small, demonstration=False)


def jobs(**values):
    return pd.Series(values, dtype=float)


def test_krugman_index_by_hand():
    assert krugman_index(jobs(a=50, b=50), jobs(a=10, b=90)) == pytest.approx(0.4)
    assert krugman_index(jobs(a=1, b=0), jobs(a=0, b=1)) == pytest.approx(1.0)
    assert krugman_index(jobs(a=1, b=np.nan), jobs(a=1, b=2)) is None
    assert krugman_index(jobs(a=0, b=0), jobs(a=1, b=2)) is None


def test_the_most_different_pair_comes_first():
    table = pd.DataFrame({"a": [90, 80, 10], "b": [10, 20, 90]}, index=["C1", "C2", "C3"], dtype=float)
    assert [(pair.first, pair.second) for pair in complements(table)] == [("C1", "C3"), ("C2", "C3"), ("C1", "C2")]


def test_a_pair_that_cannot_be_compared_comes_last():
    table = pd.DataFrame({"a": [90, 80, 10], "b": [10, 20, np.nan]}, index=["C1", "C2", "C3"], dtype=float)
    found = complements(table)
    assert [pair.difference is None for pair in found] == [False, True, True]
    assert found[-1].sectors == 1


def test_strong_cities_share_and_others_supply():
    found = suggestions(
        [
            row("C1", "food", 900, strong=True),
            row("C2", "food", 800, strong=True),
            row("C3", "food", 100),
            row("C1", "metal", 500, strong=True),
            row("C2", "metal", 400),
            row("C1", "toys", 90, strong=True),
            row("C1", "mining", 400),
            row("C2", "mining", 300),
        ]
    )
    assert [(item.kind, item.sector, item.strong, item.others, item.jobs) for item in found] == [
        (SHARED, "food", ("C1", "C2"), ("C3",), 1800),
        (CHAIN, "metal", ("C1",), ("C2",), 900),
    ]


def test_small_numbers_and_unknown_jobs_suggest_nothing():
    assert suggestions([row("C1", "toys", 9, strong=True), row("C2", "toys", 9, small=True)]) == ()
    assert suggestions([row("C1", "toys", None, strong=True), row("C2", "toys", 90)]) == ()


@given(st.lists(st.floats(0.1, 1e5), min_size=6, max_size=6), st.floats(0.01, 100))
def test_the_index_is_symmetric_bounded_and_free_of_scale(numbers, scale):
    one, two = jobs(a=numbers[0], b=numbers[1], c=numbers[2]), jobs(a=numbers[3], b=numbers[4], c=numbers[5])
    index = krugman_index(one, two)
    assert 0 <= index <= 1
    assert index == pytest.approx(krugman_index(two, one * scale))
