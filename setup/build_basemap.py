"""Builds data/basemap/land.geojson.gz from the npm package world-atlas (Natural Earth 1:50 m land, public domain).

Land only: no borders of countries, so that a map takes no side. The file is a GeoJSON FeatureCollection; every Feature
is one Polygon (outer ring anticlockwise, then its lakes clockwise) with its `bbox` [west, south, east, north], the
largest first, so that a map can leave out what it does not show. Rings that cross the antimeridian are cut there, a
ring around the pole is closed along it. Coordinates are rounded to 0.01°. Needs npm for the download; the same package
gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import math
import subprocess
import tarfile
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

PACKAGE = "world-atlas@2.0.2"
TARGET = Path(__file__).parent.parent / "data" / "basemap" / "land.geojson.gz"
DECIMALS = 2
SMALLEST_SQUARE_DEGREES = 0.0005

Point = tuple[float, float]
Ring = list[Point]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            member = archive.extractfile("package/land-50m.json")
            assert member is not None
            topology = json.load(member)
    polygons = [part for polygon in decoded(topology) for part in cut(polygon)]
    features = sorted((feature(polygon) for polygon in polygons), key=size_and_place)
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    TARGET.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{len(features)} polygons, {len(text) / 1e6:.2f} MB, {TARGET.stat().st_size / 1e6:.2f} MB compressed")


def decoded(topology: dict[str, Any]) -> list[list[Ring]]:
    """Polygons as rings in degrees; arcs are delta-coded, ~i is arc i backwards (TopoJSON specification 2.1)."""
    (x_scale, y_scale), (x_shift, y_shift) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * x_scale + x_shift, y * y_scale + y_shift))
        arcs.append(points)

    def ring(indexes: list[int]) -> Ring:
        points: Ring = []
        for index in indexes:
            part = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += part[1:] if points else part
        return points

    polygons = []
    for geometry in topology["objects"]["land"]["geometries"]:
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        polygons += [[ring(indexes) for indexes in part] for part in parts]
    return polygons


def cut(polygon: list[Ring]) -> list[list[Ring]]:
    """The polygon in one or more parts, each within -180…180°."""
    outer, *lakes = [unrolled(ring) for ring in polygon]
    lakes = [beside(lake, outer) for lake in lakes]
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        kept = [window(ring, turn) for ring in (outer, *lakes)]
        outside, *inside = [rounded(ring) for ring in kept]
        if area(outside):
            parts.append([turned(outside, 1), *(turned(lake, -1) for lake in inside if area(lake))])
    return parts


def unrolled(ring: Ring) -> Ring:
    """The ring with longitudes that never jump; a ring around the pole gets the pole's edge."""
    points = [ring[0]]
    for x, y in ring[1:]:
        points.append((x + 360 * round((points[-1][0] - x) / 360), y))
    around = points[-1][0] - points[0][0]
    if abs(around) > 180:
        pole = math.copysign(90, sum(y for _, y in points))
        points = [*points, (points[-1][0], pole), (points[0][0], pole), points[0]]
    return points


def beside(lake: Ring, outer: Ring) -> Ring:
    """The lake turned around the earth until it lies in the range of longitudes of the land around it."""
    west, east = min(x for x, _ in outer), max(x for x, _ in outer)
    turn = next(turn for turn in (0.0, -360.0, 360.0) if west <= lake[0][0] + turn <= east)
    return [(x + turn, y) for x, y in lake]


def window(ring: Ring, turn: float) -> Ring:
    """What of the ring lies within -180…180° after `turn` (Sutherland and Hodgman 1974, two edges)."""
    points = [(x + turn, y) for x, y in ring]
    for edge, sign in ((-180.0, 1), (180.0, -1)):
        kept: Ring = []
        for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
            a_in, b_in = sign * (ax - edge) >= 0, sign * (bx - edge) >= 0
            if a_in:
                kept.append((ax, ay))
            if a_in != b_in:
                kept.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
        points = kept
        if not points:
            return []
    return points


def rounded(ring: Ring) -> Ring:
    """The ring closed, rounded, without repeated points and without points on a straight line; [] when too small to
    see.
    """
    points: Ring = []
    for x, y in ring:
        point = (round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0)
        if not points or point != points[-1]:
            points.append(point)
    while len(points) > 1 and points[0] == points[-1]:
        points.pop()
    corners = [
        here
        for before, here, after in zip(points[-1:] + points[:-1], points, points[1:] + points[:1], strict=True)
        if (here[0] - before[0]) * (after[1] - here[1]) != (here[1] - before[1]) * (after[0] - here[0])
    ]
    closed = [*corners, corners[0]] if len(corners) > 2 else []
    return closed if abs(area(closed)) >= SMALLEST_SQUARE_DEGREES else []


def area(ring: Ring) -> float:
    """Signed area in square degrees, positive when anticlockwise (shoelace)."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


def turned(ring: Ring, sign: int) -> Ring:
    return ring if area(ring) * sign > 0 else ring[::-1]


def feature(polygon: list[Ring]) -> dict[str, Any]:
    xs, ys = zip(*polygon[0], strict=True)
    return {
        "type": "Feature",
        "bbox": [min(xs), min(ys), max(xs), max(ys)],
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": polygon},
    }


def size_and_place(item: dict[str, Any]) -> tuple[float, list[float]]:
    return -abs(area(item["geometry"]["coordinates"][0])), item["bbox"]


if __name__ == "__main__":
    main()
