import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis.network import describe
from components.analysis.network_measures import centralisation, graph_of
from components.errors import DataError

# Measures of standard graphs: igraph and networkx agree on them; those of the karate club are published (Zachary 1977).
KNOWN = {
    "path": (nx.path_graph(20), "line", 0.1, 19, 7.0, 0.0, 0.0, -0.0555555555556, 0.526315789474, 0.203139427516),
    "star": (nx.star_graph(19), "star", 0.1, 2, 1.9, 0.0, 0.0, -1.0, 1.0, 1.0),
    "grid": (
        nx.grid_2d_graph(5, 5), "mesh", 0.133333333333, 8, 3.33333333333, 0.0, 0.0, 0.415204678363, 0.238198757764,
        0.142447377502,
    ),
    "karate": (
        nx.Graph(nx.karate_club_graph().edges()), "mesh", 0.139037433155, 5, 2.40820319964, 0.570638478208,
        0.255681818182, -0.475613097685, 0.437635281385, 0.40555719533,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KNOWN)
def test_standard_graphs_have_their_known_measures(name):
    graph, topology, density, diameter, path, clustering, transitivity, *last = KNOWN[name]
    assortativity, betweenness, central = last
    found = describe(list(graph.edges), list(graph))
    assert (found["topology"], found["diameter"], found["components"]) == (topology, diameter, 1)
    assert found["density"] == pytest.approx(density, abs=1e-9)
    assert found["mean_path"] == pytest.approx(path, abs=1e-5)
    assert found["clustering"] == pytest.approx(clustering, abs=1e-9)
    assert found["transitivity"] == pytest.approx(transitivity, abs=1e-9)
    assert found["assortativity"] == pytest.approx(assortativity, abs=1e-9)
    assert max(found["betweenness"].values()) == pytest.approx(betweenness, abs=1e-9)
    assert found["betweenness_centralisation"] == pytest.approx(central, abs=1e-9)


def test_kansky_by_hand():
    # Five places, six links, one part: two independent cycles of at most 2 x 5 - 5 = 5; six of at most 9 links.
    found = describe([(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (0, 2)], range(5))
    assert (found["cyclomatic"], found["kansky_alpha"]) == (2, 2 / 5)
    assert (found["kansky_beta"], found["kansky_gamma"]) == (6 / 5, 6 / 9)


@pytest.mark.parametrize(
    ("nodes", "edges", "expected"),
    [
        (4, [(0, 1), (1, 2), (2, 3), (3, 0)], "ring"),
        (4, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)], "mesh"),
        (4, [(0, 1), (0, 2), (0, 3)], "star"),
        (6, [(0, 1), (0, 2), (0, 3), (3, 4), (3, 5)], "tree"),
        (5, [(0, 1)], "unconnected"),
        (4, [], "unconnected"),
        (3, [(0, 1), (1, 2)], "line"),
        (3, [(0, 1), (1, 2), (0, 2)], "ring"),
        (2, [(0, 1)], "line"),
        (2, [], "unconnected"),
    ],
)
def test_shapes(nodes, edges, expected):
    assert describe(edges, range(nodes))["topology"] == expected


def test_the_longest_part_speaks_for_paths_when_unconnected():
    found = describe([("a", "b"), ("b", "c"), ("d", "e")], "abcdef")
    assert (found["components"], found["largest_component"], found["diameter"]) == (3, 3, 2)
    assert found["mean_path"] == pytest.approx(4 / 3)


def test_a_single_place_has_no_path():
    found = describe([], ["a"])
    assert (found["diameter"], found["mean_path"]) == (0, 0.0)
    assert (found["kansky_alpha"], found["assortativity"]) == (None, None)


def test_equal_degrees_have_no_assortativity():
    assert describe(nx.cycle_graph(5).edges, range(5))["assortativity"] is None


def test_a_table_of_links_will_do_and_links_to_oneself_or_twice_do_not_count():
    table = pd.DataFrame({"u": ["a", "b", "a", "c"], "v": ["b", "a", "a", "b"], "km": [1, 1, 1, 1]})
    assert sorted(map(sorted, graph_of(table, "abc").edges)) == [["a", "b"], ["b", "c"]]


def test_every_unknown_place_is_named():
    with pytest.raises(DataError) as raised:
        describe([("a", "x"), ("y", "b")], "ab")
    assert [str(problem) for problem in raised.value.problems] == [
        f"analysis.fault.unknown_place {{'place': '{place}'}}" for place in "xy"
    ]
    with pytest.raises(DataError):
        describe([], [])


def test_centralisation_needs_three_places():
    assert centralisation([1.0, 0.0]) is None


@given(st.integers(4, 9), st.data())
def test_names_of_places_do_not_matter(n, data):
    pairs = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))
    edges = data.draw(st.lists(pairs, max_size=20))
    names = data.draw(st.permutations([f"p{number}" for number in range(n)]))
    one = describe(edges, range(n))
    two = describe([(names[first], names[second]) for first, second in edges], sorted(names))
    for measure in ("topology", "components", "diameter", "cyclomatic"):
        assert one[measure] == two[measure]
    assert one["mean_path"] == pytest.approx(two["mean_path"])
    assert {names[place]: value for place, value in one["betweenness"].items()} == pytest.approx(two["betweenness"])
