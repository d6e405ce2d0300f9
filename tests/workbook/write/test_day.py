"""The day in the workbook: what the agenda's lines took, and what was put aside."""

from __future__ import annotations

from io import BytesIO

import openpyxl

from components.workshop.records.room import AgendaItem, Parking
from tests.workbook.write.rooms import book, small_room

AT_NINE, LATER = "2026-03-02T09:00:00+00:00", "2026-03-02T09:25:00+00:00"


def words(*records: object) -> list[list[object]]:
    sheet = openpyxl.load_workbook(BytesIO(book(small_room(*records))), data_only=True)["17_Method"]
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def line_of(found: list[list[object]], first: str) -> list[object]:
    return next(line for line in found if line[0] == first)


def test_a_line_that_ended_has_its_minutes_and_another_is_blank() -> None:
    found = words(
        AgendaItem("A1", order=1, minutes=20, step=1, title="Partners", started_at=AT_NINE, ended_at=LATER),
        AgendaItem("A2", order=2, minutes=30, title="Break", started_at=LATER),
    )
    assert line_of(found, "Partners")[1:5] == [1, 1, 20, 25]
    assert line_of(found, "Break")[3] == 30
    assert line_of(found, "Break")[4] != 0


def test_what_was_put_aside_stands_with_its_owner_and_day() -> None:
    found = words(Parking("parking1", text="=1+1", owner="Finance", until="2027-03-31"))
    assert line_of(found, "=1+1")[1:4] == ["Finance", "2027-03-31", "open"]


def test_without_either_the_sheet_says_so() -> None:
    found = [line[0] for line in words()]
    assert "No agenda was kept." in found
    assert "Nothing was put aside." in found
