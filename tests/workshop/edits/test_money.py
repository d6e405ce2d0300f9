from components.workshop.edits import money
from components.workshop.edits.fields import set_field, set_fields
from components.workshop.records.money import CityCertainty, Envelope, Source, SourceAmount
from tests.workshop.edits.folding import keys, on_top, past


def test_an_envelope_of_nothing_is_not_an_envelope_that_was_not_stated(state):
    after = on_top(state, [*money.set_envelope(state, "C1", 2027, 0), *money.set_envelope(state, "C1", 2028, 250)])
    assert [(row.code, row.city, row.year, row.amount) for row in after.all(Envelope)] == [
        ("C1.2027", "C1", 2027, 0),
        ("C1.2028", "C1", 2028, 250),
    ]
    cleared = on_top(after, money.set_envelope(after, "C1", 2027, None))
    assert cleared.get(Envelope, "C1.2027").amount is None


def test_money_stands_in_a_year_of_the_plan(state):
    assert keys(money.set_envelope, state, "C1", 2026, 5) == ["not_a_plan_year"]
    assert keys(money.set_envelope, state, "C1", 2032, 5) == ["not_a_plan_year"]
    assert keys(money.set_source_amount, state, "F01", 1999, -5) == ["below_zero"]


def test_a_new_source_has_a_code_that_was_never_used(state):
    after = on_top(state, money.new_source(state, past(("source", "F04"))))
    assert after.all(Source)[-1] == Source("F05")
    named = on_top(after, money.new_source(after, [], {"name": "Bank", "type": "x"} | {"type": ""}))
    assert named.all(Source)[-1].name == "Bank"


def test_secured_money_has_a_document(state):
    assert keys(set_field, state, "source", "F01", "certainty", "secured") == ["secured_needs_evidence"]
    letter = {"certainty": "secured", "evidence": "Letter 12/2026"}
    after = on_top(state, set_fields(state, "source", "F01", letter))
    assert after.get(Source, "F01").certainty == "secured"
    assert keys(set_field, after, "source", "F01", "evidence", "") == ["secured_needs_evidence"]
    assert keys(set_field, state, "city_certainty", "C1", "certainty", "secured") == ["secured_needs_evidence"]
    budgeted = on_top(state, set_field(state, "city_certainty", "C1", "certainty", "in_budget"))
    assert budgeted.one(CityCertainty, "C1").certainty == "in_budget"
    assert keys(set_field, state, "source", "F01", "certainty", "hoped") == ["not_in_list"]


def test_amounts_of_a_source_stand_by_year(state):
    after = on_top(state, money.set_source_amount(state, "F01", 2029, 1200))
    assert after.all(SourceAmount) == (SourceAmount("F01.2029", "F01", 2029, 1200),)
    assert keys(money.set_source_amount, state, "F09", 2029, 1) == ["unknown_source"]
    assert keys(set_field, state, "source", "F01", "options", ("P09",)) == ["unknown_option"]


def test_half_a_unit_is_refused_rather_than_rounded_unseen(state):
    assert keys(money.set_envelope, state, "C1", 2027, 0.4) == ["not_whole"]
    assert keys(money.set_source_amount, state, "F01", 2027, 12.5) == ["not_whole"]
    assert money.set_envelope(state, "C1", 2027, 12.0)
