import networkx as nx
import pytest

from components.analysis.network_likeness import HUBS, REGULAR, likeness


def of(graph):
    return likeness(list(graph.edges), list(graph))


def test_a_ring_is_regular_and_a_star_has_a_hub():
    ring, star = of(nx.cycle_graph(10)), of(nx.star_graph(9))
    assert (ring.closest, ring.degree_cv) == (REGULAR, 0.0)
    assert ring.regular == pytest.approx(1.0, abs=0.01)
    assert star.closest in (HUBS, "hierarchical")
    assert star.hubs == pytest.approx(1.0, abs=0.01)
    assert star.regular == pytest.approx(0.0, abs=0.01)


def test_a_random_network_is_ordinary_on_average_and_a_star_is_not():
    drawn = [of(nx.gnm_random_graph(12, 20, seed=seed)).random for seed in range(100, 120)]
    # Of a network drawn as those it is compared with, each share is uniform, and 1 - |2p - 1| is 0.5 on average.
    assert sum(drawn) / len(drawn) == pytest.approx(0.5, abs=0.15)
    assert of(nx.star_graph(11)).random < 0.05


def test_a_tree_with_sub_hubs_is_hierarchical():
    assert of(nx.balanced_tree(3, 2)).hierarchical > 0.9


@pytest.mark.parametrize("graph", [nx.empty_graph(5), nx.complete_graph(5), nx.path_graph(3)])
def test_where_no_network_of_the_size_differs_nothing_is_said(graph):
    found = of(graph)
    assert (found.regular, found.random, found.hubs, found.hierarchical, found.closest) == (None, None, None, None, "")
    assert found.compared == 0


def test_the_same_network_gives_the_same_shares():
    assert of(nx.path_graph(8)) == of(nx.path_graph(8))
