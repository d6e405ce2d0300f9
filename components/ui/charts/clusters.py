"""What the cities are specialised in, and what step 3 says of the candidate partnerships."""

from __future__ import annotations

from html import escape
from math import log2

from components.analysis.evidence import Evidence, Sector
from components.framework.catalogue import Catalogue
from components.investment.plan_records import Plan, Verdict
from components.language import Texts
from components.ui.charts.figure import Figure, Table, draw
from components.ui.charts.marks import bar, city_name, flag_sign, flag_word, quotient_shade, spoken
from components.workshop.records.cities import City
from components.workshop.state import State

_SECTORS_SHOWN = 10
_NAMED_IN_TITLE = 3


def quotients(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue) -> None:
    """Draw the location quotient of every sector in every city."""
    draw(t, quotients_figure(t, state, evidence, catalogue))


def verdicts(t: Texts, state: State, plan: Plan, catalogue: Catalogue) -> None:
    """Draw the feasibility of the candidate partnerships."""
    draw(t, verdicts_figure(t, state, plan, catalogue))


def quotients_figure(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue) -> Figure:
    """Sectors x cities on a diverging scale around 1 (as the reference), the most specialised sector first."""
    known = [row for row in evidence.sectors if row.quotient is not None]
    if not known:
        return Figure(t("charts.quotients.empty_title"), t("charts.quotients.empty_subtitle"))
    best: dict[str, float] = {}
    for row in known:
        best[row.sector] = max(best.get(row.sector, 0.0), 0.0 if row.small_numbers else row.quotient or 0.0)
    sectors = sorted(best, key=lambda sector: (-best[sector], sector))
    cells = {(row.city, row.sector): row for row in evidence.sectors}
    cities = [city for city in state.cities if any(row.city == city.code for row in evidence.sectors)]
    missing = [city.name or city.code for city in state.cities if city not in cities]
    return Figure(
        title=_title(t, state, evidence, catalogue),
        subtitle=t("charts.quotients.subtitle", shown=min(len(sectors), _SECTORS_SHOWN), n=len(sectors))
        + (" " + t("charts.quotients.missing", cities=t.joined(missing)) if missing else ""),
        body=_grid(t, catalogue, cities, sectors[:_SECTORS_SHOWN], cells),
        legend=_legend(t, known),
        how=t("charts.quotients.how"),
        table=_table(t, catalogue, cities, sectors, cells),
    )


def verdicts_figure(t: Texts, state: State, plan: Plan, catalogue: Catalogue) -> Figure:
    """One bar per partnership, index 0–100, with its verdict in words; a knocked-out one says so."""
    if not plan.verdicts:
        return Figure(t("charts.verdicts.empty_title"), t("charts.verdicts.empty_subtitle"))
    names = {item.code: item.name or item.code for item in state.partnerships}
    rows = sorted(plan.verdicts, key=lambda row: (row.index is None, -(row.index or 0.0), row.partnership))
    go = [names.get(row.partnership, row.partnership) for row in rows if row.verdict == "go"]
    title = t("charts.verdicts.title_go", names=t.joined(go), n=len(go)) if go else t("charts.verdicts.title_none")
    header = ("partnership", "index", "verdict", "n", "flag")
    return Figure(
        title=title,
        subtitle=t("charts.verdicts.subtitle", n=len(rows)),
        body="".join(_verdict(t, catalogue, names, row) for row in rows),
        how=t("charts.verdicts.how"),
        table=Table(
            tuple(t(f"charts.verdicts.{name}") for name in header),
            tuple(
                (
                    names.get(row.partnership, row.partnership),
                    t.number(row.index),
                    _term(t, catalogue, "verdicts", row.verdict),
                    t.number(row.n),
                    flag_word(t, row.flag),
                )
                for row in rows
            ),
        ),
    )


def _verdict(t: Texts, catalogue: Catalogue, names: dict[str, str], row: Verdict) -> str:
    facts = [
        _term(t, catalogue, "verdicts", row.verdict),
        t("charts.verdicts.overridden", verdict=_term(t, catalogue, "verdicts", row.proposed))
        if row.verdict != row.proposed and row.proposed
        else "",
        *(_term(t, catalogue, "knockouts", code) for code in row.knockouts),
    ]
    flag = flag_sign(t, row.flag) if row.flag != "consensus" else ""
    small = " · ".join([*(escape(fact) for fact in facts if fact), *([flag] if flag else [])])
    value = t.number(row.index) if row.index is not None else "–"
    return (
        f'<div class="scn-row"><div class="scn-name">{escape(names.get(row.partnership, row.partnership))}'
        f"<small>{small}</small></div>{bar(None if row.index is None else row.index / 100, tone='scn-accent')}"
        f'<div class="scn-value">{escape(value)}</div></div>'
    )


def _term(t: Texts, catalogue: Catalogue, table: str, code: str) -> str:
    return t.label(catalogue.find(table, code)) if catalogue.has(table, code) else code


def _title(t: Texts, state: State, evidence: Evidence, catalogue: Catalogue) -> str:
    strong = [row for row in evidence.sectors if row.strong and not row.small_numbers and row.quotient is not None]
    if not strong:
        return t("charts.quotients.title_none")
    names = {city.code: city.name or city.code for city in state.cities}
    shared = {row.sector for row in strong if sum(other.sector == row.sector for other in strong) > 1}
    if shared:
        sectors = sorted({_term(t, catalogue, "sectors", code) for code in shared})
        if len(sectors) > _NAMED_IN_TITLE:
            return t("charts.quotients.title_shared_many", n=len(sectors))
        return t("charts.quotients.title_shared", sectors=t.joined(sectors))
    top = max(strong, key=lambda row: row.quotient or 0.0)
    return t(
        "charts.quotients.title",
        city=names.get(top.city, top.city),
        sector=_term(t, catalogue, "sectors", top.sector),
        quotient=t.number(top.quotient, 1),
    )


def _grid(
    t: Texts, catalogue: Catalogue, cities: list[City], sectors: list[str], cells: dict[tuple[str, str], Sector]
) -> str:
    head = "".join(f'<th scope="col">{city_name(city)}</th>' for city in cities)
    rows = "".join(
        f'<tr><th scope="row">{escape(_term(t, catalogue, "sectors", sector))}</th>'
        + "".join(_cell(t, cells.get((city.code, sector))) for city in cities)
        + "</tr>"
        for sector in sectors
    )
    return (
        f'<div class="scn-scroll"><table class="scn-heat scn-small scn-wide"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(t: Texts, row: Sector | None) -> str:
    if row is None or row.quotient is None:
        return f'<td class="scn-none"><span aria-hidden="true">–</span>{spoken(escape(t("charts.no_result")))}</td>'
    # doubling and halving are the same distance from 1
    position = max(-1.0, min(1.0, log2(row.quotient) / 2)) if row.quotient > 0 else -1.0
    strong = f'<sup aria-hidden="true">▲</sup>{spoken(escape(t("charts.quotients.strong")))}'
    few = f"<sub>{escape(t('charts.quotients.few_mark'))}</sub>"
    share = f" <small>{escape(t.percent(row.share))}</small>" if row.share is not None else ""
    return (
        f'<td style="{quotient_shade(position)}">{escape(t.number(row.quotient, 1))}'
        f"{few if row.small_numbers else ''}{strong if row.strong else ''}{share}</td>"
    )


def _legend(t: Texts, rows: list[Sector]) -> str:
    steps = "".join(
        f'<i style="{quotient_shade(position)}">{text}</i>'
        for position, text in ((-1.0, "¼"), (-0.5, "½"), (0.0, "1"), (0.5, "2"), (1.0, "4"))
    )
    low, high = escape(t("charts.quotients.low")), escape(t("charts.quotients.high"))
    parts = [
        f'<span class="scn-ramp">{low} {steps} {high}</span>',
        escape(t("charts.quotients.legend")),
        escape(t("charts.quotients.legend_few")) if any(row.small_numbers for row in rows) else "",
        escape(t("charts.demonstration")) if any(row.demonstration for row in rows) else "",
    ]
    return " &nbsp;·&nbsp; ".join(part for part in parts if part)


def _table(
    t: Texts, catalogue: Catalogue, cities: list[City], sectors: list[str], cells: dict[tuple[str, str], Sector]
) -> Table:
    def value(city: City, sector: str) -> str:
        row = cells.get((city.code, sector))
        if row is None:
            return t("charts.no_result")
        return t("charts.quotients.table_cell", quotient=t.number(row.quotient, 2), persons=t.number(row.persons))

    header = (t("charts.quotients.sector"), *(city.name or city.code for city in cities))
    rows = tuple(
        (_term(t, catalogue, "sectors", sector), *(value(city, sector) for city in cities)) for sector in sectors
    )
    return Table(header, rows)
