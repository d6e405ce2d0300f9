from components.framework.catalogue import load
from components.workshop.edits import partnership
from components.workshop.edits.fields import set_fields
from components.workshop.records.partnership import Clause, CostKey, Governance, KeyLimit, KeyMetric
from tests.workshop.edits.folding import keys, on_top

CLAUSE = load().clauses[0].code


def test_form_and_rule_are_of_the_framework(state):
    form = load().governance_forms[0].code
    after = on_top(
        state, partnership.set_governance(state, {"form": form, "review_date": "2029-06-30", "staff_fte": 0})
    )
    assert after.one(Governance).form == form
    assert after.one(Governance).staff_fte == 0
    assert keys(partnership.set_governance, state, {"form": "empire", "staff_fte": -1}) == [
        "not_in_list",
        "out_of_range",
    ]
    assert keys(partnership.set_governance, state, {"review_date": "soon"}) == ["not_a_date"]


def test_only_words_can_be_agreed(state):
    after = on_top(state, set_fields(state, "clause", CLAUSE, {"text": "Each city pays its part.", "status": "agreed"}))
    assert after.get(Clause, CLAUSE).status == "agreed"
    assert keys(set_fields, state, "clause", CLAUSE, {"text": " ", "status": "agreed"}) == ["empty_clause"]
    assert set_fields(state, "clause", CLAUSE, {"status": "rejected"})


def test_the_mix_of_keys_sums_to_the_whole_over_three_keys(state):
    after = on_top(state, partnership.set_weights(state, {"population": 40, "fiscal_capacity": 40, "equal": 20}))
    assert {row.code: row.weight for row in after.all(CostKey)} == {
        "population": 40,
        "fiscal_capacity": 40,
        "equal": 20,
    }
    other = on_top(after, partnership.set_weights(after, {"use": 100}))
    assert {row.code: row.weight for row in other.all(CostKey) if row.weight} == {"use": 100}
    assert keys(partnership.set_weights, state, {"population": 40, "equal": 50}) == ["not_hundred"]
    assert keys(partnership.set_weights, state, dict.fromkeys(("equal", "use", "benefit", "host"), 25)) == [
        "too_many_keys"
    ]
    assert keys(partnership.set_weights, state, {"luck": 100}) == ["not_in_list"]


def test_a_measure_stands_with_its_year_and_source(state):
    measured = {"value": 481080, "year": 2025, "source": "DANE"}
    after = on_top(state, set_fields(state, "key_metric", "population.C1", measured))
    assert after.all(KeyMetric) == (KeyMetric("population.C1", "population", "C1", 481080, 2025, "DANE"),)
    assert keys(set_fields, state, "key_metric", "population.C9", {"value": 5}) == ["unknown_city"]
    assert keys(set_fields, state, "key_metric", "luck.C1", {"value": 5}) == ["not_in_list"]


def test_limits_leave_room_for_the_whole(state):
    assert keys(set_fields, state, "key_limit", "C1", {"floor": 50, "cap": 40}) == ["floor_over_cap"]
    half = on_top(state, [("key_limit", "C1", "floor", 60), ("key_limit", "C2", "cap", 30)])
    assert half.get(KeyLimit, "C1").floor == 60
    assert keys(set_fields, half, "key_limit", "C2", {"floor": 50, "cap": None}) == ["floors_too_high"]
    capped = on_top(state, [("key_limit", "C1", "cap", 40), ("key_limit", "C2", "cap", 30)])
    assert keys(set_fields, capped, "key_limit", "C3", {"cap": 20}) == ["caps_too_low"]
    assert set_fields(capped, "key_limit", "C3", {"cap": 30})


def test_a_quorum_and_a_majority_that_can_be(state):
    assert partnership.set_governance(state, {"quorum_cities": 2, "majority_percent": 66.67})
    assert keys(partnership.set_governance, state, {"quorum_cities": 4}) == ["quorum"]
    # Below one half two opposite decisions could both be taken
    assert keys(partnership.set_governance, state, {"majority_percent": 40}) == ["out_of_range"]
    assert keys(partnership.set_governance, state, {"cost_option": "P99"}) == ["unknown_option"]
