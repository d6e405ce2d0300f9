import pytest

from components.analysis.audit import ledger
from components.analysis.audit_weights import weight_trail
from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.setting import Setting
from tests.builders import given, snapshot

CATALOGUE = load()
CODES = [row.code for row in CATALOGUE.option_criteria]


def book(*ballots, setting=None):
    """Points by criterion, the rest to the last one; two people of each city for every ballot."""
    marks = []
    for start, ballot in enumerate(ballots, 1):
        points = {**dict.fromkeys(CODES, 0), **ballot}
        for code, value in points.items():
            marks += given("weights", code, "all", start=start, C1=[value], C2=[value], C3=[value])
    room = snapshot(setting or Setting("main"), marks=marks)
    return ledger(room, evaluate(room, CATALOGUE, load_parameters()), CATALOGUE)


def results(trail):
    return {step.name: step.result for step in trail.steps}


def test_a_hand_worked_weight():
    # Three people give 60 and three 25: 255 of 600 points are 42.5 %
    found = weight_trail(book({CODES[0]: 60, CODES[1]: 40}, {CODES[0]: 25, CODES[1]: 75}), CODES[0])
    assert (results(found)["ballots"], results(found)["points"], results(found)["points_mean"]) == (6, 255, 42.5)
    assert results(found)["tenths"] == 42.5
    assert found.equal


def test_incomplete_ballots_are_counted_and_left_out():
    found = weight_trail(book({CODES[0]: 100}, {CODES[0]: 50, CODES[1]: 50}, {CODES[0]: 99}), CODES[0])
    assert dict(found.steps[0].numbers) == {"incomplete": 3}
    assert results(found)["tenths"] == 75
    assert found.equal


def test_below_the_minimum_all_weigh_the_same_and_no_ballot_is_told():
    found = weight_trail(book({CODES[0]: 100}), CODES[0])
    assert results(found) == {"weights_equal": 100 / len(CODES), "tenths": 12.5}
    assert found.equal


def test_an_unknown_criterion_has_no_trail():
    with pytest.raises(KeyError):
        weight_trail(book({CODES[0]: 100}), "gone")
