"""Charts of Excel itself under the tables: they follow the cells when somebody changes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet

_COLOURS = ("#1F3864", "#C55A11", "#548235", "#7F6000", "#7030A0", "#2E75B6", "#A61C3C", "#595959")
_PATTERNS = ("", "wide_upward_diagonal", "large_grid", "wide_downward_diagonal", "dotted_diamond", "horizontal_brick")
_ROW_PIXELS = 20
_HEIGHT, _WIDTH = 360, 900
ROWS = 1 + _HEIGHT // _ROW_PIXELS + 1
"""Rows that a chart takes, with the empty ones over and under it."""


@dataclass(frozen=True)
class Span:
    """A row or a column of cells: first row, first column, last row, last column, from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


def row_of(block: Block, row: int, first: int, last: int) -> Span:
    """Cells of one row of a table; row -1 is its header."""
    return Span(block.first + row, block.left + first, block.first + row, block.left + last)


def column_of(block: Block, column: int, rows: int) -> Span:
    """The first rows of one column of a table."""
    return Span(block.first, block.left + column, block.first + rows - 1, block.left + column)


def columns(
    paper: Paper,
    sheet: Sheet,
    title: str,
    unit: str,
    categories: Span,
    series: Sequence[tuple[Span, Span]],
    *,
    stacked: bool = False,
    form: str = "#,##0",
) -> None:
    """A chart of columns under what stands on the sheet. series: cell of the name and the values; `unit`: of the axis,
    form: of its numbers. Nothing is drawn without values.
    """
    if not series:
        return
    chart = paper.workbook.add_chart({"type": "column", "subtype": "stacked"} if stacked else {"type": "column"})
    for number, (name, values) in enumerate(series):
        colour, pattern = _COLOURS[number % len(_COLOURS)], _PATTERNS[number % len(_PATTERNS)]
        look: dict[str, Any] = {"fill": {"color": colour}}
        if pattern:
            look = {"pattern": {"pattern": pattern, "fg_color": colour, "bg_color": "#FFFFFF"}}
        chart.add_series(
            {
                "name": [sheet.code, name.first_row, name.first_column],
                "categories": _places(sheet, categories),
                "values": _places(sheet, values),
                "border": {"color": colour},
                **look,
            }
        )
    font = {"name": paper.looks.font, "size": 10}
    chart.set_title({"name": title, "name_font": {**font, "size": 12}, "overlay": False})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis({"name": unit, "name_font": font, "num_font": font, "num_format": form, "min": 0})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    sheet.row += 1
    sheet.raw.insert_chart(sheet.row, 0, chart, {"description": title, "object_position": 1})
    sheet.row += ROWS - 1


def _places(sheet: Sheet, span: Span) -> list[Any]:
    return [sheet.code, span.first_row, span.first_column, span.last_row, span.last_column]
