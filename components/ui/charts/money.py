"""Who pays and who gains, and who pays the investment of each year. All amounts are in the plan's unit."""

from __future__ import annotations

from collections import defaultdict
from html import escape

from components.investment.plan_records import OUTSIDE, CityMoney, Plan
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.funding import constant
from components.ui.charts.marks import city_mark, city_name, spoken
from components.workshop.records.cities import City
from components.workshop.state import State

_GAP = "gap"
_NARROWEST_NUMBER, _NARROWEST_MARK = 0.085, 0.03


def pays_figure(t: Texts, state: State, plan: Plan) -> Figure:
    """Two marks per city on one line of percent: a ring where it pays, its own symbol where it gains."""
    names = {city.code: city for city in state.cities}
    rows = [row for row in plan.cities if row.city in names]
    if not any(row.pays_percent is not None for row in rows):
        return Figure(t("charts.pays.empty_title"), t("charts.pays.empty_subtitle"))
    most = max(max(row.pays_percent or 0.0, row.benefit_percent or 0.0) for row in rows)
    # the axis ends at the next ten: an honest line from zero, and the marks still keep their distance
    top = min(100.0, 10.0 * (most // 10 + 1))
    body = "".join(_pays_row(t, names[row.city], row, top) for row in rows)
    ends = f"<span>{escape(t.percent(0.0))}</span><span>{escape(t.percent(top / 100))}</span>"
    return Figure(
        title=_pays_title(t, names, rows),
        subtitle=t("charts.pays.subtitle"),
        body=f'{body}<div class="scn-row scn-years" aria-hidden="true"><div class="scn-name"></div>'
        f'<div class="scn-ends">{ends}</div><div class="scn-note"></div></div>',
        legend=f'<span class="scn-ring" aria-hidden="true"></span> {escape(t("charts.pays.legend"))}',
        how=t("charts.pays.how"),
        table=_pays_table(t, state, names, rows),
    )


def money_figure(t: Texts, state: State, plan: Plan) -> Figure:
    """One bar per year: what each city, outside payers and nobody yet pay of the investment."""
    years = state.setting.plan_years
    amounts = _capex(plan)
    totals = {year: sum(amounts[year].values()) for year in years}
    if not any(totals.values()):
        return Figure(t("charts.money.empty_title"), t("charts.money.empty_subtitle"))
    peak = max(years, key=lambda year: (totals[year], -year))
    unit = state.setting.money_unit
    short = sum(amounts[year][_GAP] for year in years)
    title = t("charts.money.title", year=str(peak), money=t.money(totals[peak], unit))
    finding = t("charts.money.title_gap", title=title, gap=t.number(short)) if short else title
    payers = [*(city.code for city in state.cities), OUTSIDE, _GAP]
    used = [payer for payer in payers if any(amounts[year][payer] for year in years)]
    cities = {city.code: city for city in state.cities}
    most = max(totals.values())
    return Figure(
        title=finding,
        subtitle=t(
            "charts.money.subtitle", unit=unit, prices=constant(t, state), total=t.number(sum(totals.values()))
        ),
        body="".join(_year_row(t, cities, used, amounts[year], year, most) for year in years),
        legend=" &nbsp; ".join(_payer_legend(t, cities, payer) for payer in used),
        how=t("charts.money.how"),
        table=_money_table(t, cities, used, amounts, plan, years),
    )


def _capex(plan: Plan) -> dict[int, dict[str, int]]:
    """Investment by year and payer; money without a source is a payer of its own, so that no city seems to give it."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for flow in plan.flows:
        if flow.kind.lower() == "capex":
            found[flow.year][_GAP if flow.certainty == _GAP else flow.payer] += flow.amount
    return found


def _pays_row(t: Texts, city: City, row: CityMoney, top: float) -> str:
    marks = ""
    if row.pays_percent is not None:
        marks += (
            f'<span class="scn-ring" style="left:{_place(row.pays_percent, top)};border-color:{city.colour}"></span>'
        )
    if row.benefit_percent is not None:
        marks += f'<span class="scn-at" style="left:{_place(row.benefit_percent, top)}">{city_mark(city)}</span>'
    if row.pays_percent is not None and row.benefit_percent is not None:
        low, high = sorted((row.pays_percent, row.benefit_percent))
        span = f"left:{_place(low, top)};width:{_place(high - low, top)};background:{city.colour}"
        marks = f'<span class="scn-between" style="{span}"></span>' + marks
    said = t("charts.pays.row", pays=_percent(t, row.pays_percent), gains=_percent(t, row.benefit_percent))
    return (
        f'<div class="scn-row"><div class="scn-name">{city_name(city)}</div>'
        f'<div class="scn-line" aria-hidden="true">{marks}</div><div class="scn-note">{escape(said)}</div></div>'
    )


def _place(percent: float, top: float) -> str:
    return f"{100 * percent / top:.2f}%"


def _percent(t: Texts, percent: float | None) -> str:
    return t.percent(None if percent is None else percent / 100)


def _pays_title(t: Texts, names: dict[str, City], rows: list[CityMoney]) -> str:
    both = [
        (row.pays_percent - row.benefit_percent, row.city)
        for row in rows
        if row.pays_percent is not None and row.benefit_percent is not None
    ]
    if not both:
        return t("charts.pays.title_no_benefit")
    most, code = max(both)
    if round(most) <= 0:
        return t("charts.pays.title_balanced")
    return t("charts.pays.title", city=names[code].name or code, n=round(most))


def _pays_table(t: Texts, state: State, names: dict[str, City], rows: list[CityMoney]) -> Table:
    header = ("city", "pays", "gains", "ratio", "capex", "opex", "first_year")
    unit = state.setting.money_unit
    return Table(
        tuple(t(f"charts.pays.column_{name}", unit=unit) for name in header),
        tuple(
            (
                names[row.city].name or row.city,
                _percent(t, row.pays_percent),
                _percent(t, row.benefit_percent),
                t.number(row.ratio, 2),
                t.number(row.capex),
                t.number(row.opex),
                t.number(row.first_year),
            )
            for row in rows
        ),
    )


def _payer_name(t: Texts, cities: dict[str, City], payer: str) -> str:
    return (cities[payer].name or payer) if payer in cities else t(f"charts.money.payer_{payer.lower()}")


def _payer_legend(t: Texts, cities: dict[str, City], payer: str) -> str:
    if payer in cities:
        return city_name(cities[payer])
    style = "scn-outside" if payer == OUTSIDE else "scn-gap"
    return f'<span class="scn-swatch {style}" aria-hidden="true"></span> {escape(_payer_name(t, cities, payer))}'


def _year_row(
    t: Texts, cities: dict[str, City], payers: list[str], amounts: dict[str, int], year: int, most: int
) -> str:
    parts = "".join(_segment(t, cities, payer, amounts[payer], most) for payer in payers if amounts[payer])
    return (
        f'<div class="scn-row scn-year"><div class="scn-name">{year}</div><div class="scn-stacked">{parts}</div>'
        f'<div class="scn-value">{escape(t.number(sum(amounts.values())))}</div></div>'
    )


def _segment(t: Texts, cities: dict[str, City], payer: str, amount: int, most: int) -> str:
    share = amount / most
    said = escape(f"{_payer_name(t, cities, payer)} {t.number(amount)}")
    number = escape(t.number(amount)) if share >= _NARROWEST_NUMBER else ""
    if payer in cities:
        mark, style, name = city_mark(cities[payer]), f"border-color:{cities[payer].colour}", ""
    else:
        mark, style, name = "", "", "scn-outside" if payer == OUTSIDE else "scn-gap"
    inside = f"{mark if share >= _NARROWEST_MARK else ''} {number}"
    return (
        f'<span class="scn-segment {name}" style="width:{100 * share:.2f}%;{style}" title="{said}">'
        f'<span aria-hidden="true">{inside}</span>{spoken(said)}</span>'
    )


def _money_table(
    t: Texts,
    cities: dict[str, City],
    payers: list[str],
    amounts: dict[int, dict[str, int]],
    plan: Plan,
    years: tuple[int, ...],
) -> Table:
    other: dict[tuple[int, str], int] = defaultdict(int)
    for flow in plan.flows:
        other[flow.year, flow.kind.lower()] += flow.amount
    header = (
        t("charts.money.year"),
        *(_payer_name(t, cities, payer) for payer in payers),
        t("charts.money.capex"),
        t("charts.money.opex"),
        t("charts.money.revenue"),
    )
    rows = tuple(
        (
            str(year),
            *(t.number(amounts[year][payer]) for payer in payers),
            t.number(sum(amounts[year].values())),
            t.number(other[year, "opex"]),
            t.number(-other[year, "revenue"]),
        )
        for year in years
    )
    return Table(header, rows)
