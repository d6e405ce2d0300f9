from dataclasses import replace

import pytest

from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from tests.builders import cities, given, snapshot

CATALOGUE, PARAMETERS = load(), load_parameters()
KM_PER_DEGREE = 111.195  # 6371.0088 km x pi / 180


def network(links, partners=3, extra=()):
    """links: pair -> the mark that everybody gives to all of its items."""
    marks = [
        mark
        for pair, value in links.items()
        for cell in CATALOGUE.pair_cells
        for mark in given("pair_present", cell.code, pair, **{city: [value, value] for city in pair.split("-")})
    ]
    return evaluate(snapshot(cities=partners, marks=[*marks, *extra]), CATALOGUE, PARAMETERS).network


def test_three_cities_and_the_truth_about_their_links():
    found = network({"C1-C2": 1, "C1-C3": 4, "C2-C3": 2})
    assert [link.pair for link in found.links] == ["C1-C2", "C1-C3", "C2-C3"]
    assert [link.index for link in found.links] == [20, 80, 40]
    assert (found.weakest, found.strongest, found.unrated) == ("C1-C2", "C1-C3", ())
    assert found.bottleneck == "C2-C3"  # C1–C2 can go by C3
    assert found.shape == ""
    assert {(link.n, link.flag) for link in found.links} == {(4, "consensus")}


def test_distance_along_the_equator_and_not_known_without_coordinates():
    first, second, third = cities(3)
    found = network({}, (first, second, replace(third, latitude=None)))
    assert found.links[0].distance_km == pytest.approx(KM_PER_DEGREE, abs=0.01)
    assert [link.distance_km for link in found.links[1:]] == [None, None]


def test_an_unrated_pair_is_not_known_rather_than_weak():
    found = network({"C1-C2": 3, "C1-C3": 1})
    assert found.unrated == ("C2-C3",)
    assert (found.weakest, found.bottleneck) == ("C1-C3", "C1-C3")
    missing = found.links[2]
    assert (missing.index, missing.weakest_dimension, missing.n, missing.flag) == (None, "", 0, "too_few")


def test_nothing_rated_says_nothing():
    found = network({})
    assert (found.weakest, found.strongest, found.bottleneck, found.shape) == ("", "", "", "")
    assert len(found.unrated) == 3


def test_the_weakest_dimension_and_the_importance_of_a_link():
    extra = (
        *given("pair_importance", "pair.physical.hard", "C1-C2", C1=[5, 5], C2=[5, 5]),
        *given("pair_importance", "pair.physical.soft", "C1-C2", C1=[2, 2], C2=[2, 2]),
        *given("pair_present", "pair.governance.soft", "C1-C3", C1=[0, 0], C3=[0, 0]),
        *given("pair_present", "pair.social.soft", "C1-C3", C1=[1, 1], C3=[1, 1]),
    )
    found = network({"C1-C2": 3}, extra=extra)
    assert found.links[0].importance == 3.5
    assert found.links[1].weakest_dimension == "governance"


RING = {"C1-C2": 4, "C2-C3": 4, "C3-C4": 4, "C1-C4": 4, "C1-C3": 1, "C2-C4": 2}


def test_four_cities_have_a_shape():
    assert network(RING, 4).shape == "ring"
    assert network({**RING, "C1-C4": 0}, 4).shape == "line"
    assert network(dict.fromkeys(RING, 0), 4).shape == "none"
    assert network(dict.fromkeys(RING, 3), 4).shape == "complete"


def test_a_link_at_the_threshold_counts():
    # the 14 items of C1–C4 get 2 and 3 in turn: an index of exactly 50
    half = [
        mark
        for place, cell in enumerate(CATALOGUE.pair_cells)
        for mark in given("pair_present", cell.code, "C1-C4", C1=[2 + place % 2] * 2, C4=[2 + place % 2] * 2)
    ]
    found = network({pair: value for pair, value in RING.items() if pair != "C1-C4"}, 4, half)
    assert (found.links[2].index, found.shape) == (50, "ring")


def test_separate_parts_are_named():
    found = network({**dict.fromkeys(RING, 1), "C1-C2": 4, "C3-C4": 4}, 4)
    assert (found.shape, found.parts) == ("unconnected", (("C1", "C2"), ("C3", "C4")))


def test_no_shape_while_a_pair_is_not_rated():
    assert network({pair: value for pair, value in RING.items() if pair != "C2-C4"}, 4).shape == ""
