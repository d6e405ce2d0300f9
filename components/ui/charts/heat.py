"""The index 0–100 of every city as a table of shades: by dimension, by hard and soft, and by scale."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from components.analysis.evidence import Evidence, IndexValue
from components.framework.catalogue import Catalogue
from components.framework.records import Term
from components.language import Texts
from components.ui.charts.figure import Figure, Table, nothing
from components.ui.charts.marks import (
    city_name,
    flag_legend,
    flag_shape,
    flag_word,
    index_shade,
    spoken,
)
from components.workshop.records.cities import City
from components.workshop.records.rounds import Round
from components.workshop.state import State

_NAMED_IN_TITLE = 3


@dataclass(frozen=True)
class Column:
    """One group of cells: the view it belongs to and its term; the whole has no term."""

    view: str
    code: str
    name: str


def heat_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue) -> Figure:
    """The heat map. Cities are rows; a group without a result stays empty and is never drawn as zero."""
    shown = [row for row in evidence.indices if row.value is not None and row.subject in _codes(state)]
    if not shown:
        return nothing(t, state, "heat", "present", lead=True)
    whole = Column("all", "all", t("charts.heat.whole"))
    dimensions = _columns(t, evidence, "dimension", catalogue.dimensions)
    others = (
        *_columns(t, evidence, "kind", catalogue.kinds),
        *_columns(t, evidence, "scale", catalogue.scales),
    )
    body = _grid(t, state, evidence, (*dimensions, whole), "")
    body += _grid(t, state, evidence, others, "scn-small") if others else ""
    return Figure(
        title=_title(t, state, evidence, dimensions),
        subtitle=_subtitle(t, state, evidence),
        body=body,
        legend=_legend(t, shown),
        how=t("charts.heat.how"),
        table=_table(t, state, evidence, (*dimensions, *others, whole)),
        lead=True,
    )


def round_shown(state: State, instrument: str) -> int:
    """The last revealed round of an instrument; 1 when none was recorded."""
    rounds = [row.number for row in state.all(Round) if row.instrument == instrument and row.state == "revealed"]
    return max(rounds, default=1)


def _codes(state: State) -> set[str]:
    return {city.code for city in state.cities}


def _columns(t: Texts, evidence: Evidence, view: str, terms: tuple[Term, ...]) -> tuple[Column, ...]:
    rated = {row.code for row in evidence.indices if row.view == view and row.value is not None}
    return tuple(Column(view, term.code, t.label(term)) for term in terms if term.code in rated)


def _title(t: Texts, state: State, evidence: Evidence, columns: tuple[Column, ...]) -> str:
    cells = [
        (row.value, city, column, row)
        for city in state.cities
        for column in columns
        if (row := evidence.index(city.code, column.view, column.code)) and row.value is not None
    ]
    if not cells:
        return t("charts.heat.title_whole")
    weakest = [_weakest(evidence, city, columns) for city in state.cities]
    if len(set(weakest)) == 1 and len(weakest) > 1 and weakest[0]:
        return _title_all(t, state, evidence, weakest[0])
    value = min(value for value, *_ in cells)
    lowest = [cell for cell in cells if cell[0] == value]
    if len(lowest) > _NAMED_IN_TITLE:
        return t("charts.heat.title_many", value=t.number(value), n=len(lowest))
    names = [t("charts.heat.cell", name=column.name, city=city.name or city.code) for _, city, column, _ in lowest]
    split = any(row.flag == "split" for *_, row in lowest)
    return t(f"charts.heat.title_{'split' if split else 'lowest'}", cells=t.joined(names), value=t.number(value))


def _title_all(t: Texts, state: State, evidence: Evidence, column: Column) -> str:
    rows = [(city, evidence.index(city.code, column.view, column.code)) for city in state.cities]
    split = [city.name or city.code for city, row in rows if row and row.flag == "split"]
    title = t("charts.heat.title_all", name=column.name, n=len(rows))
    return t("charts.heat.title_all_split", title=title, cities=t.joined(split), n=len(split)) if split else title


def _weakest(evidence: Evidence, city: City, columns: tuple[Column, ...]) -> Column | None:
    """The one lowest column of a city; None when nothing was rated or two share the place."""
    rated = [
        (row.value, c) for c in columns if (row := evidence.index(city.code, c.view, c.code)) and row.value is not None
    ]
    lowest = min((value for value, _ in rated), default=None)
    found = [column for value, column in rated if value == lowest]
    return found[0] if len(found) == 1 else None


def _subtitle(t: Texts, state: State, evidence: Evidence) -> str:
    counts = [
        f"{city.name or city.code} {t.number(row.n)}" for city in state.cities if (row := evidence.index(city.code))
    ]
    return t("charts.heat.subtitle", people=t.joined(counts), round=str(round_shown(state, "present")))


def _grid(t: Texts, state: State, evidence: Evidence, columns: tuple[Column, ...], size: str) -> str:
    head = "".join(f'<th scope="col">{escape(column.name)}</th>' for column in columns)
    rows = "".join(
        f'<tr><th scope="row">{city_name(city)}</th>'
        + "".join(_cell(t, column, evidence.index(city.code, column.view, column.code)) for column in columns)
        + "</tr>"
        for city in state.cities
    )
    return (
        f'<div class="scn-scroll"><table class="scn-heat {size}"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(t: Texts, column: Column, row: IndexValue | None) -> str:
    if row is None or row.value is None:
        return f'<td class="scn-none"><span aria-hidden="true">–</span>{spoken(escape(t("charts.no_result")))}</td>'
    letter = f"<sub>{escape(t('charts.confidence.' + row.confidence))}</sub>" if row.confidence != "judged" else ""
    word = escape(t("charts.heat.indicative")) if row.indicative else ""
    style = "" if column.view == "all" else f' style="{index_shade(row.value)}"'
    classes = f"{'scn-whole' if column.view == 'all' else ''} {'scn-indicative' if row.indicative else ''}".strip()
    value = escape(t.number(row.value))
    return f'<td class="{classes}"{style}>{value}{letter}{flag_shape(t, row.flag)}{spoken(word) if word else ""}</td>'


def _legend(t: Texts, shown: list[IndexValue]) -> str:
    parts = [_ramp(t), flag_legend(t, {row.flag for row in shown})]
    if any(row.indicative for row in shown):
        parts.append(f'<span class="scn-indicative">{escape(t("charts.heat.indicative_mark"))}</span>')
    if any(row.confidence != "judged" for row in shown):
        parts.append(escape(t("charts.confidence.legend")))
    return " &nbsp;·&nbsp; ".join(part for part in parts if part)


def _ramp(t: Texts) -> str:
    steps = "".join(f'<i style="{index_shade(value)}">{value}</i>' for value in (0, 25, 50, 75, 100))
    return f'<span class="scn-ramp">{escape(t("charts.heat.low"))} {steps} {escape(t("charts.heat.high"))}</span>'


def _table(t: Texts, state: State, evidence: Evidence, columns: tuple[Column, ...]) -> Table:
    def value(city: City, column: Column) -> str:
        row = evidence.index(city.code, column.view, column.code)
        if row is None or row.value is None:
            return t("charts.no_result")
        share = t.percent(row.coverage)
        return t("charts.heat.table_cell", value=t.number(row.value, 1), flag=flag_word(t, row.flag), share=share)

    names = tuple(city.name or city.code for city in state.cities)
    rows = tuple((column.name, *(value(city, column) for city in state.cities)) for column in columns)
    return Table((t("charts.heat.group"), *names), rows)
