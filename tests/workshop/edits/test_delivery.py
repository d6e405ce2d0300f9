"""Risks, measures, the work programme and the ladder: what can be entered, and what is refused in words."""

import pytest

from components.framework.catalogue import load
from components.workshop.edits import delivery
from components.workshop.edits.fields import set_field
from components.workshop.records.delivery import DisputeStep, Kpi, Risk, RiskShare, WorkItem
from tests.workshop.edits.folding import keys, on_top, past


def test_a_risk_begins_with_its_category_and_a_code_of_its_own(state):
    after = on_top(state, delivery.add_risk(state, past(("risk", "R03")), category="demand", option="P01"))
    assert after.all(Risk) == (Risk("R04", option="P01", category="demand"),)
    bare = on_top(state, delivery.add_risk(state, ()))
    assert bare.all(Risk) == (Risk("R01"),)
    assert keys(delivery.add_risk, state, (), category="luck") == ["not_in_list"]
    assert keys(delivery.add_risk, state, (), option="P99") == ["unknown_option"]


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("likelihood", 6, "out_of_range"),
        ("due", "soon", "not_a_date"),
        ("cost", 0.5, "not_whole"),
        ("shared_between", ("C9",), "unknown_city"),
        ("status", "forgotten", "not_in_list"),
        ("residual_impact", 4, "residual"),
    ],
)
def test_what_a_risk_cannot_be(state, field, value, problem):
    held = on_top(state, [*delivery.add_risk(state, ()), ("risk", "R01", "impact", 3)])
    assert keys(set_field, held, "risk", "R01", field, value) == [problem]


def test_the_shares_of_a_risk_are_at_most_the_whole(state):
    held = on_top(state, [*delivery.add_risk(state, ()), *set_field(state, "risk_share", "R01.C1", "percent", 70)])
    assert held.all(RiskShare) == (RiskShare("R01.C1", "R01", "C1", 70),)
    assert keys(set_field, held, "risk_share", "R01.C2", "percent", 31) == ["risk_shares"]
    assert set_field(held, "risk_share", "R01.C2", "percent", 30)
    # C1 bears it no more: its share is kept and does not stand in the way
    moved = on_top(held, set_field(held, "risk", "R01", "shared_between", ["C2", "C3"]))
    assert set_field(moved, "risk_share", "R01.C2", "percent", 100)


def test_a_measure_is_taken_from_the_framework_s_examples(state):
    example = next(row for row in load().kpi_examples if row.code == "KPI11")
    after = on_top(state, delivery.add_kpi(state, (), example, language="zh"))
    [kpi] = after.all(Kpi)
    assert (kpi.name, kpi.name_second) == ("城际高峰出行时间", "Peak travel time between the cities")
    assert (kpi.level, kpi.network_level, kpi.unit, kpi.direction) == ("outcome", "city_city", "分钟", "down")
    empty = on_top(state, delivery.add_kpi(state, ()))
    assert empty.all(Kpi) == (Kpi("I01"),)


@pytest.mark.parametrize("example", load().kpi_examples, ids=lambda row: row.code)
def test_every_example_can_be_taken(state, example):
    assert delivery.add_kpi(state, (), example)


def test_a_measure_is_consistent(state):
    held = on_top(state, [*delivery.add_kpi(state, ()), ("kpi", "I01", "baseline", 50.0)])
    assert keys(set_field, held, "kpi", "I01", "target_3", 40) == ["kpi_up"]
    falling = on_top(held, [("kpi", "I01", "direction", "down")])
    assert set_field(falling, "kpi", "I01", "target_3", 40)
    assert keys(set_field, falling, "kpi", "I01", "target_3", 60) == ["kpi_down"]
    assert keys(set_field, held, "kpi", "I01", "measure_by", "June") == ["not_a_date"]
    dated = on_top(held, [("kpi", "I01", "baseline_year", 2026)])
    assert keys(set_field, dated, "kpi", "I01", "actual_year", 2025) == ["kpi_years"]


def test_a_step_of_work_says_what_is_to_be_done(state):
    after = on_top(state, delivery.add_work(state, (), "Sign", owner="Mayors", due="2027-02-28"))
    assert after.all(WorkItem) == (WorkItem("W01", "Sign", owner="Mayors", due="2027-02-28", order=1),)
    second = on_top(after, delivery.add_work(after, past(("work", "W01")), "Tender"))
    assert second.get(WorkItem, "W02").order == 2
    assert keys(delivery.add_work, state, (), " ") == ["needs_words"]
    assert keys(delivery.add_work, state, (), "Sign", due="31/12/2027") == ["not_a_date"]


def test_rungs_keep_their_order_and_can_be_moved(state):
    held, history = state, []
    for number in (1, 2, 3):
        held = on_top(held, delivery.add_rung(held, history))
        history = past(*((("dispute_step", f"D{n}")) for n in range(1, number + 1)))
    assert [step.code for step in delivery.ladder(held)] == ["D1", "D2", "D3"]
    moved = on_top(held, delivery.move_rung(held, "D3", -1))
    assert [step.code for step in delivery.ladder(moved)] == ["D1", "D3", "D2"]
    assert delivery.move_rung(held, "D1", -1) == ()
    assert delivery.move_rung(held, "D3", 1) == ()
    assert delivery.move_rung(held, "D9", 1) == ()
    assert held.get(DisputeStep, "D1").order == 1


def test_votes_are_those_of_a_partner(state):
    assert set_field(state, "city_votes", "C1", "votes", 3)
    assert keys(set_field, state, "city_votes", "C9", "votes", 3) == ["unknown_city"]
    assert keys(set_field, state, "city_votes", "C1", "votes", -1) == ["out_of_range"]


def test_a_date_is_written_as_year_month_day():
    assert delivery.date_faults("", "due") == []
    assert delivery.date_faults("2027-06-30", "due") == []
    assert [fault.problem.key for fault in delivery.date_faults("30.6.2027", "due")] == ["edits.not_a_date"]
