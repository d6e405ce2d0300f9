"""Colours beside words: a cell whose word says that something is wrong, near it or right is also red, amber or green.

The word is what counts; the colour only helps the eye, and follows the word when a formula gives another one.
"""

from __future__ import annotations

from components.workbook.write import bycity, kpis, risks, scores
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block

_CHECK_RESULT = 4
_TONES: dict[str, tuple[str, ...]] = {
    "bad": ("result.fail", "risk_level.red", "envelope.over", "kpi_light.far_behind", "flag.split"),
    "near": ("risk_level.amber", "envelope.tight", "kpi_light.behind", "flag.discuss"),
    "good": ("result.pass", "risk_level.green", "envelope.ok", "kpi_light.on_track", "flag.consensus"),
}


def write(paper: Paper) -> None:
    """Sets the colours of results, levels of risk, use of envelopes, lights of measures and agreement."""
    _column(paper, "checks", _CHECK_RESULT, "result")
    for name in ("level", "residual_level"):
        _column(paper, "risks.size", risks.SIZE.index(name), "risk_level")
    _column(paper, "kpis.goal", kpis.GOAL.index("light"), "kpi_light")
    _column(paper, "scores", int(paper.cells["scores.flag"]), "flag")
    _column(paper, "scores.detail", scores.DETAIL.index("flag"), "flag")
    block, flag = paper.blocks["bycity"], bycity.LINES.index("flag")
    count = len(bycity.lines(paper.draft))
    for number in range(len(paper.draft.cities)):
        row = block.first + number * count + flag
        _range(paper, block.sheet, (row, block.left + 2, row, block.left + block.columns - 1), "envelope")


def _column(paper: Paper, name: str, column: int, words: str) -> None:
    block: Block = paper.blocks[name]
    place = block.left + column
    if block.rows:
        _range(paper, block.sheet, (block.first, place, block.first + block.rows - 1, place), words)


def _range(paper: Paper, sheet: str, place: tuple[int, int, int, int], words: str) -> None:
    for tone, cells in _TONES.items():
        for cell in cells:
            if cell.split(".")[0] == words:
                look = paper.looks.tone(tone)
                rule = {"type": "cell", "criteria": "==", "value": f"={paper.cells[cell]}", "format": look}
                paper.worksheet(sheet).conditional_format(*place, rule)
