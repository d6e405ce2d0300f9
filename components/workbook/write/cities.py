"""03_Cities: the facts side by side, one city a column, with sources; what is not known says so."""

from __future__ import annotations

from collections.abc import Callable

from components.workbook.write.cells import Cell, Value, formula, given, written
from components.workbook.write.lists import choices
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Block, Sheet
from components.workshop.records.cities import City

_WORDS: tuple[tuple[str, str], ...] = (
    ("country", ""),
    ("region", ""),
    ("city_type", "city_types"),
    ("population", "whole"),
    ("population_year", "year"),
    ("population_definition", "population_definitions"),
    ("population_source", ""),
    ("growth_percent", "one"),
    ("largest_city_population", "whole"),
    ("gdp", "whole"),
    ("gdp_level", "gdp_levels"),
    ("gdp_source", ""),
    ("own_revenue", "whole"),
    ("current_revenue", "whole"),
    ("current_spending", "whole"),
    ("capital_spending", "whole"),
    ("debt_service", "whole"),
    ("sectors", ""),
    ("unemployment_percent", "one"),
    ("poverty_percent", "one"),
    ("strategy", "ceds_statuses"),
    ("strategy_year", "year"),
    ("leaves_if", ""),
)
_PLACES = {name: number for number, (name, _) in enumerate(_WORDS)}
_NUMBERS = ("whole", "one", "year")
_NEEDED = ("population", "gdp", "own_revenue", "current_revenue", "current_spending", "debt_service")


def reserve(paper: Paper) -> Sheet:
    """Fixes the places of facts and envelopes, which other sheets look up."""
    draft, t = paper.draft, paper.t
    cities, years = draft.cities, len(draft.years)
    width = min(30, max(16, 100 / max(len(cities), 1)))
    sheet = Sheet(paper, "03_Cities", [38, *[width] * len(cities)])
    sheet.words(t("workbook.cities.unit", unit=draft.setting.money_unit, year=str(draft.setting.price_year or "–")))
    facts = sheet.block(1 + len(cities), len(_WORDS) + len(_DERIVED))
    paper.blocks["facts"] = facts
    # Under the facts: an empty row, the heading, the header
    paper.blocks["envelopes"] = Block(facts.sheet, facts.first + facts.rows + 3, 0, years, 1 + len(cities))
    for place, city in enumerate(cities, 1):
        paper.cells[f"population.{city.code}"] = facts.at(_PLACES["population"], place)
    return sheet


def envelope(paper: Paper, city: int, year: int) -> str:
    """Address of what a city can invest in a year; both by their place."""
    return paper.blocks["envelopes"].at(year, 1 + city)


def write(paper: Paper, sheet: Sheet) -> None:
    """Writes facts, derived figures and envelopes."""
    draft, t = paper.draft, paper.t
    cities, places, block = draft.cities, _PLACES, paper.blocks["facts"]
    rows: list[list[Cell]] = []
    for name, form in _WORDS:
        rows.append(
            [Cell(t(f"workbook.cities.{name}"), look="label"), *(_fact(paper, city, name, form) for city in cities)]
        )
    for name, method in _DERIVED.items():
        cells = [method(paper, block, places, city, number) for number, city in enumerate(cities)]
        rows.append([Cell(t(f"workbook.cities.{name}"), look="label"), *cells])
    headers = [t("workbook.cities.fact"), *(f"{city.code} {city.symbol} {draft.name(city)}" for city in cities)]
    sheet.fill(block, headers, rows, main=True, filtered=False)
    sheet.heading(t("workbook.cities.envelope_title", unit=draft.setting.money_unit))
    _envelopes(paper, sheet)
    sheet.finish()


def _fact(paper: Paper, city: City, name: str, form: str) -> Cell:
    value: Value = getattr(city, name)
    if form in _NUMBERS:
        return given(value, form, of=("city", city.code, name))
    unknown = paper.t("workbook.common.not_known")
    if form:
        shown = paper.draft.term(form, str(value)) or unknown
        return given(shown, choices=choices(paper, form), of=("city", city.code, name))
    return given(str(value) or unknown, of=("city", city.code, name))


def _surplus(paper: Paper, block: Block, places: dict[str, int], city: City, number: int) -> Cell:
    unknown = paper.t("workbook.common.not_known")
    income = block.here(places["current_revenue"], 1 + number)
    spending = block.here(places["current_spending"], 1 + number)
    known = city.current_revenue is not None and city.current_spending is not None
    value = (city.current_revenue or 0) - (city.current_spending or 0) if known else unknown
    return formula(f'=IF(COUNT({income},{spending})=2,{income}-{spending},"{unknown}")', value)


def _debt_ratio(paper: Paper, block: Block, places: dict[str, int], city: City, number: int) -> Cell:
    unknown = paper.t("workbook.common.not_known")
    income = block.here(places["current_revenue"], 1 + number)
    debt = block.here(places["debt_service"], 1 + number)
    known = city.current_revenue and city.debt_service is not None
    value = (city.debt_service or 0) / city.current_revenue if known and city.current_revenue else unknown
    return formula(f'=IF(COUNT({income},{debt})=2,{debt}/{income},"{unknown}")', value, "share")


def _data_gaps(paper: Paper, block: Block, places: dict[str, int], city: City, number: int) -> Cell:
    needed = ",".join(block.here(places[name], 1 + number) for name in _NEEDED)
    count = sum(getattr(city, name) is not None for name in _NEEDED)
    code = "complete" if count == len(_NEEDED) else "partial" if count else "missing"
    words = {name: paper.cells[f"data.{name}"] for name in ("complete", "partial", "missing")}
    rest = f"IF(COUNT({needed})=0,{words['missing']},{words['partial']})"
    text = f"=IF(COUNT({needed})={len(_NEEDED)},{words['complete']},{rest})"
    return formula(text, paper.t(f"workbook.data.{code}"), "text")


_DERIVED: dict[str, Callable[[Paper, Block, dict[str, int], City, int], Cell]] = {
    "surplus": _surplus,
    "debt_ratio": _debt_ratio,
    "gaps": _data_gaps,
}


def _envelope(paper: Paper, city: str, year: int) -> Cell:
    return given(paper.draft.envelope(city, year), "whole", of=("envelope", f"{city}.{year}", "amount"))


def _envelopes(paper: Paper, sheet: Sheet) -> None:
    draft, t = paper.draft, paper.t
    cities, years = draft.cities, draft.years
    block, body = sheet.block(1 + len(cities), len(years) + 1), paper.blocks["envelopes"]
    rows = [
        [written(str(year)), *(_envelope(paper, city.code, year) for city in cities)] for year in years
    ]
    last = [Cell(t("workbook.cities.sum"), look="total")]
    for number, city in enumerate(cities):
        whole = sum(draft.envelope(city.code, year) or 0 for year in years)
        last.append(formula(f"=SUM({body.column(1 + number)})", whole).as_total())
    sheet.fill(block, [t("workbook.cities.year"), *(draft.name(city) for city in cities)], [*rows, last])
    sheet.words(t("workbook.cities.envelope_note"))
