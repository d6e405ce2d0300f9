"""Which single link, added to a network, shortens or secures most; which place or link must not fail.

Shortening is read from global efficiency: the mean over all pairs of places of one over the length of the shortest way,
0 for a pair without a way (Latora & Marchiori 2001). It also speaks of networks that do not hang together, where a mean
path does not. Lengths are links, or kilometres where every link has them. Securing is read from the links that must not
fail (bridges) and the places that must not (cut places): how many of them the new link makes harmless.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

from components.analysis.network_measures import Edges, absent, graph_of


@dataclass(frozen=True)
class Addition:
    """One link that is not there yet. `efficiency_gain`: of global efficiency, 0.2 = a fifth more (0 for none; None
    when the network has no link at all). `bridges_secured`, `cut_places_secured`: how many could fail afterwards
    without cutting anybody off. `joins_parts`: whether it connects parts that were apart.
    """

    first: Any
    second: Any
    efficiency_gain: float | None
    bridges_secured: int
    cut_places_secured: int
    joins_parts: bool


def additions(
    edges: Edges, nodes: Iterable[Any], lengths_km: Mapping[frozenset[Any], float] | None = None
) -> tuple[Addition, ...]:
    """Every absent link, the one that helps most first: joining parts, then efficiency, then security.

    lengths_km: by pair, of all pairs (absent ones too); None counts links. A missing pair makes all of them count as
    links. Raises as `network_measures.describe`.
    """
    graph = graph_of(edges, nodes)
    every = [frozenset(pair) for pair in combinations(graph, 2)]
    by_km = lengths_km is not None and all(lengths_km.get(pair, 0) > 0 for pair in every)
    for first, second in graph.edges:
        graph.edges[first, second]["km"] = (lengths_km or {})[frozenset((first, second))] if by_km else 1.0
    before = efficiency(graph)
    bridges, cuts = _bridges(graph), set(nx.articulation_points(graph))
    found = []
    for first, second in absent(graph):
        joins = not nx.has_path(graph, first, second)
        graph.add_edge(first, second, km=(lengths_km or {})[frozenset((first, second))] if by_km else 1.0)
        gain = efficiency(graph) / before - 1 if before else None
        secured = len(bridges - _bridges(graph)), len(cuts - set(nx.articulation_points(graph)))
        found.append(Addition(first, second, gain, *secured, joins))
        graph.remove_edge(first, second)
    return tuple(
        sorted(
            found,
            key=lambda link: (
                -link.joins_parts,
                -(link.efficiency_gain or 0.0),
                -link.bridges_secured,
                -link.cut_places_secured,
            ),
        )
    )


def efficiency(graph: nx.Graph[Any]) -> float:
    """Global efficiency by the edges' `km`: mean of 1/length over all ordered pairs; 0 for a single place."""
    n = len(graph)
    if n < 2:
        return 0.0
    lengths = dict(nx.all_pairs_dijkstra_path_length(graph, weight="km"))
    reached = sum(1.0 / float(length) for ways in lengths.values() for length in ways.values() if length > 0)
    return reached / (n * (n - 1))


def _bridges(graph: nx.Graph[Any]) -> set[frozenset[Any]]:
    return {frozenset(edge) for edge in nx.bridges(graph)}
