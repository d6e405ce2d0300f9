import json

import pytest

from components.analysis.evidence import Link
from components.language import texts
from components.ui.maps import deck, view_of
from components.workshop.records.cities import City

CITIES = [
    City("C1", name="宁波", order=0, latitude=29.87, longitude=121.55),
    City("C2", name="舟山", order=1, latitude=30.02, longitude=122.11),
    City("C3", name="台州", order=2, latitude=28.66, longitude=121.43),
]
LINKS = (
    Link("C1-C2", "C1", "C2", 57.0, 60.0, None, "", 12, "consensus"),
    Link("C1-C3", "C1", "C3", 135.0, 20.0, None, "", 12, "consensus"),
    Link("C2-C3", "C2", "C3", 165.0, None, None, "", 0, "too_few"),
)


@pytest.fixture
def sent():
    return json.loads(deck(texts("zh"), CITIES, LINKS).to_json())


def layer(sent, kind, place=0):
    return [item for item in sent["layers"] if item["@@type"] == kind][place]


def test_the_map_asks_no_tile_server(sent):
    assert "mapProvider" not in sent or sent["mapProvider"] is None
    assert "http" not in json.dumps(sent)


def test_a_stronger_link_is_wider_and_an_unrated_one_is_thin_and_says_so(sent):
    widths = [row["width"] for row in layer(sent, "LineLayer")["data"]]
    assert widths[0] > widths[1] > widths[2]
    assert [row["text"] for row in layer(sent, "TextLayer")["data"]] == ["60", "20", "未评分"]


def test_chinese_names_are_drawn_with_their_own_letters(sent):
    names = layer(sent, "TextLayer", 2)
    assert [row["text"] for row in names["data"]] == ["宁波", "舟山", "台州"]
    assert names["characterSet"] == "auto"


def test_the_map_of_a_region_is_light():
    assert len(deck(texts("en"), CITIES, LINKS).to_json()) < 150_000


def test_all_cities_lie_in_the_picture_with_room_for_their_names():
    view = view_of(CITIES)
    for city in CITIES:
        x, y = view.pixel(city.longitude, city.latitude)
        assert abs(x) < 200
        assert abs(y) < 150


def test_one_city_alone_has_a_view_of_its_surroundings():
    view = view_of(CITIES[:1])
    assert view.pixel(CITIES[0].longitude, CITIES[0].latitude) == pytest.approx((0.0, 0.0))
    assert 5 < view.zoom < 12
