"""Plan workbooks as people send them back: opened, changed and saved again."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import openpyxl

from components.workbook.read import plan_book
from components.workbook.read.plan_book_changes import Edited
from components.workbook.read.plan_book_compare import compare
from components.workshop.records.base import Record
from components.workshop.records.delivery import DisputeStep, Kpi, Risk, WorkItem
from components.workshop.records.partnership import Clause, CostKey, Governance, KeyLimit
from components.workshop.state import Snapshot
from tests.investment import room
from tests.workbook.write.test_book import book, small_room

RECORDS: tuple[Record, ...] = (
    replace(room.SETTING, title="Plan", next_steps="Meet", language="en"),
    Governance("main", form="mou", review_date="2028-01-31"),
    Clause("purpose", text="Ride together", status="open"),
    Risk("R01", event="Slip", likelihood=4, impact=4, owner="Aran", cost=100.0),
    Risk("R02", event="Rain", likelihood=2, impact=2),
    Kpi("I01", "Riders", baseline=10.0, target_5=50.0),
    WorkItem("W01", "Sign", owner="Mayors", due="2027-02-28"),
    DisputeStep("D1", "officers", "meet", 30),
    CostKey("equal", weight=100.0),
    KeyLimit("C1", cap=60.0),
)


def seen(*records: Record) -> Snapshot:
    """A small room with something of everything that a book states."""
    found = {(type(record), record.code): record for record in (*RECORDS, *records)}
    setting = found.pop((type(room.SETTING), "main"))
    return small_room(*found.values(), setting=setting)  # type: ignore[arg-type]


@cache
def written(language: str = "en") -> bytes:
    """The book of the room, as it was downloaded."""
    return book(seen(), language)


def changed(change: Callable[[openpyxl.Workbook], object], content: bytes | None = None) -> bytes:
    """The book after somebody worked in it."""
    opened = openpyxl.load_workbook(io.BytesIO(content or written()))
    change(opened)
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def found(content: bytes, *records: Record) -> Edited:
    """What is different in a file, judged against the room with these records put in meanwhile."""
    now = seen(*records)
    return compare(plan_book.opened(content, now.workshop, now.version), now.state, room.CATALOGUE)


def cell_of(sheet: str, code: str, column: str, content: bytes | None = None) -> str:
    """The address in the row that begins with a code, under a header; the first such table that has both."""
    page = openpyxl.load_workbook(io.BytesIO(content or written()))[sheet]
    heads: dict[str, str] = {}
    for row in page.iter_rows():
        texts = {str(cell.value): cell.column_letter for cell in row if cell.value is not None}
        if column in texts:
            heads = texts
        if heads and str(row[0].value) == code:
            return f"{heads[column]}{row[0].row}"
    raise AssertionError((sheet, code, column))
