"""The inputs of 14_Financing that other sheets look up: how prices rise, and the dated rates of other currencies."""

from __future__ import annotations

from components.investment.nominal import PriceLevel, base_year, price_level
from components.investment.originals import Original, original
from components.workbook.write.cells import Cell, formula, given, written
from components.workbook.write.draft import Draft
from components.workbook.write.paper import Paper
from components.workbook.write.sheet import Sheet
from components.workshop.records.demands import Inflation

LEVELS = ("level_year", "rise", "level")
RATES = ("currency", "rate", "rate_date", "rate_source")
_YEAR, _RISE, _LEVEL = range(3)


def nominal_level(draft: Draft) -> PriceLevel | None:
    """The price levels when the nominal view is on and every rise of prices is stated, else None."""
    level = price_level(draft.state)
    return level if draft.setting.nominal and not level.missing else None


def foreign(draft: Draft) -> tuple[Original, ...]:
    """Every other currency of the plan's options that has a rate, once."""
    found = {
        one.currency: one
        for line in draft.chosen
        if (one := original(draft.option(line.option), draft.state)) is not None and one.rate
    }
    return tuple(found.values())


def reserve(paper: Paper, sheet: Sheet) -> None:
    """Headings, and the places of both tables."""
    draft, t = paper.draft, paper.t
    if nominal_level(draft):
        sheet.heading(t("workbook.financing.levels_title"))
        sheet.words(t("workbook.financing.levels_how", year=str(base_year(draft.state))))
        paper.blocks["levels"] = sheet.block(len(LEVELS), len(_years(draft)), left=1)
        sheet.row = paper.blocks["levels"].first + len(_years(draft))
    elif draft.setting.nominal:
        years = [str(year) for year in price_level(draft.state).missing]
        sheet.words(t("workbook.financing.levels_missing", years=t.joined(years)), "warning")
    rates = foreign(draft)
    if rates:
        sheet.heading(t("workbook.financing.rates_title"))
        sheet.words(t("workbook.financing.rates_how", unit=draft.setting.money_unit))
        paper.blocks["rates"] = sheet.block(len(RATES), len(rates), left=1)
        sheet.row = paper.blocks["rates"].first + len(rates)


def write(paper: Paper, sheet: Sheet) -> None:
    """Fills what was reserved."""
    draft, t = paper.draft, paper.t
    if "levels" in paper.blocks:
        heads = [t(f"workbook.financing.{name}") for name in LEVELS]
        sheet.fill(paper.blocks["levels"], heads, _levels(paper))
    if "rates" in paper.blocks:
        rows = [
            [written(one.currency), *_rate(one)]
            for one in foreign(draft)
        ]
        sheet.fill(paper.blocks["rates"], [t(f"workbook.financing.{name}") for name in RATES], rows)


def _rate(one: Original) -> list[Cell]:
    return [
        given(one.rate, "two", of=("rate", one.currency, "rate")),
        given(one.date, of=("rate", one.currency, "date")),
        given(one.source, of=("rate", one.currency, "source")),
    ]


def level_of(paper: Paper, year: str) -> str:
    """Formula without `=` that finds the level of a year, 0 where it is none of the plan's."""
    block = paper.blocks["levels"]
    return f"IFERROR(INDEX({block.column(_LEVEL)},MATCH({year},{block.column(_YEAR)},0)),0)"


def rate_of(paper: Paper, currency: str) -> str:
    """Formula without `=` that finds the rate of a currency."""
    block = paper.blocks["rates"]
    return f"INDEX({block.column(1)},MATCH({currency},{block.column(0)},0))"


def _years(draft: Draft) -> tuple[int, ...]:
    base = base_year(draft.state)
    return tuple(sorted({base, *draft.setting.inflation_years, *draft.years}))


def _levels(paper: Paper) -> list[list[Cell]]:
    """The chain: 1 in the year of the plan's prices, then times or over the rise of the years between."""
    draft, block = paper.draft, paper.blocks["levels"]
    base, years = base_year(draft.state), _years(draft)
    rises = {year: draft.state.one(Inflation, str(year)).percent for year in years}
    here = {year: (block.here(row, _RISE), block.here(row, _LEVEL)) for row, year in enumerate(years)}
    values = {base: 1.0}
    for year in (year for year in years if year > base):
        values[year] = values[year - 1] * (1 + (rises[year] or 0.0) / 100)
    for year in reversed([year for year in years if year < base]):
        values[year] = values[year + 1] / (1 + (rises[year + 1] or 0.0) / 100)
    rows = []
    for year in years:
        if year == base:
            level = Cell(1.0, "four", "written")
        elif year > base:
            level = formula(f"={here[year - 1][1]}*(1+{here[year][0]}/100)", values[year], "four")
        else:
            level = formula(f"={here[year + 1][1]}/(1+{here[year + 1][0]}/100)", values[year], "four")
        needed = year in draft.setting.inflation_years
        rise = given(rises[year], "two") if needed else written("–")
        rows.append([written(year, "year"), rise, level])
    return rows
