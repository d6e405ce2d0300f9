"""Who has answered, city by stakeholder group: the one picture of a ballot that is not revealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from components.language import Texts
from components.ui.charts.marks import city_name, spoken
from components.walk.turnout import POOLED, Cell, Turnout
from components.workshop.records.cities import City


def turnout_markup(t: Texts, found: Turnout, cities: Sequence[City], groups: Mapping[str, str]) -> str:
    """The matrix as safe HTML: how many of those here have answered. groups: labels by code."""
    names = {city.code: city_name(city) for city in cities}
    labels = [_label(t, group, groups) for group in found.groups]
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in (*labels, t("room.turnout.all")))
    rows = "".join(
        f'<tr><th scope="row">{names.get(city, escape(city))}</th>'
        + "".join(_cell(t, cell) for cell in found.cells[place])
        + _cell(t, found.city(place), whole=True)
        + "</tr>"
        for place, city in enumerate(found.cities)
    )
    foot = "".join(_cell(t, found.group(place), whole=True) for place in range(len(found.groups)))
    foot += _cell(t, found.whole, whole=True)
    last = f'<tr><th scope="row">{escape(t("room.turnout.all"))}</th>{foot}</tr>'
    size = "scn-many" if len(found.cities) > 5 else ""
    return (
        f'<div class="scn-scroll"><table class="scn-turnout {size}"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{rows}{last if len(found.cities) > 1 else ''}</tbody></table></div>"
    )


def _label(t: Texts, group: str, groups: Mapping[str, str]) -> str:
    return t("room.turnout.pooled") if group == POOLED else groups.get(group, group)


def _cell(t: Texts, cell: Cell, *, whole: bool = False) -> str:
    classes = "scn-whole" if whole else ""
    if not cell.present:
        words = spoken(escape(t("room.turnout.none")))
        return f'<td class="scn-none {classes}"><span aria-hidden="true">–</span>{words}</td>'
    full = cell.answered >= cell.present
    share = 100 * cell.answered / cell.present
    sign = '<b aria-hidden="true">✔</b>' if full else ""
    words = spoken(escape(t("room.turnout.cell", answered=cell.answered, present=cell.present)))
    return (
        f'<td class="{classes} {"scn-full" if full else ""}" style="--scn-share:{share:.0f}%">'
        f'<span aria-hidden="true">{cell.answered}<i>/{cell.present}</i></span>{sign}{words}</td>'
    )
