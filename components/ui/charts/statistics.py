"""The published statistics behind one flag: the item by room, cities and groups, and the ballot that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from components.analysis.measure import Measure, Unmeasured, is_number
from components.analysis.statistics import CITY, GROUP, ROOM, Apart, Concordance, Spread, Statistics
from components.framework.catalogue import Catalogue
from components.language import Texts
from components.ui.charts.figure import Figure, Table, table_markup
from components.ui.charts.figure import draw as draw_figure
from components.workshop.state import State

_SMALLEST_P = 0.001
_EXPLAINED = ("pooled", "consensus", "a", "rwg", "share", "alpha", "w", "privacy")


def draw(t: Texts, state: State, catalogue: Catalogue, statistics: Statistics) -> None:
    """Put the tables on the page."""
    draw_figure(t, statistics_figure(t, state, catalogue, statistics))


def statistics_figure(t: Texts, state: State, catalogue: Catalogue, statistics: Statistics) -> Figure:
    """Three tables: agreement on the item, differences between cities and groups, and the ballot as a whole."""
    if statistics.withheld or not statistics.spreads:
        return Figure(t("charts.statistics.few_title"), t("charts.statistics.few_subtitle"))
    room = statistics.spreads[0]
    parts = [_part(t, "item", _spreads(t, state, catalogue, statistics.spreads))]
    if statistics.apart:
        parts.append(_part(t, "apart", _apart(t, statistics.apart)))
    if statistics.concordances:
        parts.append(_part(t, "ballot", _concordances(t, state, catalogue, statistics.concordances)))
    return Figure(
        title=t("charts.statistics.title", consensus=_shown(t, room.consensus), a=_shown(t, room.a)),
        subtitle=t(
            "charts.statistics.subtitle",
            n=room.n,
            null=t(f"charts.statistics.null.{statistics.null}"),
            variance=t.number(statistics.null_variance, 2),
        ),
        body="".join(parts) + _explained(t),
    )


def _part(t: Texts, name: str, table: Table) -> str:
    title = t(f"charts.statistics.{name}")
    table_html = table_markup(title, table)
    return f'<div style="padding-top:0.9rem"><h4 class="scn-sub">{escape(title)}</h4>{table_html}</div>'


def _explained(t: Texts) -> str:
    """How each is computed, one under the other."""
    lines = "".join(f"<li>{escape(t(f'charts.statistics.how.{name}'))}</li>" for name in _EXPLAINED)
    how = escape(t("charts.frame.how"))
    return f'<div class="scn-folds"><details><summary>{how}</summary><ul>{lines}</ul></details></div>'


def _spreads(t: Texts, state: State, catalogue: Catalogue, spreads: Sequence[Spread]) -> Table:
    return Table(
        _heads(t, "who", "n", "median", "quartiles", "within_one", "on_mode", "consensus", "a", "rwg"),
        tuple(
            (
                _who(t, state, catalogue, row.among, row.codes),
                t.number(row.n),
                t.number(row.median),
                f"{t.number(row.lower_quartile)} – {t.number(row.upper_quartile)}",
                t.percent(row.share_within_one),
                t.percent(row.share_on_mode),
                *(_shown(t, value) for value in (row.consensus, row.a, row.rwg)),
            )
            for row in spreads
        ),
    )


def _apart(t: Texts, rows: Sequence[Apart]) -> Table:
    return Table(
        _heads(t, "between", "sets", "medians", "share", "p"),
        tuple(
            (
                t(f"charts.statistics.among.{row.among}"),
                t.number(row.sets),
                t.number(row.medians),
                t.percent(row.share) if is_number(row.share) else _shown(t, row.share),
                _chance(t, row.p),
            )
            for row in rows
        ),
    )


def _concordances(t: Texts, state: State, catalogue: Catalogue, rows: Sequence[Concordance]) -> Table:
    return Table(
        _heads(t, "who", "judges", "items", "nominal", "ordinal", "interval", "ranked", "w", "p"),
        tuple(
            (
                t(f"charts.statistics.among.{row.among}")
                if row.between
                else _who(t, state, catalogue, row.among, row.codes),
                t.number(row.judges),
                t.number(row.items),
                *(_shown(t, value) for value in (row.nominal, row.ordinal, row.interval)),
                t("charts.statistics.people_items", people=row.ranked, items=row.ranked_items)
                if row.ranked
                else t("charts.statistics.few"),
                _shown(t, row.w),
                _chance(t, row.p),
            )
            for row in rows
        ),
    )


def _heads(t: Texts, *names: str) -> tuple[str, ...]:
    return tuple(t(f"charts.statistics.head.{name}") for name in names)


def _who(t: Texts, state: State, catalogue: Catalogue, among: str, codes: Sequence[str]) -> str:
    """The room, a city, a group, or those that are pooled; people of no city or group are named so."""
    if among == ROOM:
        return t("charts.statistics.room")
    cities = {city.code: f"{city.symbol} {city.name or city.code}" for city in state.cities}
    groups = {term.code: t.label(term) for term in catalogue.stakeholder_groups}
    names = {CITY: cities, GROUP: groups}[among]
    missing = t(f"charts.statistics.no_{among}")
    return t.joined([names.get(code, code) if code else missing for code in codes])


def _shown(t: Texts, value: Measure) -> str:
    if isinstance(value, Unmeasured):
        return t(f"analysis.unmeasured.{value.name.lower()}")
    # Adding zero takes the sign from what rounds to nothing
    return t.number(round(value, 2) + 0.0, 2).replace("-", "−")


def _chance(t: Texts, value: Measure) -> str:
    if not is_number(value):
        return _shown(t, value)
    return t("charts.statistics.under", p=t.number(_SMALLEST_P, 3)) if value < _SMALLEST_P else t.number(value, 3)
