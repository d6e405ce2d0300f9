import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.investment.key_trial import rounded_mix, trial
from components.workshop.records.demands import OptionKey
from components.workshop.records.partnership import KeyLimit, KeyMetric
from tests.investment.room import CATALOGUE, EQUAL, PARAMETERS, envelopes, marks, option, plan_of, seen

USE = [KeyMetric(f"use.C{n}", "use", f"C{n}", value) for n, value in ((1, 50), (2, 30), (3, 20))]


def room(*others):
    records = (EQUAL, *USE, option("P01", 90), option("P02", 60, cities=("C1", "C2")), *others)
    return seen(*records, *envelopes(C1=50, C2=50, C3=50), marked=[*marks("P01", 4), *marks("P02", 3)])


ROOM = room()
PLAN = plan_of(ROOM)


def tried(mix, *others):
    shown = room(*others)
    return trial(shown.state, plan_of(shown), mix, CATALOGUE, PARAMETERS)


def test_the_same_plan_is_shared_by_another_key():
    # 90 by 50 : 30 : 20 and 60 by 50 : 30 among two: 45 + 37.5, 27 + 22.5, 18
    found = tried({"use": 100})
    assert [row.percent for row in found.rows] == [50, 30, 20]
    assert [row.pays for row in found.rows] == [pytest.approx(82.5, abs=0.5), pytest.approx(49.5, abs=0.5), 18]
    assert sum(row.pays for row in found.rows) == 150
    assert (found.lacks, found.valid, found.amounts) == (0, True, True)


def test_what_a_city_lacks_under_the_key_is_said_and_nothing_is_lost():
    found = tried({"use": 100})
    poor = tried({"population": 0, "equal": 100})
    assert [row.pays for row in poor.rows] == [60, 60, 30]
    lean = seen(EQUAL, *USE, option("P01", 90), *envelopes(C1=7, C2=7, C3=7), marked=marks("P01", 4))
    short = trial(lean.state, plan_of(lean), {"use": 100}, CATALOGUE, PARAMETERS)
    # 45 for the first, which has 35
    assert [(row.pays, row.lacks) for row in short.rows] == [(35, 10), (27, 0), (18, 0)]
    assert found.lacks == 0


def test_what_least_and_most_moved_is_said_and_rounding_is_not():
    found = tried({"use": 100}, KeyLimit("C1", cap=40.0))
    assert [(row.percent, row.held) for row in found.rows] == [(40, 50), (36, 30), (24, 20)]
    assert [row.held for row in tried({"equal": 100}).rows] == [None] * 3


def test_an_option_with_a_key_of_its_own_stays_with_it():
    found = tried({"use": 100}, OptionKey("P01.equal", "P01", "equal", 100.0))
    assert [row.pays for row in found.rows][2] == 30


def test_a_key_that_cannot_be_used_says_why_and_shares_equally():
    found = tried({"host": 100})
    assert not found.valid
    assert found.problems[0][0] == "plan.sharing.no_metric_host"


def test_without_a_plan_there_are_shares_and_no_amounts():
    shown = seen(EQUAL, *USE)
    found = trial(shown.state, plan_of(shown), {"use": 100}, CATALOGUE, PARAMETERS)
    assert ([row.percent for row in found.rows], found.amounts) == ([50, 30, 20], False)
    assert [row.pays for row in found.rows] == [0, 0, 0]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({}, {}),
        ({"a": 0, "b": 0}, {"a": 50, "b": 50}),
        ({"a": 1, "b": 1, "c": 1}, {"a": 34, "b": 33, "c": 33}),
        ({"a": 30, "b": 90}, {"a": 25, "b": 75}),
    ],
)
def test_slider_positions_become_whole_percents(weights, expected):
    assert rounded_mix(weights) == expected


@given(st.lists(st.integers(0, 100), min_size=1, max_size=3))
def test_whole_percents_always_make_100(positions):
    assert sum(rounded_mix(dict(zip("abc", positions, strict=False))).values()) == 100


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3).filter(any))
@settings(max_examples=25, deadline=None)
def test_what_the_cities_bear_is_the_cost_whatever_the_key(positions):
    mix = rounded_mix(dict(zip(("equal", "population", "use"), positions, strict=True)))
    found = trial(ROOM.state, PLAN, {key: part for key, part in mix.items() if part}, CATALOGUE, PARAMETERS)
    assert sum(row.pays + row.lacks for row in found.rows) == 150
    assert sum(round(100 * row.percent) for row in found.rows) == 10_000
