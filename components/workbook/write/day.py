"""How the day went: the agenda's lines with what they took, and what was put aside. Parts of 17_Method."""

from __future__ import annotations

from components.walk import agenda
from components.workbook.write.cells import given, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet
from components.workshop.records.room import Parking


def timings(paper: Paper, sheet: Sheet) -> None:
    """The lines of the agenda, planned minutes against those that they took; blank where a line was not ended."""
    t = paper.t
    rows = agenda.lines(paper.draft.state)
    if not rows:
        sheet.words(t("workbook.day.no_agenda"))
        return
    cells = [
        [
            given(agenda.worded(row, paper.draft.catalogue, paper.draft.language).title),
            written(row.day, "year"),
            written(row.step or None, "year"),
            given(row.minutes, "whole"),
            written(agenda.spent(row), "whole"),
        ]
        for row in rows
    ]
    block = sheet.block(5, len(cells))
    sheet.fill(block, [t(f"workbook.day.{name}") for name in ("line", "day", "step", "minutes", "took")], cells)


def parked(paper: Paper, sheet: Sheet) -> None:
    """What was put aside, with who takes it on and until when."""
    t = paper.t
    entries = paper.draft.state.all(Parking)
    if not entries:
        sheet.words(t("workbook.day.nothing_parked"))
        return
    cells = [
        [
            given(entry.text),
            given(entry.owner),
            given(entry.until),
            written(t("workbook.day.done" if entry.done else "workbook.day.open")),
        ]
        for entry in entries
    ]
    block = sheet.block(4, len(cells))
    sheet.fill(block, [t(f"workbook.day.{name}") for name in ("question", "owner", "until", "state")], cells)
