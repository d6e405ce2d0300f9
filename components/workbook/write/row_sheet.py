"""A worksheet whose long table is kept as rows and not as cells: one format a column, written line by line.

Excel's file has an element for every cell; an object for every one of a million of them would take more time and memory
than all the rest of the book.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from components.workbook.write.sheet import plain


class PlainSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose formulas use functions of old programs only: none of them has to be looked for and renamed."""

    def _prepare_formula(self, formula: str, *_renaming: bool) -> str:
        """The formula without its sign, as it is kept in the file."""
        return formula.removeprefix("=")


class RowSheet(PlainSheet):
    """A worksheet with at most one long table beside what is written cell by cell."""

    dim_rowmin: Any
    dim_rowmax: Any

    def __init__(self) -> None:
        super().__init__()
        self._first = 0
        self._lines: list[tuple[str, ...]] = []
        self._starts: list[str] = []
        self._heights: list[float] = []

    def take(
        self,
        first: int,
        rows: Iterable[Sequence[str | int]],
        heights: Sequence[float],
        formats: Sequence[tuple[Any, Any]],
    ) -> None:
        """Takes the table. first: its first row, from 0; heights: of each row, in points; formats: of each column, for
        words and for numbers.
        """
        self._first, self._heights = first, list(heights)
        self._starts = [f'<c r="{xl_col_to_name(column)}' for column in range(len(formats))]
        known: list[dict[str | int, str]] = [{} for _ in formats]
        made = [(words._get_xf_index(), numbers._get_xf_index()) for words, numbers in formats]  # noqa: SLF001
        for row in rows:
            line = []
            for value, seen, form in zip(row, known, made, strict=True):
                end = seen.get(value)
                if end is None:
                    end = seen[value] = self._end(value, *form)
                line.append(end)
            self._lines.append(tuple(line))
        if self._lines:
            self._check_dimensions(first, 0)
            self._check_dimensions(first + len(self._lines) - 1, len(formats) - 1)

    def lead(self, row: int, column: int, target: str) -> None:
        """Makes a cell of the table a way to another place of the book."""
        self.ignore_write_string = True
        self.write_url(row, column, target)
        self.ignore_write_string = False

    def _end(self, value: str | int, words: int, number: int) -> str:
        """What stands in a cell's element after the number of its row."""
        if isinstance(value, int):
            return f'" s="{number}"><v>{value}</v></c>'
        if not value:
            return f'" s="{words}"/>'
        return f'" s="{words}" t="s"><v>{self.str_table._get_shared_string_index(plain(value))}</v></c>'  # noqa: SLF001

    def _write_rows(self) -> None:
        """The library's own place for the rows of a sheet: those above the table, the table, those under it."""
        if not self._lines:
            super()._write_rows()
            return
        top, bottom = int(self.dim_rowmin), int(self.dim_rowmax)
        after = self._first + len(self._lines)
        self._some_rows(top, self._first - 1)
        for number, (line, height) in enumerate(zip(self._lines, self._heights, strict=True), self._first + 1):
            cells = "".join([f"{start}{number}{end}" for start, end in zip(self._starts, line, strict=True)])
            self.fh.write(f'<row r="{number}" ht="{height:.10g}" customHeight="1">{cells}</row>')
        self._some_rows(after, bottom)
        self.dim_rowmin, self.dim_rowmax = top, bottom

    def _some_rows(self, first: int, last: int) -> None:
        if first <= last:
            self.dim_rowmin, self.dim_rowmax = first, last
            super()._write_rows()
