import numpy as np
import pandas as pd
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from components.analysis.evaluate import evaluate
from components.analysis.index import composite_index
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from tests.builders import given, snapshot

CATALOGUE, PARAMETERS = load(), load_parameters()


def evidence(*marks, instrument="quick"):
    flat = [mark for lot in marks for mark in lot]
    return evaluate(snapshot(marks=flat, instrument=instrument), CATALOGUE, PARAMETERS)


def test_a_hand_worked_city():
    # physical hard 4 -> 80, physical soft 1 -> 20, economic hard 2 -> 40; 3 of 14 cells: indicative only
    found = evidence(
        given("present", "physical.hard", "C1", C1=[4, 4, 4]),
        given("present", "physical.soft", "C1", C1=[1, 1, 1, 2]),
        given("present", "economic.hard", "C1", C1=[2, 2, 2]),
    )
    whole = found.index("C1")
    assert whole
    assert whole.value == pytest.approx((80 + 20 + 40) / 3)
    assert whole.coverage == pytest.approx(3 / 14)
    assert whole.indicative
    assert whole.n == 4
    physical = found.index("C1", "dimension", "physical")
    assert physical
    assert (physical.value, physical.coverage, physical.indicative) == (50, 1, False)
    hard = found.index("C1", "kind", "hard")
    assert hard
    assert hard.value == 60
    both = found.index("C1", "dimension_kind", "physical.soft")
    assert both
    assert (both.value, both.n) == (20, 4)


def test_what_nobody_rated_has_no_value_and_is_not_zero():
    found = evidence(given("present", "physical.hard", "C1", C1=[0, 0, 0]))
    rated, not_rated = found.index("C1"), found.index("C2")
    assert rated
    assert rated.value == 0
    assert not_rated
    assert (not_rated.value, not_rated.coverage, not_rated.indicative) == (None, 0, True)
    assert not_rated.flag == "too_few"


def test_what_was_not_asked_has_no_row():
    found = evidence(given("present", "physical.hard", "C1", C1=[3, 3, 3]))
    assert found.index("C1", "scale", "within") is None  # quick has no scales
    assert found.index("C1-C2") is None  # the ballot on pairs was not revealed
    assert evaluate(snapshot(), CATALOGUE, PARAMETERS).indices == ()


def test_the_standard_instrument_has_three_scales():
    marks = [
        given("present", cell.code, "C1", C1=[{"within": 1, "between": 3, "international": 5}[cell.scale]] * 3)
        for cell in CATALOGUE.cells
    ]
    found = evidence(*marks, instrument="standard")
    scales = [found.index("C1", "scale", code) for code in ("within", "between", "international")]
    assert [row.value for row in scales if row] == [20, 60, 100]
    whole = found.index("C1")
    assert whole
    assert (whole.value, whole.coverage, whole.indicative) == (pytest.approx(60), 1, False)


def test_a_split_cell_counts_and_its_flag_travels():
    found = evidence(
        given("present", "physical.hard", "C1", C1=[0, 0, 3, 5, 5]),
        given("present", "physical.soft", "C1", C1=[1, 1, 1]),
    )
    physical = found.index("C1", "dimension", "physical")
    assert physical
    assert (physical.value, physical.flag) == (40, "split")
    soft = found.index("C1", "dimension_kind", "physical.soft")
    assert soft
    assert soft.flag == "consensus"


def test_coverage_at_the_minimum_is_not_indicative():
    # 9 of 14 cells are 64 %, 8 of 14 are 57 %
    cells = [cell.code for cell in CATALOGUE.quick_cells]
    nine = evidence(*(given("present", code, "C1", C1=[3, 3, 3]) for code in cells[:9])).index("C1")
    eight = evidence(*(given("present", code, "C1", C1=[3, 3, 3]) for code in cells[:8])).index("C1")
    assert nine
    assert not nine.indicative
    assert eight
    assert eight.indicative


def test_half_of_the_cells_are_enough_where_half_is_the_minimum():
    half = PARAMETERS.with_overrides({"index.coverage_minimum": 0.5})
    marks = [mark for cell in CATALOGUE.quick_cells[:7] for mark in given("present", cell.code, "C1", C1=[3, 3, 3])]
    whole = evaluate(snapshot(marks=marks, instrument="quick"), CATALOGUE, half).index("C1")
    assert whole
    assert (whole.coverage, whole.indicative) == (0.5, False)


def test_pairs_are_read_by_dimension_and_kind():
    found = evidence(
        given("pair_present", "pair.governance.hard", "C1-C2", C1=[1, 1], C2=[1]),
        given("pair_present", "pair.governance.soft", "C1-C2", C1=[3, 3], C2=[3]),
    )
    governance = found.index("C1-C2", "dimension", "governance")
    assert governance
    assert (governance.value, governance.n) == (40, 3)
    views = {row.view for row in found.indices if row.subject == "C1-C2"}
    assert views == {"all", "dimension", "kind", "dimension_kind"}


@examples(st.lists(st.integers(0, 5), min_size=14, max_size=14))
def test_the_whole_is_the_mean_of_the_dimensions_when_all_is_rated(values):
    cells = CATALOGUE.quick_cells
    marks = [given("present", cell.code, "C1", C1=[value] * 3) for cell, value in zip(cells, values, strict=True)]
    found = evidence(*marks)
    dimensions = [row.value for row in found.indices if (row.subject, row.view) == ("C1", "dimension")]
    whole = found.index("C1")
    assert whole
    assert len(dimensions) == 7
    assert whole.value == pytest.approx(sum(dimensions) / 7)
    assert 0 <= whole.value <= 100


def test_every_cross_of_the_axes_of_the_standard_instrument():
    marks = [
        given("present", cell.code, "C1", C1=[{"within": 1, "between": 3, "international": 5}[cell.scale]] * 3)
        for cell in CATALOGUE.cells
    ]
    found = evidence(*marks, instrument="standard")
    assert found.index("C1", "dimension_scale", "physical.within").value == 20
    assert found.index("C1", "kind_scale", "soft.between").value == 60
    assert found.index("C1", "dimension_kind_scale", "social.hard.international").value == 100
    assert len({row.code for row in found.indices if row.view == "dimension_kind_scale"}) == 42


@examples(st.lists(st.none() | st.integers(0, 5), min_size=14, max_size=14))
def test_every_view_is_a_composite_index_of_its_cells(values):
    cells = CATALOGUE.quick_cells
    marks = [
        given("present", cell.code, "C1", C1=[value] * 3)
        for cell, value in zip(cells, values, strict=True)
        if value is not None
    ]
    flat = [mark for lot in marks for mark in lot]
    found = evaluate(snapshot(marks=flat, revealed=["present"], instrument="quick"), CATALOGUE, PARAMETERS)
    codes = [cell.code for cell in cells]
    table = pd.DataFrame([values, [0] * 14, [5] * 14], index=["C1", "low", "high"], columns=codes, dtype=float)
    rows = [(cell.code, cell.dimension, 1, 1, 0, 5) for cell in cells]
    rows += [(code, "", None, None, None, None) for code in dict.fromkeys(cell.dimension for cell in cells)]
    structure = pd.DataFrame(rows, columns=["code", "parent", "weight", "direction", "worst", "best"])
    expected = composite_index(table, structure).loc["C1"]
    for code, value in expected.items():
        row = found.index("C1", "dimension", code)
        assert (row.value is None) == bool(np.isnan(value))
        assert row.value is None or row.value == pytest.approx(value)
