from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from components.analysis.evaluate import evaluate
from components.analysis.evidence import Weights
from components.analysis.weights import weights
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.setting import Setting
from tests.builders import START, given, snapshot

CITIES = ("C1", "C2", "C3")
CRITERIA = ("a", "b", "c")


def of_ballots(ballots: dict[str, list[tuple[int | None, ...]]]) -> Weights:
    """Weights of the criteria a, b, c from ballots of points by city."""
    marks = [
        mark
        for place, code in enumerate(CRITERIA)
        for mark in given(
            "weights", code, "all", **{city: [row[place] for row in rows] for city, rows in ballots.items()}
        )
    ]
    return weights(marks, CRITERIA, CITIES, load_parameters())


TWO_EACH = {"C1": [(50, 30, 20)] * 2, "C2": [(40, 40, 20)] * 2, "C3": [(60, 20, 20), (41, 39, 20)]}


def test_a_hand_worked_room_of_six():
    # a: 50+50+40+40+60+41 = 281 of 600 = 46.83 %; b: 199 of 600 = 33.17 %; c: 20 %
    # in tenths 468.3, 331.7, 200: the spare tenth goes to b
    found = of_ballots(TWO_EACH)
    assert [(row.criterion, row.percent) for row in found.weights] == [("a", 46.8), ("b", 33.2), ("c", 20.0)]
    assert [(row.n, row.lowest, row.highest) for row in found.weights] == [(6, 40, 60), (6, 20, 40), (6, 20, 20)]
    assert (found.source, found.complete_ballots, found.incomplete) == ("room", 6, 0)


def test_a_ballot_that_is_not_exactly_100_counts_nowhere():
    found = of_ballots({**TWO_EACH, "C1": [*TWO_EACH["C1"], (100, 1, 0), (0, 99, 0)]})
    assert found.weights == of_ballots(TWO_EACH).weights
    assert (found.complete_ballots, found.incomplete) == (6, 2)


def test_a_criterion_left_blank_got_no_points():
    found = of_ballots({**TWO_EACH, "C1": [(50, 50, None), (50, 50, None)]})
    assert found.weights[2].lowest == 0
    assert found.complete_ballots == 6


def test_points_for_a_criterion_out_of_use_make_a_ballot_incomplete():
    marks = given("weights", "gone", "all", C1=[100])
    found = weights(marks, CRITERIA, CITIES, load_parameters())
    assert (found.complete_ballots, found.incomplete) == (0, 1)


@pytest.mark.parametrize(
    "ballots",
    [
        {},
        {"C1": [(100, 0, 0)] * 4},
        {"C1": [(100, 0, 0)] * 9, "C2": [(100, 0, 0)] * 9, "C3": [(100, 0, 0)]},  # one voice of the third city
    ],
)
def test_too_few_complete_ballots_weigh_all_the_same(ballots):
    found = of_ballots(ballots)
    assert [row.percent for row in found.weights] == [33.4, 33.3, 33.3]
    assert found.source == "equal"
    assert {(row.n, row.lowest, row.highest) for row in found.weights} == {(0, None, None)}


def test_sealed_weights_are_not_used_and_revealed_ones_say_since_when():
    catalogue, parameters = load(), load_parameters()
    sealed = evaluate(snapshot(), catalogue, parameters).weights
    assert (sealed.source, sealed.fixed_at) == ("equal", "")
    criteria = [row.code for row in catalogue.option_criteria]
    assert [row.criterion for row in sealed.weights] == criteria
    marks = given("weights", criteria[0], "all", C1=[100, 100], C2=[100, 100], C3=[100, 100])
    fixed = evaluate(snapshot(marks=marks), catalogue, parameters).weights
    assert [row.percent for row in fixed.weights] == [100.0, *[0.0] * (len(criteria) - 1)]
    assert fixed.fixed_at == START.isoformat()


points = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(
    lambda cuts: (min(cuts), max(cuts) - min(cuts), 100 - max(cuts))
)


@examples(st.lists(points, min_size=2, max_size=9), st.lists(points, min_size=2, max_size=9))
def test_weights_sum_to_exactly_100(first, second):
    found = of_ballots({"C1": first, "C2": second, "C3": second})
    assert sum(round(row.percent * 10) for row in found.weights) == 1000


def way(found: Weights, by: str) -> tuple[float, ...] | None:
    return next((row.percents for row in found.ways if row.by == by), None)


def in_groups(groups: dict[str, dict[str, list[tuple[int, ...]]]]):
    """Marks of ballots by stakeholder group and city; people are numbered through."""
    found, start = [], dict.fromkeys(CITIES, 1)
    for group, ballots in groups.items():
        for place, code in enumerate(CRITERIA):
            for city, rows in ballots.items():
                found += given(
                    "weights", code, "all", group=group, start=start[city], **{city: [row[place] for row in rows]}
                )
        for city, rows in ballots.items():
            start[city] += len(rows)
    return found


A, B = (100, 0, 0), (0, 100, 0)


def test_equal_voice_per_city_stands_beside_the_plain_result():
    # Six of nine people sit in one city: A has 6/9 by person, 1/3 by city
    marks = in_groups({"citizens": {"C1": [A] * 6, "C2": [B] * 2, "C3": [B] * 2}})
    found = weights(marks, CRITERIA, CITIES, load_parameters())
    assert found.voice == "person"
    assert [row.percent for row in found.weights] == [60.0, 40.0, 0.0]
    assert way(found, "person") == (60.0, 40.0, 0.0)
    assert way(found, "city") == (33.3, 66.7, 0.0)
    assert [row.voices for row in found.ways] == [10, 3]
    chosen = weights(marks, CRITERIA, CITIES, load_parameters(), voice="city")
    assert [row.percent for row in chosen.weights] == [33.3, 66.7, 0.0]
    assert (chosen.voice, chosen.ways) == ("city", found.ways)


def test_equal_voice_per_group_pools_the_groups_over_the_cities():
    marks = in_groups(
        {
            "citizens": {"C1": [A] * 4, "C2": [A] * 2, "C3": [A] * 2},
            "finance": {"C1": [B] * 2, "C2": [B] * 1},
            "firms": {"C3": [B] * 1},
            "elected": {"C2": [A] * 1, "C3": [B] * 1},
        }
    )
    found = weights(marks, CRITERIA, CITIES, load_parameters(), voice="group")
    # citizens A, finance B, and firms with elected together: A B B
    assert way(found, "group") == (44.4, 55.6, 0.0)
    assert found.voice == "group"
    assert [row.voices for row in found.ways if row.by == "group"] == [3]


def test_two_voices_of_which_one_is_small_would_give_it_away():
    # With two cities the plain mean and the mean of the cities say what each city thinks: both need three ballots
    small = in_groups({"": {"C1": [A] * 4, "C2": [B] * 2}})
    large = in_groups({"": {"C1": [A] * 4, "C2": [B] * 3}})
    two = CITIES[:2]
    found = weights(small, CRITERIA, two, load_parameters(), voice="city")
    assert (way(found, "city"), found.voice) == (None, "person")
    assert way(weights(large, CRITERIA, two, load_parameters()), "city") == (50.0, 50.0, 0.0)


def test_one_voice_is_no_other_way():
    assert [row.by for row in of_ballots(TWO_EACH).ways] == ["person", "city"]


def test_the_room_chooses_the_voice_in_its_setting():
    catalogue, parameters = load(), load_parameters()
    criteria = [row.code for row in catalogue.option_criteria]
    marks = (
        *given("weights", criteria[0], "all", C1=[100] * 6),
        *given("weights", criteria[1], "all", C2=[100] * 2, C3=[100] * 2),
    )
    setting = Setting("main", instrument="standard")
    plain = evaluate(snapshot(setting, marks=marks), catalogue, parameters).weights
    by_city = evaluate(snapshot(replace(setting, voice="city"), marks=marks), catalogue, parameters).weights
    assert [row.percent for row in plain.weights[:2]] == [60.0, 40.0]
    assert [row.percent for row in by_city.weights[:2]] == [33.3, 66.7]


def in_pairs(
    *, voice: str = "person", criteria: tuple[str, ...] = CRITERIA, **ballots: list[dict[str, int | None]]
) -> Weights:
    """Weights from ballots in pairs by city: `{"a~b": 2, …}`."""
    items = sorted({item for rows in ballots.values() for row in rows for item in row})
    marks = [
        mark
        for item in items
        for mark in given(
            "weights", item, "all", **{city: [row.get(item) for row in rows] for city, rows in ballots.items()}
        )
    ]
    return weights(marks, criteria, CITIES, load_parameters(), weighting="pairs", voice=voice)


# 2 : 1, 4 : 1, 2 : 1 is consistent: 4/7, 2/7, 1/7
CONSISTENT = {"a~b": 1, "a~c": 3, "b~c": 1}
CIRCLE = {"a~b": 1, "a~c": -1, "b~c": 1}


def test_a_room_of_one_mind_in_pairs():
    found = in_pairs(C1=[CONSISTENT] * 2, C2=[CONSISTENT] * 2, C3=[CONSISTENT] * 2)
    assert [row.percent for row in found.weights] == [57.1, 28.6, 14.3]
    assert {row.n for row in found.weights} == {6}
    assert [(row.lowest, row.highest) for row in found.weights] == [(57.1, 57.1), (28.6, 28.6), (14.3, 14.3)]
    assert found.source == "room"
    assert found.consistency == pytest.approx(0, abs=1e-12)
    assert found.ballot_consistency == pytest.approx([0] * 6, abs=1e-12)
    assert found.contradiction is None
    assert [row.by for row in found.ways] == ["person", "city", "rows", "priorities"]
    assert {row.percents for row in found.ways} == {(57.1, 28.6, 14.3)}


def test_opposite_judgements_make_equal_weights():
    opposite = {item: -mark for item, mark in CONSISTENT.items()}
    found = in_pairs(C1=[CONSISTENT, opposite], C2=[opposite, CONSISTENT], C3=[CONSISTENT, opposite])
    assert [row.percent for row in found.weights] == [33.4, 33.3, 33.3]


def test_what_contradicts_is_counted_and_named():
    # a over b over c over a, each 2 : 1; λmax of the circle is 1 + 2 + 1/2
    found = in_pairs(C1=[CIRCLE] * 2, C2=[CIRCLE] * 2, C3=[CIRCLE] * 2)
    assert found.consistency == pytest.approx(0.5 / 2 / 0.58)
    assert found.ballot_consistency == pytest.approx([0.5 / 2 / 0.58] * 6)
    # The others say: a is half of c, and c half of b
    assert (found.contradiction.first, found.contradiction.second) == ("a", "b")
    assert (found.contradiction.given, found.contradiction.implied) == pytest.approx((2, 1 / 4))


def test_equal_voice_holds_for_pairs_too():
    # Six of one city say a : b is 4 : 1, two of each other city 1 : 4
    one, other = {"a~b": 3}, {"a~b": -3}
    ballots = {"C1": [one] * 6, "C2": [other] * 2, "C3": [other] * 2}
    found = in_pairs(criteria=("a", "b"), **ballots)
    # Geometric means: 4 ** (0.6 - 0.4) and 4 ** (1/3 - 2/3)
    assert [row.percent for row in found.weights] == [round(100 * 4**0.2 / (1 + 4**0.2), 1), 43.1]
    assert way(found, "city")[0] == round(100 / (1 + 4 ** (1 / 3)), 1)
    assert [row.percent for row in in_pairs(criteria=("a", "b"), voice="city", **ballots).weights] == [38.6, 61.4]


def test_a_pair_that_was_left_out_makes_a_ballot_incomplete():
    part = {"a~b": 1, "a~c": 3}
    unknown = {**CONSISTENT, "b~c": None}
    found = in_pairs(C1=[CONSISTENT, CONSISTENT, part], C2=[CONSISTENT, CONSISTENT, unknown], C3=[CONSISTENT] * 2)
    assert (found.complete_ballots, found.incomplete) == (6, 2)


def test_pairs_may_stand_either_way_round_and_hold_a_criterion_out_of_use():
    turned = {"b~a": -1, "a~c": 3, "b~c": 1, "a~gone": 8, "b~gone": 8, "c~gone": 8}
    found = in_pairs(C1=[turned] * 2, C2=[turned] * 2, C3=[turned] * 2)
    assert [row.percent for row in found.weights] == [57.1, 28.6, 14.3]


def test_more_criteria_than_saatys_table_have_weights_but_no_ratio():
    criteria = tuple(f"k{place:02}" for place in range(16))
    equal = {f"{one}~{two}": 0 for place, one in enumerate(criteria) for two in criteria[place + 1 :]}
    found = in_pairs(criteria=criteria, C1=[equal] * 2, C2=[equal] * 2, C3=[equal] * 2)
    assert found.consistency is None
    assert found.ballot_consistency == ()
    assert sum(round(row.percent * 10) for row in found.weights) == 1000


pair_marks = st.fixed_dictionaries({item: st.integers(-8, 8) for item in ("a~b", "a~c", "b~c")})


@examples(st.lists(pair_marks, min_size=2, max_size=6), st.permutations(CRITERIA))
def test_the_order_of_criteria_changes_no_weight_from_pairs(ballots, order):
    room = {"C1": ballots, "C2": ballots[:2], "C3": ballots[-2:]}
    straight = in_pairs(**room)
    other = in_pairs(criteria=tuple(order), **room)
    before = {row.criterion: row.percent for row in straight.weights}
    assert all(abs(row.percent - before[row.criterion]) < 0.11 for row in other.weights)
    assert other.consistency == pytest.approx(straight.consistency, abs=1e-9)
    for found in other.ways:
        assert np.sum(found.percents) == pytest.approx(100)
