"""04_Connectivity and 05_Gaps: what was marked about every city and pair, the index made of it, and the gaps."""

from __future__ import annotations

from components.analysis.evidence import Agreement, Gap
from components.analysis.index import scale_of
from components.framework.records import QuickCell
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.instruments import instrument

CELLS = (
    "subject",
    "name",
    "dimension",
    "kind",
    "scale",
    "statement",
    "median",
    "index",
    "importance",
    "n",
    "within",
    "flag",
)
_SUBJECT, _DIMENSION, _KIND, _INDEX = 0, 2, 3, 7
_BALLOTS = (("present", "importance"), ("pair_present", "pair_importance"))
GAPS = (
    "gap", "subject", "dimension", "kind", "scale", "present", "target", "size", "importance", "weighted", "low",
    "flag", "options",
)  # fmt: skip


def write(paper: Paper) -> None:
    """Writes the index by subject and dimension over the marked cells."""
    draft, t = paper.draft, paper.t
    dimensions = draft.catalogue.dimensions
    sheet = Sheet(paper, "04_Connectivity", [8, 22, 12, 8, 11, 38, 9, 9, 11, 8, 9, 13])
    rows_of_cells = _cells(paper)
    subjects = list(dict.fromkeys(row[0] for row in rows_of_cells))
    first = sheet.row
    minimum = draft.parameters.value("index.coverage_minimum")
    sheet.words(t("workbook.connectivity.how", minimum=t.percent(minimum)))
    summary = sheet.block(5 + len(dimensions), len(subjects))
    detail_first = sheet.row + len(subjects) + 4
    detail = Block("04_Connectivity", detail_first, 0, len(rows_of_cells), len(CELLS))
    views = [("kind", kind.code) for kind in draft.catalogue.kinds]
    views += [("dimension", row.code) for row in dimensions]
    names = [*(t.label(row) for row in draft.catalogue.kinds), *(t.label(row) for row in dimensions)]
    headers = [
        t("workbook.connectivity.subject"),
        t("workbook.connectivity.name"),
        t("workbook.connectivity.total"),
        *names,
    ]
    rows = [_summary(paper, detail, subject, summary, number, views) for number, subject in enumerate(subjects)]
    sheet.fill(summary, headers[: len(sheet.widths)], [row[: len(sheet.widths)] for row in rows])
    if not rows:
        sheet.words(t("workbook.connectivity.none"))
    sheet.row = detail_first - 2
    sheet.heading(t("workbook.connectivity.detail_title"))
    sheet.row = detail_first
    body = [_cell(paper, detail, row[1], row[2], number) for number, row in enumerate(rows_of_cells)]
    sheet.fill(detail, [t(f"workbook.connectivity.{name}") for name in CELLS], body)
    sheet.finish()
    sheet.raw.freeze_panes(first + 2, 2)


def _cells(paper: Paper) -> list[tuple[str, Agreement, str]]:
    draft = paper.draft
    found = []
    for present, _ in _BALLOTS:
        asked = instrument(draft.state, draft.catalogue, present)
        for subject in asked.subjects if asked else ():
            for item in asked.items if asked else ():
                row = draft.evidence.agreement(present, item.code, subject.code)
                # A statement of the room's own is no cell of the index.
                if row is not None and _cell_of(paper, present, item.code) is not None:
                    found.append((subject.code, row, item.statement(draft.language)))
    return found


def _cell_of(paper: Paper, ballot: str, item: str) -> QuickCell | None:
    catalogue = paper.draft.catalogue
    of_city = ballot == _BALLOTS[0][0]
    cells = catalogue.cells_of(paper.draft.state.setting.instrument) if of_city else catalogue.pair_cells
    return next((cell for cell in cells if cell.code == item), None)


def _parts(paper: Paper, ballot: str, item: str) -> tuple[str, str, str]:
    """Dimension, kind and scale of a cell; no scale where the instrument has none."""
    cell = _cell_of(paper, ballot, item)
    return (cell.dimension, cell.kind, scale_of(cell)) if cell else ("", "", "")


def _cell(paper: Paper, block: Block, row: Agreement, statement: str, number: int) -> list[Cell]:
    draft, t = paper.draft, paper.t
    dimension, kind, scale = _parts(paper, row.instrument, row.item)
    few = t("workbook.common.too_few_marks")
    median = block.here(number, CELLS.index("median"))
    ballot = dict(_BALLOTS)[row.instrument]
    importance = draft.evidence.agreement(ballot, row.item, row.subject)
    value = few if row.median is None else row.median * 20
    return [
        written(row.subject),
        written(draft.subject_name(row.subject)),
        written(draft.term("dimensions", dimension)),
        written(draft.term("kinds", kind)),
        written(draft.term("scales", scale) or t("workbook.connectivity.link")),
        written(statement),
        written(few if row.median is None else row.median, "one"),
        formula(f'=IF(ISNUMBER({median}),100*{median}/5,"{few}")', value),
        written(importance.median if importance else None, "one"),
        written(few if row.n is None else row.n, "whole"),
        written(row.share_within_one, "share"),
        written(draft.flag(row.flag)),
    ]


def _summary(
    paper: Paper, detail: Block, subject: str, block: Block, number: int, views: list[tuple[str, str]]
) -> list[Cell]:
    draft = paper.draft
    unknown = paper.t("workbook.common.not_known")
    found = []
    for view, code in [("all", "all"), *views]:
        value = draft.evidence.index(subject, view, code)
        shown = unknown if value is None or value.value is None else value.value
        index = detail.column(_INDEX)
        where = f"{detail.column(_SUBJECT)},{block.here(number, 0)}"
        if view != "all":
            column = _DIMENSION if view == "dimension" else _KIND
            word = paper.cells[f"{'dimensions' if view == 'dimension' else 'kinds'}.{code}"]
            where += f",{detail.column(column)},{word}"
        count = f'COUNTIFS({where},{index},">=0")'
        found.append(formula(f'=IFERROR(SUMIFS({index},{where})/{count},"{unknown}")', shown))
    return [written(subject), written(draft.subject_name(subject)), *found]


def write_gaps(paper: Paper) -> None:
    """Writes every gap, the widest first, with what it is made of and which options answer it."""
    draft, t = paper.draft, paper.t
    sheet = Sheet(paper, "05_Gaps", [21, 20, 13, 8, 12, 9, 9, 9, 11, 10, 10, 13, 11])
    sheet.words(t("workbook.gaps.how", target=draft.parameters.value("gap.target")))
    gaps = draft.evidence.gaps
    block = sheet.block(len(GAPS), len(gaps))
    rows = [_gap(paper, block, gap, number) for number, gap in enumerate(gaps)]
    sheet.fill(block, [t(f"workbook.gaps.{name}") for name in GAPS], rows, main=True)
    if not rows:
        sheet.words(t("workbook.gaps.none"))
    sheet.finish()


def _gap(paper: Paper, block: Block, gap: Gap, number: int) -> list[Cell]:
    draft, t = paper.draft, paper.t
    here = {name: block.here(number, place) for place, name in enumerate(GAPS)}
    linked = [option.code for option in draft.state.options if option.problem_code == gap.code]
    size, importance = here["size"], here["importance"]
    return [
        written(gap.code),
        written(draft.subject_name(gap.subject)),
        written(draft.term("dimensions", gap.dimension)),
        written(draft.term("kinds", gap.kind)),
        written(draft.term("scales", gap.scale) or t("workbook.connectivity.link")),
        written(gap.present, "whole"),
        given(gap.target, "whole"),
        formula(f"={here['target']}-{here['present']}", gap.size),
        written(gap.importance, "one"),
        formula(f"=IF(ISNUMBER({importance}),{size}*{importance}/5,{size})", gap.weighted),
        written(t("workbook.gaps.low_of", low=gap.low_marks, n=gap.n)),
        written(draft.flag(gap.flag)),
        written(", ".join(linked)),
    ]
