import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.investment import usual
from components.investment.scenarios import tried
from components.workshop.edits.scenarios import Wanted
from components.workshop.records.demands import BudgetYear
from components.workshop.records.money import Envelope, Source
from components.workshop.records.partnership import CostKey
from tests.investment.room import EQUAL, envelopes, option, seen

ROOM = seen(
    option("P01", capex_high=130.0),
    option("P02"),
    EQUAL,
    *envelopes(C1=100, C2=33),
    BudgetYear("2027", 200.0),
    Source("F01", name="Grant"),
)


def test_all_money_moves_every_stated_amount_and_invents_none():
    wanted = usual.all_money(ROOM.state, -10)
    assert {one.code: one.value for one in wanted if one.code.endswith("2027")} == {
        "C1.2027": 90.0,
        "C2.2027": 30.0,
        "2027": 180.0,
    }
    assert not [one for one in wanted if one.code.startswith("C3")]
    assert tried(ROOM, wanted).state.one(Envelope, "C2.2031").amount == 30.0


def test_one_city_and_several_cities_by_their_own_percent():
    assert {one.value for one in usual.city_money(ROOM.state, "C1", 5)} == {105.0}
    found = usual.by_city(ROOM.state, {"C1": 10, "C2": -100})
    assert {(one.code[:2], one.value) for one in found} == {("C1", 110.0), ("C2", 0.0)}


def test_high_costs_need_a_high_end():
    assert usual.high_costs(ROOM.state) == (Wanted("option", "P01", "capex_likely", 130.0),)


@pytest.mark.parametrize(
    "wanted",
    [
        usual.carry_over(ROOM.state),
        usual.option_must("P01", "in", "try"),
        usual.certainty(10),
        usual.source_fails("F01"),
        usual.partner_leaves("C3"),
        usual.one_key(ROOM.state, "population"),
    ],
)
def test_each_usual_question_is_a_change_that_the_workshop_could_hold(wanted):
    assert tried(ROOM, wanted).state != ROOM.state


def test_another_key_takes_the_weight_of_the_others():
    state = tried(ROOM, usual.one_key(ROOM.state, "population")).state
    assert {key.code: key.weight for key in state.all(CostKey)} == {"equal": None, "population": 100.0}


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["equal", "population", "use"]), st.integers(0, 100)))
def test_any_weights_become_percents_that_sum_to_exactly_100(weights):
    found = usual.to_hundred(weights)
    if not any(weights.values()):
        assert found == {}
        return
    assert sum(round(10 * value) for value in found.values()) == 1000
    total = sum(weights.values())
    assert all(abs(found.get(key, 0) - 100 * weight / total) <= 0.1 + 1e-9 for key, weight in weights.items())


def test_thirds_go_to_the_largest_remainder():
    assert usual.to_hundred({"a": 1, "b": 1, "c": 1}) == {"a": 33.4, "b": 33.3, "c": 33.3}
