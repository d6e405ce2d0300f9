"""The figures of the officials' scenes: read at five metres, whole numbers, parts that add up, nothing by colour alone.

Every letter here is at least 16 pt; what does not fit is counted and stands in the workbook.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

from components.analysis.evidence import Evidence, Link
from components.framework.catalogue import Catalogue
from components.investment.apportion import apportion
from components.investment.cashflow import SURE
from components.investment.fairness import Base, base
from components.investment.payments import CAPEX, OPEX
from components.investment.plan_records import Plan, Score
from components.language import Texts, only_words
from components.ui.charts.fairness import signed
from components.ui.charts.gaps import cell_name
from components.ui.charts.marks import bar, city_mark, city_name, option_name, spoken, subject_marks
from components.walk.present import Spread, Steadiness
from components.workshop.records.cities import City
from components.workshop.records.options import Option
from components.workshop.state import State

_WIDE, _HIGH, _ROOM = 620.0, 520.0, 90.0
_PARTS = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
_NAME_HIGH, _NAME_LEFT, _NAME_RIGHT = 44, 60, 220
_MOST_ROWS, _GAPS = 11, 3
_APPLIED = "applied"


def map_picture(t: Texts, state: State, links: Sequence[Link]) -> str:
    """The cities where they lie, joined by links as strong as their index, as SVG; empty without a city that has a
    place. Cities without one are left out.
    """
    placed = [city for city in state.cities if city.latitude is not None and city.longitude is not None]
    if not placed:
        return ""
    points = _places(placed)
    lines, words = [], []
    taken = list(points.values())
    for link in links:
        if link.first not in points or link.second not in points or link.index is None:
            continue
        (left, top), (right, bottom) = points[link.first], points[link.second]
        strength = 2 + link.index / 100 * 12
        ends = f'x1="{left:.0f}" y1="{top:.0f}" x2="{right:.0f}" y2="{bottom:.0f}"'
        lines.append(f'<line {ends} stroke="#86b8b8" stroke-linecap="round" stroke-width="{strength:.1f}"/>')
        across, down = _free((left, top), (right, bottom), taken)
        taken.append((across, down))
        words.append(
            f'<rect x="{across - 30:.0f}" y="{down - 21:.0f}" width="60" height="42" rx="8" fill="#fff" '
            f'stroke="#0b6365"/>'
            f'<text x="{across:.0f}" y="{down + 10:.0f}" text-anchor="middle" font-size="28" font-weight="700">'
            f"{escape(t.number(link.index))}</text>"
        )
    names = "".join(_dot(city, *points[city.code]) for city in placed)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE:.0f} {_HIGH:.0f}" width="{_WIDE:.0f}" '
        f'height="{_HIGH:.0f}" font-family="Noto Sans, Noto Sans SC, Microsoft YaHei, sans-serif" fill="#1c2b33">'
        f"{''.join(lines)}{''.join(words)}{names}</svg>"
    )


def gaps_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue) -> str:
    """The widest gaps as sentences with a bar; each says what it rests on."""
    rows = evidence.gaps[:_GAPS]
    if not rows:
        return f"<h2>{escape(t('present.connections.no_gaps'))}</h2>"
    drawn = "".join(
        f"<li><b>{escape(cell_name(t, catalogue, row.item))}</b> {subject_marks(state, row.subject)}"
        f"{bar(row.size / 100, kind=row.kind, tone='scn-accent')}"
        f"<span>{escape(t('present.connections.of', size=t.number(row.size)))}"
        f' <i class="scn-sure">{escape(t.label(catalogue.find("confidence", row.confidence)))}</i></span></li>'
        for row in rows
    )
    return f'<h2>{escape(t("present.connections.gaps", n=len(rows)))}</h2><ol class="scn-three">{drawn}</ol>'


def vote_figure(t: Texts, found: Spread) -> str:
    """A column per answer with its number of ballots; the median is marked by a word."""
    most = max(found.counts) or 1
    columns = []
    for point, count in enumerate(found.counts):
        words = t(f"present.vote.point.{point}")
        mark = escape(t("present.vote.median", median=point)) if point == found.median else "&nbsp;"
        columns.append(
            f'<div><i>{mark}</i><span style="height:{count / most * 100:.1f}%"></span>'
            f"<b>{escape(t.number(count))}</b><small>{point} {escape(words)}</small></div>"
        )
    unknown = f"<p>{escape(t('present.vote.unknown', n=found.unknown))}</p>" if found.unknown else ""
    return f'<div class="scn-votes">{"".join(columns)}</div>{unknown}'


def vote_title(t: Texts, found: Spread) -> str:
    """The finding of a closed vote: both ends and the median."""
    if found.n + found.unknown == 1:
        return t("present.vote.few")
    if not found.n:
        return t("present.vote.unknown", n=found.unknown) if found.unknown else t("present.vote.empty")
    ends = {"lowest": str(found.lowest), "highest": str(found.highest), "median": str(found.median)}
    return t("present.vote.spread", n=found.n, **ends)


def ranking_title(t: Texts, state: State, found: Steadiness) -> str:
    """Stable or not, and without which cities."""
    if len(state.cities) < 2:
        return t("present.ranking.one_city")
    if found.stable:
        return t("present.ranking.stable")
    names = {city.code: city.name or city.code for city in state.cities}
    return t("present.ranking.unstable", cities=t.joined([names[city] for city, _, _ in found.changes]))


def ranking_figure(
    t: Texts, state: State, scores: Mapping[str, Score], without: Mapping[str, Mapping[str, int]], found: Steadiness
) -> str:
    """The first options and those that come in: rank, range, people, and the rank without each city."""
    coming = [code for _, entering, _ in found.changes for code in entering]
    codes = sorted({*found.first, *coming}, key=lambda code: (scores[code].rank or 0, code))
    head = [t(f"present.ranking.{name}") for name in ("option", "people", "everybody", "range")]
    head += [t("present.ranking.without", city=city.name or city.code) for city in state.cities]
    cells = "".join(f'<th scope="col">{escape(words)}</th>' for words in head)
    options = {option.code: option for option in state.options}
    changed = {city: (entering, falling) for city, entering, falling in found.changes}
    rows = []
    for code in codes:
        score = scores[code]
        span = t("present.ranking.span", best=str(score.best_rank), worst=str(score.worst_rank))
        ranks = "".join(
            f"<td>{_rank(t, code, without.get(city.code, {}), *changed.get(city.code, ((), ())))}</td>"
            for city in state.cities
        )
        rows.append(
            f'<tr><th scope="row">{escape(_option(t, state, options, code))}</th><td>{escape(t.number(score.n))}</td>'
            f"<td><b>{score.rank}</b></td><td>{escape(span)}</td>{ranks}</tr>"
        )
    return f'<table class="scn-big"><thead><tr>{cells}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


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


def city_figures(t: Texts, state: State, plan: Plan) -> str:
    """One large figure per city: what it commits in the first year."""
    unit = t("present.decision.first_year", year=str(state.setting.first_year), unit=t.shown(state.setting.money_unit))
    cities = {city.code: city for city in state.cities}
    figures = "".join(
        f"<div>{city_mark(cities[row.city])} {escape(t.number(row.first_year))}"
        f"<small>{escape(cities[row.city].name)} · {escape(unit)}</small></div>"
        for row in plan.cities
    )
    return f'<div class="scn-figures">{figures}</div>'


def _places(cities: Sequence[City]) -> dict[str, tuple[float, float]]:
    """Points in the picture, true to scale: a degree of longitude is as long as at the middle of the cities."""
    middle = sum(city.latitude or 0.0 for city in cities) / len(cities)
    narrow = math.cos(math.radians(middle))
    flat = {city.code: ((city.longitude or 0.0) * narrow, -(city.latitude or 0.0)) for city in cities}
    left, top = (min(point[axis] for point in flat.values()) for axis in (0, 1))
    wide, high = (max(point[axis] for point in flat.values()) - low for axis, low in ((0, left), (1, top)))
    # A name needs more room to its right than the mark itself.
    free = (_WIDE - 3 * _ROOM, _HIGH - _ROOM)
    scale = min(free[0] / wide if wide else math.inf, free[1] / high if high else math.inf)
    scale = 0.0 if math.isinf(scale) else scale
    start = (_ROOM + (free[0] - wide * scale) / 2, _ROOM / 2 + (free[1] - high * scale) / 2)
    return {code: (start[0] + (x - left) * scale, start[1] + (y - top) * scale) for code, (x, y) in flat.items()}


def _free(
    start: tuple[float, float], end: tuple[float, float], taken: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """The point of a link nearest to its middle whose number covers neither a city with its name nor another number;
    its middle when there is none.
    """
    places = [(one + (two - one) * part for one, two in zip(start, end, strict=True)) for part in _PARTS]
    points = [(across, down) for across, down in places]
    clear = (
        (across, down)
        for across, down in points
        if all(abs(down - y) > _NAME_HIGH or not -_NAME_LEFT < across - x < _NAME_RIGHT for x, y in taken)
    )
    return next(clear, points[0])


def _dot(city: City, left: float, top: float) -> str:
    return (
        f'<text x="{left:.0f}" y="{top + 13:.0f}" fill="{city.colour}" font-size="40" text-anchor="middle" '
        f'stroke="#1c2b33" stroke-width="0.6">{escape(city.symbol)}</text><text x="{left + 26:.0f}" y="{top + 10:.0f}" '
        f'font-size="30" font-weight="600" paint-order="stroke" stroke="#fff" stroke-width="6">'
        f"{escape(only_words(city.name) or city.code)}</text>"
    )


def spoken_links(t: Texts, state: State, links: Sequence[Link]) -> str:
    """What the map shows, in words."""
    names = {city.code: city.name or city.code for city in state.cities}
    known = [link for link in links if link.index is not None]
    ends = [(names.get(one.first, one.first), names.get(one.second, one.second), t.number(one.index)) for one in known]
    return t.joined([f"{one} – {two} {index}" for one, two, index in ends])


def _rank(t: Texts, code: str, ranks: Mapping[str, int], entering: Sequence[str], falling: Sequence[str]) -> str:
    rank = ranks.get(code)
    if rank is None:
        return "–"
    if code in entering:
        return f"<b>{escape(t('present.ranking.enters', rank=str(rank)))}</b>"
    if code in falling:
        return f"<b>{escape(t('present.ranking.falls', rank=str(rank)))}</b>"
    return str(rank)


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


def _option(t: Texts, state: State, options: Mapping[str, Option], code: str) -> str:
    option = options.get(code)
    return option_name(t, state, option) if option else code
