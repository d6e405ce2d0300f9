import pytest

from components.errors import InputError
from components.framework.catalogue import load
from components.workshop.edits import indicators
from components.workshop.edits.fields import set_field
from components.workshop.records.indicators import CellTarget, Indicator
from tests.workshop.edits.folding import keys, on_top

CATALOGUE = load()


def taken(state, text):
    after = on_top(state, indicators.indicators_from_text(state, CATALOGUE, text))
    return {row.code: (row.value, row.year, row.confidence, row.source) for row in after.all(Indicator)}


@pytest.mark.parametrize(
    "text",
    [
        "C1\tflights\t1,200\t2024\testimated\tDANE\nAlpha – Beta\tpair_buses\t",
        "city;indicator;value\nalpha;Scheduled flights a day;1 200;2024;estimated;DANE\nC2-C1;pair_buses;",
        "城市；指标；数值\nC1；每日定期航班；１２００；2024；估计；DANE\nBeta — Alpha；两市间每日班车和列车；",
    ],
)
def test_pasted_indicators_are_read_in_both_languages(state, text):
    assert taken(state, text) == {
        "flights.C1": (1200, 2024, "estimated", "DANE"),
        "pair_buses.C1-C2": (None, None, "measured", ""),
    }


def test_every_fault_is_named_by_its_line_and_nothing_is_taken(state):
    lines = [
        "C1;flights;12",
        "C9;flights;many",
        "C1;magic;-5",
        "C1;flights;2",
        "two;cells",
        "C1;pair_buses;3",
        "C1-C2;flights;3;soon;guessed",
    ]
    preview = indicators.preview_indicators(state, CATALOGUE, "\n".join(lines))
    found = [(problem.key.removeprefix("edits.indicator_"), problem.values["line"]) for problem in preview.problems]
    assert found == [
        ("subject", 2),
        ("number", 2),
        ("unknown", 3),
        ("number", 3),
        ("twice", 4),
        ("columns", 5),
        ("about", 6),
        ("about", 7),
        ("number", 7),
        ("confidence", 7),
    ]
    assert len(keys(indicators.indicators_from_text, state, CATALOGUE, "\n".join(lines))) == len(found)
    assert [line.line for line in preview.lines] == [1, 4]


def test_too_little_and_too_much_are_told(state):
    for text, key in (("", "indicator_empty"), ("C1;flights;1\n" * 2001, "indicator_too_long")):
        assert keys(indicators.indicators_from_text, state, CATALOGUE, text) == [key]


def test_what_somebody_enters_is_no_longer_invented(state):
    invented = on_top(
        state,
        [
            *indicators.set_indicator(state, "flights", "C1", {"source": "DEMONSTRATION"}),
            ("indicator", "flights.C1", "demonstration", True),
        ],
    )
    assert invented.get(Indicator, "flights.C1").demonstration
    after = on_top(invented, indicators.set_indicator(invented, "flights", "C1", {"value": 4}))
    found = after.get(Indicator, "flights.C1")
    assert (found.indicator, found.subject, found.value, found.demonstration) == ("flights", "C1", 4, False)
    unknown = on_top(after, indicators.set_indicator(after, "flights", "C1", {"value": None}))
    assert unknown.get(Indicator, "flights.C1").value is None


@pytest.mark.parametrize(
    ("indicator", "subject", "values", "key"),
    [
        ("flights", "C9", {"value": 1}, "indicator_needs_city"),
        ("flights", "C1-C2", {"value": 1}, "indicator_needs_city"),
        ("pair_buses", "C1", {"value": 1}, "indicator_needs_pair"),
        ("magic", "C1", {"value": 1}, "not_in_list"),
        ("flights", "C1", {"value": -1}, "below_zero"),
        ("flights", "C1", {"confidence": "guessed"}, "not_in_list"),
    ],
)
def test_an_indicator_that_fits_nothing_is_refused(state, indicator, subject, values, key):
    assert keys(indicators.set_indicator, state, indicator, subject, values) == [key]


def test_a_field_alone_is_held_to_the_same_rules(state):
    after = on_top(state, set_field(state, "indicator", "pair_buses.C1-C2", "value", 12))
    found = after.get(Indicator, "pair_buses.C1-C2")
    assert (found.indicator, found.subject, found.value) == ("pair_buses", "C1-C2", 12)
    with pytest.raises(InputError):
        set_field(after, "indicator", "pair_buses.C1-C2", "subject", "C1")


def test_targets_for_all_and_for_one(state):
    item = CATALOGUE.cells[0].code
    after = on_top(state, indicators.set_target(state, CATALOGUE, item, 3))
    after = on_top(after, indicators.set_target(after, CATALOGUE, item, 5, subject="C1", reason="the capital"))
    assert {(row.subject, row.value, row.reason) for row in after.all(CellTarget)} == {
        ("", 3, ""),
        ("C1", 5, "the capital"),
    }
    pair = CATALOGUE.pair_cells[0].code
    assert indicators.set_target(state, CATALOGUE, pair, 3, subject="C1-C2")
    gone = on_top(after, indicators.set_target(after, CATALOGUE, item, None))
    assert next(row for row in gone.all(CellTarget) if not row.subject).value is None


def test_a_target_of_what_nobody_is_asked_is_refused(state):
    item = CATALOGUE.cells[0].code
    assert keys(indicators.set_target, state, CATALOGUE, "magic", 3) == ["target_not_asked"]
    assert keys(indicators.set_target, state, CATALOGUE, CATALOGUE.pair_cells[0].code, 3, subject="C1") == [
        "target_not_asked"
    ]
    assert keys(indicators.set_target, state, CATALOGUE, item, 6) == ["out_of_range"]
