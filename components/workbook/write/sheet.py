"""One sheet: lines and tables from top to bottom, print set-up, and addresses of what was written, for the formulas.

Every row has a height that is counted from its texts, because Excel does not grow rows of merged or protected cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name

from components.workbook.write.breaks import breaks, capacity
from components.workbook.write.cells import INPUT, Cell
from components.workbook.write.letters import BOLD, lines
from components.workshop.edits.values import BOUNDS

if TYPE_CHECKING:
    from components.workbook.write.paper import Paper

LINE_HEIGHT = 14.5
LONGEST_TEXT = 32_000
HIGHEST = 409.0
"""No row of a worksheet is higher, in points."""
_NUMBERS = (-1e15, 1e15)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_POINTS, _RANGES_A_RULE = 10, 100
_WIDEST, _USUAL_WIDTH = 1.95, 8.43
_BESIDE = 2.0
"""Digits of a column that stay free beside its text: the indent and the edges."""
_USUAL_PIXELS, _POINTS_A_PIXEL = 20, 0.75
_COLUMNS_OF_A_TITLE = 6
"""Columns that print of a sheet of which only the title does: all of them would make it too small to read."""
FRONT = ("00_Cover", "01_Decision")
"""Sheets that bear the plan's own title."""
_SIZES = {"A4": 9, "A3": 8}
_PROTECTION = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True, "insert_rows": True}


@dataclass(frozen=True)
class Block:
    """Where a table stands: rows and columns counted from 0; `first` is the first row under the header."""

    sheet: str
    first: int
    left: int
    rows: int
    columns: int

    def at(self, row: int, column: int) -> str:
        """Absolute address of one cell, with its sheet."""
        return f"'{self.sheet}'!{self.here(row, column)}"

    def here(self, row: int, column: int) -> str:
        """Absolute address of one cell, for formulas on the same sheet."""
        return f"${xl_col_to_name(self.left + column)}${self.first + row + 1}"

    def column(self, column: int) -> str:
        """Absolute range of a column, with its sheet; of an empty table its header, whose words count for nothing."""
        name, top = xl_col_to_name(self.left + column), self.first + (1 if self.rows else 0)
        return f"'{self.sheet}'!${name}${top}:${name}${self.first + self.rows}"


class Sheet:
    """A worksheet that is filled from top to bottom. `widths`: of its columns, in characters."""

    def __init__(self, paper: Paper, code: str, widths: Sequence[float], *, size: str = "A4") -> None:
        self.paper, self.code, self.widths = paper, code, list(widths)
        self.row = 0
        self._header: int | None = None
        self._repeated: int | None = None
        self._filtered = False
        self._parts: list[int] = []
        self._rules: dict[str | tuple[float, float], list[tuple[int, int]]] = defaultdict(list)
        self._size = size
        self.raw = paper.worksheet(code)
        for place, width in enumerate(self.widths):
            self.raw.set_column(place, place, width)
        self._top()

    def _top(self) -> None:
        name = self.code.split("_", 1)[1].lower()
        self.raw.set_row(0, 26)
        title = self.paper.draft.title if self.code in FRONT else self.paper.t(f"workbook.{name}.title")
        self.raw.write_string(0, 0, plain(title), self.paper.looks.of("title"))
        self.row = 1
        self.words(self.paper.t(f"workbook.{name}.purpose"), "purpose")
        if self.paper.draft.demonstration:
            self.words(self.paper.t("workbook.common.demonstration_banner"), "banner")
        self._top_rows = self.row

    def heading(self, text: str) -> None:
        """The title of a part, after an empty row."""
        # The header of a table does not belong over what follows it
        self._repeated = None
        self._parts.append(self.row)
        self.row += 1
        self.raw.set_row(self.row, 20)
        self.raw.write_string(self.row, 0, plain(text), self.paper.looks.of("heading"))
        self.row += 1

    def words(self, text: str, look: str = "note", *, first: int = 0, last: int | None = None) -> None:
        """A text across the sheet, as high as it needs."""
        self.raw.set_row(self.row, self._height([(text, first, self._last(last))]))
        self.spread(self.row, first, self._last(last), Cell(text, look=look))
        self.row += 1

    def line(self, name: str, cell: Cell, *, last: int | None = None) -> str:
        """A label and its value across the rest of the sheet; returns the address of the value."""
        self.put(self.row, 0, Cell(name, look="label"))
        right = self._last(last)
        shown = self.paper.shown(cell)
        self.raw.set_row(self.row, max(self._height([(name, 0, 0)], bold=True), self._height([(shown, 1, right)])))
        self.spread(self.row, 1, right, cell)
        self.row += 1
        return f"'{self.code}'!$B${self.row}"

    def block(self, columns: int, rows: int, *, left: int = 0) -> Block:
        """The place of the next table, so that its formulas can name its cells before it is filled."""
        return Block(self.code, self.row + 1, left, rows, columns)

    def fill(
        self,
        block: Block,
        headers: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        *,
        main: bool = False,
        filtered: bool | None = None,
        repeated: bool | None = None,
    ) -> Block:
        """Writes header and rows. `main`: this header stays on the screen. `filtered`: whether it has filters, as a
        main table has; a sheet can have them once. `repeated`: whether the header stands on every further page, as
        that of a table with filters does; only of the last part of a sheet, as a sheet can do so once.
        """
        self.paper.origin.table(block, headers, len(rows))
        if main:
            self._header = block.first - 1
        data = [row for row in rows if all(cell.look != "total" for cell in row[:2])]
        filtered = main if filtered is None else filtered
        if filtered if repeated is None else repeated:
            self._repeated = block.first - 1
        filtered = filtered and (bool(data) or block.rows > len(rows))
        numeric = [any(row[place].form != "text" for row in rows[:1]) for place in range(len(headers))]
        for place, header in enumerate(headers):
            look = ("head_right" if numeric[place] else "head") + ("_filter" if filtered else "")
            self.raw.write_string(block.first - 1, block.left + place, plain(header), self.paper.looks.of(look))
        places = [(header, block.left + place, block.left + place) for place, header in enumerate(headers)]
        # The button of a filter stands in the lower corner of its cell, under the words
        self.raw.set_row(block.first - 1, self._height(places, bold=True) + (LINE_HEIGHT if filtered else 0))
        if filtered:
            self._filter(block, len(data) or block.rows)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                self.put(block.first + number, block.left + place, cell)
            texts = [(self.paper.shown(cell), block.left + place, block.left + place) for place, cell in enumerate(row)]
            bold = any(cell.look in ("label", "total") for cell in row)
            self.raw.set_row(block.first + number, self._height(texts, bold=bold))
        self.row = block.first + len(rows)
        return block

    def _filter(self, block: Block, rows: int) -> None:
        if self._filtered:
            raise ValueError(self.code)
        self._filtered = True
        self.raw.autofilter(
            block.first - 1, block.left, block.first + rows - 1, block.left + block.columns - 1
        )

    def fill_lines(
        self, block: Block, headers: Sequence[str], rows: Sequence[Sequence[str | int]], numbers: Sequence[int]
    ) -> None:
        """Writes the header and very many rows of plain values, on a sheet that keeps rows. numbers: their columns."""
        self.fill(block, headers, [], main=True)
        look = self.paper.looks
        formats = [
            (look.of("written", form, words=True), look.of("written", form))
            for form in ("whole" if place in numbers else "text" for place in range(len(headers)))
        ]
        heights = [self._lines_height(tuple(row)) for row in rows]
        self.raw.take(block.first, rows, heights, formats)
        self.row = block.first + len(rows)

    def _lines_height(self, row: tuple[str | int, ...]) -> float:
        """Height of a row of short texts: only those that are longer than their column are counted."""
        wide = [
            (text, place, place)
            for place, (text, width) in enumerate(zip(row, self.widths, strict=True))
            if isinstance(text, str) and len(text) * _WIDEST > width - _BESIDE
        ]
        return self._height(wide)

    def alarm(self, row: int, column: int, fine: str) -> None:
        """Shows a text in red and bold while it is not `fine`: the words say it, the colour only helps to see it."""
        red = self.paper.looks.alarm()
        quoted = fine.replace('"', '""')
        rule = {"type": "cell", "criteria": "!=", "value": f'"{quoted}"', "format": red}
        self.raw.conditional_format(row, column, row, column, rule)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Writes one cell; texts stay texts whatever they begin with."""
        value = self.paper.unknown(cell)
        self.paper.origin.note(self.code, row, column, cell, value)
        words = isinstance(value, str)
        form = self.paper.looks.of(cell.look, cell.form, words=words)
        if cell.formula:
            self.raw.write_formula(row, column, cell.formula, form, carried(value) if isinstance(value, str) else value)
        elif cell.link:
            self.raw.write_url(row, column, cell.link, self.paper.looks.of("link"), str(value))
        elif isinstance(value, bool):
            self.raw.write_boolean(row, column, value, form)
        elif isinstance(value, str):
            if value:
                self.raw.write_string(row, column, plain(value), form)
            else:
                self.raw.write_blank(row, column, None, form)
        else:
            self.raw.write_number(row, column, value, form)
        self._validate(row, column, cell)

    def spread(self, row: int, first: int, last: int, cell: Cell) -> None:
        """Writes a cell over several columns (lines and pages only, never inside a table)."""
        if last > first:
            form = self.paper.looks.of(cell.look, cell.form, words=isinstance(self.paper.unknown(cell), str))
            self.raw.merge_range(row, first, row, last, "", form)
        self.put(row, first, cell)

    def grid(self, parts: Sequence[tuple[int, int, Cell]], *, least: float = 0, size: float = 10) -> None:
        """One row of a page: cells over several columns (first, last, cell), as high as the longest needs."""
        for first, last, cell in parts:
            self.spread(self.row, first, last, cell)
        texts = [(self.paper.shown(cell), first, last) for first, last, cell in parts]
        self.height(self.row, texts, size=size, least=least)
        self.row += 1

    def height(self, row: int, texts: Sequence[tuple[str, int, int]], *, size: float = 10, least: float = 0) -> None:
        """Sets a row's height by (text, first column, last column) of what stands in it."""
        self.raw.set_row(row, max(self._height(texts, size=size), least))

    def finish(self, *, printed: bool = True) -> None:
        """Print set-up: one page wide, repeated header, frozen panes, page header and footer, protection.

        `printed` False: only the title prints; the rest is there on request, by taking the print area away.
        """
        raw, paper = self.raw, self.paper
        self._write_rules()
        raw.set_landscape()
        raw.set_paper(_SIZES[self._size])
        raw.set_margins(left=0.59, right=0.59, top=0.8, bottom=0.7)
        raw.fit_to_pages(1, 0)
        raw.hide_gridlines(2)
        raw.set_header(paper.page_header, {"margin": 0.35})
        raw.set_footer(paper.page_footer, {"margin": 0.3})
        if printed:
            raw.print_area(0, 0, max(self.row - 1, 0), len(self.widths) - 1)
        else:
            raw.print_area(0, 0, self._top_rows - 1, min(_COLUMNS_OF_A_TITLE, len(self.widths)) - 1)
        if self._header is None:
            raw.freeze_panes(1, 0)
        else:
            raw.freeze_panes(self._header + 1, 1)
        if printed and self._repeated is not None:
            raw.repeat_rows(self._repeated)
        if printed and self._parts:
            heights = [raw.row_sizes.get(row, (_USUAL_PIXELS,))[0] * _POINTS_A_PIXEL for row in range(self.row)]
            found = breaks(heights, sorted(self._parts), capacity(self.widths, self._size))
            raw.set_h_pagebreaks([row for row in found if row])
        raw.protect("", _PROTECTION)

    def _last(self, last: int | None) -> int:
        return len(self.widths) - 1 if last is None else last

    def _validate(self, row: int, column: int, cell: Cell) -> None:
        """Keeps what may be typed here, until the sheet is finished: equal rules of many cells are one rule."""
        if cell.choices and cell.look in (INPUT, "open", "follows"):
            self._rules[cell.choices].append((row, column))
        elif cell.look == INPUT and cell.form != "text" and not cell.formula:
            self._rules[BOUNDS.get((cell.of[0], cell.of[2]), _NUMBERS) if cell.of else _NUMBERS].append((row, column))

    def _write_rules(self) -> None:
        t = self.paper.t
        for allowed, cells in self._rules.items():
            if isinstance(allowed, str):
                rule: dict[str, Any] = {"validate": "list", "source": f"={allowed}", "error_type": "warning"}
            else:
                least, most = allowed
                limits = {"least": f"{least:,.15g}", "most": f"{most:,.15g}"}
                rule = {
                    "validate": "integer" if most - least <= _POINTS else "decimal",
                    "criteria": "between",
                    "minimum": least,
                    "maximum": most,
                    "error_title": t("workbook.common.number_title"),
                    "error_message": t("workbook.common.number_only", **limits),
                }
            found = _ranges(cells)
            for place in range(0, len(found), _RANGES_A_RULE):
                first, *others = found[place : place + _RANGES_A_RULE]
                self.raw.data_validation(*first, {**rule, "other_cells": [list(one) for one in others]})

    def _height(self, texts: Sequence[tuple[str, int, int]], *, size: float = 10, bold: bool = False) -> float:
        factor = size / 10
        broad = factor * BOLD if bold else factor
        most = 1
        for text, first, last in texts:
            width = sum(self.widths[first : last + 1]) or _USUAL_WIDTH
            if len(text) * _WIDEST * broad > width - _BESIDE or "\n" in text:
                most = max(most, lines(text, max(width - _BESIDE, 1.0), broad))
        return min(max(most * LINE_HEIGHT * factor + 2, 17.0), HIGHEST)


def _ranges(cells: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Cells as ranges of a column: (first row, column, last row, column)."""
    found: list[tuple[int, int, int, int]] = []
    for column, row in sorted((column, row) for row, column in set(cells)):
        if found and found[-1][1] == column and found[-1][2] == row - 1:
            found[-1] = (found[-1][0], column, row, column)
        else:
            found.append((row, column, row, column))
    return found


@lru_cache(maxsize=1 << 14)
def lines_of(text: str, width: float, factor: float) -> int:
    """How many lines a text takes in so many characters of a column; factor: size of the letters by 10 points."""
    return sum(ceil(max(breadth(part) * factor, 1) / width) for part in text.split("\n"))


@lru_cache(maxsize=1 << 14)
def breadth(text: str) -> float:
    """Breadth of a text in characters of a column, which are digits: letters are a little narrower, Chinese characters
    take nearly two.
    """
    return sum(_WIDEST if unicodedata.east_asian_width(letter) in "WF" else 0.86 for letter in text)


def plain(text: str) -> str:
    """A text as a cell can hold it. The library takes what stands between <r> and </r> for its own mark-up unless a
    blank follows; halves of a sign of two parts are in no file; a cell holds 32,767 signs at most, and says so.
    """
    found = text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len(found) > LONGEST_TEXT:
        found = f"{found[:LONGEST_TEXT]}… [{LONGEST_TEXT:,} / {len(found):,}]"
    return f"{found} " if found.startswith("<r>") and found.endswith("</r>") else found


def carried(text: str) -> str:
    """A text as the value beside a formula: signs that no XML can hold are blanks there, as the library writes them
    unchanged; a name that reads like an error stays a text by a blank behind it.
    """
    found = _NO_XML.sub(" ", plain(text))
    return f"{found} " if found.startswith("#") else found


def number_of(value: Any) -> float:
    """A number for a sum: what is not a number counts nothing, as in Excel's SUM over a range."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
