"""The last table of 14_Financing: what every project of the plan lacks by year, and what was spent on it before."""

from __future__ import annotations

from components.investment.originals import spent_of
from components.workbook.write import cashflow
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet

_LEFT = 6
"""Columns before the years: the sheet's own, so that the years stand under the years."""


def write(paper: Paper, sheet: Sheet) -> None:
    """Writes the table; what nobody pays is found by formula, also of rows that were added by hand."""
    draft, t = paper.draft, paper.t
    sheet.heading(t("workbook.financing.gap_title"))
    sheet.words(t("workbook.financing.gap_how"))
    width = _LEFT + len(draft.years) + 1
    block = sheet.block(width, len(draft.chosen) + 1)
    body = Block(block.sheet, block.first, 0, len(draft.chosen), width)
    rows = [_row(paper, block, line.option, number) for number, line in enumerate(draft.chosen)]
    last = [Cell("", look="total") for _ in range(width)]
    last[1] = Cell(t("workbook.financing.gap_total"), look="total")
    last[2] = formula(f"=SUM({body.column(2)})", _sum(rows, 2)).as_total()
    gap = cashflow.certainty(paper, "gap")
    for place, year in enumerate(draft.years, _LEFT):
        text = cashflow.total(paper, year=str(year), certainty=gap)
        last[place] = formula(f"={text}", draft.money(year=year, certainty="gap")).as_total()
    years = f"{block.here(len(rows), _LEFT)}:{block.here(len(rows), width - 2)}"
    last[-1] = formula(f"=SUM({years})", draft.money(certainty="gap")).as_total()
    heads = [t(f"workbook.financing.{name}") for name in ("project", "project_name", "spent")]
    heads += [""] * (_LEFT - len(heads)) + [str(year) for year in draft.years] + [t("workbook.financing.sum")]
    sheet.fill(block, heads, [*rows, last])


def _row(paper: Paper, block: Block, option: str, number: int) -> list[Cell]:
    draft, key = paper.draft, block.here(number, 0)
    gap = cashflow.certainty(paper, "gap")
    by_year = [
        formula(
            f"={cashflow.total(paper, option=key, year=str(year), certainty=gap)}",
            draft.money(option=option, year=year, certainty="gap"),
        )
        for year in draft.years
    ]
    years = f"{block.here(number, _LEFT)}:{block.here(number, _LEFT + len(draft.years) - 1)}"
    return [
        written(option),
        written(draft.option_name(option)),
        given(spent_of(draft.option(option), draft.state), "whole"),
        *(written("") for _ in range(_LEFT - 3)),
        *by_year,
        formula(f"=SUM({years})", draft.money(option=option, certainty="gap")),
    ]


def _sum(rows: list[list[Cell]], place: int) -> float:
    return sum(value for row in rows if isinstance(value := row[place].value, int | float))
