from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from tests.builders import given, snapshot

MARKS = given("present", "physical.hard", "C1", C1=[1, 2, 4])
EVIDENCE = evaluate(snapshot(marks=MARKS, instrument="quick"), load(), load_parameters())


def test_a_row_is_found_by_its_key():
    row = EVIDENCE.agreement("present", "physical.hard", "C1")
    assert row in EVIDENCE.agreements
    value = EVIDENCE.index("C1", "dimension", "physical")
    assert value in EVIDENCE.indices


def test_what_is_not_there_is_none():
    assert EVIDENCE.agreement("present", "physical.hard", "C9") is None
    assert EVIDENCE.index("C1", "scale", "within") is None


def test_distance_between_the_quartiles():
    row = EVIDENCE.agreement("present", "physical.hard", "C1")
    assert row
    assert row.iqr == 3
