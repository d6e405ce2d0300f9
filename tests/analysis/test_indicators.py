from dataclasses import replace

import pytest

from components.analysis.evaluate import evaluate
from components.analysis.indicators import item_of, measured_values, points
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.framework.records import by_code
from components.workshop.records.indicators import Indicator
from tests.builders import cities, given, snapshot, state

CATALOGUE, PARAMETERS = load(), load_parameters()


def entered(indicator, subject, value, **more):
    return Indicator(f"{indicator}.{subject}", indicator=indicator, subject=subject, value=value, **more)


def test_a_figure_per_person_between_its_fixed_ends():
    # 6 flights a day for 300,000 people are 2 per 100,000; the scale runs from 0 to 4
    [found] = measured_values(state(*cities(), entered("flights", "C1", 6, year=2024, source="airport")), CATALOGUE)
    assert (found.figure, found.points) == (pytest.approx(2), pytest.approx(50))
    assert (found.item, found.confidence, found.year, found.source) == (
        "physical.hard.between",
        "measured",
        2024,
        "airport",
    )


def test_a_pair_is_counted_per_person_of_both():
    # 6,000 passengers for 600,000 people are 10 per 1,000; the scale runs from 0 to 20
    [found] = measured_values(state(*cities(), entered("pair_passengers", "C1-C2", 6000)), CATALOGUE)
    assert (found.figure, found.points, found.item) == (pytest.approx(10), pytest.approx(50), "pair.economic.hard")


def test_less_can_be_better_and_what_lies_beyond_the_ends_is_capped():
    row = by_code(CATALOGUE.indicators, "minutes_metropolis")
    assert [points(row, minutes) for minutes in (720, 600, 330, 60, 30)] == [0, 0, pytest.approx(50), 100, 100]


def test_nothing_is_guessed():
    one, *others = cities()
    held = state(
        replace(one, population=None),
        *others,
        entered("flights", "C1", 6),
        entered("pair_passengers", "C1-C2", 6),
        entered("minutes_metropolis", "C1", 60),
        entered("flights", "C2", None),
        entered("flights", "C9", 5),
        entered("magic", "C2", 5),
    )
    found = {row.indicator: (row.figure, row.points) for row in measured_values(held, CATALOGUE)}
    assert found == {
        "flights": (None, None),
        "pair_passengers": (None, None),
        "minutes_metropolis": (60, 100),
    }


def test_the_cell_depends_on_the_instrument():
    codes = ("flights", "broadband", "pair_minutes")
    flights, broadband, pair = (by_code(CATALOGUE.indicators, code) for code in codes)
    assert [item_of(flights, name) for name in ("standard", "quick", "full")] == [
        "physical.hard.between",
        "physical.hard",
        "EL01",
    ]
    assert item_of(broadband, "full") == ""  # table 3.1 has no information dimension
    assert item_of(pair, "quick") == "pair.physical.hard"
    for row in CATALOGUE.indicators:
        if row.about == "city":
            assert item_of(row, "standard") in {cell.code for cell in CATALOGUE.cells}


def room(*records, parameters=PARAMETERS, instrument="quick"):
    marks = [
        *given("present", "physical.hard", "C1", C1=[4, 4, 4]),
        *given("present", "economic.hard", "C1", C1=[1, 1, 1]),
    ]
    return evaluate(snapshot(*records, marks=marks, instrument=instrument), CATALOGUE, parameters)


def test_marks_and_indicators_meet_in_the_cell():
    # physical hard: judged 80; flights 50 and minutes 100 measured 75; half and half 77.5. economic hard: judged 20
    found = room(entered("flights", "C1", 6), entered("minutes_metropolis", "C1", 60, confidence="estimated"))
    cell = found.cell("C1", "physical.hard")
    assert (cell.judged, cell.measured, cell.value) == (80, 75, pytest.approx(77.5))
    assert (cell.measured_share, cell.estimated_share, cell.confidence) == (0.25, 0.25, "judged")
    whole = found.index("C1")
    assert whole.value == pytest.approx((77.5 + 20) / 2)
    assert (whole.measured_share, whole.estimated_share, whole.confidence) == (0.125, 0.125, "judged")
    assert next(row.present for row in found.gaps if row.item == "physical.hard") == pytest.approx(77.5)


def test_what_is_only_measured_has_a_value_that_says_so():
    found = room(entered("broadband", "C1", 40))
    cell = found.cell("C1", "information.hard")
    assert (cell.judged, cell.value, cell.confidence) == (None, 40, "measured")
    row = found.index("C1", "dimension", "information")
    assert (row.value, row.confidence, row.coverage, row.n, row.flag) == (40, "measured", 0.5, 0, "too_few")
    assert found.index("C1").coverage == pytest.approx(3 / 14)
    gap = next(row for row in found.gaps if row.item == "information.hard")
    assert (gap.present, gap.n, gap.low_marks, gap.confidence, gap.lower) == (40, 0, 0, "measured", None)


def test_with_no_weight_indicators_stand_beside_the_marks():
    alone = PARAMETERS.with_overrides({"index.measured_share": 0})
    found = room(entered("flights", "C1", 6), entered("broadband", "C1", 40), parameters=alone)
    assert found.cell("C1", "physical.hard").value == 80
    assert found.cell("C1", "information.hard").value is None
    assert [row.points for row in found.measured] == [pytest.approx(50), 40]


def test_no_index_before_the_marks_are_revealed():
    found = evaluate(snapshot(entered("flights", "C1", 6)), CATALOGUE, PARAMETERS)
    assert (found.indices, found.cells, found.gaps) == ((), (), ())
    assert found.measured[0].points == pytest.approx(50)
