import numpy as np
import pandas as pd
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from components.analysis.composite import composite_index
from components.analysis.replications import BOUNDS, chance_above, ranks, replicate
from components.errors import DataError

STRUCTURE = pd.DataFrame(
    [("a", "all", 1, 1), ("b", "all", 1, 1), ("c", "all", 1, 1), ("all", "", 1, 1)],
    columns=["code", "parent", "weight", "direction"],
)
DATA = pd.DataFrame({"a": [0.0, 5, 10], "b": [0.0, 9, 10], "c": [0.0, 9, 1]}, index=["low", "even", "peak"])


def test_without_any_choice_every_replication_is_the_index():
    found = replicate(DATA, STRUCTURE, count=5, weight_change=0, normalise=["minmax"], aggregate=["arithmetic"])
    plain = composite_index(DATA, STRUCTURE, bounds=BOUNDS)["all"].to_numpy()
    assert found.scores.tolist() == [pytest.approx(plain)] * 5
    assert found.ranks.tolist() == [[3, 1, 2]] * 5


def test_who_is_above_whom_whatever_is_chosen():
    found = replicate(DATA, STRUCTURE, count=2000, seed=4)
    above = found.above()
    assert above.loc["even", "low"] == 1
    assert above.loc["low", "even"] == 0
    # min-max: 76 against 70 by arithmetic means and far more by geometric ones; by ranks 2.3 against 2.7 or 2.3
    assert 0.4 < above.loc["even", "peak"] < 1
    assert above.loc["even", "peak"] + above.loc["peak", "even"] == pytest.approx(1)
    assert set(found.ways) == {(how, mean) for how in ("minmax", "rank") for mean in ("arithmetic", "geometric")}
    summary = found.summary()
    assert summary.loc["low"].tolist() == [3, 3, 3]
    assert summary.loc["even", "rank_low"] == 1


def test_the_same_seed_gives_the_same_numbers():
    first, second, other = (replicate(DATA, STRUCTURE, count=50, seed=seed) for seed in (1, 1, 2))
    assert first.scores.tolist() == second.scores.tolist()
    assert first.scores.tolist() != other.scores.tolist()


def test_weights_stay_within_their_bounds():
    # a alone is 100 for the first unit and 0 for the second; its weight share lies between the extremes of ±25 %
    data = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 1.0], "c": [0.0, 1.0]}, index=["x", "y"])
    found = replicate(data, STRUCTURE, count=3000, normalise=["minmax"], aggregate=["arithmetic"])
    shares = (found.scores[:, 0] - 1) / 99
    assert 0.75 / 3.25 <= shares.min() < 0.25
    assert 0.42 < shares.max() <= 1.25 / 2.75
    assert shares.mean() == pytest.approx(1 / 3, abs=0.01)


def test_impossible_replications_get_words():
    for choice in ({"count": 0}, {"weight_change": 1}, {"weight_change": -0.1}):
        with pytest.raises(DataError) as error:
            replicate(DATA, STRUCTURE, **choice)
        assert error.value.problems[0].key == "index.method.replications"


def test_ranks_share_the_best_place_and_leave_out_what_has_no_value():
    assert ranks(np.array([[5.0, 7.0, 7.0, 1.0]])).tolist() == [[3, 1, 1, 4]]
    found = ranks(np.array([2.0, np.nan, 3.0]))
    assert found.tolist()[::2] == [2, 1]
    assert np.isnan(found[1])


@settings(max_examples=50)
@examples(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=1, max_size=20))
def test_the_chances_of_two_units_make_one(rows):
    share = chance_above(np.array(rows, dtype=float))
    assert share + share.T == pytest.approx(np.ones((3, 3)))
    assert share.diagonal() == pytest.approx([0.5] * 3)
