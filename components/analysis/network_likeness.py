"""How close a network is to regular, random, hub-dominated and hierarchical, against random networks of its size.

The four types are Roberts's (2019, §3.3.1); he gives no measure. Own design: 1,000 random networks with as many places
and links (Erdős & Rényi 1959, G(n, m)) are drawn, and each likeness is a share of them, 0–1.

- regular: how many have degrees that vary more (half of the ties);
- hub-dominated: how many have a lower degree centralisation (half of the ties);
- hierarchical: how many have a lower betweenness centralisation (half of the ties);
- random: how ordinary the network is among them, 1 in their middle, 0 at their edge: the mean of 1 - |2p - 1| over the
  three shares p above.

The four do not add up, since types mix. A network of a few dozen places is never called scale-free: a power law cannot
be told from other heavy tails there.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from statistics import fmean, pstdev
from typing import Any

import networkx as nx

from components.analysis.network_measures import Edges, centralisation, graph_of

DRAWS, SEED = 1000, 1
REGULAR, RANDOM, HUBS, HIERARCHICAL = "regular", "random", "hubs", "hierarchical"


@dataclass(frozen=True)
class Likeness:
    """Shares 0–1 by type. `degree_cv`: standard deviation of the degrees over their mean; `compared`: number of random
    networks; none of them can differ when there is no link or every link, and then all shares are None.
    """

    regular: float | None
    random: float | None
    hubs: float | None
    hierarchical: float | None
    degree_cv: float | None
    compared: int

    @property
    def closest(self) -> str:
        """The type with the largest share, empty when nothing can be compared."""
        shares = {REGULAR: self.regular, RANDOM: self.random, HUBS: self.hubs, HIERARCHICAL: self.hierarchical}
        known = {code: share for code, share in shares.items() if share is not None}
        return max(known, key=lambda code: known[code]) if known else ""


def likeness(edges: Edges, nodes: Iterable[Any]) -> Likeness:
    """How close the network is to each type. Needs four places and a link that could be elsewhere; else all shares are
    None. The same network gives the same result. Raises as `network_measures.describe`.
    """
    graph = graph_of(edges, nodes)
    n, m = len(graph), graph.number_of_edges()
    mean = 2 * m / n
    variation = _variation(graph) if m else None
    if n < 4 or not 0 < m < n * (n - 1) // 2 or variation is None:
        return Likeness(None, None, None, None, variation, 0)
    drawn = _drawn(n, m)
    assert mean > 0
    below = [_share_below(measure(graph), values) for measure, values in zip(_MEASURES, drawn, strict=True)]
    ordinary = fmean(1 - abs(2 * share - 1) for share in below)
    return Likeness(1 - below[0], ordinary, below[1], below[2], variation, DRAWS)


@cache
def _drawn(n: int, m: int) -> tuple[tuple[float, ...], ...]:
    """The three measures of the random networks, each in order of drawing."""
    chance = random.Random(SEED)
    graphs = [nx.gnm_random_graph(n, m, seed=chance) for _ in range(DRAWS)]
    return tuple(tuple(measure(graph) for graph in graphs) for measure in _MEASURES)


def _share_below(value: float, values: tuple[float, ...]) -> float:
    tiny = 1e-12
    below = sum(other < value - tiny for other in values)
    equal = sum(abs(other - value) <= tiny for other in values)
    return (below + equal / 2) / len(values)


def _variation(graph: nx.Graph[Any]) -> float:
    degrees = [degree for _, degree in graph.degree()]
    return pstdev(degrees) / fmean(degrees)


def _hubs(graph: nx.Graph[Any]) -> float:
    degrees = [degree for _, degree in graph.degree()]
    return max(degrees) - fmean(degrees)


def _passage(graph: nx.Graph[Any]) -> float:
    return centralisation(list(nx.betweenness_centrality(graph).values())) or 0.0


_MEASURES: tuple[Callable[[nx.Graph[Any]], float], ...] = (_variation, _hubs, _passage)
