import json

import pytest

from components.errors import InputError
from components.workshop.edits import scenarios as edits
from components.workshop.edits.fields import set_field
from components.workshop.edits.scenarios import Wanted
from components.workshop.records.money import Envelope, Source
from components.workshop.records.options import Option
from components.workshop.records.partnership import CostKey
from components.workshop.records.scenarios import Scenario, ScenarioChange
from components.workshop.records.setting import Setting
from components.workshop.state import KINDS, State
from tests.builders import cities, state
from tests.workshop.edits.folding import keys

ROOM = state(
    Setting("main", first_year=2027, years=5, currency="COP"),
    *cities(3),
    Option("P01", name="Hub", cities=("C1", "C2"), lead_city="C1", capex_low=80.0, capex_likely=90.0),
    Option("P02", name="Alone", cities=("C1",)),
    CostKey("equal", weight=60.0),
    CostKey("population", weight=40.0),
    Envelope("C1.2027", "C1", 2027, 120.0),
    Source("F01", name="Grant"),
)
LESS = Wanted("envelope", "C1.2027", "amount", 90.0)


def after(held: State, made) -> State:
    return edits.with_edits(held, made)


def applied_state(held: State, code: str):
    return edits.folded(held, edits.changes_of(held, code))


@pytest.fixture
def less() -> State:
    """The room with one scenario in which Aran gives less in 2027."""
    return after(ROOM, edits.new_scenario(ROOM, (), " Less  money ", [LESS]))


def envelope(held: State, code: str = "C1.2027") -> float | None:
    return held.one(Envelope, code).amount


def test_a_scenario_has_a_name_and_the_values_that_differ(less):
    [scenario] = less.all(Scenario)
    [change] = less.all(ScenarioChange)
    assert (scenario.code, scenario.name) == ("S01", "Less money")
    assert (change.code, json.loads(change.value)) == ("S01|envelope|C1.2027|amount", 90.0)
    applied, left = applied_state(less, "S01")
    assert (envelope(applied), envelope(less), left) == (90.0, 120.0, ())


def test_kinds_that_nothing_speaks_of_are_the_very_same_objects(less):
    applied, _ = applied_state(less, "S01")
    here, there = dict(less.records), dict(applied.records)
    assert [kind for kind in here if here[kind] is not there[kind]] == ["envelope"]


def test_a_value_that_the_workshop_has_itself_is_no_change_any_more(less):
    made = edits.set_changes(less, "S01", [Wanted("envelope", "C1.2027", "amount", 120.0)])
    assert after(less, made).all(ScenarioChange) == ()
    assert edits.set_changes(less, "S01", [LESS]) == ()


def test_a_change_that_was_taken_out_can_be_made_again(less):
    out = after(less, edits.drop_changes(["S01|envelope|C1.2027|amount"]))
    assert out.all(ScenarioChange) == ()
    again = after(out, edits.set_changes(out, "S01", [LESS]))
    assert envelope(applied_state(again, "S01")[0]) == 90.0


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        (Wanted("envelope", "C1.2027", "amount", -1.0), "below_zero"),
        (Wanted("envelope", "C1.2027", "amount", 0.5), "not_whole"),
        (Wanted("envelope", "C1.2040", "amount", 5.0), "not_a_plan_year"),
        (Wanted("envelope", "C9.2027", "amount", 5.0), "unknown_city"),
        (Wanted("option", "P99", "capex_likely", 5.0), "gone"),
        (Wanted("option", "P01", "capex_likely", 5.0), "capex_order"),
        (Wanted("cost_key", "equal", "weight", 90.0), "not_hundred"),
        (Wanted("source", "F01", "certainty", "secured"), "secured_needs_evidence"),
        (Wanted("city", "C1", "name", "Elsewhere"), "not_in_scenario"),
        (Wanted("round", "options.1", "state", "revealed"), "not_in_scenario"),
    ],
)
def test_a_scenario_holds_nothing_that_the_workshop_could_not(wanted, problem):
    assert problem in keys(edits.new_scenario, ROOM, (), "Odd", [wanted])


def test_a_threshold_stays_within_its_bounds():
    wanted = Wanted("parameter", "portfolio.certainty_minimum", "value", 140.0)
    assert keys(edits.new_scenario, ROOM, (), "Odd", [wanted]) == ["framework.parameter.out_of_bounds"]


def test_the_weights_of_the_keys_are_changed_together():
    both = [Wanted("cost_key", "equal", "weight", None), Wanted("cost_key", "population", "weight", 100.0)]
    held = after(ROOM, edits.new_scenario(ROOM, (), "By people", both))
    applied, _ = applied_state(held, "S01")
    assert {key.code: key.weight for key in applied.all(CostKey)} == {"equal": None, "population": 100.0}
    # A key that the workshop takes in later carries nothing in the scenario, whose mix is whole
    third = after(held, set_field(held, "cost_key", "use", "weight", 10.0))
    applied, left = applied_state(third, "S01")
    assert {key.code: key.weight for key in applied.all(CostKey)} == {"equal": None, "population": 100.0, "use": None}
    assert left == ()


def test_what_is_gone_is_told_and_nothing_else_suffers():
    wanted = [LESS, Wanted("option", "P01", "must", "in"), Wanted("option", "P01", "must_reason", "law")]
    held = after(ROOM, edits.new_scenario(ROOM, (), "Both", wanted))
    gone = after(held, [edits.removal("option", "P01")])
    applied, left = applied_state(gone, "S01")
    assert envelope(applied) == 90.0
    assert {(one.change.of_code, one.problems[0].key) for one in left} == {("P01", "edits.gone")}
    assert len(gone.all(ScenarioChange)) == 3


def test_a_partner_leaves_with_what_it_alone_wanted_though_it_leads_an_option():
    held = after(ROOM, edits.new_scenario(ROOM, (), "Without", [Wanted("city", "C1", "removed", True)]))
    applied, left = applied_state(held, "S01")
    assert left == ()
    assert [city.code for city in applied.cities] == ["C2", "C3"]
    options = {option.code: option for option in applied.options}
    assert (options["P01"].cities, options["P01"].lead_city, options["P01"].must) == (("C2",), "", "")
    assert (options["P02"].must, options["P02"].must_reason) == ("out", "Aran")
    # The workshop itself first asks who leads the option instead
    assert keys(edits.take_over, held, held.all(ScenarioChange)) == ["city_leads"]


def test_taking_over_moves_the_value_into_the_workshop_and_out_of_the_scenario(less):
    [change] = less.all(ScenarioChange)
    taken = after(less, edits.take_over(less, [change]))
    assert (envelope(taken), taken.all(ScenarioChange)) == (90.0, ())
    assert len(taken.all(Scenario)) == 1


def test_one_weight_takes_the_other_weights_along():
    both = [Wanted("cost_key", "equal", "weight", 20.0), Wanted("cost_key", "population", "weight", 80.0)]
    held = after(ROOM, edits.new_scenario(ROOM, (), "Mix", both))
    taken = after(held, edits.take_over(held, held.all(ScenarioChange)[:1]))
    assert {key.code: key.weight for key in taken.all(CostKey)} == {"equal": 20.0, "population": 80.0}
    assert taken.all(ScenarioChange) == ()


def test_a_copy_has_all_changes_and_goes_its_own_way(less):
    held = after(less, edits.copied(less, (), "S01", "Less, again"))
    assert [scenario.code for scenario in held.all(Scenario)] == ["S01", "S02"]
    held = after(held, edits.set_changes(held, "S02", [LESS._replace(value=10.0)]))
    assert [envelope(applied_state(held, code)[0]) for code in ("S01", "S02")] == [90.0, 10.0]


def test_a_removed_scenario_takes_its_changes_along(less):
    held = after(less, edits.remove_scenario(less, "S01"))
    assert (held.all(Scenario), held.all(ScenarioChange)) == ((), ())
    with pytest.raises(InputError):
        edits.set_changes(held, "S01", [LESS])


def test_two_people_who_change_the_same_value_are_told(less):
    [edit] = edits.set_changes(less, "S01", [LESS._replace(value=50.0)])
    assert (edit.before, edit.value) == ("90.0", "50.0")


def test_every_field_that_a_scenario_can_change_is_a_field():
    for kind, names in edits.CHANGEABLE.items():
        assert names - {"removed"} <= set(KINDS[kind].__dataclass_fields__), kind
