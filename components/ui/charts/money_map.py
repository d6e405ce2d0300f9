"""Where the money goes: a circle for every city as large as what goes to it, and a ring for cities that build together.

The area of a circle follows the amount, which also stands beside the city's symbol and name; the lines of a ring are as
wide as what the joint options cost. Nothing is told by colour alone, and no tile is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import sqrt
from typing import Any

import pydeck as pdk

from components.investment.places import CityPlace, Group, Places
from components.language import Texts
from components.ui import maps
from components.ui.charts.figure import Figure, Table
from components.ui.charts.funding import constant
from components.ui.charts.labels import Box, place_labels
from components.ui.charts.marks import city_name
from components.workshop.records.cities import City
from components.workshop.state import State

GETS, PAYS = "gets", "pays"
TOTAL, PER_HEAD = "total", "per_head"
_LARGEST_PX, _SMALLEST_PX, _RING_PX, _SYMBOL_PX = 46.0, 5.0, 8.0, 11.0
_NAME_PX, _RING_TEXT_PX = 18, 16
_WIDEST_LINE_PX, _NARROWEST_LINE_PX = 12.0, 2.0
# More rings than this cover each other; the table has them all
MOST_GROUPS = 6
# As wide as a phone shows, so that no name is cut there
_FRAME = Box(-178, -maps.HEIGHT_PX / 2, 178, maps.HEIGHT_PX / 2)
_INK, _PAPER = [28, 43, 51], [255, 255, 255]


def amount_of(state: State, row: CityPlace, what: str, measure: str) -> float | None:
    """What a circle shows: in the plan's unit, or per inhabitant in units of the currency; None is not known."""
    if what == GETS and not row.known:
        return None
    if measure == TOTAL:
        return float(row.gets if what == GETS else row.pays)
    per_head = row.per_head if what == GETS else row.pays_per_head
    return None if per_head is None else per_head * state.setting.unit_size


def money_head(t: Texts, state: State, found: Places, what: str, measure: str) -> Figure:
    """The finding above the map."""
    if not found.total:
        return Figure(t("money.map.empty_title"), t("money.map.empty_subtitle"))
    names = {city.code: city.name or city.code for city in state.cities}
    known = [(value, row.city) for row in found.cities if (value := amount_of(state, row, what, measure)) is not None]
    unit = _unit(t, state, measure)
    which = "open" if what == GETS and found.open else what
    subtitle = t(f"money.map.subtitle_{which}", unit=unit, prices=constant(t, state), open=found.open)
    if not known or max(known)[0] <= 0:
        return Figure(t("money.map.title_open"), subtitle)
    value, code = max(known)
    key = f"money.map.title_{what}{'_head' if measure == PER_HEAD else ''}"
    return Figure(t(key, city=names[code], money=_said(t, state, value, measure)), subtitle)


def money_deck(t: Texts, state: State, found: Places, what: str, measure: str) -> pdk.Deck | None:
    """The map; None when no city has a place on it."""
    placed = [city for city in state.cities if city.latitude is not None and city.longitude is not None]
    if not placed:
        return None
    view = maps.view_of(placed)
    points = {city.code: view.pixel(city.longitude or 0.0, city.latitude or 0.0) for city in placed}
    rows = {row.city: row for row in found.cities}
    amounts = {city.code: amount_of(state, rows[city.code], what, measure) for city in placed if city.code in rows}
    most = max((value for value in amounts.values() if value), default=0.0)
    radii = {city.code: _radius(amounts.get(city.code), most) for city in placed}
    drawn = [group for group in found.groups if set(group.cities) <= points.keys()]
    groups = drawn[:MOST_GROUPS] if what == GETS else []
    circles = [_box(points[code], radius) for code, radius in radii.items()]
    rings = [_middle(placed, group) for group in groups]
    # A ring's words must stand at it, if need be on a circle; a city's name finds its place beside
    taken = [_box(points[code], _SYMBOL_PX) for code in points] + [_box(view.pixel(*ring), _RING_PX) for ring in rings]
    shared = _rings(t, groups, rings, view, taken)
    return maps.on_land(
        [
            *maps.land_layers(view),
            *_group_lines(placed, groups, rings),
            _circles(placed, radii),
            *shared,
            *_names(t, placed, amounts, radii, points, [*taken, *circles, *_along(points, view, groups, rings)]),
        ],
        view,
    )


def money_below(t: Texts, state: State, found: Places, measure: str) -> Figure:
    """Legend, method and the table behind the map."""
    placed = {city.code for city in state.cities if city.latitude is not None and city.longitude is not None}
    missing = [city.name or city.code for city in state.cities if city.code not in placed]
    names = " &nbsp; ".join(city_name(city) for city in state.cities)
    note = t("charts.map.not_placed", cities=t.joined(missing)) if missing else ""
    parts = [names, escape(t("money.map.legend")), escape(note)]
    return Figure(
        "",
        "",
        body=f'<p class="scn-legend">{" · ".join(part for part in parts if part)}</p>',
        how=t("money.map.how"),
        table=_table(t, state, found, _unit(t, state, measure), measure),
    )


def _unit(t: Texts, state: State, measure: str) -> str:
    setting = state.setting
    return t.shown(setting.money_unit) if measure == TOTAL else t("money.map.per_head_unit", currency=setting.currency)


def _said(t: Texts, state: State, value: float, measure: str) -> str:
    """An amount in a sentence."""
    setting = state.setting
    if measure == TOTAL:
        return t.money(value, setting.money_unit)
    return t("money.map.per_head_said", money=t.money(value, setting.currency))


def _radius(value: float | None, most: float) -> float:
    return max(_LARGEST_PX * sqrt(value / most), _SMALLEST_PX) if value and most else _SMALLEST_PX


def _box(point: tuple[float, float], radius: float) -> Box:
    x, y = point
    return Box(x - radius, y - radius, x + radius, y + radius)


def _middle(placed: Sequence[City], group: Group) -> tuple[float, float]:
    found = [city for city in placed if city.code in group.cities]
    count = len(found)
    return sum(city.longitude or 0.0 for city in found) / count, sum(city.latitude or 0.0 for city in found) / count


def _along(
    points: dict[str, tuple[float, float]],
    view: maps.View,
    groups: Sequence[Group],
    rings: Sequence[tuple[float, float]],
) -> list[Box]:
    """What the lines cover, as small boxes, so that no name is written on them."""
    found = []
    for group, ring in zip(groups, rings, strict=True):
        x, y = view.pixel(*ring)
        for code in group.cities:
            to_x, to_y = points[code]
            found += [_box((x + part / 8 * (to_x - x), y + part / 8 * (to_y - y)), 3.0) for part in range(1, 8)]
    return found


def _circles(placed: Sequence[City], radii: dict[str, float]) -> pdk.Layer:
    rows = [
        {
            "place": [city.longitude, city.latitude],
            "radius": radii[city.code],
            "fill": [*maps.rgb(city.colour), 90],
            "line": maps.rgb(city.colour),
        }
        for city in placed
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        rows,
        get_position="place",
        get_radius="radius",
        radius_units=pdk.types.String("pixels"),
        get_fill_color="fill",
        get_line_color="line",
        stroked=True,
        line_width_min_pixels=2,
    )


def _names(
    t: Texts,
    placed: Sequence[City],
    amounts: dict[str, float | None],
    radii: dict[str, float],
    points: dict[str, tuple[float, float]],
    taken: list[Box],
) -> list[pdk.Layer]:
    """Symbol in the middle, name and amount in a free place beside the circle; adds the places to `taken`."""
    symbols: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    for city in placed:
        place = [city.longitude, city.latitude]
        text = f"{city.name or city.code}\n{t.number(amounts.get(city.code))}"
        box = _place(text, points[city.code], radii[city.code], _NAME_PX, taken)
        taken.append(box)
        symbols.append({"place": place, "text": city.symbol, "colour": maps.rgb(city.colour), "offset": [0, 0]})
        names.append({"place": place, "text": text, "colour": _INK, "offset": maps.offset_of(box, points[city.code])})
    return [
        maps.text_layer(symbols, get_size=22),
        maps.text_layer(
            names, get_size=_NAME_PX, background=True, get_background_color=[250, 250, 247, 225], font_weight=600
        ),
    ]


def _place(text: str, point: tuple[float, float], radius: float, size: int, taken: list[Box]) -> Box:
    """A free place beside a mark for a name above its amount."""
    lines = text.split("\n")
    width = max(maps.text_width(line, size) for line in lines)
    [box] = place_labels([point], [width], radius=radius, line=len(lines) * (size + 4), frame=_FRAME, avoid=taken)
    return box


def _group_lines(
    placed: Sequence[City], groups: Sequence[Group], rings: Sequence[tuple[float, float]]
) -> list[pdk.Layer]:
    if not groups:
        return []
    places = {city.code: (city.longitude, city.latitude) for city in placed}
    most = max(group.amount for group in groups) or 1
    rows = [
        {
            "start": ring,
            "end": places[code],
            "width": _NARROWEST_LINE_PX + (_WIDEST_LINE_PX - _NARROWEST_LINE_PX) * group.amount / most,
        }
        for group, ring in zip(groups, rings, strict=True)
        for code in group.cities
    ]
    return [
        pdk.Layer(
            "LineLayer",
            rows,
            get_source_position="start",
            get_target_position="end",
            get_width="width",
            get_color=[81, 96, 106, 150],
            width_units=pdk.types.String("pixels"),
        )
    ]


def _rings(
    t: Texts, groups: Sequence[Group], rings: Sequence[tuple[float, float]], view: maps.View, taken: list[Box]
) -> list[pdk.Layer]:
    if not groups:
        return []
    words = [f"{t('money.map.ring', n=len(group.options))}\n{t.number(group.amount)}" for group in groups]
    labels = []
    for ring, text in zip(rings, words, strict=True):
        point = view.pixel(*ring)
        box = _place(text, point, _RING_PX, _RING_TEXT_PX, taken)
        taken.append(box)
        labels.append({"place": ring, "text": text, "colour": _INK, "offset": maps.offset_of(box, point)})
    return [
        pdk.Layer(
            "ScatterplotLayer",
            [{"place": ring} for ring in rings],
            get_position="place",
            get_radius=_RING_PX,
            radius_units=pdk.types.String("pixels"),
            get_fill_color=_PAPER,
            get_line_color=_INK,
            stroked=True,
            line_width_min_pixels=3,
        ),
        maps.text_layer(labels, get_size=_RING_TEXT_PX, background=True, get_background_color=[255, 255, 255, 235]),
    ]


def _table(t: Texts, state: State, found: Places, unit: str, measure: str) -> Table:
    names = {city.code: city.name or city.code for city in state.cities}
    header = ("where", "options", "alone", "joint", "gets", "gets_shown", "pays", "pays_shown")
    rows = [
        (
            names.get(row.city, row.city),
            "",
            t.number(row.alone),
            t.number(row.joint if row.joint or not row.open else None),
            t.number(amount_of(state, row, GETS, TOTAL)),
            t.number(amount_of(state, row, GETS, measure)),
            t.number(row.pays),
            t.number(amount_of(state, row, PAYS, measure)),
        )
        for row in found.cities
    ]
    rows += [
        (
            " – ".join(names.get(code, code) for code in group.cities),
            t.joined(list(group.options)),
            "",
            t.number(group.amount),
            t("money.map.open", amount=group.open) if group.open else "",
            "",
            "",
            "",
        )
        for group in found.groups
    ]
    rows.append((t("money.all"), "", "", "", t.number(found.total), "", "", ""))
    return Table(tuple(t(f"money.map.column_{name}", unit=unit) for name in header), tuple(rows))
