"""12_ByCity: what each city pays per year against its envelope, how much of that can be counted on, what it is in the
money of each year, what it pays against what it gets, and what it will pay to run the plan afterwards.
"""

from __future__ import annotations

from components.investment.cashflow import REVENUE
from components.investment.certainty import weights
from components.investment.nominal import base_year
from components.investment.plan_records import OUTSIDE, CityMoney
from components.workbook.write import (
    afterwards,
    benefits,
    budget,
    cashflow,
    cities,
    offers,
    pictures,
    price_levels,
)
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.draft import Draft
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.records.cities import City
from components.workshop.records.demands import InKind

LINES = ("capex", "running", "total", "envelope", "used", "flag", "counted")
FAIR = (
    "city", "capex", "opex", "pays", "pays_percent", "benefit_percent", "ratio", "reading", "in_kind", "credited",
    "in_kind_what",
)  # fmt: skip
_NOMINAL = "nominal"
_SUMMED = ("capex", "opex", "pays", "pays_percent", "benefit_percent", "in_kind", "credited")


def lines(draft: Draft) -> tuple[str, ...]:
    """The lines of a city: those in the money of each year only when that view is on and known."""
    return (*LINES, _NOMINAL) if price_levels.nominal_level(draft) else LINES


def write(paper: Paper) -> None:
    """Writes both tables."""
    draft, t = paper.draft, paper.t
    years = draft.years
    sheet = Sheet(paper, "12_ByCity", [24, 30, *[14.0] * max(len(years) + 1, len(draft.cities) + 2, 8), 30], size="A3")
    carried = "carried" if draft.setting.carry_over else "strict"
    sheet.words(t(f"workbook.bycity.{carried}", unit=draft.setting.money_unit, year=str(base_year(draft.state))))
    count = len(draft.cities) * len(lines(draft)) + 2
    block = sheet.block(3 + len(years), count)
    paper.blocks["bycity"] = block
    headers = [t("workbook.bycity.city"), t("workbook.bycity.line"), *(str(year) for year in years)]
    rows: list[list[Cell]] = []
    for place, city in enumerate(draft.cities):
        rows += _city(paper, block, city, place, len(rows))
    rows += _rest(paper, block, len(rows))
    sheet.fill(block, [*headers, t("workbook.bycity.sum")], rows, main=True)
    _charges(paper, sheet)
    whole = [block.at(number * len(lines(draft)) + 2, 2 + len(years)) for number in range(len(draft.cities))]
    benefits.write(paper, sheet, pays=whole)
    sheet.heading(t("workbook.bycity.fair_title"))
    _fairness(paper, sheet)
    afterwards.write(paper, sheet)
    sheet.finish()
    sheet.raw.freeze_panes(block.first, 2)


def flags(paper: Paper) -> str:
    """Range in which the flags of all cities and years stand, among other words and numbers."""
    block = paper.blocks["bycity"]
    last = len(paper.draft.cities) * len(lines(paper.draft)) - 1
    return f"'{block.sheet}'!{block.here(0, 2)}:{block.here(last, 1 + len(paper.draft.years))}"


def first_year(paper: Paper, number: int) -> str:
    """Address of what a city pays in the first year."""
    return paper.blocks["bycity"].at(number * len(lines(paper.draft)) + 2, 2)


def grand_total(paper: Paper) -> str:
    """Address of the sum over all years and payers."""
    return paper.blocks["bycity"].at(len(paper.draft.cities) * len(lines(paper.draft)) + 1, 2 + len(paper.draft.years))


def _city(paper: Paper, block: Block, city: City, place: int, first: int) -> list[list[Cell]]:
    draft, t = paper.draft, paper.t
    uses = [use for use in budget.uses(draft) if use.city == city.code]
    unknown, gap = t("workbook.common.not_known"), f'"<>"&{cashflow.certainty(paper, "gap")}'
    part, level = dict(weights(draft.state, draft.catalogue)), price_levels.nominal_level(draft)
    body: dict[str, list[Cell]] = {name: [] for name in lines(draft)}
    for number, use in enumerate(uses):
        here = {name: block.here(first + row, 2 + number) for row, name in enumerate(lines(draft))}
        year, payer = str(use.year), f'"{city.code}"'
        capital = cashflow.kind(paper, "capex")
        capex = cashflow.total(paper, payer=payer, year=year, kind=capital, certainty=gap)
        whole = cashflow.total(paper, payer=payer, year=year, certainty=gap)
        start = block.here(first, 2) if draft.setting.carry_over else ""
        spent = _span(block, first + 2, number, carried=bool(start))
        limit = _span(block, first + 3, number, carried=bool(start))
        share = unknown if use.share is None else use.share
        body["capex"].append(formula(f"={capex}", use.capex))
        body["running"].append(formula(f"={whole}-{here['capex']}", use.running))
        body["total"].append(formula(f"={here['capex']}+{here['running']}", use.total))
        stated = cities.envelope(paper, place, number)
        text = f'=IF(ISNUMBER({stated}),{stated},"{unknown}")'
        body["envelope"].append(formula(text, unknown if use.envelope is None else use.envelope))
        known = f"AND(ISNUMBER({here['envelope']}),SUM({limit})>0)"
        body["used"].append(formula(f'=IF({known},SUM({spent})/SUM({limit}),"{unknown}")', share, "share"))
        body["flag"].append(formula(offers.flagged(paper, here["used"]), t(f"workbook.envelope.{use.flag}"), "word"))
        counted = sum(row.amount * part[row.certainty] for row in draft.flows(payer=city.code, year=use.year)) / 100
        sure = cashflow.total(paper, of="weighted", payer=payer, year=year)
        body["counted"].append(formula(f"={sure}", counted))
        if level:
            then = f"={here['total']}*{price_levels.level_of(paper, year)}"
            body[_NOMINAL].append(formula(then, use.total * (level.of(use.year) or 0.0)))
    return [
        [
            written(draft.name(city)),
            _name(t(f"workbook.bycity.{name}"), name),
            *body[name],
            _sum(block, first, row, body, name),
        ]
        for row, name in enumerate(lines(draft))
    ]


def _name(text: str, line: str) -> Cell:
    return Cell(text, look="label" if line == "total" else "written")


def _sum(block: Block, first: int, place: int, body: dict[str, list[Cell]], name: str) -> Cell:
    if name in ("used", "flag"):
        return Cell("", look="total")
    whole = sum(cell.value for cell in body[name] if isinstance(cell.value, int | float))
    years = f"{block.here(first + place, 2)}:{block.here(first + place, 1 + len(body[name]))}"
    return formula(f"=SUM({years})", whole).as_total()


def _span(block: Block, row: int, number: int, *, carried: bool) -> str:
    return f"{block.here(row, 2 if carried else 2 + number)}:{block.here(row, 2 + number)}"


def _rest(paper: Paper, block: Block, row: int) -> list[list[Cell]]:
    """What outside sources pay, with what nobody pays yet, and the sum over all payers."""
    draft, t = paper.draft, paper.t
    outside, whole = [], []
    for number, year in enumerate(draft.years):
        amount = draft.money(payer=OUTSIDE, year=year) + _lacking(paper, year)
        text = "+".join(
            [
                cashflow.total(paper, payer=f'"{OUTSIDE}"', year=str(year)),
                *(
                    cashflow.total(
                        paper, payer=f'"{city.code}"', year=str(year), certainty=cashflow.certainty(paper, "gap")
                    )
                    for city in draft.cities
                ),
            ]
        )
        outside.append(formula(f"={text}", amount))
        parts = [block.here(place * len(lines(draft)) + 2, 2 + number) for place in range(len(draft.cities))]
        whole.append(formula(f"={'+'.join([*parts, block.here(row, 2 + number)])}", draft.money(year=year)).as_total())
    rows = [
        (t("workbook.common.outside"), t("workbook.bycity.outside"), outside),
        (t("workbook.bycity.everybody"), "", whole),
    ]
    found = []
    for place, (name, line, cells) in enumerate(rows):
        total = sum(cell.value for cell in cells if isinstance(cell.value, int | float))
        years = f"{block.here(row + place, 2)}:{block.here(row + place, 1 + len(cells))}"
        look = "total" if place else "written"
        found.append(
            [Cell(name, look=look), Cell(line, look=look), *cells, formula(f"=SUM({years})", total).as_total()]
        )
    return found


def _charges(paper: Paper, sheet: Sheet) -> None:
    """How the sum of all payers becomes the one that the screens show, in which what users pay is not taken off."""
    draft, t = paper.draft, paper.t
    charges = -draft.money(kind=REVENUE)
    if not charges:
        return
    text = f"=-{cashflow.total(paper, kind=cashflow.kind(paper, REVENUE))}"
    under = 2 + len(draft.years)
    taken = sheet.line(t("workbook.bycity.charges"), formula(text, charges), last=under)
    whole = sum(draft.money(year=year) for year in draft.years) + charges
    sheet.line(t("workbook.bycity.gross"), formula(f"={grand_total(paper)}+{taken}", whole), last=under)


def _lacking(paper: Paper, year: int) -> int:
    draft = paper.draft
    return sum(draft.money(payer=city.code, year=year, certainty="gap") for city in draft.cities)


def _fairness(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    sheet.words(t("workbook.bycity.fair_how", coverage=_coverage(paper)))
    block = sheet.block(len(FAIR), len(draft.plan.cities) + 1)
    body = Block(block.sheet, block.first, 0, len(draft.plan.cities), len(FAIR))
    paper.blocks["fair"] = body
    unknown = t("workbook.common.not_known")
    bycity, last, size = paper.blocks["bycity"], 2 + len(draft.years), len(lines(draft))
    rows: list[list[Cell]] = []
    for number, money in enumerate(draft.plan.cities):
        here = {name: block.here(number, place) for place, name in enumerate(FAIR)}
        capex, total = bycity.here(number * size, last), bycity.here(number * size + 2, last)
        ratio = unknown if money.ratio is None else money.ratio
        rows.append(
            [
                written(draft.city_name(money.city)),
                formula(f"={capex}", money.capex),
                formula(f"={total}-{here['capex']}", money.opex),
                formula(f"={here['capex']}+{here['opex']}", money.capex + money.opex),
                formula(f"={paper.cells[f'pays.{money.city}']}", _known(money.pays_percent, unknown), "two"),
                formula(f"={paper.cells[f'gets.{money.city}']}", _known(money.benefit_percent, unknown), "two"),
                formula(f'=IFERROR({here["pays_percent"]}/{here["benefit_percent"]},"{unknown}")', ratio, "two"),
                formula(_reading(paper, here["ratio"]), _said(paper, money.ratio), "text"),
                *_in_kind(paper, here, money),
            ]
        )
    total_row = [Cell(t("workbook.bycity.everybody"), look="total")]
    for place in range(1, len(FAIR)):
        values = [row[place].value for row in rows]
        if FAIR[place] not in _SUMMED:
            total_row.append(Cell("", look="total"))
            continue
        form = "two" if FAIR[place].endswith("percent") else "whole"
        whole = sum(value for value in values if isinstance(value, int | float))
        total_row.append(formula(f"=SUM({body.column(place)})", whole, form).as_total())
    sheet.fill(block, [t(f"workbook.fair.{name}") for name in FAIR], [*rows, total_row])
    names = pictures.column_of(block, 0, len(rows))
    places = [FAIR.index(name) for name in ("pays_percent", "benefit_percent")] if rows else []
    series = [
        (pictures.row_of(block, -1, place, place), pictures.column_of(block, place, len(rows))) for place in places
    ]
    pictures.columns(paper, sheet, t("workbook.fair.chart"), "%", names, series)


def _known(value: float | None, unknown: str) -> float | str:
    return unknown if value is None else value


def _in_kind(paper: Paper, here: dict[str, str], money: CityMoney) -> list[Cell]:
    """What the city brings beside money, credited to what it pays; what is not valued counts for nothing here."""
    brought = paper.draft.state.one(InKind, money.city)
    credited = money.capex + money.opex + (brought.amount or 0)
    return [
        given(brought.amount, "whole", of=("in_kind", money.city, "amount")),
        formula(f"={here['pays']}+N({here['in_kind']})", credited),
        given(brought.what, of=("in_kind", money.city, "what")),
    ]


def _coverage(paper: Paper) -> str:
    rows = paper.draft.plan.cities
    return paper.t.percent(rows[0].benefit_coverage if rows else None)


def _reading(paper: Paper, ratio: str) -> str:
    t = paper.t
    more, less, same = (t(f"workbook.fair.{name}") for name in ("pays_more", "pays_less", "balanced"))
    unknown = t("workbook.common.not_known")
    return (
        f'=IF(ISNUMBER({ratio}),IF(ROUND({ratio},2)>1,"{more}",IF(ROUND({ratio},2)<1,"{less}","{same}")),"{unknown}")'
    )


def _said(paper: Paper, ratio: float | None) -> str:
    if ratio is None:
        return paper.t("workbook.common.not_known")
    rounded = round(ratio, 2)
    return paper.t(f"workbook.fair.{'pays_more' if rounded > 1 else 'pays_less' if rounded < 1 else 'balanced'}")
