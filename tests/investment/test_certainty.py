from components.investment.certainty import weighted, weights
from components.investment.plan_records import Flow
from components.workshop.records.money import CertaintyWeight
from tests.builders import state
from tests.investment.room import CATALOGUE, SETTING


def flow(amount, certainty, kind="capex"):
    return Flow("P01", 2027, kind, "C1", "own_revenue", certainty, amount, "")


def test_the_shipped_weights_are_used_until_the_room_sets_its_own():
    held = state(SETTING, CertaintyWeight("applied", 25.0), CertaintyWeight("identified"))
    assert dict(weights(state(SETTING), CATALOGUE)) == {
        "secured": 100, "in_budget": 90, "applied": 40, "identified": 10, "gap": 0
    }  # fmt: skip
    assert dict(weights(held, CATALOGUE))["applied"] == 25
    assert dict(weights(held, CATALOGUE))["identified"] == 10


def test_a_total_by_hand():
    """100 secured, 100 in budget, 50 applied for, 30 identified, 20 without anybody: 100 + 90 + 20 + 3 + 0 = 213."""
    rows = [
        flow(100, "secured"),
        flow(100, "in_budget"),
        flow(50, "applied"),
        flow(30, "identified"),
        flow(20, "gap"),
    ]
    found = weighted(rows, weights(state(SETTING), CATALOGUE))
    assert [row.amount for row in found] == [100, 90, 20, 3, 0]


def test_halves_add_up_to_the_rounded_whole():
    """Three times 15 in budget are 13.5 each and 40.5 together: 41 = 14 + 14 + 13."""
    found = weighted([flow(15, "in_budget")] * 3, weights(state(SETTING), CATALOGUE))
    assert [row.amount for row in found] == [14, 14, 13]


def test_revenue_is_weighed_too_and_stays_negative():
    found = weighted([flow(-30, "identified", "revenue")], weights(state(SETTING), CATALOGUE))
    assert [row.amount for row in found] == [-3]
