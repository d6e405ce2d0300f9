import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from components.investment.sharing import clamped, metric_of, raw_shares, sharing, with_mix
from components.workshop.records.demands import OptionKey
from components.workshop.records.options import Option
from components.workshop.records.partnership import CostKey, KeyLimit, KeyMetric
from tests.builders import cities, state
from tests.investment.room import CATALOGUE, PARAMETERS

PEOPLE = (467_269, 434_403, 295_208)  # DANE, census 2018, adjusted: Pereira, Manizales, Armenia
GDP = (17.0, 16.9, 8.5)  # of the departments, 2019, trillion pesos, La República


def metrics(key, values):
    return [KeyMetric(f"{key}.C{n}", key, f"C{n}", value) for n, value in enumerate(values, 1)]


def shares_of(*records):
    return sharing(state(*cities(3), *records), CATALOGUE, PARAMETERS)


def test_the_coffee_triangle_by_population_product_and_equal_parts():
    # 0.4 x 467,269/1,196,880 + 0.4 x 17.0/42.4 + 0.2/3 = 38.32 %, and so on
    found = shares_of(
        CostKey("population", 40.0),
        CostKey("fiscal_capacity", 40.0),
        CostKey("equal", 20.0),
        *metrics("population", PEOPLE),
        *metrics("fiscal_capacity", GDP),
    )
    assert found.valid
    assert [share.percent for share in found.shares] == [38.32, 37.13, 24.55]
    assert found.shares[0].raw == pytest.approx(38.3206, abs=1e-4)


def test_population_comes_from_the_cities_facts():
    assert metric_of(state(*cities(2)), CATALOGUE, "population") == (300_000.0, 300_000.0)


def test_an_entered_measure_is_not_mixed_with_the_facts():
    one = KeyMetric("population.C1", "population", "C1", 5.0)
    assert metric_of(state(*cities(2), one), CATALOGUE, "population") == (5.0, None)


def test_a_missing_measure_makes_the_key_unusable_and_is_never_zero():
    found = shares_of(CostKey("use", 100.0), *metrics("use", (10.0, 20.0)))
    assert not found.valid
    assert found.problems == (("plan.sharing.no_metric_use", (("city", "Cora"),)),)
    assert [share.percent for share in found.shares] == [33.34, 33.33, 33.33]


def test_a_zero_is_a_measure():
    found = shares_of(CostKey("use", 100.0), *metrics("use", (10.0, 30.0, 0.0)))
    assert [share.percent for share in found.shares] == [25.0, 75.0, 0.0]


@pytest.mark.parametrize(
    ("records", "key"),
    [
        ([], "no_key"),
        ([CostKey("equal", 99.99)], "not_100"),
        ([CostKey("equal", 130.0), CostKey("population", -30.0)], "negative_weight"),
        ([CostKey(key, 25.0) for key in ("equal", "population", "use", "benefit")], "too_many_keys"),
        ([CostKey("use", 100.0), *metrics("use", (0.0, 0.0, 0.0))], "all_zero_use"),
        ([CostKey("equal", 100.0), *(KeyLimit(f"C{n}", floor=40.0) for n in (1, 2, 3))], "floors_over_100"),
        ([CostKey("equal", 100.0), *(KeyLimit(f"C{n}", cap=30.0) for n in (1, 2, 3))], "caps_under_100"),
        ([CostKey("equal", 100.0), KeyLimit("C1", floor=50.0, cap=40.0)], "floor_over_cap"),
    ],
)
def test_what_is_wrong_with_a_key_is_said(records, key):
    found = shares_of(*records)
    assert not found.valid
    assert f"plan.sharing.{key}" in [problem[0] for problem in found.problems]


def test_every_problem_is_said_at_once():
    found = shares_of(CostKey("use", 60.0), CostKey("benefit", 20.0))
    assert len(found.problems) == 1 + 3 + 3


def test_a_cap_is_spread_over_the_others_in_proportion():
    # 80, 11, 9 with the first capped at 40: 60 over 11 : 9 is 33 and 27, so the floor of 10 does not bind
    assert clamped([80, 11, 9], [(0, 40), (0, 100), (10, 100)]) == pytest.approx([40, 33, 27])


def test_a_floor_takes_from_the_others_in_proportion():
    # 60, 30, 10 with a floor of 25 for the third: 75 over 60 : 30
    assert clamped([60, 30, 10], [(0, 100), (0, 100), (25, 100)]) == pytest.approx([50, 25, 25])


limits = st.tuples(st.floats(0, 60), st.floats(0, 100)).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(st.tuples(st.floats(0.1, 100), limits), min_size=2, max_size=8))
def test_clamped_shares_keep_their_limits_and_sum_to_100(rows):
    bounds = [row[1] for row in rows]
    assume(sum(low for low, _ in bounds) <= 99.9)
    assume(sum(high for _, high in bounds) >= 100.1)
    total = sum(row[0] for row in rows)
    found = clamped([100 * row[0] / total for row in rows], bounds)
    assert sum(found) == pytest.approx(100)
    assert all(low - 1e-6 <= share <= high + 1e-6 for share, (low, high) in zip(found, bounds, strict=True))


@given(st.lists(st.floats(0.01, 1e9), min_size=3, max_size=3))
def test_final_shares_sum_to_exactly_100(values):
    found = shares_of(CostKey("use", 100.0), *metrics("use", values))
    assert sum(round(share.percent * 100) for share in found.shares) == 10_000


def test_raw_shares_of_a_mix():
    assert raw_shares([("a", 50), ("b", 50)], {"a": [1, 3], "b": [1, 1]}) == pytest.approx((37.5, 62.5))


def own(code, **mix):
    return [OptionKey(f"{code}.{key}", code, key, weight) for key, weight in mix.items()]


def test_an_option_may_have_a_mix_of_its_own_over_the_cities_that_take_part():
    # 50 % equal and 50 % by use of 30 : 10 over two cities: 25 + 37.5 and 25 + 12.5
    found = shares_of(
        CostKey("equal", 100.0), Option("P01", cities=("C1", "C3")), *metrics("use", (30.0, None, 10.0)),
        *own("P01", equal=50.0, use=50.0),
    )  # fmt: skip
    assert found.percents("P01") == {"C1": 62.5, "C3": 37.5}
    assert sorted(found.percents("P02").values()) == [33.33, 33.33, 33.34]
    assert found.options[0].mix == (("equal", 50.0), ("use", 50.0))


def test_floors_and_caps_bind_the_common_key_only():
    found = shares_of(CostKey("equal", 100.0), KeyLimit("C1", cap=10.0), Option("P01"), *own("P01", equal=100.0))
    assert (found.percents("")["C1"], found.percents("P01")["C1"]) == (10.0, 33.34)


@pytest.mark.parametrize(
    ("mix", "key"),
    [
        ({"equal": 60.0}, "not_100"),
        ({"use": 100.0}, "no_metric_use"),
        ({"equal": 25.0, "population": 25.0, "use": 25.0, "host": 25.0}, "too_many_keys"),
    ],
)
def test_an_own_mix_that_cannot_be_used_gives_way_to_the_common_key_and_is_said(mix, key):
    found = shares_of(CostKey("population", 100.0), Option("P01"), *own("P01", **mix))
    assert f"plan.sharing.{key}" in [problem[0] for problem in found.options[0].problems]
    assert found.valid
    assert found.percents("P01") == found.percents("")


def test_another_mix_can_be_tried_without_entering_it():
    room = state(*cities(3), CostKey("equal", 100.0), *metrics("use", (50.0, 30.0, 20.0)))
    tried = with_mix(room, {"use": 100.0, "host": 0.0}, CATALOGUE, PARAMETERS)
    assert [share.percent for share in tried.shares] == [50, 30, 20]
    assert (tried.mix, tried.valid) == ((("use", 100.0),), True)


@given(st.lists(st.floats(0.01, 1e9), min_size=2, max_size=2), st.integers(1, 99))
def test_shares_of_an_option_sum_to_exactly_100(values, weight):
    mix = own("P01", use=float(weight), equal=100.0 - weight)
    found = shares_of(Option("P01", cities=("C1", "C2")), *metrics("use", values), *mix)
    assert sum(round(share * 100) for share in found.percents("P01").values()) == 10_000
