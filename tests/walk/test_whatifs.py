import pytest

from components.investment import usual
from components.investment.compare import compare
from components.walk import results, whatifs
from components.workshop.database import Database
from components.workshop.edits import scenarios as edits
from components.workshop.store import Edit, Store
from tests.investment.room import CATALOGUE, EQUAL, envelopes, marks, option, seen

OPTIONS = (option("P01", 90), option("P02", 60))
MARKED = (*marks("P01", 5), *marks("P02", 4))


@pytest.fixture(autouse=True)
def fresh():
    results.forget()
    yield
    results.forget()


@pytest.fixture
def room():
    return seen(*OPTIONS, EQUAL, *envelopes(C1=60, C2=60, C3=60), marked=MARKED)


def test_the_same_scenario_at_the_same_version_is_one_object(tmp_path):
    store = Store(Database(f"sqlite:///{tmp_path / 'log.sqlite'}"))
    store.create("AAAAAA", "")
    store.commit("AAAAAA", [Edit("setting", "main", "first_year", 2027), Edit("city", "C1", "name", "Aran")], by="t")
    state = results.snapshot(store, "AAAAAA").state
    wanted = usual.carry_over(state)
    store.commit("AAAAAA", edits.new_scenario(state, (), "Lost money", wanted), by="t")
    held = results.snapshot(store, "AAAAAA")
    first = whatifs.scenario(held, CATALOGUE, "S01")
    assert whatifs.scenario(results.snapshot(store, "AAAAAA"), CATALOGUE, "S01") is first
    assert (first.snapshot.state.setting.carry_over, held.state.setting.carry_over) == (False, True)
    store.commit("AAAAAA", [Edit("city", "C1", "region", "North")], by="t")
    later = whatifs.scenario(results.snapshot(store, "AAAAAA"), CATALOGUE, "S01")
    assert later.snapshot.state.cities[0].region == "North"
    store.database.close()


def test_evidence_that_money_cannot_touch_is_the_very_same_object(room):
    changed = whatifs.tried(room, CATALOGUE, usual.all_money(room.state, -50))
    assert results.evidence(changed, CATALOGUE) is results.evidence(room, CATALOGUE)
    left = whatifs.tried(room, CATALOGUE, usual.partner_leaves("C3"))
    assert results.evidence(left, CATALOGUE) is not results.evidence(room, CATALOGUE)


def test_without_a_change_it_is_the_workshop_itself(room):
    assert whatifs.tried(room, CATALOGUE, ()) is room
    wanted = usual.all_money(room.state, 10)
    assert whatifs.tried(room, CATALOGUE, wanted) is whatifs.tried(room, CATALOGUE, wanted)


def test_the_same_choice_under_another_key_costs_the_cities_the_same_together(room):
    plan = results.plan(room, CATALOGUE)
    changed = whatifs.tried(room, CATALOGUE, usual.all_money(room.state, 40))
    kept = whatifs.same_choice(changed, CATALOGUE, plan)
    assert [(line.option, line.start) for line in kept.lines] == [(line.option, line.start) for line in plan.lines]
    assert compare(plan, kept).same


def test_the_same_choice_that_the_money_does_not_reach_shows_what_nobody_pays(room):
    plan = results.plan(room, CATALOGUE)
    changed = whatifs.tried(room, CATALOGUE, usual.all_money(room.state, -90))
    kept = whatifs.same_choice(changed, CATALOGUE, plan)
    # 150 of cost, 3 cities x 5 years x 6 = 90 of money at most
    assert sum(line.chosen for line in kept.lines) == 2
    assert kept.totals.gap >= 60


def test_an_option_that_cannot_be_chosen_any_more_is_left_out(room):
    plan = results.plan(room, CATALOGUE)
    changed = whatifs.tried(room, CATALOGUE, usual.option_must("P02", "out", "try"))
    kept = whatifs.same_choice(changed, CATALOGUE, plan)
    assert [line.option for line in kept.lines if line.chosen] == ["P01"]
