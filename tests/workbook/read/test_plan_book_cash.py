"""Certainty and evidence are stated once for a source or a city: rows of the cash flow say it together or not."""

from __future__ import annotations

import pytest

from components.language import texts
from components.workbook.read.gate import TEXT, CellRead, SheetRead
from components.workbook.read.plan_book_cash import SHEET, concerns, said
from components.workbook.read.plan_book_joint import Spot
from components.workbook.read.plan_book_rows import Line, Table
from components.workbook.read.plan_book_values import Words
from components.workshop.records.money import Source
from tests.investment import room
from tests.workbook.read.plan_books import seen

HEADS = ("payer", "source", "certainty", "evidence")


def rows(*given: tuple[str, str, str, str], column: str = "certainty") -> list[Spot]:
    """Rows of payer, source, certainty and evidence, as spots of one column."""
    t = texts("en")
    heads = tuple(t(f"workbook.cashflow.{name}") for name in HEADS)
    cells = [CellRead(number, place, text, TEXT) for number, row in enumerate(given, 2)
             for place, text in enumerate(row, 1)]  # fmt: skip
    sheet = SheetRead(SHEET, hidden=False, cells=tuple(cells))
    words = Words("en", seen(Source("F01", name="Fund", type="grant")).state, room.CATALOGUE)
    place = 1 + HEADS.index(column)
    head = heads[place - 1]
    return [
        Spot(SHEET, sheet, Line(number, Table(1, 1, heads, ()), ("",), ()), number, place, head, words)
        for number in range(2, 2 + len(given))
    ]


def word(code: str) -> str:
    return next(texts("en").label(row) for row in room.CATALOGUE.certainties if row.code == code)


def test_rows_that_all_say_the_same_are_what_the_source_says() -> None:
    found = rows(("EXT", "F01", word("secured"), "letter"), ("EXT", "F01", word("secured"), "letter"))
    [one] = said(found, found[:1])
    assert (one.kind, one.code, one.field, one.value, one.rows) == ("source", "F01", "certainty", "secured", 2)
    assert one.problems == ()
    assert one.before == word("identified")


def test_what_only_some_rows_say_is_refused_with_how_many_there_are() -> None:
    found = rows(("EXT", "F01", word("secured"), ""), ("EXT", "F01", word("applied"), ""))
    [one] = said(found, found[:1])
    assert [(problem.key, problem.values) for problem in one.problems] == [
        ("reopen.cash.some", {"n": 2, "name": "Fund"})
    ]


def test_own_money_is_the_citys() -> None:
    found = rows(("C1", "own_revenue", "x", "budget 2027"), ("C2", "own_revenue", "x", ""), column="evidence")
    [one] = said(found, found[:1])
    assert (one.kind, one.code, one.field) == ("city_certainty", "C1", "evidence")
    assert (one.value, one.rows) == ("budget 2027", 1)


@pytest.mark.parametrize(
    "row", [("EXT", "–", "x", ""), ("C1", "user_charges", "x", ""), ("C9", "own_revenue", "x", "")]
)
def test_money_that_nobody_states_is_refused(row: tuple[str, str, str, str]) -> None:
    found = rows(row)
    assert [problem.key for one in said(found, found) for problem in one.problems] == ["reopen.cash.nobody"]


def test_a_certainty_is_one_of_the_list() -> None:
    found = rows(("EXT", "F01", "quite sure", ""))
    assert said(found, found)[0].problems[0].key == "reopen.not_in_list"


def test_only_two_columns_are_concerned() -> None:
    assert [concerns(rows(("", "", "", ""), column=name)[0]) for name in HEADS] == [False, False, True, True]
