from components.workshop.edits.checks import edits_for, identity_of
from components.workshop.store import Edit
from tests.workshop.edits.folding import keys


def test_only_what_changes_is_written_against_what_was_seen(state):
    edits = edits_for(state, "option", "P01", {"name": "Road", "cities": ["C1", "C3"], "opex_per_year": 0})
    assert edits == (
        Edit("option", "P01", "cities", ("C1", "C3"), before=("C1", "C2")),
        Edit("option", "P01", "opex_per_year", 0, before=None),
    )


def test_every_problem_is_named_at_once(state):
    values = {"capex_low": -1, "level": "galaxy", "build_years": 0}
    assert sorted(keys(edits_for, state, "option", "P01", values)) == ["below_zero", "not_in_list", "out_of_range"]


def test_a_record_that_is_gone_is_not_brought_back_by_an_edit(state):
    assert keys(edits_for, state, "option", "P09", {"name": "X"}) == ["gone"]
    assert keys(edits_for, state, "city", "C9", {"benefit": "X"}) == ["gone"]


def test_unknown_kinds_fields_and_codes_are_refused(state):
    assert keys(edits_for, state, "ship", "S1", {"name": "X"}) == ["store.unknown_field"]
    assert keys(edits_for, state, "option", "P01", {"mayor": "X", "code": "Y"}) == ["store.unknown_field"] * 2
    assert keys(edits_for, state, "clause", "no_such_clause", {"text": "X"}) == ["not_in_list"]


def test_what_a_record_names_must_be_there(state):
    assert keys(edits_for, state, "option", "P01", {"cities": ("C1", "C8", "C9")}) == ["unknown_city", "unknown_city"]
    assert keys(edits_for, state, "option", "P01", {"requires": ("P77",)}) == ["unknown_option"]
    assert keys(edits_for, state, "envelope", "C9.2027", {"amount": 5}) == ["unknown_city"]
    assert keys(edits_for, state, "source_amount", "F77.2027", {"amount": 5}) == ["unknown_source"]
    assert edits_for(state, "employment", "REF.A", {"persons": 5})


def test_a_composite_code_says_what_the_record_is_about(state):
    assert identity_of("envelope", "C1.2027") == {"city": "C1", "year": 2027}
    assert identity_of("city", "C1") == {}
    found = {edit.field: edit.value for edit in edits_for(state, "envelope", "C1.2027", {"amount": 5})}
    assert found == {"city": "C1", "year": 2027, "amount": 5}


def test_a_blank_that_stays_blank_makes_no_record(state):
    assert edits_for(state, "envelope", "C1.2027", {"amount": None}) == ()
