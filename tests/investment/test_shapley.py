import math
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.errors import DataError
from components.investment.shapley import core_test, members, shapley

# Young, Okada and Hashimoto (1982), Water Resources Research 18(3): cost of supplying groups of municipalities in
# Skåne, Sweden, in million crowns.
SKANE = {
    "A": 21.95, "H": 17.08, "K": 10.91, "L": 15.88, "M": 20.81, "T": 21.98,
    "AH": 34.69, "AK": 32.86, "AL": 37.83, "AM": 42.76, "AT": 43.93, "HK": 22.96, "HL": 25.00, "HM": 37.89,
    "HT": 39.06, "KL": 26.79, "KM": 31.45, "KT": 32.89, "LM": 31.10, "LT": 37.86, "MT": 39.41,
    "AHK": 40.74, "AHL": 43.22, "AHM": 55.50, "AHT": 56.67, "AKL": 48.74, "AKM": 53.40, "AKT": 54.84, "ALM": 53.05,
    "ALT": 59.81, "AMT": 61.36, "HKL": 27.26, "HKM": 42.55, "HKT": 44.94, "HLM": 45.81, "HLT": 46.98, "HMT": 56.49,
    "KLM": 42.01, "KLT": 48.77, "KMT": 50.32, "LMT": 51.46,
    "AHKL": 48.95, "AHKM": 60.25, "AHKT": 62.72, "AHLM": 64.03, "AHLT": 65.20, "AHMT": 74.10, "AKLM": 63.96,
    "AKLT": 70.72, "AKMT": 72.27, "ALMT": 73.41, "HKLM": 48.07, "HKLT": 49.24, "HKMT": 59.35, "HLMT": 64.41,
    "KLMT": 56.61,
    "AHKLM": 69.76, "AHKLT": 70.93, "AHKMT": 77.42, "AHLMT": 83.00, "AKLMT": 73.97, "HKLMT": 66.46,
    "AHKLMT": 83.82,
}  # fmt: skip


def game(costs, names):
    found = [0.0] * 2 ** len(names)
    for coalition, cost in costs.items():
        found[sum(1 << names.index(name) for name in coalition)] = cost
    return found


def airport(needs):
    """Every group of aircraft needs a runway as long as its longest one."""
    return [max((needs[place] for place in members(bits)), default=0.0) for bits in range(2 ** len(needs))]


def test_runway_costs_are_shared_step_by_step_by_those_who_need_the_step():
    # Littlechild and Owen (1973), Management Science 20(3): the cost of each further piece of the runway is shared
    # equally among those who need it. Needs 12, 20, 32: 12/3 = 4; + 8/2 = 8; + 12 = 20.
    assert shapley(airport([12.0, 20.0, 32.0])) == pytest.approx((4, 8, 20))


def test_the_tennessee_valley_authority():
    # Straffin and Heaney (1981), Int. J. Game Theory 10: navigation, flood control, power; thousand dollars of 1938.
    costs = game(
        {"N": 163_520, "F": 140_826, "P": 250_096, "NF": 301_607, "NP": 378_821, "FP": 367_370, "NFP": 412_584}, "NFP"
    )
    value = shapley(costs)
    assert value == pytest.approx((117_829, 100_756.5, 193_998.5), abs=0.5)
    assert core_test(costs, value).inside


def test_the_water_game_of_skane_whose_shapley_value_three_municipalities_would_leave():
    costs = game(SKANE, "AHKLMT")
    value = shapley(costs)
    assert value == pytest.approx((20.01, 10.71, 6.61, 10.37, 16.94, 19.18), abs=0.011)
    test = core_test(costs, value)
    assert (test.inside, test.blocking) == (False, (1, 2, 3))  # H, K and L pay 27.69 and would pay 27.26 alone
    assert test.saving == pytest.approx(27.69 - 27.26, abs=0.011)
    assert test.coalitions >= 1


@pytest.mark.parametrize("values", [[], [0, 1, 2], [1, 2], [0, math.nan]])
def test_what_is_no_game_is_refused(values):
    with pytest.raises(DataError):
        shapley(values)


def test_an_allocation_of_another_sum_is_refused():
    with pytest.raises(DataError):
        core_test([0, 1, 1, 2], [1, 2])


def test_one_player_pays_all():
    assert shapley([0, 7]) == (7,)


games = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.floats(-100, 100), min_size=2**n - 1, max_size=2**n - 1).map(lambda row: [0.0, *row])
)
pairs = st.integers(1, 4).flatmap(
    lambda n: st.tuples(*[st.lists(st.floats(-100, 100), min_size=2**n - 1, max_size=2**n - 1)] * 2)
)


@given(games)
def test_it_hands_out_all_and_is_the_mean_over_all_orders(values):
    value = shapley(values)
    assert math.fsum(value) == pytest.approx(values[-1], abs=1e-6)
    count = len(value)
    added = [0.0] * count
    for order in permutations(range(count)):
        before = 0
        for place in order:
            added[place] += values[before | 1 << place] - values[before]
            before |= 1 << place
    assert value == pytest.approx([amount / math.factorial(count) for amount in added], abs=1e-6)


@given(pairs)
def test_the_value_of_two_games_together_is_the_sum_of_their_values(rows):
    one, two = ([0.0, *row] for row in rows)
    both = shapley([a + b for a, b in zip(one, two)])
    assert both == pytest.approx([a + b for a, b in zip(shapley(one), shapley(two))], abs=1e-6)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=4), st.floats(0, 50))
def test_who_adds_the_same_to_every_coalition_pays_just_that(needs, own):
    base = airport(needs)
    values = [*base, *(cost + own for cost in base)]
    assert shapley(values)[-1] == pytest.approx(own, abs=1e-6)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=5), st.data())
def test_players_who_are_alike_pay_the_same_and_nobody_leaves_a_runway(needs, data):
    one, two = data.draw(st.sampled_from(list(combinations(range(len(needs)), 2))))
    needs[two] = needs[one]
    value = shapley(airport(needs))
    assert value[one] == pytest.approx(value[two], abs=1e-6)
    assert core_test(airport(needs), value).inside
