"""How much of the way to its target a measure has gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from components.framework.parameters import load_parameters
from components.investment import kpis
from components.workshop.records.delivery import Kpi
from components.workshop.records.setting import Setting
from tests.builders import state as made

PARAMETERS = load_parameters()
FIRST = 2027


def of(**values):
    return kpis.measured(Kpi("I01", **values), FIRST, PARAMETERS)


def test_the_way_covered_worked_by_hand():
    # from 55 to 75 minutes are 20; at 71 there are 16 of 20 = 80 %
    row = of(baseline=55.0, target_5=75.0, actual=71.0)
    assert (row.target, row.target_year, row.achieved, row.light) == (75.0, 2031, 0.8, "behind")


def test_a_measure_that_shall_fall_goes_the_other_way():
    # from 90 to 70 minutes; at 71: (71 - 90) / (70 - 90) = 0.95
    row = of(direction="down", baseline=90.0, target_5=70.0, actual=71.0)
    assert row.achieved == pytest.approx(0.95)
    assert row.light == "on_track"
    assert of(direction="down", baseline=90.0, target_5=70.0, actual=95.0).light == "far_behind"


@pytest.mark.parametrize(
    ("year", "target", "due"),
    [(2026, 10, 2027), (2027, 10, 2027), (2028, 10, 2027), (2029, 30, 2029), (2033, 50, 2031)],
)
def test_it_is_compared_with_the_target_that_is_due(year, target, due):
    row = of(baseline=0.0, target_1=10.0, target_3=30.0, target_5=50.0, actual=9.0, actual_year=year)
    assert (row.target, row.target_year) == (target, due)
    assert row.achieved == pytest.approx(9 / target)


def test_without_a_year_the_last_stated_target_counts_and_a_missing_one_is_skipped():
    assert of(baseline=0.0, target_1=10.0, target_3=30.0, actual=9.0).target == 30
    assert of(baseline=0.0, target_1=10.0, target_5=50.0, actual=9.0, actual_year=2029).target == 10


@pytest.mark.parametrize(
    "values", [{}, {"actual": 3.0}, {"actual": 3.0, "target_5": 4.0}, {"actual": 3.0, "target_5": 4.0, "baseline": 4.0}]
)
def test_what_is_not_known_gives_no_share(values):
    row = of(**values)
    assert (row.achieved, row.light) == (None, "not_measured")


def test_zero_is_a_baseline_and_blank_is_not():
    assert of(baseline=0.0).based
    assert of(measure_by="2027-06-30").based
    assert not of().based


def test_all_measures_stand_by_code_with_the_plan_s_years():
    rows = (Kpi("I02", baseline=0.0, target_1=2.0, actual=1.9), Kpi("I01"))
    found = kpis.measures(made(Setting("main", first_year=2030, years=5), *rows), PARAMETERS)
    assert [row.kpi.code for row in found] == ["I01", "I02"]
    assert (found[1].target_year, found[1].light) == (2030, "on_track")


@given(base=some.integers(-50, 50), target=some.integers(-50, 50), actual=some.integers(-100, 100))
def test_the_target_is_the_whole_way_and_the_baseline_none(base, target, actual):
    row = of(baseline=float(base), target_5=float(target), actual=float(actual))
    if base == target:
        assert row.achieved is None
    else:
        assert (row.achieved == 1) == (actual == target)
        assert (row.achieved == 0) == (actual == base)
