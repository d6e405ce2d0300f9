"""What a cell means."""

from __future__ import annotations

import pytest

from components.errors import Problem
from components.workbook.read.gate import BOOLEAN, DATE, FAULT, NUMBER, TEXT, CellRead
from components.workbook.read.score_sheet_marks import Answer, answer, shown
from components.workshop.instruments import PAIRWISE, POINTS_100, SCALE_0_5
from components.workshop.store import DONT_KNOW, GIVEN, TAKEN_BACK


def cell(value):
    kind = BOOLEAN if isinstance(value, bool) else NUMBER if isinstance(value, int | float) else TEXT
    return CellRead(1, 1, value, kind)


def key(found):
    assert isinstance(found, Problem)
    return found.key.removeprefix("paper.fault.")


def test_an_empty_cell_is_no_answer_and_not_zero():
    assert answer(None, SCALE_0_5) is None
    assert answer(cell(0), SCALE_0_5) == Answer(GIVEN, 0)


@pytest.mark.parametrize("value", [3, 3.0, "3", " 3 ", "３"])
def test_a_whole_number_is_a_mark_however_it_is_kept(value):
    assert answer(cell(value), SCALE_0_5) == Answer(GIVEN, 3)


@pytest.mark.parametrize("word", ["x", "X", "×", "?", "？", "不知道", "I don't know", "don’t know"])
def test_dont_know_has_many_spellings(word):
    assert answer(cell(word), SCALE_0_5) == Answer(DONT_KNOW)


@pytest.mark.parametrize("sign", ["-", "–", "—", "－"])
@pytest.mark.parametrize("scale", [SCALE_0_5, POINTS_100, PAIRWISE])
def test_a_dash_takes_a_mark_back(sign, scale):
    assert answer(cell(sign), scale) == Answer(TAKEN_BACK)


@pytest.mark.parametrize(
    ("value", "scale", "expected"),
    [
        (7, SCALE_0_5, "range"),
        (-1, SCALE_0_5, "range"),
        (3.5, SCALE_0_5, "not_whole"),
        (float("inf"), SCALE_0_5, "not_whole"),
        ("four", SCALE_0_5, "text"),
        ("3 or 4", SCALE_0_5, "text"),
        (True, SCALE_0_5, "no_mark"),
        (101, POINTS_100, "range"),
        ("x", POINTS_100, "no_dont_know"),
        (5, PAIRWISE, "pairs"),
        ("C5", PAIRWISE, "pairs"),
        ("A0", PAIRWISE, "pairs"),
        ("x", PAIRWISE, "pairs"),
    ],
)
def test_what_is_no_mark_says_why(value, scale, expected):
    assert key(answer(cell(value), scale)) == expected


@pytest.mark.parametrize("kind", [DATE, FAULT])
def test_dates_and_error_values_are_no_marks(kind):
    assert key(answer(CellRead(1, 1, "2026-03-04", kind), SCALE_0_5)) == "no_mark"


@pytest.mark.parametrize(("word", "value"), [("A9", 8), ("a2", 1), ("1", 0), ("A1", 0), ("B3", -2), ("ｂ9", -8)])
def test_comparisons_lean_to_the_first_or_the_second(word, value):
    assert answer(cell(word), PAIRWISE) == Answer(GIVEN, value)


def test_every_comparison_is_shown_as_it_is_typed():
    for value in range(-8, 9):
        assert answer(cell(shown(value, GIVEN, PAIRWISE)), PAIRWISE) == Answer(GIVEN, value)
    assert shown(None, DONT_KNOW, SCALE_0_5) == "x"
    assert shown(None, TAKEN_BACK, SCALE_0_5) == "–"
    assert shown(0, GIVEN, SCALE_0_5) == "0"


def test_a_long_text_is_told_short():
    found = answer(cell("x" * 500), SCALE_0_5)
    assert len(found.values["found"]) == 40
