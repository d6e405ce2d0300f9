"""The money of the officials' scenes: whole numbers whose parts add up, read at five metres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from components.investment.apportion import apportion
from components.investment.cashflow import SURE
from components.investment.fairness import Base, base
from components.investment.lacking import Short
from components.investment.payments import CAPEX, OPEX
from components.investment.plan_records import Plan
from components.language import Texts
from components.ui.charts.fairness import signed
from components.ui.charts.marks import city_name, option_name, spoken
from components.workshop.records.options import Option
from components.workshop.state import State

_MOST_ROWS, _MOST_NAMED = 11, 2
_APPLIED = "applied"


def city_figures(t: Texts, state: State, plan: Plan) -> str:
    """One large figure per city: what it commits in the first year; and their sum."""
    cities = {city.code: city for city in state.cities}
    figures = "".join(
        f"<div>{escape(t.number(row.first_year))}<small>{city_name(cities[row.city])}</small></div>"
        for row in plan.cities
    )
    together = t.number(sum(row.first_year for row in plan.cities))
    unit = t("present.decision.first_year", year=str(state.setting.first_year), unit=t.shown(state.setting.money_unit))
    return (
        f'<div class="scn-figures">{figures}<div class="scn-whole">{escape(together)}'
        f"<small>{escape(t('present.decision.together'))} · {escape(unit)}</small></div></div>"
    )


def sharing_title(t: Texts, state: State, plan: Plan, tried: Plan) -> str:
    """Whether the amounts move and whether the total stays."""
    unit = state.setting.money_unit
    before, after = _base(state, plan).cost, _base(state, tried).cost
    if tried is plan:
        return t("present.fairness.title", total=t.money(after, unit))
    if before == after:
        return t("present.fairness.tried", total=t.money(after, unit))
    return t("present.fairness.changed", before=t.money(before, unit), total=t.money(after, unit))


def sharing_figure(t: Texts, state: State, plan: Plan, tried: Plan) -> str:
    """What every city pays of the plan's whole cost, what others pay and nobody pays, and the sum; shares of what the
    cities pay are whole percents that add up to 100.
    """
    before = {row.city: row.capex + row.opex for row in plan.cities}
    paid = [row.capex + row.opex for row in tried.cities]
    percents = apportion(paid, 100) if any(paid) else (0,) * len(paid)
    cities = {city.code: city for city in state.cities}
    names = ("city", "pays", "change", "percent", "ratio")
    head = "".join(f'<th scope="col">{escape(t(f"present.fairness.{name}"))}</th>' for name in names)
    rows = [
        f'<tr><th scope="row">{city_name(cities[row.city])}</th><td><b>{escape(t.number(amount))}</b></td>'
        f"<td>{escape(signed(t, amount - before.get(row.city, 0)))}</td>"
        f"<td>{escape(t.percent(percent / 100))}</td><td>{escape(t.number(row.ratio, 1))}</td></tr>"
        for row, amount, percent in zip(tried.cities, paid, percents, strict=True)
    ]
    old, whole = _base(state, plan), _base(state, tried)
    for name in ("outside", "users", "unpaid"):
        amount, earlier = getattr(whole, name), getattr(old, name)
        if amount or earlier:
            rows.append(_sum_row(t, f"present.fairness.{name}", amount, amount - earlier))
    total = _sum_row(t, "present.fairness.total", whole.cost, whole.cost - old.cost)
    return (
        f'<table class="scn-big"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody>'
        f"<tfoot>{total}</tfoot></table>"
    )


def years_figure(t: Texts, state: State, plan: Plan) -> str:
    """One row per option of the plan: ▮ where it is built, ● where it is used, the earliest use first."""
    options = {option.code: option for option in state.options}
    lines = [line for line in plan.lines if line.chosen and line.start is not None and line.finish is not None]
    lines.sort(key=lambda line: (line.finish or 0, line.start or 0, line.option))
    years = state.setting.plan_years
    head = "".join(f'<th scope="col">{year}</th>' for year in years)
    rows = []
    for line in lines[:_MOST_ROWS]:
        cells = "".join(_year_cell(t, year, line.start or 0, line.finish or 0) for year in years)
        rows.append(f'<tr><th scope="row">{escape(_option(t, state, options, line.option))}</th>{cells}</tr>')
    more = len(lines) - _MOST_ROWS
    below = f"<p>{escape(t('present.years.more', n=more))}</p>" if more > 0 else ""
    signs = f"<p>▮ {escape(t('present.years.builds'))} &nbsp; ● {escape(t('present.years.runs'))}</p>"
    return (
        f'<table class="scn-big scn-years"><thead><tr><th scope="col">{escape(t("present.years.option"))}</th>{head}'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table>{signs}{below}"
    )


def money_figure(t: Texts, state: State, plan: Plan) -> str:
    """Every year's investment by how sure its money is, and the running costs; the last row adds up the years."""
    years = sorted({*state.setting.plan_years, *(row.year for row in plan.flows)})
    rows = [(str(year), money_of(plan, year)) for year in years]
    total = tuple(sum(amounts[place] for _, amounts in rows) for place in range(5))
    names = ("year", "secured", "applied", "gap", "capex", "opex")
    head = "".join(f'<th scope="col">{escape(t(f"present.money.{name}"))}</th>' for name in names)
    body = "".join(_money_row(t, name, amounts) for name, amounts in rows)
    return (
        f'<table class="scn-big scn-money"><thead><tr>{head}</tr></thead><tbody>{body}</tbody>'
        f"<tfoot>{_money_row(t, t('present.money.total'), total)}</tfoot></table>"
    )


def money_of(plan: Plan, year: int) -> tuple[int, int, int, int, int]:
    """Secured, applied for, not yet financed, the investment that these three make, and running costs of a year."""
    capital = [row for row in plan.flows if row.year == year and row.kind == CAPEX]
    capex = sum(row.amount for row in capital)
    secured = sum(row.amount for row in capital if row.certainty in SURE)
    applied = sum(row.amount for row in capital if row.certainty == _APPLIED)
    opex = sum(row.amount for row in plan.flows if row.year == year and row.kind == OPEX)
    return secured, applied, capex - secured - applied, capex, opex


def lacks_figure(t: Texts, state: State, shorts: Sequence[Short]) -> str:
    """How many options are not paid in full and what they lack together, then the largest by name; empty when all
    fit. The amounts of those that are not named are in the sum.
    """
    if not shorts:
        return ""
    options = {option.code: option for option in state.options}
    unit = state.setting.money_unit
    head = t("present.lacks.title", n=len(shorts), money=t.money(sum(row.amount for row in shorts), unit))
    lines = "".join(
        f"<li>{escape(option_name(t, state, options[row.option]) if row.option in options else row.option)}: "
        f"<b>{escape(t.number(row.amount))}</b> ({escape(_whose(t, state, row))})</li>"
        for row in shorts[:_MOST_NAMED]
    )
    more = len(shorts) - _MOST_NAMED
    below = f"<li>{escape(t('present.lacks.more', n=more))}</li>" if more > 0 else ""
    return f'<div class="scn-lacks" role="status"><h2>! {escape(head)}</h2><ul>{lines}{below}</ul></div>'


def _base(state: State, plan: Plan) -> Base:
    return base(plan.flows, [city.code for city in state.cities])


def _sum_row(t: Texts, key: str, amount: int, change: int) -> str:
    return (
        f'<tr><th scope="row">{escape(t(key))}</th><td><b>{escape(t.number(amount))}</b></td>'
        f"<td>{escape(signed(t, change))}</td><td></td><td></td></tr>"
    )


def _year_cell(t: Texts, year: int, start: int, finish: int) -> str:
    if start <= year <= finish:
        words = spoken(escape(t("present.years.builds")))
        return f'<td class="scn-builds"><span aria-hidden="true">▮</span>{words}</td>'
    if year > finish:
        return f'<td><span aria-hidden="true">●</span>{spoken(escape(t("present.years.runs")))}</td>'
    return "<td></td>"


def _money_row(t: Texts, name: str, amounts: Sequence[int]) -> str:
    secured, applied, gap, capex, opex = (escape(t.number(amount)) for amount in amounts)
    return (
        f'<tr><th scope="row">{escape(name)}</th><td>{secured}</td><td>{applied}</td><td class="scn-gap">{gap}</td>'
        f"<td><b>{capex}</b></td><td>{opex}</td></tr>"
    )


def _whose(t: Texts, state: State, row: Short) -> str:
    names = {city.code: city.name or city.code for city in state.cities}
    return t.joined([f"{names.get(city, city)} {_span(years)}" for city, years, _ in row.parts])


def _span(years: Sequence[int]) -> str:
    """Years as a span; all of them lie within it, not every year of it need be one."""
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"


def _option(t: Texts, state: State, options: Mapping[str, Option], code: str) -> str:
    option = options.get(code)
    return option_name(t, state, option) if option else code
