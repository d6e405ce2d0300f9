"""Who pays and who gains. All amounts are in the plan's unit."""

from __future__ import annotations

from html import escape

from components.investment.plan_records import CityMoney, Plan
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import city_mark, city_name
from components.workshop.records.cities import City
from components.workshop.state import State


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
