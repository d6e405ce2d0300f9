import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.errors import DataError
from components.investment.cost_game import coalition_costs, cost_game, nearest
from components.investment.shapley import members, shapley

EVEN = {"PLANT": (0.5, 0.5)}


def game(paid, parts, by_key, **values):
    return cost_game(paid, parts, by_key, **({"scale": 0.6, "most_cities": 10} | values))


def test_two_cities_and_a_plant_by_hand():
    # Each alone builds half of it for 100 x 0.5^0.6 = 65.98; together 100: 31.95 saved, halved between two.
    found = game({"PLANT": 100.0}, EVEN, [50.0, 50.0])
    assert found.alone == pytest.approx((65.975, 65.975), abs=1e-3)
    assert found.saved == pytest.approx(31.951, abs=1e-3)
    assert found.by_shapley == pytest.approx((50, 50))
    assert (found.key_test.inside, found.shapley_test.inside, found.blocking) == (True, True, ())


def test_what_has_to_be_built_whole_is_shared_evenly_by_those_who_need_it():
    # As the pieces of a runway (Littlechild and Owen 1973): each option is split evenly among those whom it concerns.
    paid = {"ALL": 90.0, "FIRST_TWO": 30.0, "THIRD": 7.0}
    parts = {"ALL": (0.6, 0.3, 0.1), "FIRST_TWO": (0.9, 0.1, 0.0), "THIRD": (0.0, 0.0, 1.0)}
    found = game(paid, parts, [60.0, 40.0, 27.0], scale=0.0)
    assert found.by_shapley == pytest.approx((30 + 15, 30 + 15, 30 + 7))
    assert found.alone == (120.0, 120.0, 97.0)
    assert found.saved == found.saved_whole == 120 + 120 + 97 - 127


def test_what_costs_in_proportion_saves_nothing_and_everybody_pays_its_part():
    found = game({"PLANT": 100.0}, {"PLANT": (0.7, 0.3)}, [70.0, 30.0], scale=1.0)
    assert found.by_shapley == pytest.approx((70, 30))
    assert found.saved == pytest.approx(0)
    assert found.saved_whole == 100


def test_a_key_that_asks_too_much_names_every_group_that_would_leave():
    # 20 % of the benefit alone: 100 x 0.2^0.6 = 38.07; 40 % for two of them: 57.71. The third has 60 %: 73.60.
    parts = {"PLANT": (0.2, 0.2, 0.6)}
    found = game({"PLANT": 100.0}, parts, [45.0, 45.0, 10.0])
    assert [(row.players, row.saving) for row in found.blocking] == [
        ((0, 1), pytest.approx(90 - 57.71, abs=0.01)),
        ((0,), pytest.approx(45 - 38.07, abs=0.01)),
        ((1,), pytest.approx(45 - 38.07, abs=0.01)),
    ]
    assert (found.key_test.inside, found.key_test.coalitions) == (False, 3)
    assert found.shapley_test.inside
    assert nearest(found) == ((), 0.0)


def test_who_gains_least_from_staying_is_the_nearest_to_leaving():
    found = game({"PLANT": 100.0}, EVEN, [60.0, 40.0])
    assert nearest(found) == ((0,), pytest.approx(65.975 - 60, abs=1e-3))


def test_a_city_that_pays_for_what_it_gets_nothing_of_would_pay_nothing_alone():
    found = game({"PLANT": 100.0}, {"PLANT": (1.0, 0.0)}, [60.0, 40.0])
    assert found.alone == (100.0, 0.0)
    assert [row.players for row in found.blocking] == [(1,)]


def test_without_cost_or_partners_there_is_no_game():
    assert game({}, {}, [0.0, 0.0]) is None
    assert game({"A": 5.0}, {"A": (1.0,)}, [5.0]) is None
    assert game({"A": 5.0}, {"A": (0.1,) * 10}, [0.5] * 10, most_cities=9) is None


def test_payments_that_are_not_the_cost_are_refused():
    with pytest.raises(DataError):
        game({"PLANT": 100.0}, EVEN, [50.0, 40.0])


options = st.lists(
    st.tuples(st.floats(0.5, 1000), st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any)),
    min_size=1, max_size=5,
)  # fmt: skip


@given(options, st.floats(0, 1))
def test_the_shapley_value_pays_for_all_and_no_group_would_leave(rows, scale):
    paid = {f"P{place}": cost for place, (cost, _) in enumerate(rows)}
    parts = {f"P{place}": [part / sum(row) for part in row] for place, (_, row) in enumerate(rows)}
    found = game(paid, parts, [math.fsum(paid.values()), 0.0, 0.0, 0.0], scale=scale)
    assert math.fsum(found.by_shapley) == pytest.approx(math.fsum(paid.values()))
    assert found.shapley_test.inside
    assert found.saved <= found.saved_whole + 1e-6 * max(found.costs)


@given(options, st.floats(0, 1))
def test_the_game_is_concave_so_that_the_later_a_city_joins_the_less_it_adds(rows, scale):
    paid = {f"P{place}": cost for place, (cost, _) in enumerate(rows)}
    parts = {f"P{place}": [part / sum(row) for part in row] for place, (_, row) in enumerate(rows)}
    costs = coalition_costs(paid, parts, 4, scale)
    room = 1e-6 * max(costs)
    for one, two in combinations(range(16), 2):
        assert costs[one] + costs[two] >= costs[one | two] + costs[one & two] - room


@given(options, st.floats(0, 1))
def test_cities_that_get_the_same_pay_the_same_and_who_gets_nothing_pays_nothing(rows, scale):
    paid = {f"P{place}": cost for place, (cost, _) in enumerate(rows)}
    parts = {}
    for place, (_, row) in enumerate(rows):
        twin, other = row[0] + 1, row[1]
        parts[f"P{place}"] = [part / (2 * twin + other) for part in (twin, twin, other, 0)]
    costs = coalition_costs(paid, parts, 4, scale)
    value = shapley(costs)
    assert value[0] == pytest.approx(value[1])
    assert value[3] == pytest.approx(0, abs=1e-6 * max(costs))


def test_ten_cities_are_valued_exactly():
    parts = {"A": [0.1] * 10}
    found = game({"A": 100.0}, parts, [10.0] * 10)
    assert found.by_shapley == pytest.approx([10.0] * 10)
    assert len(found.costs) == 1024
    assert found.costs[0b111] == pytest.approx(100 * 0.3**0.6)
    assert members(0b111) == (0, 1, 2)
