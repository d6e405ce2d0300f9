"""The map of the cities and their links: bundled land, no borders, nothing from the internet.

`map_provider=None` and no `map_style` at all: with a style, even None, the browser would ask a tile server for one.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import combinations
from math import asinh, cos, log2, pi, radians, tan
from typing import Any

import pydeck as pdk
import streamlit as st

from components.analysis.evidence import Evidence, Link
from components.language import Texts
from components.ui.basemap import Bounds, land_within
from components.ui.charts.figure import Figure, Table, draw
from components.ui.charts.labels import Box, is_free, place_labels
from components.ui.charts.marks import city_name, subject_name
from components.workshop.gazetteer import distance_km
from components.workshop.records.cities import City
from components.workshop.state import State

# laid out for half a page; a wider map shows more of the surroundings, not larger cities
HEIGHT_PX, WIDTH_PX = 360, 460
_NARROWEST_DEGREES = 0.35
_MARGIN, _CUT = 1.7, 2.8
_TILE_PX = 512
_NAME_PX, _LABEL_PX, _MARK_PX = 18, 16, 14


@dataclass(frozen=True)
class View:
    """Where the map looks: centre, zoom, and the box (west, south, east, north) whose land is sent."""

    longitude: float
    latitude: float
    zoom: float
    box: Bounds

    @property
    def degrees_per_pixel(self) -> float:
        """Degrees of longitude that one pixel covers."""
        return 360 / (_TILE_PX * 2**self.zoom)

    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place is drawn, in pixels right of and below the middle of the map (web Mercator)."""
        world = _TILE_PX * 2**self.zoom
        down = _mercator(self.latitude) - _mercator(latitude)
        return (longitude - self.longitude) / 360 * world, down / (2 * pi) * world


def _mercator(latitude: float) -> float:
    return asinh(tan(radians(latitude)))


def city_map(t: Texts, state: State, evidence: Evidence | None = None) -> None:
    """Draw the map. Cities without a place are named below it; without evidence no links are drawn."""
    placed = [city for city in state.cities if city.latitude is not None and city.longitude is not None]
    if not placed:
        draw(t, Figure(t("charts.map.empty_title"), t("charts.map.empty_subtitle")))
        return
    links = evidence.network.links if evidence else ()
    draw(
        t, Figure(_title(t, placed, state, links), t("charts.map.subtitle" if links else "charts.map.subtitle_cities"))
    )
    st.pydeck_chart(deck(t, placed, links), height=HEIGHT_PX)
    draw(t, _below(t, state, placed, links))


def deck(t: Texts, placed: list[City], links: tuple[Link, ...]) -> pdk.Deck:
    """The map itself. `placed`: cities that have coordinates."""
    view = view_of(placed)
    drawn = _along(placed, links, view)
    names = _name_boxes(placed, view, [box for boxes in drawn.values() for box in boxes])
    layers = [
        *land_layers(view),
        *_link_layers(t, placed, links, names, drawn, view),
        *_city_layers(placed, names, view),
    ]
    return on_land(layers, view)


def on_land(layers: list[pdk.Layer], view: View) -> pdk.Deck:
    """The layers as a map that asks nobody for tiles."""
    looks = pdk.ViewState(longitude=view.longitude, latitude=view.latitude, zoom=view.zoom, min_zoom=view.zoom - 0.25)
    return pdk.Deck(layers=layers, initial_view_state=looks, map_provider=None)


def land_layers(view: View) -> list[pdk.Layer]:
    """Water, and the bundled land on it."""
    return [
        pdk.Layer("PolygonLayer", [{"ring": _corners(view.box)}], get_polygon="ring", get_fill_color=[226, 235, 240]),
        pdk.Layer(
            "GeoJsonLayer",
            land_within(view.box, 2 * view.degrees_per_pixel),
            filled=True,
            stroked=True,
            get_fill_color=[250, 250, 247],
            get_line_color=[150, 165, 170],
            line_width_min_pixels=1,
        ),
    ]


def view_of(placed: list[City]) -> View:
    """The view that shows all cities with room around them for their names."""
    longitudes = [city.longitude or 0.0 for city in placed]
    latitudes = [city.latitude or 0.0 for city in placed]
    longitude, latitude = (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2
    shrink = max(cos(radians(latitude)), 0.1)
    wide = max(max(longitudes) - min(longitudes), _NARROWEST_DEGREES)
    high = max((max(latitudes) - min(latitudes)) / shrink, _NARROWEST_DEGREES)
    # degrees of longitude across the picture, whichever of width and height needs more
    across = min(_MARGIN * max(wide, high * WIDTH_PX / HEIGHT_PX), 360.0)
    zoom = log2(WIDTH_PX * 360 / (across * _TILE_PX))
    half_wide = across * _CUT / 2
    half_high = half_wide * shrink * HEIGHT_PX / WIDTH_PX * 0.7
    box = (
        max(longitude - half_wide, -180.0),
        max(latitude - half_high, -85.0),
        min(longitude + half_wide, 180.0),
        min(latitude + half_high, 85.0),
    )
    return View(longitude, latitude, zoom, box)


def _corners(box: Bounds) -> list[list[float]]:
    west, south, east, north = box
    return [[west, south], [east, south], [east, north], [west, north]]


def rgb(colour: str) -> list[int]:
    """Red, green and blue 0–255 of a colour such as #0b6365."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def text_layer(rows: list[dict[str, Any]], **options: Any) -> pdk.Layer:
    """Words on the map, in every script. rows: place, text, colour, offset in pixels."""
    return pdk.Layer(
        "TextLayer",
        rows,
        get_position="place",
        get_text="text",
        get_color="colour",
        get_pixel_offset="offset",
        # without "auto" deck.gl draws Latin letters only
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String("Noto Sans, Noto Sans CJK SC, Source Sans, sans-serif"),
        **options,
    )


def _city_layers(placed: list[City], boxes: list[Box], view: View) -> list[pdk.Layer]:
    symbols, names = [], []
    for city, box in zip(placed, boxes, strict=True):
        place = [city.longitude, city.latitude]
        symbols.append({"place": place, "text": city.symbol, "colour": rgb(city.colour), "offset": [0, 0]})
        names.append(
            {
                "place": place,
                "text": city.name or city.code,
                "colour": [28, 43, 51],
                "offset": offset_of(box, view.pixel(city.longitude or 0.0, city.latitude or 0.0)),
            }
        )
    return [
        text_layer(symbols, get_size=30),
        text_layer(
            names, get_size=_NAME_PX, background=True, get_background_color=[250, 250, 247, 215], font_weight=600
        ),
    ]


def offset_of(box: Box, point: tuple[float, float]) -> list[int]:
    """How far the middle of a box lies from a point, in pixels right and down."""
    return [round((box.left + box.right) / 2 - point[0]), round((box.top + box.bottom) / 2 - point[1])]


def _name_boxes(placed: list[City], view: View, avoid: list[Box]) -> list[Box]:
    points = [view.pixel(city.longitude or 0.0, city.latitude or 0.0) for city in placed]
    widths = [text_width(city.name or city.code, _NAME_PX) for city in placed]
    frame = Box(-WIDTH_PX / 2, -HEIGHT_PX / 2, WIDTH_PX / 2, HEIGHT_PX / 2)
    return place_labels(points, widths, radius=_MARK_PX, line=_NAME_PX + 6, frame=frame, avoid=avoid)


def _along(placed: list[City], links: tuple[Link, ...], view: View) -> dict[str, list[Box]]:
    """What each link covers, as small boxes along its middle; its ends belong to the marks of its cities."""
    points = {city.code: view.pixel(city.longitude or 0.0, city.latitude or 0.0) for city in placed}
    found = {}
    for link in links:
        if link.first in points and link.second in points:
            (x, y), (to_x, to_y) = points[link.first], points[link.second]
            spots = [(x + part / 20 * (to_x - x), y + part / 20 * (to_y - y)) for part in range(2, 19)]
            found[link.pair] = [Box(left - 4, top - 4, left + 4, top + 4) for left, top in spots]
    return found


def text_width(text: str, size: int) -> float:
    """Width in pixels: a Chinese character is as wide as it is high, a Latin one about six tenths of that."""
    return sum(size * (1.0 if ord(letter) > 0x2E80 else 0.6) for letter in text) + 4


def _link_layers(
    t: Texts, placed: list[City], links: tuple[Link, ...], names: list[Box], drawn: dict[str, list[Box]], view: View
) -> list[pdk.Layer]:
    by_code = {city.code: city for city in placed}
    points = [view.pixel(city.longitude or 0.0, city.latitude or 0.0) for city in placed]
    taken = [*names, *(Box(x - _MARK_PX, y - _MARK_PX, x + _MARK_PX, y + _MARK_PX) for x, y in points)]
    lines, labels = [], []
    for link in links:
        first, second = by_code.get(link.first), by_code.get(link.second)
        if first is None or second is None:
            continue
        start, end = (first.longitude or 0.0, first.latitude or 0.0), (second.longitude or 0.0, second.latitude or 0.0)
        rated = link.index is not None
        text = t.number(link.index) if rated else t("charts.links.unrated")
        others = [box for pair, boxes in drawn.items() if pair != link.pair for box in boxes]
        place, box = _label_place(start, end, text_width(text, _LABEL_PX), [*taken, *others], view)
        taken.append(box)
        lines.append(
            {
                "start": start,
                "end": end,
                "width": 2 + 12 * (link.index or 0.0) / 100 if rated else 1,
                "colour": [11, 99, 101, 200] if rated else [120, 130, 135, 160],
            }
        )
        colour = [11, 70, 72] if rated else [75, 85, 90]
        labels.append({"place": place, "text": text, "colour": colour, "offset": offset_of(box, view.pixel(*place))})
    if not lines:
        return []
    return [
        pdk.Layer(
            "LineLayer",
            lines,
            get_source_position="start",
            get_target_position="end",
            get_width="width",
            get_color="colour",
            width_units=pdk.types.String("pixels"),
        ),
        text_layer(labels, get_size=_LABEL_PX, background=True, get_background_color=[255, 255, 255, 235]),
    ]


def _label_place(
    start: tuple[float, float], end: tuple[float, float], width: float, taken: list[Box], view: View
) -> tuple[tuple[float, float], Box]:
    """The first free place on a link or beside it for its label (its middle when there is none), and its box."""
    found = []
    for aside in (0.0, width / 2 + 6, -width / 2 - 6):
        for part in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74):
            place = (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
            x, y = view.pixel(*place)
            high = _LABEL_PX / 2 + 2
            box = Box(x + aside - width / 2, y - high, x + aside + width / 2, y + high)
            if is_free(box, taken):
                return place, box
            found.append((place, box))
    return found[0]


def _title(t: Texts, placed: list[City], state: State, links: tuple[Link, ...]) -> str:
    rated = [link for link in links if link.index is not None]
    if rated:
        # the chart of the links names the weakest; beside it the map says the other half
        best = max(rated, key=lambda link: (link.index, link.pair))
        return t("charts.map.title_links", pair=subject_name(state, best.pair), value=t.number(best.index))
    distances = [
        distance_km(one.latitude or 0.0, one.longitude or 0.0, two.latitude or 0.0, two.longitude or 0.0)
        for one, two in combinations(placed, 2)
    ]
    if not distances:
        return t("charts.map.title_one", city=placed[0].name or placed[0].code)
    return t("charts.map.title_cities", n=len(placed), km=t.number(max(distances)))


def _below(t: Texts, state: State, placed: list[City], links: tuple[Link, ...]) -> Figure:
    missing = [city for city in state.cities if city not in placed]
    note = t("charts.map.not_placed", cities=t.joined([city.name or city.code for city in missing])) if missing else ""
    names = " &nbsp; ".join(city_name(city) for city in placed)
    rows = tuple(
        (
            subject_name(state, link.pair),
            t.number(link.index) if link.index is not None else t("charts.links.unrated"),
            t.number(link.distance_km),
        )
        for link in links
    )
    header = tuple(t(f"charts.links.column_{name}") for name in ("pair", "index", "km"))
    body = f'<p class="scn-legend">{names}{" · " + escape(note) if note else ""}</p>'
    return Figure("", "", body=body, how=t("charts.map.how"), table=Table(header, rows) if rows else None)
