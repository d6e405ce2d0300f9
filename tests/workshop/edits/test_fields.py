import pytest

from components.workshop.edits.fields import RULES, set_field, set_fields
from components.workshop.state import KINDS
from components.workshop.store import Edit
from tests.workshop.edits.folding import keys, on_top


def test_a_field_is_set_against_what_was_seen(state):
    assert set_field(state, "city", "C1", "name", " Aleph ") == (Edit("city", "C1", "name", "Aleph", before="Alpha"),)
    assert set_field(state, "city", "C1", "name", "Alpha") == ()


def test_a_record_of_a_composite_code_is_made_with_what_it_is_about(state):
    edits = set_field(state, "envelope", "C2.2028", "amount", 90)
    assert {(edit.field, edit.value) for edit in edits} == {("city", "C2"), ("year", 2028), ("amount", 90)}


@pytest.mark.parametrize(
    ("kind", "code", "field", "value", "problem"),
    [
        ("setting", "main", "currency", "dollar", "currency"),
        ("city", "C1", "name", "", "needs_name"),
        ("city", "C1", "name", "beta", "city_twice"),
        ("option", "P01", "lead_city", "C3", "lead_city"),
        ("option", "P01", "decision", "drop", "needs_reason"),
        ("partnership", "K01", "override", "go", "override_reason"),
        ("rate", "USD", "date", "1.1.2026", "not_a_date"),
        ("clause", "purpose", "status", "agreed", "empty_clause"),
        ("source", "F01", "certainty", "secured", "secured_needs_evidence"),
        ("envelope", "C1.2050", "amount", 1, "not_a_plan_year"),
        ("key_limit", "C1", "floor", 101, "out_of_range"),
    ],
)
def test_the_rules_of_each_step_hold_for_a_single_field_too(state, kind, code, field, value, problem):
    assert problem in keys(set_field, state, kind, code, field, value)


def test_fields_that_belong_together_are_set_together(state):
    edits = set_fields(state, "source", "F01", {"certainty": "secured", "evidence": "Budget line 7"})
    assert {edit.field for edit in edits} == {"certainty", "evidence"}


def test_a_fourth_cost_key_is_one_too_many(state):
    three = on_top(state, [("cost_key", code, "weight", 30) for code in ("equal", "use", "benefit")])
    assert keys(set_field, three, "cost_key", "host", "weight", 10) == ["too_many_keys"]
    assert set_field(three, "cost_key", "use", "weight", 40)
    assert set_field(three, "cost_key", "host", "weight", 0)


def test_every_rule_is_of_a_known_kind():
    assert set(RULES) <= set(KINDS)
