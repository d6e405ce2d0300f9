"""The last table of 12_ByCity: what the plan costs to run in each year after it, and who bears that."""

from __future__ import annotations

from components.investment.running import RunningTotal, running, running_total
from components.workbook.write.cells import Cell, formula, written
from components.workbook.write.draft import Draft
from components.workbook.write.paper import Paper
from components.workbook.write.plan import money_column
from components.workbook.write.sheet import Block, Sheet

_HALF_UNIT = 0.5


def after(draft: Draft) -> RunningTotal:
    """The running cost of everything in the plan, per year."""
    rows = running(draft.state, draft.plan.sharing, [line.option for line in draft.chosen])
    return running_total(rows, [city.code for city in draft.cities])


def write(paper: Paper, sheet: Sheet) -> None:
    """Writes the table and whether it still agrees with 10_Plan, where a running cost may be changed."""
    draft, t = paper.draft, paper.t
    found, last = after(draft), str(draft.years[-1]) if draft.years else ""
    sheet.heading(t("workbook.bycity.after_title", year=last))
    sheet.words(t("workbook.bycity.after_how", unit=draft.setting.money_unit))
    if found.unknown:
        sheet.words(t("workbook.bycity.after_unknown", options=t.joined(list(found.unknown))), "warning")
    payers = [
        *((draft.city_name(code), amount) for code, amount in found.cities),
        (t("workbook.financing.users"), found.users),
        (t("workbook.bycity.others"), found.outside),
    ]
    block = sheet.block(3, len(payers) + 1)
    body = Block(block.sheet, block.first, 0, len(payers), 3)
    rows = [[written(name), written(""), written(amount, "whole")] for name, amount in payers]
    total = formula(f"=SUM({body.column(2)})", found.cost).as_total()
    whole = [Cell(t("workbook.bycity.everybody"), look="total"), Cell("", look="total"), total]
    heads = [t("workbook.bycity.city"), "", t("workbook.bycity.a_year")]
    sheet.fill(block, heads, [*rows, whole])
    planned = f"SUM({paper.blocks['plan.money'].column(money_column(paper, 'opex'))})"
    good, bad = t("workbook.bycity.after_agrees"), t("workbook.bycity.after_differs")
    text = f'=IF(ABS({block.here(len(rows), 2)}-{planned})<={_HALF_UNIT},"{good}","{bad}")'
    sheet.line(t("workbook.bycity.after_check"), formula(text, good, "text"))
