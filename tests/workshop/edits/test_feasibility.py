from components.workshop.edits import feasibility
from components.workshop.records.partnerships import Partnership
from components.workshop.state import State
from tests.workshop.edits.folding import keys, on_top, past


def test_a_new_candidate_has_a_code_that_was_never_used_and_all_cities(state):
    edits = feasibility.new_partnership(state, past(("partnership", "K02")))
    after = on_top(state, edits)
    assert after.partnerships[-1] == Partnership("K03", cities=("C1", "C2", "C3"))


def test_a_candidate_in_an_empty_workshop_is_there_all_the_same():
    after = on_top(State(), feasibility.new_partnership(State(), []))
    assert [item.code for item in after.partnerships] == ["K01"]


def test_an_override_needs_a_reason_and_a_name(state):
    assert keys(feasibility.override, state, "K01", "go", "", " ") == ["override_reason", "override_by"]
    assert keys(feasibility.override, state, "K01", "perhaps", "Why", "Ana") == ["not_in_list"]
    after = on_top(state, feasibility.override(state, "K01", "go", "Firms signed", "Ana"))
    item = after.partnerships[0]
    assert (item.override, item.override_reason, item.override_by) == ("go", "Firms signed", "Ana")
    back = on_top(after, feasibility.override(after, "K01", "", "left over", "left over"))
    assert (back.partnerships[0].override, back.partnerships[0].override_reason) == ("", "")


def test_the_reason_of_an_override_cannot_be_taken_away(state):
    after = on_top(state, feasibility.override(state, "K01", "go", "Firms signed", "Ana"))
    assert keys(feasibility.set_fields, after, "K01", {"override_reason": ""}) == ["override_reason"]


def test_fields_of_a_candidate_are_checked(state):
    after = on_top(state, feasibility.set_fields(state, "K01", {"knockouts": ["no_buyer"], "sector": "A"}))
    assert after.partnerships[0].knockouts == ("no_buyer",)
    assert keys(feasibility.set_fields, state, "K01", {"cities": ("C7",)}) == ["unknown_city"]
