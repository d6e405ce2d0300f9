"""14_Financing: every source of money by year, how sure it is, and whether sources cover uses."""

from __future__ import annotations

from components.workbook.write import cashflow, rules
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.records.money import Source


def write(paper: Paper) -> None:
    """Writes sources by year, then certainties."""
    draft, t = paper.draft, paper.t
    years = draft.years
    sheet = Sheet(paper, "14_Financing", [9, 26, 16, 14, *[10.0] * len(years), 11, 8, 24])
    sheet.words(t("workbook.financing.how", unit=draft.setting.money_unit))
    names = ("source", "name", "type", "provider")
    headers = [*(t(f"workbook.financing.{name}") for name in names), *(str(year) for year in years)]
    headers += [t(f"workbook.financing.{name}") for name in ("sum", "share", "conditions")]
    codes = rules.sources(draft)
    block = sheet.block(len(headers), len(codes) + 1)
    body = Block(block.sheet, block.first, 0, len(codes), len(headers))
    rows = [_row(paper, block, code, number, len(codes)) for number, code in enumerate(codes)]
    last = [Cell("", look="total") for _ in headers]
    last[1] = Cell(t("workbook.financing.total"), look="total")
    for place in range(4, 4 + len(years) + 1):
        whole = sum(value for row in rows if isinstance(value := row[place].value, int | float))
        last[place] = formula(f"=SUM({body.column(place)})", whole).as_total()
    sheet.fill(block, headers, [*rows, last], main=True)
    paper.cells["financing.sum"] = block.at(len(rows), 4 + len(years))
    sheet.heading(t("workbook.financing.sure_title"))
    sheet.words(t("workbook.financing.sure_how"))
    _certainties(paper, sheet)
    sheet.finish()


def _row(paper: Paper, block: Block, code: str, number: int, count: int) -> list[Cell]:
    draft, t = paper.draft, paper.t
    source = draft.state.get(Source, code)
    key = block.here(number, 0)
    by_year = [
        formula(f"={cashflow.total(paper, source=key, year=str(year))}", draft.money(source=code, year=year))
        for year in draft.years
    ]
    first, last = 4, 3 + len(draft.years)
    whole, everything = draft.money(source=code), draft.money()
    kind = source.type if source else code
    total = f"SUM({block.here(0, last + 1)}:{block.here(count - 1, last + 1)})"
    return [
        written(code or cashflow.NOBODY),
        written(draft.source_name(code)),
        given(draft.term("funding_sources", kind), choices=choices(paper, "funding_sources")),
        given(_provider(paper, code, source)),
        *by_year,
        formula(f"=SUM({block.here(number, first)}:{block.here(number, last)})", whole),
        formula(
            f"=IFERROR({block.here(number, last + 1)}/{total},0)", whole / everything if everything else 0, "share"
        ),
        given(source.conditions if source else t("workbook.financing.none") if code else t("workbook.financing.open")),
    ]


def _provider(paper: Paper, code: str, source: Source | None) -> str:
    if source:
        return source.provider
    words = {"own_revenue": "cities", "user_charges": "users"}
    return paper.t(f"workbook.financing.{words[code]}") if code in words else ""


def _certainties(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    rows = draft.catalogue.certainties
    capital = cashflow.kind(paper, "capex")
    block = sheet.block(6, len(rows) + 1)
    body = Block(block.sheet, block.first, 0, len(rows), 6)
    capex = draft.money(kind="capex")
    cells: list[list[Cell]] = []
    for number, row in enumerate(rows):
        amount = draft.money(kind="capex", certainty=row.code)
        word = paper.cells[f"certainties.{row.code}"]
        here = [block.here(number, place) for place in range(6)]
        text = cashflow.total(paper, kind=capital, certainty=word)
        share = amount / capex if capex else 0
        cells.append(
            [
                written(""),
                formula(f"={word}", t.label(row), "text"),
                formula(f"={text}", amount),
                formula(f"=IFERROR({here[2]}/SUM({body.column(2)}),0)", share, "share"),
                given(row.weight_percent, "whole"),
                formula(f"={here[2]}*{here[4]}/100", amount * row.weight_percent / 100),
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
    names = ("blank", "certainty", "amount", "share_capex", "weight", "weighted")
    sheet.fill(block, [t(f"workbook.financing.{name}") if name != "blank" else "" for name in names], [*cells, last])
    paper.blocks["certainties"] = body
    paper.cells["financing.capex"] = block.at(len(rows), 2)
    uses = f"SUM({paper.blocks['plan.money'].column(2)})"
    lines = draft.chosen
    planned = sum(line.capex or 0 for line in lines)
    good = abs(capex - planned) <= rules.HALF_UNIT
    words = {True: t("workbook.financing.covered"), False: t("workbook.financing.not_covered")}
    text = f'=IF(ABS({paper.cells["financing.capex"]}-{uses})<=0.5,"{words[True]}","{words[False]}")'
    sheet.line(t("workbook.financing.check"), formula(text, words[good], "text"))
