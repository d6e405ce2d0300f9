import networkx as nx
import pytest

from components.analysis.network_links import additions, efficiency, graph_of


def test_efficiency_by_hand():
    # A line of three: two pairs at distance 1, one at distance 2: (1 + 1 + 1/2) / 3.
    graph = graph_of([(0, 1), (1, 2)], range(3))
    nx.set_edge_attributes(graph, 1.0, "km")
    assert efficiency(graph) == pytest.approx(2.5 / 3)


def test_closing_a_line_into_a_ring_secures_most():
    best = additions([(0, 1), (1, 2), (2, 3)], range(4))[0]
    assert {best.first, best.second} == {0, 3}
    assert (best.bridges_secured, best.cut_places_secured, best.joins_parts) == (3, 2, False)
    # 3 + 2/2 + 1/3 before, 4 + 2/2 after, of six pairs.
    assert best.efficiency_gain == pytest.approx((4 + 1) / (3 + 1 + 1 / 3) - 1)


def test_joining_what_is_apart_comes_first():
    found = additions([(0, 1), (1, 2), (2, 0)], range(4))
    assert [link.joins_parts for link in found] == [True, True, True]
    assert additions([], range(3))[0].efficiency_gain is None


def test_kilometres_decide_when_all_are_known():
    # A long detour 0-1-2; the direct way is 10 km, as against one between 0 and 3 that is hardly shorter than by 2.
    lengths = {
        frozenset(pair): km
        for pair, km in {(0, 1): 100, (1, 2): 100, (2, 3): 5, (0, 2): 10, (0, 3): 190, (1, 3): 104}.items()
    }
    best = additions([(0, 1), (1, 2), (2, 3)], range(4), lengths)[0]
    assert {best.first, best.second} == {0, 2}


def test_a_complete_network_has_nothing_to_add():
    assert additions(nx.complete_graph(4).edges, range(4)) == ()
