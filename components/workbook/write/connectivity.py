"""04_Connectivity: what was marked and measured about every city and pair, and the index made of it."""

from __future__ import annotations

from components.analysis.evidence import Agreement
from components.analysis.index import scale_of
from components.analysis.index_records import MeasuredValue
from components.framework.records import MeasuredIndicator, by_code
from components.workbook.write import pictures
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.instruments import instrument

CELLS = (
    "subject",
    "name",
    "item",
    "dimension",
    "kind",
    "scale",
    "statement",
    "median",
    "judged",
    "measured",
    "index",
    "importance",
    "n",
    "within",
    "flag",
)
_SUBJECT, _ITEM, _DIMENSION, _KIND, _INDEX = (CELLS.index(name) for name in ("subject", "item", *CELLS[3:5], "index"))
INDICATORS = (
    "subject", "name", "item", "figure", "worst", "best", "indicator", "points", "confidence", "year",
)  # fmt: skip
_POINTS = INDICATORS.index("points")
_WIDTHS = [8, 22, 24, 14, 9, 14, 38, 10, 12, 12, 12, 14, 9, 10, 13]
_BALLOTS = (("present", "importance"), ("pair_present", "pair_importance"))


def write(paper: Paper) -> None:
    """Writes the index by subject and dimension with its chart, the measured indicators, and last the marked cells:
    they fill many pages, and the header of what stands last is repeated on each.
    """
    draft, t = paper.draft, paper.t
    dimensions = draft.catalogue.dimensions
    sheet = Sheet(paper, "04_Connectivity", _WIDTHS, size="A3")
    rows_of_cells = _cells(paper)
    subjects = list(dict.fromkeys(row[0] for row in rows_of_cells))
    minimum = draft.parameters.value("index.coverage_minimum")
    sheet.words(t("workbook.connectivity.how", minimum=t.percent(minimum)))
    share = ""
    if draft.evidence.measured:
        share_now = draft.parameters.value("index.measured_share")
        share = sheet.line(t("workbook.connectivity.measured_share"), given(share_now, "share"), last=1)
    summary = sheet.block(6 + len(dimensions), len(subjects))
    drawn = any(subject in {city.code for city in draft.cities} for subject in subjects)
    measured = len(draft.evidence.measured)
    # Under what stands before: an empty row, the heading, the header
    below = max(summary.first + len(subjects), sheet.row) + (0 if subjects else 1) + (pictures.ROWS if drawn else 0)
    beside = Block("04_Connectivity", below + 3, 0, measured, len(INDICATORS))
    below = beside.first + measured if measured else below
    detail = Block("04_Connectivity", below + 3, 0, len(rows_of_cells), len(CELLS))
    views = [("kind", kind.code) for kind in draft.catalogue.kinds]
    views += [("dimension", row.code) for row in dimensions]
    names = [*(t.label(row) for row in draft.catalogue.kinds), *(t.label(row) for row in dimensions)]
    headers = [
        t("workbook.connectivity.subject"),
        t("workbook.connectivity.name"),
        t("workbook.connectivity.total"),
        *names,
        t("workbook.connectivity.coverage"),
    ]
    rows = [_summary(paper, detail, subject, summary, number, views) for number, subject in enumerate(subjects)]
    sheet.fill(summary, headers, rows)
    if not rows:
        sheet.words(t("workbook.connectivity.none"))
    _profile(paper, sheet, summary, subjects, len(views))
    _indicators(paper, sheet, beside)
    sheet.row = detail.first - 3
    sheet.heading(t("workbook.connectivity.detail_title"))
    body = [_cell(paper, detail, beside, share, row[1], row[2], number) for number, row in enumerate(rows_of_cells)]
    sheet.fill(detail, [t(f"workbook.connectivity.{name}") for name in CELLS], body, filtered=True)
    sheet.finish()
    sheet.raw.freeze_panes(1, 2)


def _profile(paper: Paper, sheet: Sheet, summary: Block, subjects: list[str], views: int) -> None:
    """The index of each city by kind and dimension as a chart."""
    t, cities = paper.t, {city.code for city in paper.draft.cities}
    heads = pictures.row_of(summary, -1, 2, 2 + views)
    series = [
        (pictures.row_of(summary, row, 1, 1), pictures.row_of(summary, row, 2, 2 + views))
        for row, subject in enumerate(subjects)
        if subject in cities
    ]
    pictures.columns(paper, sheet, t("workbook.connectivity.chart"), t("workbook.connectivity.index"), heads, series)


def _cells(paper: Paper) -> list[tuple[str, Agreement, str]]:
    draft = paper.draft
    found = []
    for present, _ in _BALLOTS:
        asked = instrument(draft.state, draft.catalogue, present)
        for subject in asked.subjects if asked else ():
            for item in asked.items if asked else ():
                row = draft.evidence.agreement(present, item.code, subject.code)
                if row is not None:
                    found.append((subject.code, row, item.statement(draft.language)))
    return found


def _axes(paper: Paper, row: Agreement) -> tuple[str, str, str]:
    """Dimension, kind and scale of an item; empty for a statement of the room's own, which is in no index."""
    draft = paper.draft
    city_cells = draft.catalogue.cells_of(draft.state.setting.instrument)
    cells = draft.catalogue.pair_cells if row.instrument == "pair_present" else city_cells
    cell = next((cell for cell in cells if cell.code == row.item), None)
    return (cell.dimension, cell.kind, scale_of(cell)) if cell else ("", "", "")


def _cell(
    paper: Paper, block: Block, beside: Block, share: str, row: Agreement, statement: str, number: int
) -> list[Cell]:
    draft, t = paper.draft, paper.t
    dimension, kind, scale = _axes(paper, row)
    few = t("workbook.common.too_few_marks")
    here = {name: block.here(number, place) for place, name in enumerate(CELLS)}
    ballot = dict(_BALLOTS)[row.instrument]
    importance = draft.evidence.agreement(ballot, row.item, row.subject)
    value = draft.evidence.cell(row.subject, row.item)
    judged = few if row.median is None else row.median * 20
    measured = written("")
    index = formula(f"={here['judged']}", judged)
    if value is None:
        index = written(t("workbook.connectivity.not_in_index"))
    elif value.measured is not None:
        where = f"{beside.column(0)},{here['subject']},{beside.column(_ITEM)},{here['item']}"
        told = beside.column(_POINTS)
        measured = formula(f'=SUMIFS({told},{where})/COUNTIFS({where},{told},">=0")', value.measured)
        alone = f'IF({share}>0,{here["measured"]},"{few}")'
        both = f"(1-{share})*{here['judged']}+{share}*{here['measured']}"
        shown = few if value.value is None else value.value
        index = formula(f"=IF(ISNUMBER({here['judged']}),{both},{alone})", shown)
    return [
        written(row.subject),
        written(draft.subject_name(row.subject)),
        written(row.item),
        written(draft.term("dimensions", dimension)),
        written(draft.term("kinds", kind)),
        written(draft.term("scales", scale) or (t("workbook.connectivity.link") if "-" in row.subject else "")),
        written(statement),
        written(few if row.median is None else row.median, "one"),
        formula(f'=IF(ISNUMBER({here["median"]}),100*{here["median"]}/5,"{few}")', judged),
        measured,
        index,
        written(importance.median if importance else None, "one"),
        written(row.n, "whole"),
        written(row.share_within_one, "share"),
        written(draft.flag(row.flag)),
    ]


def _indicators(paper: Paper, sheet: Sheet, block: Block) -> None:
    """The measured indicators, each between its fixed ends."""
    draft, t = paper.draft, paper.t
    if not draft.evidence.measured:
        return
    sheet.row = block.first - 3
    sheet.heading(t("workbook.connectivity.indicators_title"))
    rows = []
    for number, row in enumerate(draft.evidence.measured):
        indicator = by_code(draft.catalogue.indicators, row.indicator)
        figure, worst, best = (block.here(number, INDICATORS.index(name)) for name in ("figure", "worst", "best"))
        unknown = t("workbook.common.not_known")
        rows.append(
            [
                written(row.subject),
                written(draft.subject_name(row.subject)),
                written(row.item or t("workbook.connectivity.not_in_index")),
                written(row.figure, "two"),
                written(indicator.worst, "whole"),
                written(indicator.best, "whole"),
                written(_named(paper, row, indicator)),
                formula(
                    f'=IF(ISNUMBER({figure}),MAX(0,MIN(100,100*({figure}-{worst})/({best}-{worst}))),"{unknown}")',
                    unknown if row.points is None else row.points,
                ),
                written(draft.term("confidence", row.confidence)),
                written(row.year, "year"),
            ]
        )
    sheet.fill(block, [t(f"workbook.connectivity.{name}") for name in INDICATORS], rows)


def _named(paper: Paper, row: MeasuredValue, indicator: MeasuredIndicator) -> str:
    """Name, unit and source of an indicator in one cell, and whether it is invented."""
    t = paper.t
    unit = indicator.unit(paper.draft.language)
    name = t("workbook.connectivity.named", name=t.label(indicator), unit=unit)
    source = t("workbook.common.demonstration") if row.demonstration else row.source
    return t("workbook.connectivity.with_source", name=name, source=source or t("workbook.common.not_stated"))


def _summary(
    paper: Paper, detail: Block, subject: str, block: Block, number: int, views: list[tuple[str, str]]
) -> list[Cell]:
    draft = paper.draft
    unknown = paper.t("workbook.common.not_known")
    index = detail.column(_INDEX)
    of_subject = f"{detail.column(_SUBJECT)},{block.here(number, 0)}"
    found = []
    for view, code in [("all", "all"), *views]:
        value = draft.evidence.index(subject, view, code)
        shown = unknown if value is None or value.value is None else value.value
        where = of_subject
        if view != "all":
            column = _DIMENSION if view == "dimension" else _KIND
            word = paper.cells[f"{'dimensions' if view == 'dimension' else 'kinds'}.{code}"]
            where += f",{detail.column(column)},{word}"
        count = f'COUNTIFS({where},{index},">=0")'
        found.append(formula(f'=IFERROR(SUMIFS({index},{where})/{count},"{unknown}")', shown))
    whole = draft.evidence.index(subject)
    # A statement of the room's own has no dimension and is in no index
    asked = f'COUNTIFS({of_subject},{detail.column(_DIMENSION)},"?*")'
    covered = formula(
        f'=IFERROR(COUNTIFS({of_subject},{index},">=0")/{asked},0)', whole.coverage if whole else 0, "share"
    )
    return [written(subject), written(draft.subject_name(subject)), *found, covered]
