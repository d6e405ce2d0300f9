"""Filters and repeated headers: where somebody looks for rows, and only over rows that the header is of."""

from __future__ import annotations

import re

import pytest

from components.workbook.write.paper import SHEETS
from tests.workbook import recalculate
from tests.workbook.write.rooms import demonstration_book

FILTERED = {
    "04_Connectivity", "05_Gaps", "06_Clusters", "07_LongList", "08_Criteria", "09_Scores", "10_Plan", "11_Cashflow",
    "12_ByCity", "13_CostKeys", "14_Financing", "15_Risks", "16_KPIs", "18_ScoreTrace", "20_Checks",
}  # fmt: skip

HEAD = "FF1F3864"


def test_every_table_that_is_searched_has_filters_that_protection_allows() -> None:
    found = recalculate.opened(demonstration_book("en"))
    assert {sheet.title for sheet in found if sheet.auto_filter.ref} >= FILTERED
    for code in FILTERED:
        assert found[code].protection.sheet
        assert not found[code].protection.autoFilter
        assert not found[code].protection.sort


@pytest.mark.parametrize("code", sorted(FILTERED))
def test_filters_stand_over_data_and_leave_the_total_in_sight(code: str) -> None:
    sheet = recalculate.opened(demonstration_book("en"))[code]
    first, last = (int(number) for number in re.findall(r"\d+", sheet.auto_filter.ref))
    assert sheet.cell(first, 1).font.bold
    assert last > first
    assert not any(sheet.cell(last, column).font.bold and sheet.cell(last, 1).font.bold for column in (1, 2))


REPEATED = {"04_Connectivity", "05_Gaps", "07_LongList", "09_Scores", "11_Cashflow", "20_Checks"}


def test_a_header_is_repeated_only_over_the_last_table_of_a_sheet() -> None:
    found = recalculate.opened(demonstration_book("en"))
    assert {code for code in SHEETS if found[code].print_title_rows} == REPEATED
    for code in REPEATED:
        sheet = found[code]
        [row] = {int(number) for number in re.findall(r"\d+", sheet.print_title_rows)}
        below = [sheet.cell(number, 1) for number in range(row + 1, sheet.max_row + 1)]
        assert sheet.cell(row, 1).fill.fgColor.rgb == HEAD
        assert not any(cell.fill.fgColor.rgb == HEAD for cell in below)
