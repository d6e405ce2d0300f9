import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis.shift_share import shift_share
from components.errors import DataError

SECTORS = ["farms", "works"]


def table(*rows):
    return pd.DataFrame(rows, index=[f"C{number}" for number in range(1, len(rows) + 1)], columns=SECTORS, dtype=float)


def series(*values):
    return pd.Series(values, index=SECTORS, dtype=float)


def test_by_hand():
    # Reference 1,000 -> 1,100 (+10 %), works 400 -> 500 (+25 %). The city's works 100 -> 130: 10 of it national, 15
    # because works grow, 5 of its own.
    found = shift_share(table([50, 100]), table([50, 130]), series(600, 400), series(600, 500))
    assert found.loc[("C1", "works")].to_list() == pytest.approx([30, 10, 15, 5])
    assert found.loc[("C1", "farms")].to_list() == pytest.approx([0, 5, -5, 0])


def test_what_is_not_known_is_left_out_and_not_zero():
    found = shift_share(table([50, np.nan]), table([60, 130]), series(600, 400), series(600, np.nan))
    assert found.loc[("C1", "works")].isna().all()
    # The reference's total is now that of the only sector it knows twice: no national growth.
    assert found.loc[("C1", "farms")].to_list() == pytest.approx([10, 0, 0, 10])


def test_a_sector_that_the_reference_did_not_have_says_nothing():
    found = shift_share(table([5, 10]), table([6, 12]), series(0, 400), series(50, 500))
    assert found.loc[("C1", "farms")].isna().all()


def test_every_fault_is_named():
    with pytest.raises(DataError) as raised:
        shift_share(table([-1, 2]), table([1, -2]), series(-3, 1), series(1, 1))
    assert len(raised.value.problems) == 3
    with pytest.raises(DataError):
        shift_share(table([1, 2]), table([1, 2])[["farms"]], series(1, 1), series(1, 1))


@given(st.lists(st.integers(0, 10**6), min_size=8, max_size=8))
def test_the_parts_sum_to_the_change(numbers):
    before, after = table(numbers[:2]), table(numbers[2:4])
    found = shift_share(before, after, series(*numbers[4:6]), series(*numbers[6:8])).dropna()
    parts = found[["national", "industry_mix", "local"]].sum(axis=1)
    scale = found.abs().max(axis=1).clip(lower=1)
    assert ((parts - found["change"]).abs() <= 1e-9 * scale).all()
