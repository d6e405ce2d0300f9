"""The bundled land (Natural Earth 1:50 million, public domain), cut to a box: a map weighs kilobytes."""

from __future__ import annotations

import gzip
import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_LAND = Path(__file__).parent.parent.parent / "data" / "basemap" / "land.geojson.gz"

Ring = tuple[tuple[float, float], ...]
Bounds = tuple[float, float, float, float]


@lru_cache(maxsize=64)
def land_within(box: Bounds, detail: float = 0.0) -> dict[str, Any]:
    """The land inside a box (west, south, east, north) as GeoJSON; a ring that does not reach in is left out.

    detail: degrees under which no bend and no island is worth sending (one pixel of the map).
    """
    features = []
    for bounds, rings in _land():
        if bounds[0] > box[2] or bounds[2] < box[0] or bounds[1] > box[3] or bounds[3] < box[1]:
            continue
        if max(bounds[2] - bounds[0], bounds[3] - bounds[1]) < detail:
            continue
        outer, *holes = (cut(thinned(ring, detail), box) for ring in rings)
        if outer:
            shape = [outer, *(hole for hole in holes if hole)]
            features.append(
                {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": shape}}
            )
    return {"type": "FeatureCollection", "features": features}


def thinned(ring: Ring, detail: float) -> Ring:
    """A closed ring without the points that lie nearer than `detail` to the last one kept; its ends stay."""
    kept = [ring[0]]
    for point in ring[1:-1]:
        if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= detail:
            kept.append(point)
    return (*kept, ring[-1])


def cut(ring: Ring, box: Bounds) -> list[list[float]]:
    """The part of a closed ring inside a box, closed again; empty when none is (Sutherland–Hodgman, 1974)."""
    points = [(x, y) for x, y in ring]
    for axis, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        points = _cut_at(points, axis, limit, sign)
    if len(points) < 3:
        return []
    closed = points if points[0] == points[-1] else [*points, points[0]]
    return [[round(x, 2), round(y, 2)] for x, y in closed]


def _cut_at(points: list[tuple[float, float]], axis: int, limit: float, sign: int) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    for index, point in enumerate(points):
        before = points[index - 1]
        inside, was_inside = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
        if inside != was_inside:
            part = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
        if inside:
            kept.append(point)
    return kept


@cache
def _land() -> tuple[tuple[Bounds, tuple[Ring, ...]], ...]:
    with gzip.open(_LAND, "rt", encoding="utf-8") as file:
        features = json.load(file)["features"]
    return tuple(_bounded(feature["geometry"]["coordinates"]) for feature in features)


def _bounded(rings: list[list[list[float]]]) -> tuple[Bounds, tuple[Ring, ...]]:
    outer = rings[0]
    xs, ys = [point[0] for point in outer], [point[1] for point in outer]
    box = (min(xs), min(ys), max(xs), max(ys))
    return box, tuple(tuple((point[0], point[1]) for point in ring) for ring in rings)
