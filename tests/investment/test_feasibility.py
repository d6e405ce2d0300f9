import pytest

from components.analysis.evaluate import evaluate
from components.investment.feasibility import proposed, verdicts
from components.workshop.records.partnerships import Partnership
from components.workshop.records.setting import Setting
from tests.builders import given, snapshot
from tests.investment.room import CATALOGUE, PARAMETERS

CORE = [row.code for row in CATALOGUE.cluster_criteria if row.core]


def verdict_of(values, **fields):
    item = Partnership("K01", name="Tourism", cities=("C1", "C2"), **fields)
    marks = [
        mark
        for code, value in zip(CORE, values, strict=False)
        for mark in given("feasibility", code, "K01", C1=[value] * 3, C2=[value] * 3, C3=[value] * 3)
    ]
    shown = snapshot(item, marks=marks)
    return verdicts(shown.state, evaluate(shown, CATALOGUE, PARAMETERS), CATALOGUE, PARAMETERS)[0]


def test_the_index_is_the_mean_of_the_medians_out_of_five():
    # (4 + 4 + 3 + 4 + 3 + 4) / 30 = 73.3
    found = verdict_of([4, 4, 3, 4, 3, 4])
    assert found.index == pytest.approx(220 / 3)
    assert (found.verdict, found.n, found.flag) == ("go", 9, "consensus")


@pytest.mark.parametrize(
    ("index", "verdict"),
    [
        (72, "go"),
        (71.9, "go_with_conditions"),
        (60, "go_with_conditions"),
        (59.9, "simpler_agreement_first"),
        (48, "simpler_agreement_first"),
        (47.9, "park"),
        (None, ""),
    ],
)
def test_the_thresholds(index, verdict):
    assert proposed(index, (), PARAMETERS) == verdict


def test_a_knock_out_stops_whatever_the_index():
    assert verdict_of([5] * 6, knockouts=("legal_bar",)).verdict == "stop"


def test_unmarked_criteria_are_left_out_and_not_zero():
    found = verdict_of([5, 5])
    assert found.index == 100
    assert [value for _, value in found.scores] == [5, 5, None, None, None, None]


def test_an_override_counts_only_with_its_reason():
    assert verdict_of([5] * 6, override="park").verdict == "go"
    found = verdict_of([5] * 6, override="park", override_reason="No buyer will sign.")
    assert (found.proposed, found.verdict) == ("go", "park")


def test_a_room_that_asks_all_twelve_is_judged_by_all_twelve():
    every = [row.code for row in CATALOGUE.cluster_criteria]
    marks = [
        mark
        for code in every
        for value in [5 if code in CORE else 1]
        for mark in given("feasibility", code, "K01", C1=[value] * 3, C2=[value] * 3, C3=[value] * 3)
    ]
    item = Partnership("K01", name="Tourism")
    core, whole = (
        snapshot(Setting("main", cluster_criteria=chosen), item, marks=marks) for chosen in ("core", "all")
    )
    [found] = verdicts(core.state, evaluate(core, CATALOGUE, PARAMETERS), CATALOGUE, PARAMETERS)
    assert (found.index, len(found.scores)) == (100, 6)
    [found] = verdicts(whole.state, evaluate(whole, CATALOGUE, PARAMETERS), CATALOGUE, PARAMETERS)
    # six of 5 and six of 1: (6 x 5 + 6 x 1) / 60
    assert (round(found.index, 9), len(found.scores)) == (60, 12)
