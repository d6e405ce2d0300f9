import pytest

from components.workshop.edits import scenarios
from components.workshop.edits.fields import set_field
from components.workshop.records.scenarios import Scenario
from tests.builders import cities, state
from tests.workshop.edits.folding import keys

HELD = state(*cities(3), Scenario("S01", "Less money", order=1), Scenario("S02", "Other", order=2))


@pytest.mark.parametrize(
    ("name", "problem"), [("less  MONEY", "scenario_twice"), ("Less money", "scenario_twice"), ("  ", "needs_name")]
)
def test_a_name_that_is_taken_or_empty_is_refused_wherever_it_is_typed(name, problem):
    assert keys(set_field, HELD, "scenario", "S02", "name", name) == [problem]
    assert keys(scenarios.new_scenario, HELD, (), name) == [problem]
    assert keys(scenarios.copied, HELD, (), "S01", name) == [problem]


def test_a_free_name_is_taken_also_ones_own_in_capitals():
    assert [edit.value for edit in set_field(HELD, "scenario", "S02", "name", "Third")] == ["Third"]
    assert [edit.value for edit in set_field(HELD, "scenario", "S02", "name", "OTHER")] == ["OTHER"]
    assert set_field(HELD, "scenario", "S02", "note", "Asked for by the mayors")
