from components.workshop.edits import agreement
from tests.workshop.edits.folding import keys, on_top


def test_purpose_and_kinds_of_activity_are_set_together(state):
    after = on_top(state, agreement.set_purpose(state, "Grow together", ["cluster", "public_service"]))
    assert (after.setting.purpose, after.setting.activities) == ("Grow together", ("cluster", "public_service"))
    assert keys(agreement.set_purpose, state, "x", ["conquest"]) == ["not_in_list"]


def test_a_benefit_is_in_the_citys_own_words(state):
    after = on_top(state, agreement.set_benefit(state, "C2", " A port of our own ", leaves_if="no port"))
    assert (after.cities[1].benefit, after.cities[1].leaves_if) == ("A port of our own", "no port")
    assert keys(agreement.set_benefit, state, "C9", "x") == ["gone"]
