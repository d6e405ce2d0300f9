"""The line that says whether what the program sought still answers the inputs of the book, by a live formula.

What it compares stands on 19_Sensitivity; here is only what the other sheets say about it.
"""

from __future__ import annotations

from components.workbook.write.cells import formula
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet

STATE = "sensitivity.state"
"""Name of the cell of 19_Sensitivity that says whether any input was changed."""


def line(paper: Paper, sheet: Sheet, name: str) -> None:
    """Writes the line across the sheet, red and bold when it is stale. name: `plan` or `ranges`, what was sought."""
    t = paper.t
    fine, stale = t(f"workbook.solved.{name}"), t(f"workbook.solved.{name}_stale")
    text = f'=IF({paper.cells[STATE]}="{t("workbook.sensitivity.up_to_date")}","{fine}","{stale}")'
    row, last = sheet.row, len(sheet.widths) - 1
    sheet.height(row, [(stale, 0, last)])
    sheet.spread(row, 0, last, formula(text, fine, "text"))
    sheet.alarm(row, 0, fine)
    sheet.row += 1
