"""13_CostKeys: options with a key of their own: its weights, the measures of their cities, and shares that make 100."""

from __future__ import annotations

from components.investment.plan_records import OptionSharing
from components.workbook.write import keys
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet

_STEPS = ("raw", "whole", "rest", "final")
_TINY = "0.000000001"


def write(paper: Paper, sheet: Sheet) -> None:
    """Writes a table for each option whose own mix can be used; nothing when no option has one."""
    found = [row for row in paper.draft.plan.sharing.options if row.shares]
    if found:
        sheet.heading(paper.t("workbook.keys.own_title"))
        sheet.words(paper.t("workbook.keys.own_how"))
    for row in found:
        _option(paper, sheet, row)


def _weight(value: float | None, of: tuple[str, ...]) -> Cell:
    return given("", "text", of=of) if value is None else given(value, "two", of=of)


def _option(paper: Paper, sheet: Sheet, own: OptionSharing) -> None:
    """Weights by key in a column, then the shares by city."""
    draft, t = paper.draft, paper.t
    name = f"{own.option} · {draft.option_name(own.option)}"
    terms = [term.code for term in draft.catalogue.cost_keys]
    block = sheet.block(2, len(terms))
    mix = dict(own.mix)
    rows = [
        [
            written(draft.term("cost_keys", code)),
            _weight(mix.get(code), ("option_key", f"{own.option}.{code}", "weight")),
        ]
        for code in terms
    ]
    sheet.fill(block, [name, t("workbook.keys.weight")], rows)
    paper.blocks[f"own_key.{own.option}"] = block
    cities = [city.code for city in draft.cities]
    places = [cities.index(share.city) for share in own.shares]
    common = paper.blocks["keys"]
    measures = [[common.here(number, 2 + place) for place in places] for number in range(common.rows)]
    weights = [block.here(number, 1) for number in range(len(terms))]
    mine = keys.usable(weights, measures)
    shares = sheet.block(1 + len(_STEPS), len(own.shares) + 1)
    body = Block(shares.sheet, shares.first, 0, len(own.shares), shares.columns)
    columns = {step: body.column(1 + number) for number, step in enumerate(_STEPS)}
    lines: list[list[Cell]] = []
    for number, share in enumerate(own.shares):
        here = {step: body.here(number, 1 + place) for place, step in enumerate(_STEPS)}
        units = int(share.raw * 100 + 1e-9) / 100
        missing = f"ROUND((100-SUM({columns['whole']}))*100,0)"
        earlier = f"COUNTIF({body.here(0, 1 + _STEPS.index('rest'))}:{here['rest']},{here['rest']})-1"
        first_free = f"RANK({here['rest']},{columns['rest']})+{earlier}"
        raw = f"=IF({mine}=1,{keys.mixed(weights, measures, number)},{paper.cells[f'shares.{share.city}']})"
        lines.append(
            [
                written(draft.city_name(share.city)),
                formula(raw, share.raw, "two"),
                formula(f"=INT({here['raw']}*100+{_TINY})/100", units, "two"),
                formula(f"=ROUND({here['raw']}-{here['whole']},8)", round(share.raw - units, 8), "two"),
                formula(f"={here['whole']}+IF({first_free}<={missing},0.01,0)", share.percent, "two"),
            ]
        )
        paper.cells[f"shares.{own.option}.{share.city}"] = body.at(number, 1 + _STEPS.index("final"))
    last = [Cell("", look="total") for _ in range(shares.columns)]
    last[0] = Cell(t("workbook.keys.sum"), look="total")
    last[-1] = formula(f"=SUM({columns['final']})", sum(share.percent for share in own.shares), "two").as_total()
    sheet.fill(shares, [t("workbook.keys.city"), *(t(f"workbook.keys.{step}") for step in _STEPS)], [*lines, last])
    sheet.row += 1
