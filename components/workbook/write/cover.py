"""00_Cover: what this book is, how far it may be used, and where everything stands."""

from __future__ import annotations

from components.workbook.write import rules, solved
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.lists import choices
from components.workbook.write.paper import SHEETS, Paper
from components.workbook.write.rules import Finding
from components.workbook.write.sheet import Sheet
from components.workbook.write.status import FREE
from components.workshop.records.setting import ExchangeRate


def write(paper: Paper, findings: tuple[Finding, ...]) -> None:
    """Writes facts, legend and the index of sheets."""
    draft, t = paper.draft, paper.t
    setting = draft.setting
    sheet = Sheet(paper, "00_Cover", [34, 60, 44])
    second = setting.title if draft.title != setting.title else setting.title_second
    if second:
        sheet.words(second, "heading")
    if paper.status.reason:
        sheet.words(paper.status.reason, "warning")
    if draft.note:
        sheet.words(draft.note, "warning")
    solved.line(paper, sheet, "plan")
    years, unstated = draft.years, t("workbook.common.not_stated")
    lines: tuple[tuple[str, Cell], ...] = (
        ("cities", written(draft.city_names(tuple(city.code for city in draft.cities)))),
        ("status", given(paper.status.label, choices=choices(paper, "plan_statuses"))),
        ("version", given(setting.version, of=("setting", "main", "version"))),
        ("date", written(draft.t.date(draft.at))),
        ("prepared_by", given(setting.prepared_by or unstated, of=("setting", "main", "prepared_by"))),
        ("place", given(setting.place or unstated, of=("setting", "main", "place"))),
        ("period", written(f"{years[0]}–{years[-1]}" if years else "–")),
        ("money", written(t("workbook.cover.money_is", unit=setting.money_unit, scale=_scale(paper)))),
        ("price_year", given(setting.price_year, "year", of=("setting", "main", "price_year"))),
        ("fiscal_month", given(str(setting.fiscal_year_start_month))),
        ("rates", written(_rates(paper))),
    )
    places = {name: sheet.line(t(f"workbook.cover.{name}"), cell) for name, cell in lines}
    sheet.line(t("workbook.cover.allowed"), _allowed(paper, places["status"]))
    rule = {"type": "text", "criteria": "begins with", "value": t("workbook.cover.not_allowed")}
    sheet.raw.conditional_format(sheet.row - 1, 1, sheet.row - 1, 1, {**rule, "format": paper.looks.alarm()})
    label = t(f"workbook.label.{'demonstration' if draft.demonstration else 'real'}")
    paper.cells["cover.label"] = sheet.line(t("workbook.cover.label"), given(label, choices=choices(paper, "label")))
    failed = formula(
        f"=COUNTIF({paper.blocks['checks'].column(4)},{paper.cells['result.fail']})", rules.failed(findings)
    )
    sheet.line(t("workbook.cover.failed"), failed)
    sheet.line(t("workbook.cover.fingerprint"), written(draft.fingerprint))
    sheet.heading(t("workbook.cover.legend_title"))
    sheet.line(t("workbook.cover.legend_input"), given(t("workbook.cover.legend_input_is")))
    sheet.line(t("workbook.cover.legend_formula"), Cell(t("workbook.cover.legend_formula_is"), look="formula"))
    sheet.line(t("workbook.cover.legend_written"), written(t("workbook.cover.legend_written_is")))
    sheet.words(t("workbook.cover.legend_unknown"))
    sheet.heading(t("workbook.cover.index_title"))
    for code in SHEETS[1:]:
        name = code.split("_", 1)[1].lower()
        link = Cell(f"{code}", link=f"internal:'{code}'!A1")
        title = t("common.labelled", name=t(f"workbook.{name}.title"), words=t(f"workbook.{name}.purpose"))
        sheet.grid([(0, 0, link), (1, 2, written(title))])
    sheet.finish()


def _allowed(paper: Paper, status: str) -> Cell:
    """The status that the checks of 20_Checks allow, with the core checks that fail when it is not the one above it.
    status: address of the cell where it is chosen.
    """
    t, cells, block = paper.t, paper.cells, paper.blocks["checks"]
    core, fails = t("workbook.checks.is_core"), cells["result.fail"]
    free = ",".join(f"{status}={cells[f'plan_statuses.{name}']}" for name in FREE)
    failed = f'COUNTIFS({block.column(4)},{fails},{block.column(5)},"{core}")'
    reasons = "&".join(
        f'IF(AND({block.at(row, 4)}={fails},{block.at(row, 5)}="{core}")," · "&{block.at(row, 1)},"")'
        for row in range(block.rows)
    )
    text = f'=IF(OR({free},{failed}=0),{status}&"","{t("workbook.cover.not_allowed")}"&{reasons})'
    return formula(text, paper.status.label, "text")


def _scale(paper: Paper) -> str:
    unit = paper.draft.setting.unit
    name = f"workbook.unit.{unit}"
    return paper.t(name) if paper.t.has(name) else unit


def _rates(paper: Paper) -> str:
    draft, t = paper.draft, paper.t
    rows = [row for row in draft.state.all(ExchangeRate) if row.rate is not None]
    if not rows:
        return t("workbook.cover.no_rates")
    return "\n".join(
        t(
            "workbook.cover.rate",
            code=row.code,
            rate=f"{row.rate:,.6g}",
            unit=draft.setting.money_unit,
            date=row.date,
            source=row.source,
        )
        for row in rows
    )
