"""The map of the officials' scene: whole numbers that cover nothing, no city that has no place, nothing unescaped."""

import re

from components.analysis.evidence import Link
from components.language import texts
from components.ui.charts import present_map as charts
from components.workshop.records.cities import City
from components.workshop.state import State
from tests.ui.charts.conftest import NASTY

EN = texts("en")


def test_the_map_shows_the_index_of_a_link_whole_and_leaves_out_what_has_no_place(cities):
    links = (
        Link("C1-C2", "C1", "C2", 100.0, 41.6, None, "", 5, "discuss"),
        Link("C1-C3", "C1", "C3", None, 9.0, None, "", 5, ""),
    )
    drawn = charts.map_picture(EN, cities, links)
    assert drawn.count("<line") == 1
    assert ">42</text>" in drawn
    assert "Three" not in drawn
    assert NASTY not in drawn


def test_no_number_of_a_link_covers_the_name_of_a_city():
    """Three cities in a line: the link of the outer two has its middle where the name of the inner one stands."""
    line = (("C1", "A", 6.0), ("C2", "Middle", 5.0), ("C3", "B", 4.0))
    found = tuple(City(code, name, order=n, latitude=lat, longitude=-75.0) for n, (code, name, lat) in enumerate(line))
    links = (Link("C1-C3", "C1", "C3", 100.0, 40.0, None, "", 5, ""),)
    drawn = charts.map_picture(EN, State((("city", found),)), links)
    [number] = [float(y) for y in re.findall(r'<rect x="\d+" y="(\d+)"', drawn)]
    middle = float(re.findall(r'<text x="\d+" y="(\d+)" fill', drawn)[1])
    assert abs(number + 21 - middle) > 40


def test_no_city_with_a_place_is_no_picture():
    assert charts.map_picture(EN, State(), ()) == ""


def test_a_link_that_is_not_rated_is_a_thin_line_without_a_number(cities):
    links = [link("C1", "C2", None)]
    drawn = charts.map_picture(EN, cities, links)
    assert drawn.count("<line") == drawn.count("stroke-dasharray") == 1
    assert "</text>" in drawn
    assert 'height="42"' not in drawn
    assert charts.unrated(links)
    assert not charts.unrated([*links, link("C1", "C3", 0.0)])


def test_the_shore_between_two_cities_is_on_the_map_and_a_single_city_has_land_around_it():
    """Jiaxing and Ningbo lie on two sides of the bay of Hangzhou, Pereira far from the sea."""

    def shore(*places):
        drawn = charts.map_picture(EN, _seven(places), ())
        corners = re.findall(r"(-?\d+),(-?\d+)", re.findall(r'<path d="([^"]*)"', drawn)[0])
        return [(int(x), int(y)) for x, y in corners]

    assert any(0 < x < 620 and 0 < y < 520 for x, y in shore((30.75, 120.75), (29.87, 121.55)))
    assert len(shore((29.87, 121.55))) > 4
    inland = shore((4.81, -75.69))
    assert inland
    assert not any(0 < x < 620 and 0 < y < 520 for x, y in inland)


def test_cities_one_below_the_other_lie_so_on_the_map(cities):
    drawn = charts.map_picture(EN, cities, ())
    [north, south] = [float(y) for y in re.findall(r'<text x="\d+" y="(\d+)" fill', drawn)]
    assert north < south


def link(first, second, index):
    return Link(f"{first}-{second}", first, second, 100.0, index, None, "", 5, "")


def test_numbers_of_links_that_lie_close_cover_neither_each_other_nor_a_city():
    """Two links that leave one city in nearly the same direction."""
    flat = (("C1", "A", 6.0, -75.0), ("C2", "Bee", 5.2, -75.3), ("C3", "Sea", 4.0, -75.2))
    found = tuple(City(code, name, order=n, latitude=y, longitude=x) for n, (code, name, y, x) in enumerate(flat))
    links = (link("C1", "C2", 50.0), link("C1", "C3", 35.0), link("C2", "C3", 53.0))
    drawn = charts.map_picture(EN, State((("city", found),)), links)
    boxes = [(float(x), float(y)) for x, y in re.findall(r'<rect x="(\d+)" y="(\d+)"', drawn)]
    assert len(boxes) == 3
    for place, (x, y) in enumerate(boxes):
        assert all(abs(x - u) >= 60 or abs(y - v) >= 42 for u, v in boxes[:place])


def _seven(points):
    found = (City(f"C{n}", f"City {n}", order=n, latitude=y, longitude=x) for n, (y, x) in enumerate(points))
    return State((("city", tuple(found)),))


def test_of_many_links_the_weakest_has_its_number_and_no_number_covers_another():
    places = [(4.0 + n % 3, -75.0 + n * 0.7 % 2) for n in range(7)]
    links = [link(f"C{a}", f"C{b}", 90.0 - 3 * a - b) for a in range(7) for b in range(a + 1, 7)]
    assert charts.crowded(links)
    assert not charts.crowded(links[:10])
    drawn = charts.map_picture(EN, _seven(places), links)
    assert drawn.count("<line") == len(links)
    assert ">69</text>" in drawn
    boxes = [(float(x), float(y)) for x, y in re.findall(r'<rect x="(\d+)" y="(\d+)"', drawn)]
    assert 0 < len(boxes) < len(links)
    for place, (x, y) in enumerate(boxes):
        assert all(abs(x - u) >= 60 or abs(y - v) >= 42 for u, v in boxes[:place])


def test_a_name_stands_left_of_its_city_where_another_city_stands_to_the_right():
    drawn = charts.map_picture(EN, _seven([(4.0, -75.0), (4.0, -74.9), (3.0, -77.0)]), ())
    anchors = re.findall(r'text-anchor="(start|end)" font-size="30"[^>]*>(City \d)', drawn)
    assert {name: anchor for anchor, name in anchors} == {"City 0": "end", "City 1": "start", "City 2": "start"}


def test_the_weakest_links_are_counted_when_they_are_more_than_two(cities):
    equal = [link("C1", "C2", 35.4), link("C1", "C3", 35.2), link("C2", "C3", 35.0)]
    assert charts.weakest_title(EN, cities, equal) == EN("present.connections.weakest_many", n=3, index="35")


def test_the_weakest_link_is_the_finding_and_two_equal_ones_are_both_named(cities):
    weak = (link("C1", "C2", 41.6), link("C1", "C3", 35.2), link("C2", "C3", None))
    assert charts.weakest_title(EN, cities, weak) == "Weakest link: One – Three, 35 of 100"
    equal = (link("C1", "C2", 35.4), link("C1", "C3", 35.2))
    assert charts.weakest_title(EN, cities, equal).count(" – ") == 2
    assert charts.weakest_title(EN, cities, weak[1:]) == ""
