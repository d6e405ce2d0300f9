"""The links between the cities: one per pair, and what they say together.

Distance is the great circle between the coordinates. The strength of a link is the pair's index; an unrated pair is
not a missing link but a question that nobody has answered, so with one of them nothing is said about the shape. Which
links exist for the shape: those whose index is at or above a parameter.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from itertools import combinations

from components.analysis.agreement import TOO_FEW
from components.analysis.evidence import Agreement, IndexValue, Link, Network
from components.analysis.marks import Key
from components.analysis.network_measures import describe
from components.analysis.shape import UNCONNECTED, bottleneck, parts, shape
from components.framework.parameters import Parameters
from components.framework.records import QuickCell
from components.workshop.gazetteer import distance_km
from components.workshop.records.cities import City, pair_code

__all__ = ["PARAMETERS", "describe", "network"]

PARAMETERS = ("topology.nodes_minimum", "topology.link_minimum")


def network(
    cities: Sequence[City],
    cells: Sequence[QuickCell],
    found: Mapping[Key, Agreement],
    values: Sequence[IndexValue],
    parameters: Parameters,
) -> Network:
    """All pairs of `cities` in their order. values: the index values of the pairs (none before their ballot is
    revealed).
    """
    by_pair: dict[str, list[IndexValue]] = {}
    for value in values:
        by_pair.setdefault(value.subject, []).append(value)
    links = tuple(
        _link(first, second, cells, found, by_pair.get(pair_code(first, second), []))
        for first, second in combinations(cities, 2)
    )
    rated = [(link, link.index) for link in links if link.index is not None]
    nodes = [city.code for city in cities]
    all_rated = len(rated) == len(links) > 0
    strong = [(link.first, link.second) for link, index in rated if index >= parameters.value("topology.link_minimum")]
    smallest = int(parameters.value("topology.nodes_minimum"))
    found_shape = shape(nodes, strong, smallest) if all_rated else ""
    tight = bottleneck(nodes, [(link.first, link.second, index) for link, index in rated])
    return Network(
        links=links,
        weakest=min(rated, key=lambda pair: pair[1])[0].pair if rated else "",
        strongest=max(rated, key=lambda pair: pair[1])[0].pair if rated else "",
        unrated=tuple(link.pair for link in links if link.index is None),
        shape=found_shape,
        bottleneck="-".join(tight) if tight else "",
        parts=parts(nodes, strong) if found_shape == UNCONNECTED else (),
    )


def _link(
    first: City,
    second: City,
    cells: Sequence[QuickCell],
    found: Mapping[Key, Agreement],
    values: Sequence[IndexValue],
) -> Link:
    pair = pair_code(first, second)
    whole = next((value for value in values if value.view == "all"), None)
    dimensions = [
        (value.value, value.code) for value in values if value.view == "dimension" and value.value is not None
    ]
    importance = [
        row.median
        for cell in cells
        if (row := found.get(("pair_importance", cell.code, pair))) is not None and row.median is not None
    ]
    return Link(
        pair=pair,
        first=first.code,
        second=second.code,
        distance_km=_distance(first, second),
        index=whole.value if whole else None,
        importance=statistics.fmean(importance) if importance else None,
        weakest_dimension=min(dimensions, key=lambda entry: entry[0])[1] if dimensions else "",
        n=whole.n if whole else 0,
        flag=whole.flag if whole else TOO_FEW,
    )


def _distance(first: City, second: City) -> float | None:
    places = (first.latitude, first.longitude, second.latitude, second.longitude)
    known = [place for place in places if place is not None]
    return distance_km(*known) if len(known) == 4 else None
