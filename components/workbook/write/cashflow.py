"""11_Cashflow: who pays what, when, from which source. The one table that every total of the book adds up.

What cities and users pay follows by formula from the costs of 10_Plan and the shares of 13_CostKeys, what sources pay
from what was sought of them and what 14_Financing says that they give. The columns after the table's own are made from
the others: what can be counted on, the amount in its original currency, in the money of its year, and the steps to the
amount. Amounts stay in constant prices.
"""

from __future__ import annotations

from components.investment.certainty import weights
from components.investment.originals import original
from components.investment.plan_records import Flow
from components.workbook.write import charges, price_levels, rules
from components.workbook.write.cells import Cell, formula, written
from components.workbook.write.draft import Draft
from components.workbook.write.lists import PAYERS, choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet

SPARE = 40
"""Empty rows under the last one, inside every sum, for amounts that the room adds by hand."""
OPTION, NAME, YEAR, KIND, PAYER, PAYER_NAME, SOURCE, SOURCE_NAME, CERTAINTY, AMOUNT, EVIDENCE, DATES = range(12)
WEIGHTED = 12
NOBODY = "–"
_COLUMNS = (
    "option", "name", "year", "kind", "payer", "payer_name", "source", "source_name", "certainty", "amount", "evidence",
    "dates", "weighted",
)  # fmt: skip
_FOREIGN, _NOMINAL = ("currency", "original"), "nominal"
_WIDTHS = {"nominal": 13, "currency": 8, "original": 13}


def reserve(paper: Paper) -> Sheet:
    """Fixes the place of the table, which nearly every sheet adds up."""
    draft, t = paper.draft, paper.t
    extra = [_WIDTHS[name] for name in columns(draft)[len(_COLUMNS) :]]
    widths = [9, 42, 8, 14, 8, 18, 16, 34, 14, 13, 32, 11, 13, *extra]
    sheet = Sheet(paper, "11_Cashflow", [*widths, *[11.0] * len(charges.COLUMNS)], size="A3")
    sheet.words(
        t("workbook.cashflow.how", unit=draft.setting.money_unit, year=str(draft.setting.price_year or "–")),
        last=len(_COLUMNS) - 1,
    )
    sheet.words(t("workbook.cashflow.live"), last=len(_COLUMNS) - 1)
    sheet.row += 2
    paper.blocks["cash"] = sheet.block(
        len(columns(draft)) + len(charges.COLUMNS), len(charges.entries(draft)) + SPARE
    )
    return sheet


def write(paper: Paper, sheet: Sheet) -> None:
    """Writes the table; expects 10_Plan and 13_CostKeys to have their places already."""
    draft, t = paper.draft, paper.t
    heads, block, found = columns(draft), paper.blocks["cash"], charges.entries(draft)
    places = (OPTION, YEAR, KIND, PAYER, SOURCE, AMOUNT)
    helpers = charges.Helpers(paper, block, found, first=len(heads), places=places)
    total_row = block.first - 3
    rows = [[*_row(paper, row, number, helpers), *helpers.cells(number)] for number, row in enumerate(found)]
    last = len(found)
    rows += [[*_spare(paper, last + number), *helpers.cells(last + number)] for number in range(SPARE)]
    titles = [t(f"workbook.cashflow.{name}") for name in heads]
    sheet.fill(block, [*titles, *(t(f"workbook.charges.{name}") for name in charges.COLUMNS)], rows, main=True)
    total = formula(f"=SUM({block.column(AMOUNT)})", draft.money()).as_total()
    sheet.raw.set_row(total_row, 18)
    sheet.spread(total_row, 0, AMOUNT - 1, Cell(t("workbook.cashflow.total"), look="total"))
    sheet.put(total_row, AMOUNT, total)
    paper.cells["cash.total"] = f"'11_Cashflow'!$J${total_row + 1}"
    sheet.finish()
    sheet.raw.print_area(0, 0, block.first + max(len(found), 1) - 1, len(heads) - 1)


def columns(draft: Draft) -> tuple[str, ...]:
    """The columns of the table: those of another currency and of nominal amounts only where there are such."""
    found = _COLUMNS + (_FOREIGN if price_levels.foreign(draft) else ())
    return (*found, _NOMINAL) if price_levels.nominal_level(draft) else found


def total(paper: Paper, of: str = "amount", **where: str) -> str:
    """The SUMIFS over the cash flow, without `=`. of: amount, weighted or nominal. where: option, year, kind, payer,
    source, certainty -> criterion, an address or a quoted text; an empty table of criteria is the whole.
    """
    cash = paper.blocks["cash"]
    places = {
        "option": OPTION, "year": YEAR, "kind": KIND, "payer": PAYER, "source": SOURCE, "certainty": CERTAINTY,
    }  # fmt: skip
    pairs = "".join(f",{cash.column(places[name])},{criterion}" for name, criterion in where.items())
    summed = cash.column(columns(paper.draft).index(of))
    return f"SUMIFS({summed}{pairs})" if pairs else f"SUM({summed})"


def kind(paper: Paper, code: str) -> str:
    """Address of the word for a kind of money."""
    return paper.cells[f"flow_kinds.{code}"]


def certainty(paper: Paper, code: str) -> str:
    """Address of the word for a certainty."""
    return paper.cells[f"certainties.{code}"]


def _row(paper: Paper, entry: charges.Entry, number: int, helpers: charges.Helpers) -> list[Cell]:
    draft, t, flow = paper.draft, paper.t, entry.flow
    certainty, evidence = _sure(paper, entry)
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
        certainty,
        helpers.amount(number) or _entered(flow.amount),
        evidence,
        formula(_dates(paper, number), inside, "text"),
        *_made(paper, number, flow),
    ]


def _sure(paper: Paper, entry: charges.Entry) -> tuple[Cell, Cell]:
    """Certainty and evidence: as 14_Financing says of the source or the city; what is typed over them counts here."""
    flow = entry.flow
    word, words = paper.draft.term("certainties", flow.certainty), choices(paper, "certainties")
    giver = flow.source if entry.sought is not None else flow.payer if entry.charge else ""
    if not giver:
        return _open(word, choices=words), _open(flow.evidence)
    sure, evidence = (paper.cells[f"offer.{giver}.{name}"] for name in ("certainty", "evidence"))
    return (
        Cell(word, look="follows", formula=f"={sure}", choices=words),
        Cell(flow.evidence, look="follows", formula=f'=IF(LEN({evidence})=0,"",{evidence})'),
    )


def _made(paper: Paper, number: int, flow: Flow | None) -> list[Cell]:
    """What is made from a row; a spare row shows nothing as long as it has no amount."""
    draft, cash = paper.draft, paper.blocks["cash"]
    heads, amount = columns(draft), cash.here(number, AMOUNT)
    form = "whole" if flow else "spare"
    weight = f"IFERROR({_weight(paper, cash.here(number, CERTAINTY))},0)/100"
    counted = flow.amount * dict(weights(draft.state, draft.catalogue))[flow.certainty] / 100 if flow else 0
    cells = [_if_amount(amount, f"{amount}*{weight}", counted, form)]
    if _FOREIGN[0] in heads:
        cells += _stated(paper, cash.here(number, heads.index(_FOREIGN[0])), amount, flow)
    level = price_levels.nominal_level(draft)
    if level:
        then = flow.amount * (level.of(flow.year) or 0.0) if flow else 0
        text = f"{amount}*{price_levels.level_of(paper, cash.here(number, YEAR))}"
        cells.append(_if_amount(amount, text, then, form))
    return cells


def _stated(paper: Paper, place: str, amount: str, flow: Flow | None) -> list[Cell]:
    """The other currency of the row's option, and the amount in it; nothing for options in the plan's own money."""
    stated = original(paper.draft.option(flow.option), paper.draft.state) if flow else None
    text = f"IFERROR({amount}/{price_levels.rate_of(paper, place)},0)"
    if flow is None or stated is None or not stated.rate:
        return [_open(""), _if_amount(amount, text, 0, "spare_two")]
    return [_open(stated.currency), _if_amount(amount, text, flow.amount / stated.rate, "two")]


def _if_amount(amount: str, text: str, value: float, form: str) -> Cell:
    return formula(f"=IF(ISNUMBER({amount}),{text},0)", value, form)


def _weight(paper: Paper, certainty: str) -> str:
    """Formula without `=` that finds the weight of a certainty in 14_Financing."""
    block = paper.blocks["certainties"]
    return f"INDEX({block.column(4)},MATCH({certainty},{block.column(1)},0))"


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


def _entered(amount: int) -> Cell:
    return Cell(amount, "whole", "input")


def _spare(paper: Paper, number: int) -> list[Cell]:
    lists = {KIND: "flow_kinds", PAYER: PAYERS, CERTAINTY: "certainties"}
    forms = {YEAR: "year", AMOUNT: "whole"}
    inputs = [
        Cell("", forms.get(place, "text"), "input", choices=choices(paper, lists[place]) if place in lists else "")
        for place in range(WEIGHTED)
    ]
    return [*inputs, *_made(paper, number, None)]
