"""What a network is worth by a stated law, and whether its places have one centre or several.

Lu & Li (2026, after Metcalfe) let the value grow with the number of connected users. Two laws are offered, and every
figure says which one it uses: Metcalfe's n² and the more cautious n·log n of Briscoe, Odlyzko & Tilly (2006). A law has
no unit, so only ratios are given: all connected users together, over the sum of the same cities each on its own.

Centres are read in two ways. By size: the largest city's share of the people (one centre from a parameter on). By
links: Green's (2007) general functional polycentricity, (1 - s/s_max) x density, with s the standard deviation of the
degrees and s_max that of two places of which one has the largest degree and the other none: 0 with one centre, 1 when
all are linked alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log
from statistics import pstdev
from typing import Any

from components.analysis.network_measures import Edges, graph_of
from components.errors import DataError, Problem

SQUARE, LOGARITHMIC = "n2", "nlogn"
LAWS = (SQUARE, LOGARITHMIC)
MONOCENTRIC, POLYCENTRIC = "monocentric", "polycentric"


def value(users: float, law: str) -> float:
    """Value of so many connected users, in units of the law; none for less than one user. Raises KeyError for an
    unknown law.
    """
    laws = {SQUARE: lambda n: n * n, LOGARITHMIC: lambda n: n * log(n)}
    return float(laws[law](users)) if users >= 1 else 0.0


def gain_together(users: Sequence[float], law: str) -> float:
    """Value of all users connected, over the sum of the values of each city alone: 1 = nothing is gained.

    users: people per city, > 1. Raises DataError for a city with one person or fewer.
    """
    small = [count for count in users if not count > 1]
    if small or not users:
        raise DataError(*(Problem("analysis.fault.no_users", {"count": str(count)}) for count in small or [0]))
    return value(sum(users), law) / sum(value(count, law) for count in users)


def primacy(people: Mapping[Any, float]) -> tuple[Any, float] | None:
    """The largest city and its share (0–1) of the people of all; None without people."""
    total = sum(people.values())
    if not total:
        return None
    largest = max(people, key=lambda city: people[city])
    return largest, people[largest] / total


def centres_by_size(people: Mapping[Any, float], mono_share: float) -> str:
    """Monocentric when the largest city holds `mono_share` (0–1) or more of the people, else polycentric; empty without
    people.
    """
    found = primacy(people)
    if found is None:
        return ""
    return MONOCENTRIC if found[1] >= mono_share else POLYCENTRIC


def functional_polycentricity(edges: Edges, nodes: Iterable[Any]) -> float:
    """Green's general functional polycentricity, 0–1; 0 without a link. Raises as `network_measures.describe`."""
    graph = graph_of(edges, nodes)
    degrees = [degree for _, degree in graph.degree()]
    most, n = max(degrees), len(degrees)
    if not most:
        return 0.0
    density = 2 * graph.number_of_edges() / (n * (n - 1))
    return (1 - pstdev(degrees) / pstdev([0, most])) * density
