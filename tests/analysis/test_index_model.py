import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from components.analysis.evaluate import evaluate
from components.analysis.index_model import Choices, averaged, ballots, judged, plain, together, weighted_gaps
from components.analysis.marks import marked
from components.analysis.resampling import room
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.indicators import Indicator
from tests.builders import given, snapshot

CATALOGUE, PARAMETERS = load(), load_parameters()
CELLS = {"present": CATALOGUE.quick_cells, "pair_present": CATALOGUE.pair_cells}


def modelled(*lots, records=()):
    marks = [mark for lot in lots for mark in lot]
    evidence = evaluate(snapshot(*records, marks=marks, instrument="quick"), CATALOGUE, PARAMETERS)
    keys = [(row.instrument, row.item, row.subject) for row in evidence.agreements]
    seen = room(marked(marks, keys, ["C1", "C2", "C3"]), 3)
    return evidence, seen, ballots(evidence, seen, {key: place for place, key in enumerate(keys)}, CELLS)


cell_marks = st.lists(st.none() | st.integers(0, 5), min_size=0, max_size=5)


@settings(max_examples=30)
@examples(st.lists(cell_marks, min_size=28, max_size=28), st.booleans())
def test_everybody_once_with_the_usual_method_is_the_index_itself(lots, measured):
    records = [Indicator("flights.C1", indicator="flights", subject="C1", value=3)] if measured else []
    cells = CATALOGUE.quick_cells
    given_lots = [
        given("present", cell.code, city, **{city: lot})
        for (city, cell), lot in zip([(city, cell) for city in ("C1", "C2") for cell in cells], lots, strict=True)
    ]
    given_lots.append(given("importance", cells[0].code, "C1", C1=[1, 4, 5]))
    evidence, seen, asked = modelled(*given_lots, records=records)
    everybody = np.ones((1, len(seen.marks)), dtype=np.float32)
    for ballot in asked:
        choices = plain(asked, 1, 0.5)
        points = together(ballot, judged(ballot, everybody, seen, choices.mean), choices.share)
        found = averaged(ballot, points, choices.weights[ballot.instrument], choices.geometric)[0]
        for (view, code), value in zip(ballot.groups, found, strict=True):
            assert value == pytest.approx(evidence.index(ballot.subject, view, code).value, abs=1e-4)
        gaps = weighted_gaps(ballot, points, everybody, seen)[0]
        expected = {row.item: row.weighted for row in evidence.gaps if row.subject == ballot.subject}
        for item, value in zip(ballot.items, gaps, strict=True):
            assert np.isnan(value) == (item not in expected)
            assert item not in expected or value == pytest.approx(expected[item], abs=1e-4)


def test_a_geometric_mean_and_mean_marks_worked_by_hand():
    _, seen, [ballot] = modelled(
        given("present", "physical.hard", "C1", C1=[0, 0, 3]), given("present", "physical.soft", "C1", C1=[5, 5, 5])
    )
    times = np.ones((2, 3), dtype=np.float32)
    choices = Choices(
        {"present": np.ones((2, 14), dtype=np.float32)},
        mean=np.array([False, True]),
        geometric=np.array([True, False]),
        share=np.full(2, 0.5, dtype=np.float32),
    )
    points = together(ballot, judged(ballot, times, seen, choices.mean), choices.share)
    found = averaged(ballot, points, choices.weights["present"], choices.geometric)
    whole = ballot.groups.index(("all", "all"))
    # median 0 and 100 are 1 and 100 on 1-100: geometric mean 10, which is 9/0.99 on 0-100
    assert found[0, whole] == pytest.approx(9 / 0.99, rel=1e-5)
    # mean marks 1 and 5 are 20 and 100 points
    assert found[1, whole] == pytest.approx(60)


def test_weights_move_the_index():
    _, seen, [ballot] = modelled(
        given("present", "physical.hard", "C1", C1=[0, 0, 0]), given("present", "physical.soft", "C1", C1=[5, 5, 5])
    )
    weights = np.ones((1, 14), dtype=np.float32)
    weights[0, ballot.items.index("physical.soft")] = 3
    no = np.zeros(1, dtype=bool)
    points = judged(ballot, np.ones((1, 3), dtype=np.float32), seen, no)
    assert averaged(ballot, points, weights, no)[0, 0] == pytest.approx(75)
