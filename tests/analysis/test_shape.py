import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from components.analysis.shape import bottleneck, parts, shape

FOUR, FIVE = tuple("abcd"), tuple("abcde")


@pytest.mark.parametrize(
    ("nodes", "edges", "found"),
    [
        (FOUR, "", "none"),
        (FOUR, "ab cd", "unconnected"),
        (FOUR, "ab bc ca", "unconnected"),  # a ring of three and one alone
        (FOUR, "ab ac ad", "star"),
        (FOUR, "ab bc cd", "line"),
        (FIVE, "ab ac ad de", "tree"),
        (FOUR, "ab bc cd da", "ring"),
        (FIVE, "ab bc cd de ea", "ring"),
        (FOUR, "ab bc ca ad", "mesh"),  # n edges, but not all degrees 2
        (FOUR, "ab bc cd da ac", "mesh"),
        (FOUR, "ab ac ad bc bd cd", "complete"),
    ],
)
def test_shapes(nodes, edges, found):
    assert shape(nodes, [tuple(edge) for edge in edges.split()], 4) == found


def test_three_cities_are_no_topology():
    assert shape(("a", "b", "c"), [("a", "b"), ("b", "c")], 4) == ""


def test_parts_are_named_largest_first():
    assert parts(FIVE, [("d", "e"), ("a", "d")]) == (("a", "d", "e"), ("b",), ("c",))


def test_a_detour_goes_around_the_weakest_link():
    # a–b 30 can go a–c–b, whose narrower half is b–c 50
    assert bottleneck("abc", [("a", "b", 30), ("a", "c", 80), ("b", "c", 50)]) == ("b", "c")


def test_no_bottleneck_where_the_links_do_not_reach_everybody():
    assert bottleneck("abc", [("a", "b", 30)]) is None
    assert bottleneck("a", []) is None


@examples(
    st.permutations(FIVE),
    st.sampled_from(["ab ac ad ae", "ab bc cd de", "ab ac ad de", "ab bc cd de ea", "ab bc ca cd de"]),
)
def test_names_do_not_matter(names, edges):
    renamed = [tuple(names["abcde".index(node)] for node in edge) for edge in edges.split()]
    assert shape(FIVE, renamed, 4) == shape(FIVE, [tuple(edge) for edge in edges.split()], 4)


@examples(st.lists(st.integers(0, 100), min_size=10, max_size=10, unique=True))
def test_the_bottleneck_is_the_least_strength_that_still_connects_all(values):
    pairs = [(one, other) for place, one in enumerate(FIVE) for other in FIVE[place + 1 :]]
    links = [(*pair, value) for pair, value in zip(pairs, values, strict=True)]
    found = bottleneck(FIVE, links)
    narrow = next(value for *pair, value in links if tuple(pair) == found)
    at_least = [tuple(pair) for *pair, value in links if value >= narrow]
    above = [tuple(pair) for *pair, value in links if value > narrow]
    assert len(parts(FIVE, at_least)) == 1
    assert len(parts(FIVE, above)) > 1
