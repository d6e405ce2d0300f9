"""The risks of a plan on a field of likelihood by impact, before and after what is done about them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from components.framework.parameters import Parameters
from components.framework.records import RiskAnchor
from components.investment.risks import AMBER, GREEN, RED, UNRATED, Rated, by_city, largest, level
from components.language import Texts
from components.ui.charts.figure import Figure, Table
from components.ui.charts.marks import spoken
from components.workshop.state import State

SIGNS = {RED: "▲", AMBER: "◆", GREEN: "●", UNRATED: "–"}
LEVELS = (RED, AMBER, GREEN)
_SCALE = range(1, 6)


def risks_figure(
    t: Texts, state: State, rows: Sequence[Rated], anchors: Sequence[RiskAnchor], parameters: Parameters
) -> Figure:
    """Two fields side by side: every live risk by its code where it stands, and where it will stand."""
    live = [row for row in rows if row.live]
    if not live:
        return Figure(t("delivery.risk.empty_title"), t("delivery.risk.empty_subtitle"))
    top = largest(rows, parameters)
    now = [(row.risk.code, row.risk.likelihood, row.risk.impact) for row in live]
    after = [(row.risk.code, row.risk.residual_likelihood, row.risk.residual_impact) for row in live]
    fields = _field(t, now, anchors, parameters, t("delivery.risk.before"))
    fields += _field(t, after, anchors, parameters, t("delivery.risk.after"))
    first = "".join(_top_line(t, row) for row in top)
    listed = f'<p class="scn-sub">{escape(t("delivery.risk.top", n=len(top)))}</p><ol class="scn-steps">{first}</ol>'
    return Figure(
        title=_title(t, live),
        subtitle=t("delivery.risk.subtitle", n=len(live)),
        body=(listed if top else "") + f'<div class="scn-fields">{fields}</div>',
        legend=_legend(t, live, parameters),
        how=t("delivery.risk.how"),
        table=register_table(t, state, rows),
        lead=True,
    )


def signed(t: Texts, level_code: str, rating: int | None) -> str:
    """A level as sign, word and number: ▲ red 16."""
    word = f"{SIGNS[level_code]} {t(f'delivery.risk.{level_code}')}"
    return word if rating is None else f"{word} {rating}"


def register_table(t: Texts, state: State, rows: Sequence[Rated]) -> Table:
    """The register, one risk a row, with every city's part of the cost in the plan's unit."""
    cities = state.cities
    unit = t.shown(state.setting.money_unit)
    header = (
        t("delivery.risk.code"),
        t("delivery.risk.event"),
        t("delivery.risk.rating"),
        t("delivery.risk.owner"),
        t("delivery.risk.cost", unit=unit),
        *(city.name or city.code for city in cities),
        t("delivery.risk.residual"),
        t("delivery.risk.status"),
    )
    body = [
        (
            row.risk.code,
            row.risk.event or t("ui.untitled"),
            signed(t, row.level, row.rating),
            row.risk.owner or t("common.not_known"),
            t.number(row.risk.cost),
            *(_part(t, row, city.code) for city in cities),
            signed(t, row.residual_level, row.residual),
            t(f"delivery.risk.status_{row.risk.status}"),
        )
        for row in rows
    ]
    sums = by_city(rows)
    if sums:
        whole = t.number(float(sum(sums.values())))
        parts = (t.number(float(sums.get(city.code, 0))) for city in cities)
        body.append((t("delivery.risk.sum"), t("delivery.risk.sum_what"), "", "", whole, *parts, "", ""))
    return Table(header, tuple(body))


def _part(t: Texts, row: Rated, city: str) -> str:
    part = dict(row.parts).get(city)
    if part is None:
        return t("common.not_known") if not row.parts and row.risk.cost is not None else "–"
    return t.number(float(part))


def _title(t: Texts, live: Sequence[Rated]) -> str:
    counts = {name: sum(row.level == name for row in live) for name in (*LEVELS, UNRATED)}
    if counts[RED]:
        return t("delivery.risk.title_red", n=counts[RED], all=str(len(live)))
    return t("delivery.risk.title", n=len(live), amber=str(counts[AMBER]))


def _top_line(t: Texts, row: Rated) -> str:
    owner = row.risk.owner or t("delivery.risk.no_owner")
    event = row.risk.event or t("ui.untitled")
    words = t("delivery.risk.top_line", rating=signed(t, row.level, row.rating), event=event, owner=owner)
    return f"<li><b>{escape(row.risk.code)}</b> {escape(words)}</li>"


def _field(
    t: Texts,
    places: Sequence[tuple[str, int | None, int | None]],
    anchors: Sequence[RiskAnchor],
    parameters: Parameters,
    name: str,
) -> str:
    words = {(anchor.axis, anchor.value): t.label(anchor) for anchor in anchors}
    head = "".join(
        f'<th scope="col" title="{escape(words["impact", impact])}">{impact}'
        f"{spoken(escape(words['impact', impact]))}</th>"
        for impact in _SCALE
    )
    lines = []
    for likelihood in reversed(_SCALE):
        cells = "".join(_cell(t, places, likelihood, impact, parameters) for impact in _SCALE)
        word = escape(words["likelihood", likelihood])
        lines.append(f'<tr><th scope="row">{likelihood} <small>{word}</small></th>{cells}</tr>')
    ends = f"{words['impact', 1]} → {words['impact', 5]}"
    return (
        f'<div class="scn-field"><table class="scn-risks"><caption>{escape(name)}</caption><tbody>{"".join(lines)}'
        f'<tr><th scope="row"><small>{escape(t("delivery.risk.axes"))}</small></th>{head}</tr></tbody></table>'
        f'<p class="scn-note">{escape(t("delivery.risk.impact_axis", ends=ends))}</p></div>'
    )


def _cell(
    t: Texts, places: Sequence[tuple[str, int | None, int | None]], likelihood: int, impact: int, parameters: Parameters
) -> str:
    name = level(likelihood * impact, parameters)
    codes = " ".join(code for code, one, two in places if (one, two) == (likelihood, impact))
    said = spoken(escape(t(f"delivery.risk.{name}")))
    inside = f"<b>{escape(codes)}</b>" if codes else ""
    return f'<td class="scn-{name}"><i>{likelihood * impact}</i>{said}{inside}</td>'


def _legend(t: Texts, live: Sequence[Rated], parameters: Parameters) -> str:
    red, amber = int(parameters.value("risk.red")), int(parameters.value("risk.amber"))
    ranges = {RED: f"{red}–25", AMBER: f"{amber}–{red - 1}", GREEN: f"1–{amber - 1}"}
    parts = [
        f'<span class="scn-swatch scn-{name}"></span> {escape(t(f"delivery.risk.{name}"))} {ranges[name]}'
        for name in LEVELS
    ]
    unrated = [row.risk.code for row in live if row.rating is None]
    if unrated:
        parts.append(escape(t("delivery.risk.not_rated", codes=t.joined(unrated))))
    return " &nbsp;·&nbsp; ".join(parts)
