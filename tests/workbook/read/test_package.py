"""What is inside an uploaded file, counted before anything interprets it."""

from __future__ import annotations

import pytest

from components.errors import InputError
from components.workbook.read import gate
from components.workbook.read.gate import Limits
from components.workbook.read.package import looked_through
from tests.workbook.read import hostile


def test_cells_rows_and_columns_are_counted():
    [(name, found)] = looked_through(hostile.plain(4, 3), Limits()).items()
    assert name == hostile.SHEET
    assert (found.cells, found.last_row, found.last_column) == (12, 4, 3)


def test_rows_and_cells_without_an_address_follow_each_other():
    rows = "<sheetData><row><c/><c><v>1</v></c></row><row><c><f>A1</f></c></row></sheetData>"
    content = hostile.repacked(hostile.plain(), {hostile.SHEET: hostile.worksheet(rows)})
    found = looked_through(content, Limits())[hostile.SHEET]
    assert (found.cells, found.last_row, found.last_column, found.formulas) == (3, 2, 2, [(2, 1)])


def test_rows_that_are_only_formatted_do_not_count_as_filled():
    rows = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576' ht='20'/></sheetData>"
    content = hostile.repacked(hostile.plain(), {hostile.SHEET: hostile.worksheet(rows)})
    assert looked_through(content, Limits())[hostile.SHEET].last_row == 1


def test_cells_of_several_sheets_are_counted_together():
    more = {"xl/worksheets/sheet2.xml": hostile.worksheet("<sheetData><row><c/><c/></row></sheetData>")}
    content = hostile.repacked(hostile.plain(1, 1), more)
    assert sum(found.cells for found in looked_through(content, Limits(cells=3)).values()) == 3
    with pytest.raises(InputError, match="too_many_cells"):
        looked_through(content, Limits(cells=2))


def test_elements_of_all_parts_are_counted_together():
    with pytest.raises(InputError, match="too_slow"):
        looked_through(hostile.plain(), Limits(elements=50))


def test_what_formulas_say_is_kept_and_shared_ones_are_written_out_for_their_own_place():
    rows = (
        "<sheetData><row r='1'><c r='B1'><f t='shared' ref='B1:B2' si='0'>A1*2</f><v>2</v></c></row>"
        "<row r='2'><c r='B2'><f t='shared' si='0'/><v>4</v></c>"
        "<c r='C2'><f>SUM(B1:B2)</f><v>6</v></c></row></sheetData>"
    )
    content = hostile.repacked(hostile.plain(), {hostile.SHEET: hostile.worksheet(rows)})
    [sheet] = gate.opened(content, Limits(texts=True)).sheets
    assert {place: text.removeprefix("=") for place, text in sheet.formula_texts.items()} == {
        (1, 2): "A1*2", (2, 2): "A2*2", (2, 3): "SUM(B1:B2)",
    }  # fmt: skip
    [silent] = gate.opened(content, Limits()).sheets
    assert (silent.formulas, silent.formula_texts) == (sheet.formulas, {})


def test_sheets_that_nobody_asks_for_are_named_and_not_read():
    [sheet] = gate.opened(hostile.plain(), Limits(skipped=("A",))).sheets
    assert (sheet.name, sheet.cells) == ("A", ())
