"""What people type into a cell becomes the value of its field, or a fault in words."""

from __future__ import annotations

from typing import Any

import pytest

from components.workbook.read.gate import BOOLEAN, DATE, FAULT, NUMBER, TEXT, CellRead
from components.workbook.read.plan_book_values import Words, named
from tests.investment import room
from tests.workbook.read.plan_books import seen

COST, SHARE, BUILD = ("option", "capex_likely"), ("option", "women_percent"), ("option", "build_years")
LIST, NAME = ("risk", "status"), ("option", "name")


def read(field: tuple[str, str], value: Any, kind: str = TEXT, language: str = "en") -> Any:
    words = Words(language, seen().state, room.CATALOGUE)
    return words.value(*field, None if value is None else CellRead(1, 1, value, kind))


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1,5", 1.5), ("1.234,5", 1234.5), ("1 200", 1200), ("１２", 12), ("　12　", 12), ("3万", 30_000)],
)
def test_a_number_that_was_typed_as_text_is_read_and_said_so(typed: str, number: float) -> None:
    found = read(COST, typed)
    assert (found.value, found.problems) == (number, ())
    assert float(found.read_as) == number


def test_a_number_of_the_program_itself_is_not_said_to_be_read() -> None:
    assert (read(COST, 90.5, NUMBER).value, read(COST, 90.5, NUMBER).read_as) == (90.5, "")
    assert read(BUILD, 3.0, NUMBER).value == 3


@pytest.mark.parametrize("typed", ["40 %", "40%", "４０％"])
def test_a_typed_percentage_counts_in_percent_and_not_where_money_stands(typed: str) -> None:
    assert (read(SHARE, typed).value, read(SHARE, typed).doubt) == (40, ())
    assert read(COST, typed).problems[0].key == "reopen.no_percentage"


def test_a_part_of_one_in_a_column_of_percent_is_a_doubt() -> None:
    found = read(SHARE, 0.4, NUMBER)
    assert found.value == 0.4
    assert [(one.key, one.values) for one in found.doubt] == [
        ("reopen.share_or_percent", {"value": "0.4", "percent": "40"})
    ]
    assert read(SHARE, 0.0, NUMBER).doubt == read(SHARE, 1.0, NUMBER).doubt == read(COST, 0.4, NUMBER).doubt == ()


@pytest.mark.parametrize("blank", [None, "", "  ", "　", "–", "not known"])
def test_blank_is_not_known_and_no_zero(blank: str | None) -> None:
    assert read(COST, blank).value is None
    assert read(COST, blank).problems == ()


def test_an_emptied_cell_is_a_fault_where_something_must_stand() -> None:
    assert read(BUILD, None).problems[0].key == "reopen.needs_value"
    assert read(LIST, "").problems[0].key == "reopen.needs_value"
    assert read(NAME, "").value == ""


@pytest.mark.parametrize(
    ("value", "kind", "key"),
    [
        ("many", TEXT, "no_number"),
        (True, BOOLEAN, "no_number"),
        ("2027-01-05T00:00:00", DATE, "date_here"),
        ("#REF!", FAULT, "error_value"),
        (2.5, NUMBER, "not_whole"),
    ],
)
def test_what_is_no_number_is_a_fault(value: Any, kind: str, key: str) -> None:
    assert read(BUILD, value, kind).problems[0].key == f"reopen.{key}"


@pytest.mark.parametrize("typed", ["Happened", "happened", " HAPPENED ", "Ｈａｐｐｅｎｅｄ"])
def test_a_word_of_a_list_is_known_in_any_case_and_width(typed: str) -> None:
    assert read(LIST, typed).value == "happened"


def test_a_word_that_is_not_of_the_list_is_a_fault() -> None:
    assert read(LIST, "gone").problems[0].key == "reopen.not_in_list"
    assert named({"One": "1"}, "two") is None


def test_dates_and_numbers_in_fields_of_text_stay_as_people_write_them() -> None:
    assert read(("work", "due"), "2027-02-28T00:00:00", DATE).value == "2027-02-28"
    assert read(("kpi", "unit"), 12.0, NUMBER).value == "12"
