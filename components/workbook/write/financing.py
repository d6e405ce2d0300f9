"""14_Financing: every source of money by year with its terms, how sure it is, what each project still lacks, and
whether sources cover uses.
"""

from __future__ import annotations

from functools import partial

from components.investment.certainty import weights
from components.investment.nominal import base_year
from components.workbook.write import cashflow, lacking, offers, pictures, price_levels, rules
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.draft import Draft
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.records.demands import Match
from components.workshop.records.money import Source

_FIRST = ("source", "name", "type", "provider", "instrument", "terms")
_LAST = ("sum", "share", "counted", "match", "deadline", "contact", "conditions")
_WIDTHS = (13, 22, 14, 16, 14, 20), (10.5, 8, 11, 10.5, 12.5, 17, 20)
_SURE = ("blank", "certainty", "amount", "share_capex", "weight", "weighted")


def reserve(paper: Paper) -> Sheet:
    """Fixes the places of the weights, price levels and rates, which the rows of the cash flow look up."""
    draft, t = paper.draft, paper.t
    sheet = Sheet(paper, "14_Financing", [*_WIDTHS[0], *[9.0] * len(draft.years), *_WIDTHS[1]], size="A3")
    sheet.words(t("workbook.financing.how", unit=draft.setting.money_unit, year=str(base_year(draft.state))))
    main = sheet.block(len(_FIRST) + len(draft.years) + len(_LAST), len(rules.sources(draft)) + 1)
    paper.blocks["financing"] = main
    sheet.row = main.first + main.rows
    sheet.heading(t("workbook.financing.sure_title"))
    sheet.words(t("workbook.financing.sure_how"))
    rows = len(draft.catalogue.certainties)
    whole = sheet.block(len(_SURE), rows + 1)
    paper.blocks["certainties"] = Block(whole.sheet, whole.first, 0, rows, len(_SURE))
    sheet.row = whole.first + whole.rows + 1
    price_levels.reserve(paper, sheet)
    offers.reserve(paper, sheet)
    return sheet


def write(paper: Paper, sheet: Sheet) -> None:
    """Writes sources by year, then certainties, price levels and rates, then what is lacking."""
    draft, t = paper.draft, paper.t
    end = sheet.row
    codes = rules.sources(draft)
    block = paper.blocks["financing"]
    body = Block(block.sheet, block.first, 0, len(codes), block.columns)
    headers = [*_heads(paper, _FIRST), *(str(year) for year in draft.years), *_heads(paper, _LAST)]
    rows = [_row(paper, block, code, number, len(codes)) for number, code in enumerate(codes)]
    last = [Cell("", look="total") for _ in headers]
    last[1] = Cell(t("workbook.financing.total"), look="total")
    summed = len(_FIRST) + len(draft.years)
    for place in (*range(len(_FIRST), summed + 1), summed + 2):
        whole = sum(value for row in rows if isinstance(value := row[place].value, int | float))
        last[place] = formula(f"=SUM({body.column(place)})", whole).as_total()
    sheet.fill(block, headers, [*rows, last], main=True)
    paper.cells["financing.sum"] = block.at(len(rows), summed)
    _certainties(paper, sheet)
    price_levels.write(paper, sheet)
    offers.write(paper, sheet)
    sheet.row = end
    lacking.write(paper, sheet)
    first, years = len(_FIRST), len(draft.years)
    if years:
        series = [
            (pictures.row_of(block, row, 1, 1), pictures.row_of(block, row, first, first + years - 1))
            for row in range(len(codes))
        ]
        heads = pictures.row_of(block, -1, first, first + years - 1)
        title = draft.t("workbook.financing.chart", unit=draft.setting.money_unit)
        pictures.columns(paper, sheet, title, "", heads, series, stacked=True)
    sheet.finish()


def matches(paper: Paper) -> tuple[str, tuple[str, ...]]:
    """Range of what each source pays of an option, of the sources that the room named, and the words there."""
    draft, block = paper.draft, paper.blocks["financing"]
    found = enumerate(draft.state.get(Source, code) for code in rules.sources(draft))
    named = [(place, source) for place, source in found if source]
    if not named:
        return "", ()
    column = len(_FIRST) + len(draft.years) + _LAST.index("match")
    cells = f"{block.at(named[0][0], column)}:{block.here(named[-1][0], column)}"
    return cells, tuple(_match(paper, source) for _, source in named)


def _heads(paper: Paper, names: tuple[str, ...]) -> list[str]:
    return [paper.t(f"workbook.financing.{name}") for name in names]


def _row(paper: Paper, block: Block, code: str, number: int, count: int) -> list[Cell]:
    draft = paper.draft
    source = draft.state.get(Source, code)
    of = partial(_field, source)
    key = block.here(number, 0)
    by_year = [
        formula(f"={cashflow.total(paper, source=key, year=str(year))}", draft.money(source=code, year=year))
        for year in draft.years
    ]
    first, last = len(_FIRST), len(_FIRST) + len(draft.years) - 1
    whole, everything = draft.money(source=code), draft.money()
    kind = source.type if source else code
    total = f"SUM({block.here(0, last + 1)}:{block.here(count - 1, last + 1)})"
    return [
        written(code or cashflow.NOBODY),
        written(draft.source_name(code)),
        given(draft.term("funding_sources", kind), choices=choices(paper, "funding_sources"), of=of("type")),
        given(_provider(paper, code, source), of=of("provider")),
        given(source.instrument if source else "", of=of("instrument")),
        given(source.terms if source else "", of=of("terms")),
        *by_year,
        formula(f"=SUM({block.here(number, first)}:{block.here(number, last)})", whole),
        formula(
            f"=IFERROR({block.here(number, last + 1)}/{total},0)", whole / everything if everything else 0, "share"
        ),
        formula(f"={cashflow.total(paper, of='weighted', source=key)}", _counted(draft, code)),
        given(_match(paper, source)),
        given(source.deadline if source else "", of=of("deadline")),
        given(source.contact if source else "", of=of("contact")),
        given(_conditions(paper, code, source), of=of("conditions")),
    ]


def _field(source: Source | None, name: str) -> tuple[str, ...]:
    return ("source", source.code, name) if source else ()


def _conditions(paper: Paper, code: str, source: Source | None) -> str:
    if source:
        return source.conditions
    return paper.t("workbook.financing.none" if code else "workbook.financing.open")


def _counted(draft: Draft, source: str) -> float:
    part = dict(weights(draft.state, draft.catalogue))
    return sum(flow.amount * part[flow.certainty] for flow in draft.flows(source=source)) / 100


def _match(paper: Paper, source: Source | None) -> str:
    """The least and the most that a source pays of each option, in percent."""
    if source is None:
        return ""
    found = paper.draft.state.one(Match, source.code)
    if found.least_percent is None and found.most_percent is None:
        return ""
    least, most = found.least_percent or 0.0, 100.0 if found.most_percent is None else found.most_percent
    return f"{paper.t.number(least)}–{paper.t.number(most)} %"


def _provider(paper: Paper, code: str, source: Source | None) -> str:
    if source:
        return source.provider
    words = {"own_revenue": "cities", "user_charges": "users"}
    return paper.t(f"workbook.financing.{words[code]}") if code in words else ""


def _certainties(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    capital, body = cashflow.kind(paper, "capex"), paper.blocks["certainties"]
    capex = draft.money(kind="capex")
    shares = dict(weights(draft.state, draft.catalogue))
    cells: list[list[Cell]] = []
    for number, row in enumerate(draft.catalogue.certainties):
        amount = draft.money(kind="capex", certainty=row.code)
        word = paper.cells[f"certainties.{row.code}"]
        here = [body.here(number, place) for place in range(len(_SURE))]
        text = cashflow.total(paper, kind=capital, certainty=word)
        share = amount / capex if capex else 0
        cells.append(
            [
                written(""),
                formula(f"={word}", t.label(row), "text"),
                formula(f"={text}", amount),
                formula(f"=IFERROR({here[2]}/SUM({body.column(2)}),0)", share, "share"),
                given(shares[row.code], "whole", of=("certainty_weight", row.code, "percent")),
                formula(f"={here[2]}*{here[4]}/100", amount * shares[row.code] / 100),
            ]
        )
    weighted = sum(value for row in cells if isinstance(value := row[5].value, int | float))
    blank = Cell("", look="total")
    last = [
        blank,
        Cell(t("workbook.financing.capex"), look="total"),
        formula(f"=SUM({body.column(2)})", capex).as_total(),
        blank,
        blank,
        formula(f"=SUM({body.column(5)})", weighted).as_total(),
    ]
    heads = [t(f"workbook.financing.{name}") if name != "blank" else "" for name in _SURE]
    sheet.fill(body, heads, [*cells, last])
    rows = len(cells)
    paper.cells["financing.capex"] = body.at(rows, 2)
    uses = f"SUM({paper.blocks['plan.money'].column(2)})"
    planned = sum(line.capex or 0 for line in draft.chosen)
    good = abs(capex - planned) <= rules.HALF_UNIT
    words = {True: t("workbook.financing.covered"), False: t("workbook.financing.not_covered")}
    text = f'=IF(ABS({paper.cells["financing.capex"]}-{uses})<=0.5,"{words[True]}","{words[False]}")'
    sheet.line(t("workbook.financing.check"), formula(text, words[good], "text"))
