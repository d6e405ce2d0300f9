from components.workshop.edits.codes import next_code
from tests.workshop.edits.folding import past, state_after


def test_codes_count_up_from_the_first(state):
    assert next_code(state_after(), [], "city") == "C1"
    assert next_code(state, [], "city") == "C4"
    assert next_code(state, [], "option") == "P03"
    assert next_code(state, [], "criterion") == "O01"
    assert next_code(state, [], "source") == "F02"


def test_a_code_that_was_removed_or_undone_is_never_given_again(state):
    assert next_code(state, past(("option", "P07"), ("partnership", "K99")), "option") == "P08"
    assert next_code(state, past(("partnership", "K99")), "partnership") == "K100"


def test_a_foreign_code_does_not_count():
    assert next_code(state_after(("criterion", "economic_gain", "used", False)), [], "criterion") == "O01"
