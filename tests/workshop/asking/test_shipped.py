from components.framework.catalogue import load
from components.workshop.instruments import PAIRWISE, criteria_in_use, instrument
from components.workshop.records.partnerships import Partnership
from components.workshop.records.setting import Setting
from tests.builders import cities, state


def found(code, **setting):
    return instrument(state(Setting("main", **setting), *cities(), Partnership("K01", name="Coffee")), load(), code)


def test_the_full_instrument_asks_the_elements_of_table_3_1_between_the_general_anchors():
    asked = found("present", instrument="full")
    assert [item.code for item in asked.items] == [row.code for row in load().elements]
    assert {item.anchors for item in asked.items} == {tuple(row.label for row in load().general_anchors)}
    importance = found("importance", instrument="full")
    assert [item.statement for item in importance.items] == [item.statement for item in asked.items]
    assert {item.anchors for item in importance.items} == {tuple(row.label for row in load().importance_anchors)}


def test_six_or_all_twelve_criteria_of_a_partnership_are_asked():
    assert len(found("feasibility").items) == 6
    assert len(found("feasibility", cluster_criteria="all").items) == 12


def test_weighing_in_pairs_compares_each_pair_of_criteria_once():
    codes = [code for code, _ in criteria_in_use(state(), load())]
    asked = found("weights", weighting="pairs")
    assert asked.scale == PAIRWISE
    assert len(asked.items) == len(codes) * (len(codes) - 1) // 2
    assert asked.items[0].code == f"{codes[0]}~{codes[1]}"


def test_cost_keys_forms_and_the_plan_are_voted_on_by_everybody():
    assert [one.code for one in found("cost_key").subjects] == [row.code for row in load().cost_keys]
    assert [one.code for one in found("governance").subjects] == [row.code for row in load().governance_forms]
    assert [item.code for item in found("governance").items] == ["acceptable"]
    assert [item.code for item in found("exit").items] == ["defend"]
    assert not any(one.cities for code in ("cost_key", "governance", "exit") for one in found(code).subjects)
