"""11_Cashflow: who pays what, when, from which source. The one table that every total of the book adds up."""

from __future__ import annotations

from components.investment.plan_records import Flow
from components.workbook.write import rules
from components.workbook.write.cells import Cell, formula, written
from components.workbook.write.lists import PAYERS, choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet

SPARE = 40
"""Empty rows under the last one, inside every sum, for amounts that the room adds by hand."""
OPTION, NAME, YEAR, KIND, PAYER, PAYER_NAME, SOURCE, SOURCE_NAME, CERTAINTY, AMOUNT, EVIDENCE, DATES = range(12)
NOBODY = "–"
_COLUMNS = (
    "option", "name", "year", "kind", "payer", "payer_name", "source", "source_name", "certainty", "amount", "evidence",
    "dates",
)  # fmt: skip


def write(paper: Paper) -> None:
    """Writes the table; expects 10_Plan to have its place already, for the years in which each option is built."""
    draft, t = paper.draft, paper.t
    sheet = Sheet(paper, "11_Cashflow", [9, 44, 8, 14, 8, 18, 14, 34, 14, 14, 30, 12], size="A3")
    sheet.words(t("workbook.cashflow.how", unit=draft.setting.money_unit, year=str(draft.setting.price_year or "–")))
    total_row = sheet.row
    sheet.row += 1
    sheet.row += 1
    flows = draft.plan.flows
    block = sheet.block(len(_COLUMNS), len(flows) + SPARE)
    paper.blocks["cash"] = block
    rows = [_row(paper, flow, number) for number, flow in enumerate(flows)]
    spare = [_spare(paper) for _ in range(SPARE)]
    sheet.fill(block, [t(f"workbook.cashflow.{name}") for name in _COLUMNS], [*rows, *spare], main=True)
    total = formula(f"=SUM({block.column(AMOUNT)})", draft.money()).as_total()
    sheet.raw.set_row(total_row, 18)
    sheet.spread(total_row, 0, AMOUNT - 1, Cell(t("workbook.cashflow.total"), look="total"))
    sheet.put(total_row, AMOUNT, total)
    paper.cells["cash.total"] = f"'11_Cashflow'!$J${total_row + 1}"
    sheet.finish()
    sheet.raw.print_area(0, 0, block.first + max(len(flows), 1) - 1, len(_COLUMNS) - 1)


def total(paper: Paper, **where: str) -> str:
    """The SUMIFS over the cash flow, without `=`. where: option, year, kind, payer, source, certainty -> criterion, an
    address or a quoted text; an empty table of criteria is the whole.
    """
    cash = paper.blocks["cash"]
    columns = {
        "option": OPTION, "year": YEAR, "kind": KIND, "payer": PAYER, "source": SOURCE, "certainty": CERTAINTY,
    }  # fmt: skip
    pairs = "".join(f",{cash.column(columns[name])},{criterion}" for name, criterion in where.items())
    return f"SUMIFS({cash.column(AMOUNT)}{pairs})" if pairs else f"SUM({cash.column(AMOUNT)})"


def kind(paper: Paper, code: str) -> str:
    """Address of the word for a kind of money."""
    return paper.cells[f"flow_kinds.{code}"]


def certainty(paper: Paper, code: str) -> str:
    """Address of the word for a certainty."""
    return paper.cells[f"certainties.{code}"]


def _row(paper: Paper, flow: Flow, number: int) -> list[Cell]:
    draft, t = paper.draft, paper.t
    inside = t("workbook.cashflow.inside" if rules.in_its_years(draft, flow) else "workbook.cashflow.outside")
    return [
        _open(flow.option),
        written(draft.option_name(flow.option)),
        _open(flow.year, "year"),
        _open(t(f"workbook.flow_kinds.{flow.kind}"), choices=choices(paper, "flow_kinds")),
        _open(flow.payer, choices=choices(paper, PAYERS)),
        written(draft.city_name(flow.payer)),
        _open(flow.source or NOBODY),
        written(draft.source_name(flow.source)),
        _open(draft.term("certainties", flow.certainty), choices=choices(paper, "certainties")),
        _open(flow.amount, "whole"),
        _open(flow.evidence),
        formula(_dates(paper, number), inside, "text"),
    ]


def _dates(paper: Paper, number: int) -> str:
    """Capital is spent between start and finish of 10_Plan, everything else after the finish."""
    cash, plan, t = paper.blocks["cash"], paper.blocks["plan.who"], paper.t
    found = f"MATCH({cash.here(number, OPTION)},{plan.column(0)},0)"
    start, finish = (f"INDEX({plan.column(column)},{found})" for column in (START, FINISH))
    year, capital = cash.here(number, YEAR), f"{cash.here(number, KIND)}={kind(paper, 'capex')}"
    good = f"IF({capital},AND({year}>={start},{year}<={finish}),{year}>{finish})"
    inside, outside = t("workbook.cashflow.inside"), t("workbook.cashflow.outside")
    return f'=IFERROR(IF({good},"{inside}","{outside}"),"{outside}")'


START, FINISH = 7, 8
"""Columns of start and finish in the first table of 10_Plan."""


def _open(value: str | int, form: str = "text", choices: str = "") -> Cell:
    return Cell(value, form, "open", choices=choices)


def _spare(paper: Paper) -> list[Cell]:
    lists = {KIND: "flow_kinds", PAYER: PAYERS, CERTAINTY: "certainties"}
    forms = {YEAR: "year", AMOUNT: "whole"}
    return [
        Cell("", forms.get(place, "text"), "input", choices=choices(paper, lists[place]) if place in lists else "")
        for place in range(len(_COLUMNS))
    ]
