"""A formula is the same as long as it names the same cells, however programs write it and wherever rows went."""

from __future__ import annotations

import pytest

from components.workbook.read.gate import SheetRead
from components.workbook.read.plan_book_formulas import Formulas, differing
from components.workbook.write.origin import canonical, checksum

STILL: dict[int, int] = {row: row for row in range(1, 20)}


def noted(text: str) -> str:
    return checksum(canonical(text))


@pytest.mark.parametrize(
    "again",
    ["SUM($B$2:$B$9)", "=sum(B2:B9)", "= SUM( $B$2 : $B$9 )"],
)
def test_the_same_formula_in_another_hand_is_the_same(again: str) -> None:
    assert Formulas({"S": STILL}, {}).same("S", again, noted("=SUM($B$2:$B$9)"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=SUM(B2:B9)", "=SUM(B2:B8)"),
        ("=B2*2", "=B2*3"),
        ('=IF(B2="a",1,0)', '=IF(B2="A",1,0)'),
        ('=IF(B2="a b",1,0)', '=IF(B2="ab",1,0)'),
        ("='S'!B2", "='T'!B2"),
    ],
)
def test_another_formula_is_another(one: str, other: str) -> None:
    assert not Formulas({"S": STILL}, {}).same("S", other, noted(one))


def test_rows_that_moved_take_what_names_them_with_them() -> None:
    """One row was put in above row 4: what stood in 4 … 9 stands in 5 … 10."""
    rows = {row + (row >= 4): row for row in range(1, 10)}
    moved = Formulas({"S": rows, "T": STILL}, {})
    assert moved.same("S", "=SUM(B3:B10)", noted("=SUM(B3:B9)"))
    assert moved.same("T", "='S'!$B$5+T!B5", noted("='S'!$B$4+T!B5"))
    assert not moved.same("S", "=SUM(B3:B9)", noted("=SUM(B3:B9)") + "x")
    assert not moved.same("S", "=B9", noted("=B7"))


def test_words_within_quotes_are_no_places() -> None:
    moved = Formulas({"S": {2: 1}}, {})
    assert moved.same("S", '=B2&"B2"', noted('=B1&"B2"'))


def test_a_renamed_sheet_counts_under_its_own_name() -> None:
    assert Formulas({"S": STILL}, {"Mine": "S"}).same("S", "=Mine!B2", noted("='S'!B2"))


def test_only_what_was_noted_is_compared() -> None:
    sheet = SheetRead("S", hidden=False, formulas=((2, 1),), said=("B9",))
    formulas = Formulas({"S": STILL}, {})
    assert differing(sheet, (2, 1), noted("=B8"), "S", formulas) == "=B9"
    assert differing(sheet, (2, 1), noted("=B9"), "S", formulas) == ""
    assert differing(sheet, (2, 1), "", "S", formulas) == ""
    assert differing(sheet, (3, 1), noted("=B8"), "S", formulas) == ""
