import pytest

from components.framework.catalogue import load
from components.workshop.edits import criteria
from components.workshop.instruments import criteria_in_use, criteria_taken_out
from tests.workshop.edits.folding import keys, on_top


def in_use(state):
    return [code for code, _ in criteria_in_use(state, load())]


def test_a_criterion_is_dropped_and_brought_back(state):
    first = in_use(state)[0]
    after = on_top(state, criteria.drop(state, first))
    assert first not in in_use(after)
    assert [code for code, _ in criteria_taken_out(after, load())] == [first]
    assert keys(criteria.drop, after, first) == ["gone"]
    assert in_use(on_top(after, criteria.bring_back(after, first))) == in_use(state)


def test_the_room_adds_a_criterion_of_its_own(state):
    after = on_top(state, criteria.add(state, [], "Beauty", "connectivity", name_second="美观"))
    assert in_use(after)[-1] == "O01"
    assert criteria_in_use(after, load())[-1][1].zh == "美观"
    assert keys(criteria.add, after, [], " beauty ", "") == ["criterion_twice", "needs_theme"]
    assert keys(criteria.add, after, [], "", "connectivity") == ["needs_name"]
    assert keys(criteria.add, after, [], "Sound", "noise") == ["not_in_list"]


def test_each_axis_keeps_a_criterion(state):
    axis = load().option_criteria[0].axis
    same = [term.code for term in load().option_criteria if term.axis == axis]
    for code in same[:-1]:
        state = on_top(state, criteria.drop(state, code))
    assert keys(criteria.drop, state, same[-1]) == ["last_of_axis"]
    theme = load().option_criteria[0].theme
    with_own = on_top(state, criteria.add(state, [], "Beauty", theme))
    assert criteria.drop(with_own, same[-1])


@pytest.mark.parametrize("where", ["open", "closed", "revealed"])
def test_once_weights_were_asked_for_the_criteria_stand(state, where):
    asked = on_top(state, [("round", "weights.1", "state", where)])
    assert keys(criteria.drop, asked, in_use(asked)[0]) == ["criteria_fixed"]
    assert keys(criteria.add, asked, [], "Beauty", "connectivity") == ["criteria_fixed"]
    assert keys(criteria.bring_back, asked, in_use(asked)[0]) == ["criteria_fixed"]
