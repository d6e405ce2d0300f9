"""Ways, names, charts, colours and rules of the finished book, and what its cover says when a core check fails."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from components.language import texts
from tests.investment import room
from tests.workbook import recalculate
from tests.workbook.write.rooms import book, demonstration_book, small_room


def row_of(sheet: Any, code: str) -> int:
    return next(cell.row for [cell] in sheet.iter_rows(max_col=1) if cell.value == code)


def test_from_the_plan_to_the_first_mark_and_back() -> None:
    found = recalculate.opened(demonstration_book("en"))
    code = next(cell.value for [cell] in found["10_Plan"].iter_rows(max_col=1) if str(cell.value).startswith("P0"))
    sheet, seen = "10_Plan", ["10_Plan"]
    cell = found[sheet].cell(row_of(found[sheet], code), 1)
    for _ in range(4):
        target = cell.hyperlink.location
        sheet, place = target.replace("'", "").split("!")
        cell = found[sheet][place]
        seen.append(sheet)
        assert cell.value == code
    assert seen == ["10_Plan", "07_LongList", "09_Scores", "18_ScoreTrace", "07_LongList"]


def test_tables_have_names_and_lists_too() -> None:
    names = recalculate.opened(demonstration_book("en")).defined_names
    assert {"table_cash", "table_plan_who", "table_scores", "table_fair", "list_tiers"} <= set(names)
    assert {"in_weights", "in_capital_costs", "in_envelopes", "in_source_amounts", "in_certainties"} <= set(names)


def test_there_are_charts_of_the_index_of_sources_and_of_paying_beside_getting() -> None:
    found = recalculate.opened(demonstration_book("en"))
    assert {sheet.title for sheet in found if sheet._charts} == {"04_Connectivity", "12_ByCity", "14_Financing"}


def test_numbers_have_bounds_and_lists_their_words() -> None:
    found = recalculate.opened(demonstration_book("en"))
    rules = [rule for sheet in found for rule in sheet.data_validations.dataValidation]
    assert {"list", "decimal", "whole"} == {rule.type for rule in rules}
    likely = found["07_LongList"]
    row = [cell.row for [cell] in likely.iter_rows(max_col=1) if cell.value == "P01"][1]
    [rule] = [rule for rule in likely.data_validations.dataValidation if f"F{row}" in rule.sqref]
    assert (float(rule.formula1), float(rule.formula2)) == (0, 1e15)


def status(cells: recalculate.Cells) -> str:
    [place] = [key for key, value in cells.items() if key[0] == "00_Cover" and value == "Status that the checks allow"]
    return str(cells["00_Cover", place[1].replace("A", "B")])


def edited(content: bytes, sheet: str, find: str, column: int, value: object) -> bytes:
    """The same book after somebody typed a value in the row that begins with `find`."""
    found, out = openpyxl.load_workbook(BytesIO(content)), BytesIO()
    page = found[sheet]
    page.cell(row_of(page, find), column, value)
    found.save(out)
    return out.getvalue()


@pytest.mark.needs_libreoffice
def test_the_cover_refuses_a_status_while_a_core_check_fails_and_says_what_was_solved_for(tmp_path: Path) -> None:
    setting = replace(room.SETTING, status="for_decision")
    bad = book(small_room(room.option("P01", responsible_body=""), setting=setting))
    good = book(small_room(setting=setting))
    asked = edited(bad, "00_Cover", "Status", 2, "FOR DECISION")
    books = {"good": good, "bad": bad, "asked": asked}
    found = recalculate.recalculated_all(books, tmp_path)
    assert status(found["good"]) == "FOR DECISION"
    assert status(found["bad"]).startswith("DRAFT")
    assert status(found["asked"]).startswith("REFUSED")
    assert "responsible body" in status(found["asked"])


@pytest.mark.needs_libreoffice
def test_a_changed_cost_makes_plan_cover_and_decision_stale(tmp_path: Path) -> None:
    content = book(small_room())
    sheet = openpyxl.load_workbook(BytesIO(content))["07_LongList"]
    row = [cell.row for [cell] in sheet.iter_rows(max_col=1) if cell.value == "P02"][1]
    changed, out = openpyxl.load_workbook(BytesIO(content)), BytesIO()
    changed["07_LongList"].cell(row, 6, 95.0)
    changed.save(out)
    found = recalculate.recalculated_all({"same": content, "dearer": out.getvalue()}, tmp_path)
    t = texts("en")
    for name, key in (("same", "plan"), ("dearer", "plan_stale")):
        said = {place[0] for place, value in found[name].items() if value == t(f"workbook.solved.{key}")}
        assert said == {"00_Cover", "01_Decision", "10_Plan"}
