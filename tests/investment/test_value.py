import pytest

from components.investment.plan_records import PlanLine
from components.investment.value import value_for_money


def line(code, capex, score):
    return PlanLine(code, True, 2027, 2027, "ready", capex, score, "", ())


def test_points_are_counted_for_a_round_sum_near_the_middle_cost():
    """By hand: costs 1,800, 95,000 and 16,500, middle 16,500, so per 10,000: 80 / 0.18, 76 / 9.5, 66 / 1.65."""
    found = value_for_money([line("P01", 1800, 80.0), line("P02", 95_000, 76.0), line("P03", 16_500, 66.0)])
    assert found.per == 10_000
    assert [code for code, _ in found.points] == ["P01", "P03", "P02"]
    assert [points for _, points in found.points] == pytest.approx([444.444, 40, 8], abs=0.001)


def test_what_has_no_score_or_no_cost_has_no_points():
    found = value_for_money([line("P01", None, 80.0), line("P02", 10, None), line("P03", 0, 50.0)])
    assert (found.per, found.points, found.of("P01")) == (1, (), None)
