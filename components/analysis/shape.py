"""The shape of a network of at least four cities: star, line, tree, ring or mesh (names after Lu & Li 2026, §5).

Recognition is standard graph theory on a connected graph of n nodes and m edges, in this order (own design): star m =
n-1 and one node of degree n-1; line m = n-1 and no degree above 2; tree any other m = n-1; ring m = n and all degrees
2; complete all pairs linked; mesh any other. Three cities have too few links to be a shape: there the links speak for
themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NONE, UNCONNECTED, COMPLETE, MESH = "none", "unconnected", "complete", "mesh"
Edge = tuple[str, str]


def shape(nodes: Sequence[str], edges: Iterable[Edge], smallest: int) -> str:
    """The code of the shape: none (no link), unconnected, star, line, tree, ring, complete or mesh; empty below
    `smallest` nodes.
    """
    linked = {frozenset(edge) for edge in edges}
    if len(nodes) < smallest:
        return ""
    if not linked:
        return NONE
    if len(parts(nodes, [(min(edge), max(edge)) for edge in linked])) > 1:
        return UNCONNECTED
    degrees = sorted(sum(node in edge for edge in linked) for node in nodes)
    n, m = len(nodes), len(linked)
    if m == n - 1:
        if degrees[-1] == n - 1:
            return "star"
        return "line" if degrees[-1] <= 2 else "tree"
    if m == n and degrees[0] == degrees[-1] == 2:
        return "ring"
    return COMPLETE if m == n * (n - 1) // 2 else MESH


def parts(nodes: Sequence[str], edges: Iterable[Edge]) -> tuple[tuple[str, ...], ...]:
    """The connected parts, each in the order of `nodes`, the largest first."""
    part_of = {node: node for node in nodes}
    for first, second in edges:
        old, new = part_of[second], part_of[first]
        part_of = {node: new if part == old else part for node, part in part_of.items()}
    found: dict[str, list[str]] = {}
    for node in nodes:
        found.setdefault(part_of[node], []).append(node)
    return tuple(sorted((tuple(part) for part in found.values()), key=lambda part: -len(part)))


def bottleneck(nodes: Sequence[str], strength: Sequence[tuple[str, str, float]]) -> Edge | None:
    """The weakest link of the strongest way to connect all nodes; None when the links do not connect them.

    It is the weakest edge of a maximum spanning tree: no detour avoids it, whereas the weakest link of all may be
    avoidable (Hu 1961, maximum capacity route). Ties: the earlier edge enters the tree.
    """
    joined: list[Edge] = []
    for first, second, _ in sorted(strength, key=lambda edge: -edge[2]):
        before = len(parts(nodes, joined))
        if len(parts(nodes, [*joined, (first, second)])) < before:
            joined.append((first, second))
    return joined[-1] if joined and len(parts(nodes, joined)) == 1 else None
