from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis.differences import Difference, distance, who_differs
from components.analysis.evidence import Agreement
from components.framework.parameters import load_parameters

PARAMETERS = load_parameters()


def row(counts=(0, 2, 2, 2, 2, 0), cities=(), *, lower=1.0, upper=4.0, near=0.5) -> Agreement:
    return Agreement(
        "options",
        "gain",
        "P01",
        n=sum(counts),
        dont_know=0,
        counts=counts,
        median=3.0,
        lower_quartile=lower,
        upper_quartile=upper,
        mean=2.5,
        share_within_one=near,
        share_on_mode=0.25,
        city_medians=cities,
        city_weighted_median=3.0,
        flag="split",
    )


def withheld() -> Agreement:
    return Agreement("options", "gain", "P01", None, None, (), None, None, None, None, None, None, (), None, "too_few")


def test_cities_that_stand_two_points_apart_are_named_with_their_medians():
    found = who_differs(row(cities=(("C1", 5.0), ("C2", 1.0), ("C3", 3.0))), (("elected", 3.0),), PARAMETERS)
    assert found == Difference("cities", ("C2",), ("C1",), 1.0, 5.0)


def test_several_cities_at_one_end_are_all_named():
    found = who_differs(row(cities=(("C1", 4.0), ("C2", 1.0), ("C3", 4.0))), (), PARAMETERS)
    assert (found.low, found.high) == (("C2",), ("C1", "C3"))


def test_groups_are_named_when_they_lie_further_apart_than_the_cities():
    cities, groups = (("C1", 4.0), ("C2", 2.0)), (("elected", 5.0), ("business", 1.0))
    found = who_differs(row(cities=cities), groups, PARAMETERS)
    assert (found.kind, found.low, found.high) == ("groups", ("business",), ("elected",))


def test_cities_go_before_groups_at_the_same_distance():
    cities, groups = (("C1", 4.0), ("C2", 2.0)), (("elected", 4.0), ("business", 2.0))
    assert who_differs(row(cities=cities), groups, PARAMETERS).kind == "cities"


@pytest.mark.parametrize("cities", [(), (("C1", 3.0),), (("C1", 3.0), ("C2", 2.0))])
def test_a_spread_that_neither_explains_lies_within(cities):
    assert who_differs(row(cities=cities), (("elected", 3.0), ("business", 2.0)), PARAMETERS).kind == "within"


def test_nobody_stands_apart_where_most_are_near():
    assert who_differs(row(lower=3.0, upper=4.0, near=0.9), (), PARAMETERS).kind == "nobody"


def test_nothing_is_said_of_what_is_withheld():
    assert who_differs(withheld(), (("elected", 5.0), ("business", 1.0)), PARAMETERS) == Difference("withheld")
    assert distance(withheld()) == 0


medians = st.lists(st.integers(0, 5).map(float), max_size=5)


@given(medians, medians)
def test_who_is_named_stands_at_the_ends(cities, groups):
    by_city = tuple((f"C{n}", value) for n, value in enumerate(cities))
    by_group = tuple((f"g{n}", value) for n, value in enumerate(groups))
    found = who_differs(row(cities=by_city), by_group, PARAMETERS)
    values = {**dict(by_city), **dict(by_group)}
    assert bool(found.low) == bool(found.high) == (found.kind in ("cities", "groups"))
    assert all(values[code] == found.low_median for code in found.low)
    assert all(values[code] == found.high_median for code in found.high)
    if found.low:
        assert found.high_median - found.low_median >= PARAMETERS.value("agreement.split_city_medians")
