import pytest

from components.analysis.audit import ledger
from components.analysis.audit_index import gap_trail, index_trail
from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.indicators import CellTarget, Indicator
from tests.builders import given, snapshot

CATALOGUE = load()
ROADS, LINES = "physical.hard", "information.hard"


def book(*records, marks):
    room = snapshot(*records, marks=marks, instrument="quick")
    return ledger(room, evaluate(room, CATALOGUE, load_parameters()), CATALOGUE)


def test_a_hand_worked_index_of_marks_and_a_measured_figure():
    # Roads 3 of 5 are 60 points. Lines: 2 of 5 are 40, measured 68 of 100, half and half 54. Mean of 60 and 54: 57.
    marks = given("present", ROADS, "C1", C1=[3, 3, 4]) + given("present", LINES, "C1", C1=[2, 2, 1])
    found = index_trail(book(Indicator("broadband.C1", "broadband", "C1", 68), marks=marks), "C1", "kind", "hard")
    lines = {row.item: row for row in found.lines}
    assert (lines[ROADS].value, lines[LINES].measured, lines[LINES].value) == (60, pytest.approx(68), 54)
    assert (lines[ROADS].weight, lines[ROADS].part) == (0.5, 30)
    assert {step.name: step.result for step in found.steps}["mean"] == 57
    assert found.equal


def test_cells_without_a_result_lower_the_coverage_and_have_no_weight():
    found = index_trail(book(marks=given("present", ROADS, "C1", C1=[3, 3, 3])), "C1", "all", "all")
    assert [row.weight for row in found.lines if row.item != ROADS] == [None] * 13
    results = {step.name: step.result for step in found.steps}
    assert (results["cells_known"], results["coverage"]) == (1, pytest.approx(1 / 14))
    assert "indicative" in results
    assert found.equal


def test_a_city_that_nobody_rated_has_no_index_and_says_so():
    found = index_trail(book(marks=given("present", ROADS, "C1", C1=[3, 3, 3])), "C2", "all", "all")
    assert found.withheld
    assert found.steps[-1].result is None
    assert found.equal


def test_a_hand_worked_gap_with_a_target_of_its_own():
    # Present 20, target 3 of 5 = 60: 40 points; importance 4 of 5: 32.
    marks = given("present", ROADS, "C1", C1=[1, 1, 2]) + given("importance", ROADS, "C1", C1=[4, 4, 5])
    trail = gap_trail(book(CellTarget("t", item=ROADS, subject="C1", value=3.0), marks=marks), "C1", ROADS)
    results = {step.name: step.result for step in trail.steps}
    assert (results["target"], results["size"], results["weighted"]) == (60, 40, 32)
    assert trail.equal


def test_what_is_no_gap_has_no_trail():
    with pytest.raises(KeyError):
        gap_trail(book(marks=given("present", ROADS, "C1", C1=[5, 5, 5])), "C1", ROADS)
    with pytest.raises(KeyError):
        index_trail(book(marks=()), "C1", "all", "all")
