"""12_ByCity: who gets how much of every project, and the steps to the percentages of what each city pays and gets.

Percentages have two decimals and make exactly 100 by the largest remainder, as in the program.
"""

from __future__ import annotations

from components.investment import benefits
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.records.options import BenefitShare

_STEPS = ("amount", "exact", "units", "rest", "percent")
_ALL = 10_000
"""Hundredths of a percent in the whole."""


def write(paper: Paper, sheet: Sheet, *, pays: list[str]) -> None:
    """Writes both tables. pays: addresses of what each city pays over the plan."""
    t = paper.t
    sheet.heading(t("workbook.benefits.title"))
    sheet.words(t("workbook.benefits.how"))
    gets = _projects(paper, sheet)
    sheet.heading(t("workbook.benefits.steps_title"))
    _steps(paper, sheet, pays, gets)


def _projects(paper: Paper, sheet: Sheet) -> tuple[Block, list[float]]:
    """Every project that costs capital: its cost, every city's part of the benefit, and whether they make 100."""
    draft, t = paper.draft, paper.t
    money, cities = paper.blocks["plan.money"], draft.cities
    stated = {(row.option, row.city): row.percent for row in draft.state.all(BenefitShare)}
    block = sheet.block(4 + len(cities), len(draft.chosen))
    got = [0.0] * len(cities)
    rows = []
    for number, line in enumerate(draft.chosen):
        shares = [stated.get((line.option, city.code)) for city in cities]
        cost = draft.money(option=line.option, kind="capex")
        counted = benefits.makes_whole(share or 0.0 for share in shares)
        got = [before + (cost * (share or 0.0) if counted else 0.0) for before, share in zip(got, shares, strict=True)]
        years = f"{money.at(number, 3)}:{money.here(number, 2 + len(draft.years))}"
        row = f"{block.here(number, 3)}:{block.here(number, 2 + len(cities))}"
        rows.append(
            [
                written(line.option),
                written(draft.option_name(line.option)),
                formula(f"=SUM({years})", cost),
                *(_share(line.option, city.code, share) for city, share in zip(draft.cities, shares, strict=True)),
                formula(f"=IF(ABS(SUM({row})-{benefits.WHOLE:g})<={benefits.ROUNDED},1,0)", int(counted)),
            ]
        )
    heads = [t(f"workbook.benefits.{name}") for name in ("option", "name", "cost")]
    sheet.fill(block, [*heads, *(draft.name(city) for city in cities), t("workbook.benefits.counted")], rows)
    return block, got


def _share(option: str, city: str, percent: float | None) -> Cell:
    of = ("benefit", f"{option}.{city}", "percent")
    return given("", "text", of=of) if percent is None else given(percent, "one", of=of)


def _steps(paper: Paper, sheet: Sheet, pays: list[str], gets: tuple[Block, list[float]]) -> None:
    draft, t = paper.draft, paper.t
    projects, got = gets
    cities = draft.cities
    block = sheet.block(1 + 2 * len(_STEPS), len(cities))
    paid = [float(money.capex + money.opex) for money in draft.plan.cities]
    paid_percent = [money.pays_percent for money in draft.plan.cities]
    got_percent = [money.benefit_percent for money in draft.plan.cities]
    rows = []
    for number, city in enumerate(cities):
        counted = projects.column(3 + len(cities))
        benefit = f"SUMPRODUCT({projects.column(2)},{projects.column(3 + number)},{counted})"
        rows.append(
            [
                written(draft.name(city)),
                *_percent(paper, block, number, 1, f"={pays[number]}", paid, paid_percent),
                *_percent(paper, block, number, 1 + len(_STEPS), f"={benefit}", got, got_percent),
            ]
        )
        paper.cells[f"pays.{city.code}"] = block.at(number, len(_STEPS))
        paper.cells[f"gets.{city.code}"] = block.at(number, 2 * len(_STEPS))
    heads = [t(f"workbook.benefits.{side}_{step}") for side in ("pays", "gets") for step in _STEPS]
    sheet.fill(block, [t("workbook.benefits.city"), *heads], rows)


def _percent(
    paper: Paper, block: Block, number: int, left: int, text: str, amounts: list[float], percents: list[float | None]
) -> list[Cell]:
    """The amount of a city and the steps to its percentage."""
    unknown = paper.t("workbook.common.not_known")
    here = {name: block.here(number, left + place) for place, name in enumerate(_STEPS)}
    columns = {name: block.column(left + place) for place, name in enumerate(_STEPS)}
    whole = sum(amounts)
    exact = round(amounts[number] / whole * _ALL, 6) if whole else 0.0
    units = int(exact)
    total = f"SUM({columns['amount']})"
    first = block.here(0, left + _STEPS.index("rest"))
    rank = f"RANK({here['rest']},{columns['rest']})+COUNTIF({first}:{here['rest']},{here['rest']})-1"
    extra = f"IF({rank}<={_ALL}-SUM({columns['units']}),1,0)"
    percent = percents[number]
    return [
        formula(text, amounts[number]),
        formula(f"=IF({total}>0,ROUND({here['amount']}/{total}*{_ALL},6),0)", exact, "two"),
        formula(f"=INT({here['exact']})", units),
        formula(f"=ROUND({here['exact']}-{here['units']},6)", round(exact - units, 6), "two"),
        formula(
            f'=IF({total}>0,({here["units"]}+{extra})/100,"{unknown}")', unknown if percent is None else percent, "two"
        ),
    ]
