"""08_Criteria: what the options are marked on, in words, and how much each criterion weighs."""

from __future__ import annotations

import math

from components.investment.priority import axis_of
from components.workbook.write import rules
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.instruments import instrument
from components.workshop.records.options import Criterion

COLUMNS = ("code", "name", "theme", "axis", "definition", "weight", "lowest", "highest", "ballots")
WEIGHT = COLUMNS.index("weight")


def write(paper: Paper) -> None:
    """Writes weights, then the words of the scale."""
    draft, t = paper.draft, paper.t
    sheet = Sheet(paper, "08_Criteria", [15, 22, 20, 18, 28, 12, 12, 12, 12])
    weights = {row.criterion: row for row in draft.evidence.weights.weights}
    block = sheet.block(len(COLUMNS), len(draft.criteria) + 1)
    body = Block(block.sheet, block.first, 0, len(draft.criteria), len(COLUMNS))
    paper.blocks["criteria"] = body
    rows: list[list[Cell]] = []
    for code, name in draft.criteria:
        weight = weights.get(code)
        rows.append(
            [
                written(code),
                given(name),
                given(_theme(paper, code)),
                written(draft.term("axes", axis_of(draft.state, draft.catalogue).get(code, ""))),
                given(_definition(paper, code)),
                given(weight.percent if weight else None, "one"),
                written(weight.lowest if weight else None, "whole"),
                written(weight.highest if weight else None, "whole"),
                written(weight.n if weight else 0, "whole"),
            ]
        )
    whole = math.fsum(weight.percent for weight in weights.values())
    last = [Cell("", look="total") for _ in COLUMNS]
    last[1] = Cell(t("workbook.criteria.sum"), look="total")
    last[WEIGHT] = formula(f"=SUM({body.column(WEIGHT)})", whole, "one").as_total()
    sheet.fill(block, [t(f"workbook.criteria.{name}") for name in COLUMNS], [*rows, last], main=True)
    paper.cells["criteria.sum"] = block.at(len(rows), WEIGHT)
    sheet.heading(t("workbook.criteria.how_title"))
    found = draft.evidence.weights
    source = found.source if found.consistency is None else "pairs"
    sheet.words(t(f"workbook.criteria.source_{source}", complete=found.complete_ballots, incomplete=found.incomplete))
    _other_ways(paper, sheet)
    fixed, opened = rules.weights_fixed(draft)
    unknown = t("workbook.criteria.not_yet")
    paper.cells["criteria.fixed"] = sheet.line(t("workbook.criteria.fixed"), written(fixed or unknown))
    paper.cells["criteria.opened"] = sheet.line(t("workbook.criteria.opened"), written(opened or unknown))
    sheet.heading(t("workbook.criteria.anchors_title"))
    _anchors(paper, sheet)
    sheet.finish()


def _other_ways(paper: Paper, sheet: Sheet) -> None:
    """Whose voice counts in the weights above, what the same ballots give otherwise, and whether they contradict."""
    t, found = paper.t, paper.draft.evidence.weights
    names = dict(paper.draft.criteria)
    for way in found.ways:
        used = way.by == found.voice
        shares = [
            t("workbook.criteria.share", name=names.get(row.criterion, row.criterion), percent=t.number(percent, 1))
            for row, percent in zip(found.weights, way.percents, strict=True)
        ]
        value = written(t("workbook.criteria.in_use")) if used else given(t.joined(shares))
        sheet.line(t(f"workbook.criteria.by.{way.by}"), value)
    if found.consistency is not None:
        sheet.line(t("workbook.criteria.consistency"), written(found.consistency, "two"))


def _anchors(paper: Paper, sheet: Sheet) -> None:
    asked = instrument(paper.draft.state, paper.draft.catalogue, "options")
    if asked is None:
        return
    for item in asked.items:
        words = [f"{point} = {text(paper.draft.language)}" for point, text in enumerate(item.anchors)]
        sheet.line(item.statement(paper.draft.language), written("\n".join(words)))


def _theme(paper: Paper, code: str) -> str:
    own = paper.draft.state.get(Criterion, code)
    theme = own.theme if own and own.theme else ""
    if not theme and paper.draft.catalogue.has("option_criteria", code):
        theme = next(row.theme for row in paper.draft.catalogue.option_criteria if row.code == code)
    return paper.draft.term("themes", theme)


def _definition(paper: Paper, code: str) -> str:
    own = paper.draft.state.get(Criterion, code)
    if own and own.definition:
        return own.definition
    found = [row.definition for row in paper.draft.catalogue.option_criteria if row.code == code]
    return found[0](paper.draft.language) if found else ""
