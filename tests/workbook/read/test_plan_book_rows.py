"""The rows of a plan workbook are found by the words that name them."""

from __future__ import annotations

from components.workbook.read import plan_book
from components.workbook.read.plan_book_rows import places
from tests.workbook.read.plan_books import seen, written


def test_every_row_is_where_it_was_written() -> None:
    now = seen()
    found = plan_book.opened(written(), now.workshop, now.version)
    for name, lines in found.lines.items():
        sheet = found.book.sheet(name)
        assert sheet is not None
        where, added, lost = places(sheet, lines)
        assert where == {line.row: line.row for line in lines}, name
        assert (added, lost) == ([], []), name
