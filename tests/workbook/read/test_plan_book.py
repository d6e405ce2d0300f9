"""A plan workbook is recognised, or refused in words; its rows are found wherever they went."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest

from components.errors import InputError
from components.workbook.read import plan_book
from components.workbook.write.origin import LAYOUT, SHEET
from tests.workbook.read.plan_books import changed, seen, written


def refused(content: bytes, workshop: str = "", version: int | None = None) -> str:
    now = seen()
    with pytest.raises(InputError) as refusal:
        plan_book.opened(content, workshop or now.workshop, now.version if version is None else version)
    return refusal.value.problems[0].key


def about(**values: object) -> bytes:
    def change(book: openpyxl.Workbook) -> None:
        cell = book[SHEET]["B1"]
        cell.value = json.dumps(json.loads(str(cell.value)) | values)

    return changed(change)


def test_a_downloaded_book_says_what_it_is() -> None:
    now = seen()
    found = plan_book.opened(written(), now.workshop, now.version)
    assert (found.about.workshop, found.about.version, found.about.language) == (now.workshop, now.version, "en")
    assert {"03_Cities", "07_LongList", "10_Plan", "15_Risks"} <= found.lines.keys()
    assert "18_ScoreTrace" not in found.lines


@pytest.mark.parametrize("layout", [LAYOUT - 1, LAYOUT + 1])
def test_another_layout_is_refused(layout: int) -> None:
    assert refused(about(layout=layout)) == ("reopen.newer" if layout > LAYOUT else "reopen.older")


def test_books_of_another_workshop_or_of_a_later_state_are_refused() -> None:
    assert refused(written(), workshop="OTHER1") == "reopen.other_workshop"
    assert refused(about(version=seen().version + 1)) == "reopen.later"


def test_a_foreign_workbook_is_refused() -> None:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    assert refused(buffer.getvalue()) == "reopen.foreign"
    assert refused(b"%PDF-1.7") == "paper.gate.pdf"


@pytest.mark.parametrize("cell", ["A2", "A5", "E5"])
def test_a_hidden_sheet_that_was_touched_is_refused(cell: str) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book[SHEET][cell] = "x"

    assert refused(changed(change)) == "reopen.damaged"


def test_a_hidden_sheet_without_its_facts_is_refused() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book[SHEET]["B1"] = "{}"

    assert refused(changed(change)) == "reopen.damaged"
