"""Two tables of 14_Financing: what every source and every city gives by year, how sure that is and how much of it the
plan uses; then what each source can pay of what was sought of it.

Amounts and certainties of sources, and certainties of cities, are entered here; envelopes stand on 03_Cities. The rows
of 11_Cashflow look up both. The second table repeats the rule of `investment.recount.payable` in cells.
"""

from __future__ import annotations

from components.investment import envelopes
from components.investment.recount import payable, sourced
from components.workbook.write import budget, cashflow, charges, cities
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.records.money import CityCertainty, Source, SourceAmount

FIRST = ("code", "name", "certainty", "evidence", "used", "reading")
LAST = ("sum", "share", "left")
STEPS = ("source", "name", "sought", "pays", "cut", "cut_reading")
_CERTAINTY, _EVIDENCE, _YEARS = FIRST.index("certainty"), FIRST.index("evidence"), len(FIRST)
_TINY = "0.000000001"


def reserve(paper: Paper, sheet: Sheet) -> None:
    """Headings, and the places of both tables."""
    draft, t = paper.draft, paper.t
    sources, years = draft.state.all(Source), len(draft.years)
    sheet.heading(t("workbook.offers.title"))
    sheet.words(t("workbook.offers.how", unit=draft.setting.money_unit))
    block = sheet.block(_YEARS + years + len(LAST), len(sources) + len(draft.cities))
    paper.blocks["offers"] = block
    codes = [*(source.code for source in sources), *(city.code for city in draft.cities)]
    for number, code in enumerate(codes):
        paper.cells[f"offer.{code}.certainty"] = block.at(number, _CERTAINTY)
        paper.cells[f"offer.{code}.evidence"] = block.at(number, _EVIDENCE)
    sheet.row = block.first + block.rows
    if not sources:
        return
    sheet.heading(t("workbook.offers.steps_title"))
    sheet.words(t("workbook.offers.steps_how"))
    steps = sheet.block(_YEARS + years + 1, len(sources))
    paper.blocks["offers.steps"] = steps
    for number, source in enumerate(sources):
        span = f"{steps.at(number, _YEARS)}:{steps.here(number, _YEARS + max(years, 1) - 1)}"
        paper.cells[f"offer.{source.code}.able"] = span
    sheet.row = steps.first + steps.rows


def write(paper: Paper, sheet: Sheet) -> None:
    """Fills what was reserved."""
    draft, t = paper.draft, paper.t
    sources = draft.state.all(Source)
    block, years = paper.blocks["offers"], [str(year) for year in draft.years]
    rows = [_source(paper, block, source, number) for number, source in enumerate(sources)]
    rows += [_city(paper, block, len(sources) + place, place) for place in range(len(draft.cities))]
    heads = [*(t(f"workbook.offers.{name}") for name in FIRST), *years]
    sheet.fill(block, [*heads, *(t(f"workbook.offers.{name}") for name in LAST)], rows)
    if sources:
        heads = [*(t(f"workbook.offers.{name}") for name in STEPS), *years, t("workbook.offers.sum")]
        found = payable(draft.plan.flows, draft.state)
        steps = [_step(paper, source.code, number, found) for number, source in enumerate(sources)]
        sheet.fill(paper.blocks["offers.steps"], heads, steps)


def amounts(paper: Paper) -> str:
    """Range of what the sources give: sources x years; empty without any."""
    block, sources = paper.blocks["offers"], len(paper.draft.state.all(Source))
    last = block.here(sources - 1, _YEARS + len(paper.draft.years) - 1)
    return f"{block.at(0, _YEARS)}:{last}" if sources and paper.draft.years else ""


def certainties(paper: Paper) -> str:
    """Range of the certainties of sources and cities."""
    return paper.blocks["offers"].column(_CERTAINTY)


def _source(paper: Paper, block: Block, source: Source, number: int) -> list[Cell]:
    draft = paper.draft
    stated = []
    for year in draft.years:
        code = f"{source.code}.{year}"
        record = draft.state.get(SourceAmount, code)
        stated.append(given(record.amount if record else None, "whole", of=("source_amount", code, "amount")))
    used = draft.money(source=source.code)
    text = cashflow.total(paper, source=block.here(number, 0))
    of = ("source", source.code)
    word = draft.term("certainties", source.certainty)
    start = [
        written(source.code),
        written(draft.source_name(source.code)),
        given(word, choices=choices(paper, "certainties"), of=(*of, "certainty")),
        given(source.evidence, of=(*of, "evidence")),
    ]
    return _row(paper, block, number, start, formula(f"={text}", used), stated)


def _city(paper: Paper, block: Block, number: int, place: int) -> list[Cell]:
    draft, city = paper.draft, paper.draft.cities[place]
    unknown = paper.t("workbook.common.not_known")
    stated = []
    for column, year in enumerate(draft.years):
        where, amount = cities.envelope(paper, place, column), draft.envelope(city.code, year)
        text = f'=IF(ISNUMBER({where}),{where},"{unknown}")'
        stated.append(formula(text, unknown if amount is None else amount))
    sure, of = draft.state.one(CityCertainty, city.code), ("city_certainty", city.code)
    gap = f'"<>"&{cashflow.certainty(paper, "gap")}'
    used = formula(
        f"={cashflow.total(paper, payer=block.here(number, 0), certainty=gap)}", budget.paid(draft, city.code)
    )
    word = draft.term("certainties", sure.certainty)
    start = [
        written(city.code),
        written(draft.t("workbook.offers.own", city=draft.name(city))),
        given(word, choices=choices(paper, "certainties"), of=(*of, "certainty")),
        given(sure.evidence, of=(*of, "evidence")),
    ]
    return _row(paper, block, number, start, used, stated)


def _row(
    paper: Paper, block: Block, number: int, start: list[Cell], used: Cell, stated: list[Cell]
) -> list[Cell]:
    """What is given by year, and how much of the whole the plan uses."""
    unknown = paper.t("workbook.common.not_known")
    values = [cell.value for cell in stated if isinstance(cell.value, int | float)]
    whole, spent = sum(values), used.value
    assert isinstance(spent, int | float)
    share = spent / whole if whole > 0 else None
    here = {name: block.here(number, FIRST.index(name)) for name in ("used", "reading")}
    after = {name: block.here(number, _YEARS + len(stated) + place) for place, name in enumerate(LAST)}
    years = f"{block.here(number, _YEARS)}:{block.here(number, _YEARS + len(stated) - 1)}" if stated else after["sum"]
    flag = envelopes.flag(share, paper.draft.parameters.value("envelope.tight"))
    return [
        *start,
        used,
        formula(flagged(paper, after["share"]), paper.t(f"workbook.envelope.{flag}"), "word"),
        *stated,
        formula(f"=SUM({years})", whole) if stated else written(0, "whole"),
        formula(
            f'=IF({after["sum"]}>0,{here["used"]}/{after["sum"]},"{unknown}")',
            unknown if share is None else share,
            "share",
        ),
        formula(f"={after['sum']}-{here['used']}", whole - spent),
    ]


def flagged(paper: Paper, share: str) -> str:
    """Formula of the word for how much of a given amount is used; share: address of the part that is."""
    words = {code: paper.cells[f"envelope.{code}"] for code in ("ok", "tight", "over", "unknown")}
    tight = paper.draft.parameters.value("envelope.tight")
    known = f"IF({share}>1.000000001,{words['over']},IF({share}>{tight:g},{words['tight']},{words['ok']}))"
    return f"=IF(ISNUMBER({share}),{known},{words['unknown']})"


def _step(paper: Paper, source: str, number: int, found: dict[tuple[str, int], int]) -> list[Cell]:
    """What a source can pay, year by year: what was sought of it, at most what it has left."""
    draft, t = paper.draft, paper.t
    block, offers, cash = paper.blocks["offers.steps"], paper.blocks["offers"], paper.blocks["cash"]
    planned = cash.column(len(cashflow.columns(draft)) + charges.PLANNED)
    key = block.here(number, 0)
    asked = f"SUMIFS({planned},{cash.column(cashflow.SOURCE)},{key}"
    carried = draft.setting.carry_over
    by_year = []
    for place, year in enumerate(draft.years):
        first = _YEARS if carried else _YEARS + place
        left = f"INT(SUM({offers.here(number, first)}:{offers.here(number, _YEARS + place)})+{_TINY})"
        if carried and place:
            left += f"-SUM({block.here(number, _YEARS)}:{block.here(number, _YEARS + place - 1)})"
        text = f"=MAX(MIN({asked},{cash.column(cashflow.YEAR)},{year}),{left}),0)"
        by_year.append(formula(text, found.get((source, year), 0)))
    sought = sum(flow.amount for flow in draft.plan.flows if sourced(flow, draft.state) and flow.source == source)
    pays = sum(found.get((source, year), 0) for year in draft.years)
    years = f"{block.here(number, _YEARS)}:{block.here(number, _YEARS + len(by_year) - 1)}"
    here = {name: block.here(number, place) for place, name in enumerate(STEPS)}
    same, less = t("workbook.offers.as_sought"), t("workbook.offers.less")
    return [
        written(source),
        written(draft.source_name(source)),
        formula(f"={asked})", sought),
        formula(f"={block.here(number, _YEARS + len(by_year))}", pays),
        formula(f"={here['sought']}-{here['pays']}", sought - pays),
        formula(f'=IF({here["cut"]}>0,"{less}","{same}")', less if sought > pays else same, "text"),
        *by_year,
        formula(f"=SUM({years})", pays) if by_year else written(0, "whole"),
    ]
