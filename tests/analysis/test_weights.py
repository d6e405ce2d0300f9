import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from components.analysis.evaluate import evaluate
from components.analysis.evidence import Weights
from components.analysis.weights import weights
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
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
