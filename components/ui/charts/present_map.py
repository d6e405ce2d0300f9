"""The map of the officials' scene: cities where they lie, to scale, on the bundled land without borders, and the index
of every link.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

from components.analysis.evidence import Link
from components.language import Texts, only_words
from components.ui.basemap import land_within
from components.workshop.records.cities import City
from components.workshop.state import State

_WIDE, _HIGH, _ROOM = 620.0, 520.0, 90.0
_PARTS = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8)
_LETTER = 16.0
_ALONE_DEGREES, _EDGE = 0.35, 20.0
"""What is shown around a single city; how far beyond the edge of the picture land is cut, in its own units."""
_MOST_NUMBERS, _MOST_WEAKEST = 10, 2
"""Up to so many links each bears its number, wherever it stands; so many weakest links are named in a title."""
Area = tuple[float, float, float, float]
"""Left, top, right and bottom in the picture."""
Spot = tuple[float, float]
"""Across and down in the picture, or degrees east and north on earth."""
Place = tuple[float, float, str]
"""Where a text stands: across, down, and which end of it."""


def map_picture(t: Texts, state: State, links: Sequence[Link]) -> str:
    """The cities where they lie, joined by links as strong as their index, as SVG; empty without a city that has a
    place. Cities without one are left out. Of many links the weakest get their numbers first, as long as there is room;
    a link that is not rated is a thin grey line without a number.
    """
    placed = [city for city in state.cities if city.latitude is not None and city.longitude is not None]
    if not placed:
        return ""
    drawn_at, earth_at = _projection(placed)
    points = {city.code: drawn_at((city.longitude or 0.0, city.latitude or 0.0)) for city in placed}
    lines, words = [], []
    sides: dict[str, Place] = {}
    taken = [_sign(*point) for point in points.values()]
    for city in placed:
        sides[city.code], area = _side(only_words(city.name) or city.code, points[city.code], taken)
        taken.append(area)
    for link in sorted(links, key=lambda link: link.index or 0.0):
        if link.first not in points or link.second not in points:
            continue
        (left, top), (right, bottom) = points[link.first], points[link.second]
        ends = f'x1="{left:.0f}" y1="{top:.0f}" x2="{right:.0f}" y2="{bottom:.0f}"'
        if link.index is None:
            lines.append(f'<line {ends} stroke="#78848a" stroke-dasharray="6 6" stroke-width="1.5"/>')
            continue
        strength = 2 + link.index / 100 * 12
        lines.append(f'<line {ends} stroke="#86b8b8" stroke-linecap="round" stroke-width="{strength:.1f}"/>')
        clear = _free((left, top), (right, bottom), taken)
        if clear is None and crowded(links):
            continue
        across, down = clear or ((left + right) / 2, (top + bottom) / 2)
        taken.append(_boxed(across, down))
        words.append(
            f'<rect x="{across - 30:.0f}" y="{down - 21:.0f}" width="60" height="42" rx="8" fill="#fff" '
            f'stroke="#0b6365"/>'
            f'<text x="{across:.0f}" y="{down + 10:.0f}" text-anchor="middle" font-size="28" font-weight="700">'
            f"{escape(t.number(link.index))}</text>"
        )
    names = "".join(_dot(city, *points[city.code], sides[city.code]) for city in placed)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE:.0f} {_HIGH:.0f}" width="{_WIDE:.0f}" '
        f'height="{_HIGH:.0f}" font-family="Noto Sans, Noto Sans SC, Microsoft YaHei, sans-serif" fill="#1c2b33">'
        f"{_ground(drawn_at, earth_at)}{''.join(lines)}{''.join(words)}{names}</svg>"
    )


def unrated(links: Sequence[Link]) -> bool:
    """Whether no link has an index yet."""
    return all(link.index is None for link in links)


def crowded(links: Sequence[Link]) -> bool:
    """Whether there are more links than a map has room for numbers."""
    return sum(link.index is not None for link in links) > _MOST_NUMBERS


def weakest_title(t: Texts, state: State, links: Sequence[Link]) -> str:
    """Which link has the lowest index, both when two are equal, how many when more are; empty when fewer than two are
    known.
    """
    known = [link for link in links if link.index is not None]
    if len(known) < 2:
        return ""
    shown = {link: t.number(link.index) for link in known}
    least = shown[min(known, key=lambda link: link.index or 0.0)]
    names = {city.code: city.name or city.code for city in state.cities}
    weak = [f"{names.get(one.first, one.first)} – {names.get(one.second, one.second)}"
            for one in known if shown[one] == least]
    if len(weak) > _MOST_WEAKEST:
        return t("present.connections.weakest_many", n=len(weak), index=least)
    return t("present.connections.weakest", links=t.joined(weak), index=least)


def spoken_links(t: Texts, state: State, links: Sequence[Link]) -> str:
    """What the map shows, in words."""
    names = {city.code: city.name or city.code for city in state.cities}
    known = [link for link in links if link.index is not None]
    ends = [(names.get(one.first, one.first), names.get(one.second, one.second), t.number(one.index)) for one in known]
    return t.joined([f"{one} – {two} {index}" for one, two, index in ends])


def _projection(cities: Sequence[City]) -> tuple[Callable[[Spot], Spot], Callable[[Spot], Spot]]:
    """From degrees to the picture and back, true to scale: a degree of longitude is as long as at the middle of the
    cities.
    """
    places = [(city.longitude or 0.0, city.latitude or 0.0) for city in cities]
    narrow = math.cos(math.radians(sum(north for _, north in places) / len(places)))
    flat = [(east * narrow, -north) for east, north in places]
    left, top = (min(point[axis] for point in flat) for axis in (0, 1))
    wide, high = (max(point[axis] for point in flat) - low for axis, low in ((0, left), (1, top)))
    # A name needs more room to its right than the mark itself.
    free = (_WIDE - 3 * _ROOM, _HIGH - _ROOM)
    least = 0.0 if wide or high else _ALONE_DEGREES
    scale = min(room / max(span, least) for room, span in zip(free, (wide, high), strict=True) if span or least)
    start = (_ROOM + (free[0] - wide * scale) / 2, _ROOM / 2 + (free[1] - high * scale) / 2)

    def drawn_at(place: Spot) -> Spot:
        return start[0] + (place[0] * narrow - left) * scale, start[1] + (-place[1] - top) * scale

    def earth_at(point: Spot) -> Spot:
        return ((point[0] - start[0]) / scale + left) / narrow, -((point[1] - start[1]) / scale + top)

    return drawn_at, earth_at


def _ground(drawn_at: Callable[[Spot], Spot], earth_at: Callable[[Spot], Spot]) -> str:
    """Water, and on it the land that the picture shows; its shores lie outside the picture where land goes on."""
    (west, north), (east, south) = earth_at((-_EDGE, -_EDGE)), earth_at((_WIDE + _EDGE, _HIGH + _EDGE))
    land = land_within((west, south, east, north), (east - west) / _WIDE)
    rings = (ring for found in land["features"] for ring in found["geometry"]["coordinates"])
    spots = ([drawn_at((east_of, north_of)) for east_of, north_of in ring] for ring in rings)
    paths = "".join(f"M{' '.join(f'{across:.0f},{down:.0f}' for across, down in ring)}Z" for ring in spots)
    return (
        # A picture of its own inside the picture: what lies beyond its edges stays out of sight at any width.
        f'<svg width="{_WIDE:.0f}" height="{_HIGH:.0f}"><rect width="100%" height="100%" fill="#e2ebf0"/>'
        f'<path d="{paths}" fill="#fafaf7" fill-rule="evenodd" stroke="#96a5aa" stroke-width="1.5"/></svg>'
    )


def _sign(left: float, top: float) -> Area:
    """What the sign of a city covers."""
    return left - 22, top - 24, left + 22, top + 24


def _side(name: str, point: tuple[float, float], taken: Sequence[Area]) -> tuple[Place, Area]:
    """Where the name of a city stands and what it covers: to the right of its sign, else to the left, below or above,
    wherever nothing is in the way; to the right when something is everywhere. Chinese letters are as wide as they are
    high.
    """
    left, top = point
    wide = sum(_LETTER if letter.isascii() else 2 * _LETTER for letter in name)
    ways: list[tuple[Place, Area]] = [
        ((left + 26, top + 10, "start"), (left + 23, top - 20, left + 26 + wide, top + 20)),
        ((left - 26, top + 10, "end"), (left - 26 - wide, top - 20, left - 23, top + 20)),
        ((left, top + 52, "middle"), (left - wide / 2, top + 25, left + wide / 2, top + 60)),
        ((left, top - 32, "middle"), (left - wide / 2, top - 62, left + wide / 2, top - 25)),
    ]
    return next((way for way in ways if _clear(way[1], taken)), ways[0])


def _clear(area: Area, taken: Sequence[Area]) -> bool:
    """Whether an area lies in the picture and covers nothing."""
    inside = area[0] >= 0 and area[1] >= 0 and area[2] <= _WIDE and area[3] <= _HIGH
    return inside and not any(_meet(area, other) for other in taken)


def _boxed(across: float, down: float) -> Area:
    """What the number of a link covers, with some air."""
    return across - 34, down - 25, across + 34, down + 25


def _free(start: tuple[float, float], end: tuple[float, float], taken: Sequence[Area]) -> tuple[float, float] | None:
    """The point of a link nearest to its middle whose number covers neither a city with its name nor another number;
    None when there is none.
    """
    points = [
        (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part) for part in _PARTS
    ]
    clear = (point for point in points if not any(_meet(_boxed(*point), area) for area in taken))
    return next(clear, None)


def _meet(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _dot(city: City, left: float, top: float, named: Place) -> str:
    across, down, anchor = named
    return (
        f'<text x="{left:.0f}" y="{top + 13:.0f}" fill="{city.colour}" font-size="40" text-anchor="middle" '
        f'stroke="#1c2b33" stroke-width="0.6">{escape(city.symbol)}</text>'
        f'<text x="{across:.0f}" y="{down:.0f}" text-anchor="{anchor}" font-size="30" '
        f'font-weight="600" paint-order="stroke" stroke="#fff" stroke-width="6">'
        f"{escape(only_words(city.name) or city.code)}</text>"
    )
