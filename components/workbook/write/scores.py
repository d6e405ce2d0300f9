"""09_Scores: score, axes, rank and how firm it is, then the marks behind it, counted again over 18_ScoreTrace."""

from __future__ import annotations

from components.analysis.evidence import Agreement
from components.investment.plan_records import Score
from components.investment.priority import axis_of
from components.workbook.write import costs, longlist, rules, solved
from components.workbook.write.cells import Cell, Value, formula, given, written
from components.workbook.write.criteria import WEIGHT
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workbook.write.trace import COUNTED, INSTRUMENT, ITEM, SCORE, SUBJECT

AFTER = (
    "score", "social", "financial", "rank", "best", "worst", "flag", "capex", "per_point", "per_head", "tier",
)  # fmt: skip
DETAIL = (
    "option", "criterion", "in_plan", "median", "mean", "n", "dont_know", "iqr", "within", "flag", "round", "carried",
    "moved",
)  # fmt: skip
_WIDTHS = (8, 9, 10, 7, 7, 7, 12, 11, 9.5, 11, 9.5)
"""Of the columns after the criteria."""
YES, NO = "yes", "no"


def reserve(paper: Paper) -> Sheet:
    """Fixes the places of the columns that other sheets look up."""
    count = len(paper.draft.criteria)
    sheet = Sheet(paper, "09_Scores", [8, 22, *[12.5] * count, *_WIDTHS], size="A3")
    for place, name in enumerate(AFTER):
        paper.cells[f"scores.{name}"] = str(2 + count + place)
    sheet.words(paper.t("workbook.scores.how"))
    solved.line(paper, sheet, "ranges")
    sheet.row += 3
    paper.blocks["scores"] = sheet.block(2 + count + len(AFTER), len(paper.draft.plan.scores))
    return sheet


def write(paper: Paper, sheet: Sheet) -> None:
    """Writes the ranking, with weights and axes above the criteria, and the detail."""
    draft, t = paper.draft, paper.t
    block, criteria = paper.blocks["scores"], draft.criteria
    axes = axis_of(draft.state, draft.catalogue)
    first = block.first - 3
    weights = {row.criterion: row.percent for row in draft.evidence.weights.weights}
    for place, name in enumerate(("weight", "axis")):
        sheet.put(first + place, 1, Cell(t(f"workbook.scores.{name}"), look="label"))
    for number, (code, _) in enumerate(criteria):
        source = paper.blocks["criteria"].at(number, WEIGHT)
        sheet.put(first, 2 + number, formula(f"={source}", weights.get(code, 0.0), "one"))
        sheet.put(first + 1, 2 + number, written(draft.term("axes", axes.get(code, ""))))
    sheet.height(first + 1, [(draft.term("axes", axes.get(code, "")), 2, 2) for code, _ in criteria])
    rows = [_row(paper, score, number) for number, score in enumerate(draft.plan.scores)]
    headers = [t("workbook.scores.option"), t("workbook.scores.name"), *(name for _, name in criteria)]
    sheet.fill(block, [*headers, *(t(f"workbook.scores.{name}") for name in AFTER)], rows, filtered=True)
    if not rows:
        sheet.words(t("workbook.scores.none"))
    sheet.heading(t("workbook.scores.detail_title"))
    _detail(paper, sheet)
    sheet.finish()
    sheet.raw.freeze_panes(1, 2)


def _row(paper: Paper, score: Score, number: int) -> list[Cell]:
    draft, t = paper.draft, paper.t
    block, count = paper.blocks["scores"], len(draft.criteria)
    medians = dict(score.medians)
    option = draft.option(score.option)
    line = draft.plan.line(score.option)
    unknown = t("workbook.common.not_known")
    here = {name: block.here(number, 2 + count + place) for place, name in enumerate(AFTER)}
    capex = line.capex if line else None
    column = block.column(2 + count)
    per_point = capex / score.value if capex is not None and score.value else unknown
    heads = option.beneficiaries
    per_head = capex / heads if capex is not None and heads else unknown
    return [
        written(score.option),
        written(draft.option_name(score.option)),
        *(_mark(paper, medians.get(code)) for code, _ in draft.criteria),
        formula(_score(paper, number), _or(score.value, unknown), "whole"),
        formula(_score(paper, number, "social_environmental"), _or(score.social_environmental, unknown), "whole"),
        formula(_score(paper, number, "financial_economic"), _or(score.financial_economic, unknown), "whole"),
        formula(f'=IFERROR(RANK({here["score"]},{column}),"{unknown}")', _or(score.rank, unknown), "whole"),
        written(score.best_rank, "whole"),
        written(score.worst_rank, "whole"),
        written(draft.flag(score.flag)),
        _capex(paper, score.option, capex),
        formula(f'=IFERROR({here["capex"]}/{here["score"]},"{unknown}")', per_point, "whole"),
        formula(_per_head(paper, score.option, here["capex"]), per_head, "two"),
        given(draft.term("tiers", line.tier if line else ""), choices=choices(paper, "tiers")),
    ]


def _mark(paper: Paper, median: float | None) -> Cell:
    return written(paper.t("workbook.common.too_few_marks") if median is None else median, "one")


def _or(value: float | None, unknown: str) -> Value:
    return unknown if value is None else value


def _capex(paper: Paper, code: str, capex: float | None) -> Cell:
    """The capital cost: of a project of the plan that of 10_Plan, of any other that of 07_LongList."""
    place = paper.cells.get(f"plan.{code}.capex")
    if place is None:
        return costs.cost(paper, code, "likely")
    return formula(f"={place}", paper.t("workbook.common.not_known") if capex is None else capex)


def _per_head(paper: Paper, code: str, capex: str) -> str:
    unknown, heads = paper.t("workbook.common.not_known"), longlist.entered(paper, code, "people")
    return f'=IFERROR({capex}/{heads},"{unknown}")' if heads else f'="{unknown}"'


def _score(paper: Paper, number: int, axis: str = "") -> str:
    """100 x weighted mean of median/5; criteria without enough marks drop out of both sums."""
    block, count = paper.blocks["scores"], len(paper.draft.criteria)
    unknown = paper.t("workbook.common.not_known")
    if not count:
        return f'="{unknown}"'
    marks = f"{block.here(number, 2)}:{block.here(number, 1 + count)}"
    weights = _above(block, count, 3)
    only = f"--({_above(block, count, 2)}={paper.cells[f'axes.{axis}']})," if axis else ""
    top = f"SUMPRODUCT({only}{weights},{marks})"
    bottom = f"SUMPRODUCT({only}{weights},--ISNUMBER({marks}))"
    return f'=IFERROR(ROUND(100*{top}/5/{bottom},10),"{unknown}")'


def _above(block: Block, count: int, rows: int) -> str:
    return f"{block.here(-rows, 2)}:{block.here(-rows, 1 + count)}"


def _detail(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    chosen = {line.option for line in draft.chosen}
    found = [row for score in draft.plan.scores for row in rules.marks_of(draft, score.option)]
    names = dict(draft.criteria)
    block = sheet.block(len(DETAIL), len(found))
    paper.blocks["scores.detail"] = block
    rows = [_detail_row(paper, row, names, chosen) for row in found]
    sheet.fill(block, [t(f"workbook.detail.{name}") for name in DETAIL], rows, repeated=True)


def _detail_row(paper: Paper, row: Agreement, names: dict[str, str], chosen: set[str]) -> list[Cell]:
    draft, t = paper.draft, paper.t
    few = t("workbook.common.too_few_marks")
    inside = YES if row.subject in chosen else NO
    return [
        written(row.subject),
        written(names.get(row.item, row.item)),
        written(t(f"workbook.yes_no.{inside}")),
        _mark(paper, row.median),
        *counted(paper, row),
        written(few if row.dont_know is None else row.dont_know, "whole"),
        written(row.iqr if row.median is not None else few, "one"),
        written(row.share_within_one if row.median is not None else few, "share"),
        written(draft.flag(row.flag)),
        written(row.round, "year"),
        written(row.carried, "whole"),
        written(_moved(paper, row)),
    ]


def _moved(paper: Paper, row: Agreement) -> str:
    """How many of those who answered twice gave another mark, and that too few answered again."""
    t = paper.t
    moved = t("workbook.detail.moved_of", n=row.moved.n_both, moved=row.moved.moved) if row.moved else ""
    return t.joined([part for part in (moved, t("workbook.detail.indicative") if row.indicative else "") if part])


def counted(paper: Paper, row: Agreement) -> list[Cell]:
    """Mean and number of marks, counted again over the rows of 18_ScoreTrace."""
    trace = paper.blocks["trace"]
    where = ",".join(
        f'{trace.column(column)},"{value}"'
        for column, value in ((INSTRUMENT, row.instrument), (ITEM, row.item), (SUBJECT, row.subject))
    )
    where += f",{trace.column(COUNTED)},{paper.cells['yes_no.yes']}"
    number = f'COUNTIFS({where},{trace.column(SCORE)},">=0")'
    few = paper.t("workbook.common.too_few_marks")
    if not row.n or row.mean is None:
        return [written(few, "two"), written(few, "whole")]
    mean = formula(f"=SUMIFS({trace.column(SCORE)},{where})/{number}", row.mean, "two")
    return [mean, formula(f"={number}", row.n, "whole")]
