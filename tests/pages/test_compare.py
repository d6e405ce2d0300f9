"""Step 6, compare: sliders that answer, scenarios that are made, changed, taken over and undone, plans side by side."""

import pytest

from components.walk import results
from components.workshop.records.money import Envelope
from components.workshop.records.scenarios import Scenario, ScenarioChange
from components.workshop.store import removal


@pytest.fixture
def compare(demo):
    return demo.open("step6_investment").part("step6", "compare")


@pytest.fixture
def scenarios(compare):
    return compare.part("compare", "scenarios")


def held(tab, store, kind):
    return store.snapshot(tab.workshop).state.all(kind)


def made(tab, question="all_money"):
    return tab.enter("make..question", question).click("make..go")


def test_a_slider_says_at_once_what_each_city_would_pay(compare, store):
    assert compare.says("scenarios.try.title_same")
    compare.enter("try.all", -20)
    assert compare.says("scenarios.try.column_kept")
    assert not compare.says("scenarios.try.title_same")
    assert held(compare, store, Scenario) == ()


def test_the_sliders_stand_with_the_plan_too(demo):
    demo.open("step6_investment").part("step6", "plan")
    assert "try.all" not in demo.widgets
    demo.at.session_state["plan-try"] = True
    demo.run()
    assert demo.says("scenarios.try.title_same")
    demo.enter("try.all", -20)
    assert demo.says("scenarios.try.column_kept")
    assert not demo.says("scenarios.try.title_same")


def test_what_was_tried_is_kept_with_one_button_and_stands_beside_the_plan(compare, store):
    compare.enter("try.all", -20).click("try_keep")
    [scenario] = held(compare, store, Scenario)
    assert scenario.name == "All money −20 %"
    envelopes = {row.code: row.amount for row in held(compare, store, Envelope)}
    changes = {row.of_code: float(row.value) for row in held(compare, store, ScenarioChange)}
    assert changes == {code: amount * 0.8 for code, amount in envelopes.items()}
    compare.part("compare", "beside")
    assert compare.says("scenarios.beside.group_pays")
    assert "All money −20 %" in compare.words()


def test_weights_of_the_keys_always_make_a_whole(compare, store):
    compare.enter("try.key.equal", 100).click("try_keep")
    weights = {row.of_code: float(row.value) for row in held(compare, store, ScenarioChange)}
    assert set(weights) == {"equal", "population", "fiscal_capacity"}
    assert round(sum(weights.values()), 6) == 100


@pytest.mark.parametrize(
    "question",
    ["all_money", "city_money", "key", "carry_over", "option", "certainty", "high_costs", "source", "partner"],
)
def test_every_usual_question_makes_a_scenario_with_one_button(scenarios, store, question):
    made(scenarios, question)
    assert len(held(scenarios, store, Scenario)) == 1
    assert held(scenarios, store, ScenarioChange)
    assert "scenarios.edit.not_applied" not in scenarios.words()


def test_the_same_question_twice_gets_another_name(scenarios, store):
    made(made(scenarios, "carry_over"), "carry_over")
    names = [row.name for row in held(scenarios, store, Scenario)]
    assert names[1] == f"{names[0]} (2)"


def test_a_value_of_a_scenario_is_edited_and_the_workshop_stays(scenarios, store):
    made(scenarios, "city_money")
    key = "S01|envelope|C1.2027|amount"
    before = held(scenarios, store, Envelope)
    scenarios.enter(key, "12,345")
    values = {row.code: row.value for row in held(scenarios, store, ScenarioChange)}
    assert float(values[key]) == 12345
    assert held(scenarios, store, Envelope) == before
    scenarios.enter(key, "12,345.5")
    assert scenarios.says("edits.not_whole", value=r"12345\.5")
    assert float({row.code: row.value for row in held(scenarios, store, ScenarioChange)}[key]) == 12345


def test_taking_over_changes_the_workshop_and_undo_brings_both_back(scenarios, store):
    made(scenarios, "carry_over")
    before = results.snapshot(store, scenarios.workshop).state
    scenarios.click("take_all")
    after = results.snapshot(store, scenarios.workshop).state
    assert (before.setting.carry_over, after.setting.carry_over) == (True, False)
    assert after.all(ScenarioChange) == ()
    scenarios.click("undo")
    again = results.snapshot(store, scenarios.workshop).state
    assert again.setting.carry_over is True
    assert again.all(ScenarioChange) == before.all(ScenarioChange)


def test_a_scenario_is_renamed_copied_removed_and_brought_back(scenarios, store):
    made(scenarios, "high_costs")
    scenarios.write("scenario", "S01", "name", "Dear")
    scenarios.click("copy_scenario")
    assert [row.name for row in held(scenarios, store, Scenario)] == ["Dear", "Dear (copy)"]
    assert len({row.scenario for row in held(scenarios, store, ScenarioChange)}) == 2
    scenarios.click("remove_scenario")
    assert len(held(scenarios, store, Scenario)) == 1
    scenarios.click("undo")
    assert len(held(scenarios, store, Scenario)) == 2


def test_something_else_is_put_into_an_open_scenario(scenarios, store):
    made(scenarios, "carry_over")
    scenarios.enter("make.S01.question", "source").click("make.S01.go")
    assert {row.of_kind for row in held(scenarios, store, ScenarioChange)} == {"setting", "source"}


def test_a_scenario_says_what_does_not_fit_any_more(scenarios, store):
    scenarios.enter("make..question", "source").click("make..go")
    source = held(scenarios, store, ScenarioChange)[0].of_code
    scenarios.part("step6", "money")
    store.commit(scenarios.workshop, [removal("source", source)], by="facilitator")
    scenarios.part("step6", "compare").part("compare", "scenarios")
    assert "Not counted" in scenarios.words()


def test_up_to_two_plans_stand_beside_the_present_one(scenarios, store):
    for question in ("carry_over", "high_costs", "source"):
        made(scenarios, question)
    scenarios.part("compare", "beside")
    assert len(scenarios.widget("compare_picked").value) == 2
    scenarios.enter("compare_picked", ["S01", "S02", "S03"])
    assert scenarios.widget("compare_picked").value == ["S02", "S03"]


def test_without_scenarios_the_page_says_how_to_make_one(compare):
    compare.part("compare", "beside")
    assert compare.says("scenarios.none")


def test_without_a_plan_there_is_nothing_to_try(three):
    three.open("step6_investment").part("step6", "compare")
    assert three.says("scenarios.try.nothing")
