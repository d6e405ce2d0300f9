"""Measures of a network of places, and which standard shape it has.

The graph is simple and undirected: a link given twice, or from a place to itself, counts once or not at all. Paths are
counted in links. Betweenness (Freeman 1977) is normalised to 0–1; closeness is Wasserman & Faust's (1994, ch. 5), which
also compares places of an unconnected network. Kansky's (1963) indices are those of a planar network of n places, m
links and p parts: cyclomatic number m - n + p, alpha (m - n + p)/(2n - 5), beta m/n, gamma m/(3(n - 2)); links that
cross without meeting, such as flights, can take alpha and gamma above 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import networkx as nx
import pandas as pd

from components.analysis.shape import COMPLETE, MESH, UNCONNECTED, shape
from components.errors import DataError, Problem

# A shape is named from four places on; with three, a star and a line are the same, and it is called a line.
_SMALLEST = 4
Edges = pd.DataFrame | Iterable[Sequence[Any]]


def describe(edges: Edges, nodes: Iterable[Any]) -> dict[str, Any]:
    """What the links say about a network.

    edges: pairs of nodes, or a table whose first two columns are the ends of a link; nodes: every place, also those
    without a link. Returns n, links, density, components, largest_component; diameter and mean_path (in links, both of
    the largest part; 0 for a single place); clustering (mean of the places), transitivity, assortativity (None where
    all degrees are equal: it is undefined then); degree, betweenness and closeness per node; degree_centralisation and
    betweenness_centralisation (Freeman 1979, 0–1, None below three places); cyclomatic, kansky_alpha, kansky_beta,
    kansky_gamma (None where the formula divides by nothing); bridges and cut_places (nodes); topology: line, ring,
    star, tree, mesh or unconnected. Raises DataError naming every link to a place that is not in `nodes`, and for an
    empty list of places.
    """
    graph = graph_of(edges, nodes)
    n, m = graph.number_of_nodes(), graph.number_of_edges()
    parts = sorted(nx.connected_components(graph), key=len, reverse=True)
    core = graph.subgraph(parts[0])
    alone = core.number_of_nodes() == 1
    betweenness = nx.betweenness_centrality(graph)
    cycles = m - n + len(parts)
    return {
        "n": n,
        "links": m,
        "density": nx.density(graph),
        "components": len(parts),
        "largest_component": core.number_of_nodes(),
        "diameter": 0 if alone else nx.diameter(core),
        "mean_path": 0.0 if alone else nx.average_shortest_path_length(core),
        "clustering": nx.average_clustering(graph),
        "transitivity": nx.transitivity(graph),
        "assortativity": _assortativity(graph),
        "degree": dict(graph.degree()),
        "betweenness": betweenness,
        "closeness": nx.closeness_centrality(graph),
        "degree_centralisation": _degree_centralisation(graph),
        "betweenness_centralisation": centralisation(list(betweenness.values())),
        "cyclomatic": cycles,
        "kansky_alpha": cycles / (2 * n - 5) if n > 2 else None,
        "kansky_beta": m / n,
        "kansky_gamma": m / (3 * (n - 2)) if n > 2 else None,
        "bridges": tuple(nx.bridges(graph)),
        "cut_places": tuple(nx.articulation_points(graph)),
        "topology": topology(graph),
    }


def graph_of(edges: Edges, nodes: Iterable[Any]) -> nx.Graph[Any]:
    """The simple graph of some links. Raises as `describe`."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from(nodes)
    if not graph:
        raise DataError(Problem("analysis.fault.no_places"))
    rows = edges.iloc[:, :2].itertuples(index=False) if isinstance(edges, pd.DataFrame) else edges
    pairs = [(row[0], row[1]) for row in rows]
    lost = sorted({str(end) for pair in pairs for end in pair if end not in graph})
    if lost:
        raise DataError(*(Problem("analysis.fault.unknown_place", {"place": place}) for place in lost))
    graph.add_edges_from((first, second) for first, second in pairs if first != second)
    return graph


def topology(graph: nx.Graph[Any]) -> str:
    """line, ring, star, tree, mesh or unconnected; below four places only line, ring and unconnected can be told
    apart.
    """
    n, m = len(graph), graph.number_of_edges()
    if not nx.is_connected(graph):
        return UNCONNECTED
    if n < _SMALLEST:
        return "ring" if m == n == _SMALLEST - 1 else "line"
    names = {node: str(number) for number, node in enumerate(graph)}
    found = shape(list(names.values()), [(names[first], names[second]) for first, second in graph.edges], _SMALLEST)
    return MESH if found == COMPLETE else found


def centralisation(values: Sequence[float]) -> float | None:
    """How far one place stands out: the sum of the distances to the highest value over that of a star of as many
    places (Freeman 1979), for normalised betweenness. None below three places.
    """
    n = len(values)
    return sum(max(values) - value for value in values) / (n - 1) if n > 2 else None


def absent(graph: nx.Graph[Any]) -> list[tuple[Any, Any]]:
    """The pairs of places without a link."""
    return [pair for pair in combinations(graph, 2) if not graph.has_edge(*pair)]


def _degree_centralisation(graph: nx.Graph[Any]) -> float | None:
    n = len(graph)
    if n < 3:
        return None
    degrees = [degree for _, degree in graph.degree()]
    return sum(max(degrees) - degree for degree in degrees) / ((n - 1) * (n - 2))


def _assortativity(graph: nx.Graph[Any]) -> float | None:
    ends = {graph.degree(end) for edge in graph.edges for end in edge}
    return float(nx.degree_assortativity_coefficient(graph)) if len(ends) > 1 else None
