"""The gazetteer finds real places as people write them, and measures between them."""

import gzip
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.workshop import gazetteer
from components.workshop.gazetteer import Place, distance_km, normalised, search

degrees = {
    "latitude": st.floats(-90, 90, allow_nan=False),
    "longitude": st.floats(-180, 180, allow_nan=False),
}


def first(query: str) -> Place:
    return search(query)[0]


def test_the_demonstration_s_cities_are_found_with_position_and_population():
    pereira = first("Pereira")
    assert (pereira.country, pereira.region) == ("CO", "Risaralda")
    assert pereira.latitude == pytest.approx(4.81, abs=0.02)
    assert pereira.longitude == pytest.approx(-75.69, abs=0.02)
    assert 400_000 < pereira.population < 600_000
    assert "GeoNames" in pereira.source
    assert first("Manizales").region == "Caldas"
    assert first("Armenia, Colombia").region == "Quindio"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("bogota", "Bogotá"),
        ("SÃO  JOSÉ", "São José"),
        ("Lodz", "Łódź"),
        ("xian", "Xi’an"),
        ("cologne", "Köln"),
        ("  Pereira ", "Pereira"),
    ],
)
def test_accents_case_and_punctuation_do_not_matter(query, name):
    assert first(query).name == name


def test_both_scripts_find_the_same_city():
    assert first("苏州") == first("蘇州") == first("Suzhou")
    assert first("成都") == first("Chengdu")


def test_two_suzhou_can_be_told_apart():
    jiangsu, anhui = search("Suzhou")[:2]
    assert (jiangsu.region, anhui.region) == ("Jiangsu", "Anhui")
    assert jiangsu.region_name("zh") == "江苏"
    assert anhui.region_name("zh") == "安徽"
    assert jiangsu.population > anhui.population
    assert jiangsu.geoname_id != anhui.geoname_id
    assert first("宿州") == anhui


@pytest.mark.parametrize("query", ["Suzhou, Anhui", "苏州，江苏", "Suzhou, 安徽", "suzhou, anh"])
def test_a_comma_narrows_to_a_region(query):
    assert first(query).region == ("Jiangsu" if "江苏" in query else "Anhui")


def test_a_comma_narrows_to_a_country_by_name_or_code():
    assert {place.country for place in search("San Jose, cr")} == {"CR"}
    assert first("San Jose, Costa Rica") == first("San Jose, 哥斯达黎加")


def test_an_exact_name_comes_before_a_longer_one_and_a_beginning_before_a_part():
    names = [place.name for place in search("york", limit=40)]
    assert names[:2] == ["York", "York"]
    assert names.index("York") < names.index("Yorkville") < names.index("New York City")
    same_name = [place.population for place in search("Springfield", limit=5)]
    assert same_name == sorted(same_name, reverse=True)


@pytest.mark.parametrize("query", ["", "   ", "!?", ",", "zzzzqq", ", China"])
def test_nothing_is_found_for_nothing(query):
    assert search(query) == ()


def test_the_limit_holds_and_no_place_comes_twice():
    found = search("san", limit=30)
    assert len(found) == 30
    assert len({place.geoname_id for place in found}) == 30
    assert search("san", limit=0) == ()


def test_names_of_countries_in_both_languages():
    place = first("Pereira")
    assert place.country_name("en") == "Colombia"
    assert place.country_name("zh") == "哥伦比亚"
    assert replace(place, country="ZZX").country_name("en") == "ZZX"


def test_an_unknown_region_stays_blank_and_a_region_outside_china_keeps_its_name():
    assert first("Seoul").region == ""
    assert first("Pereira").region_name("zh") == "Risaralda"


def test_the_file_holds_every_place_once_within_its_size():
    file = gazetteer.FOLDER / "cities.csv.gz"
    assert file.stat().st_size < 1_250_000
    rows = gzip.decompress(file.read_bytes()).decode().splitlines()
    assert len(rows) - 1 == len({row.split(",", 1)[0] for row in rows}) - 1 == 34_006
    assert (gazetteer.FOLDER / "ATTRIBUTION.md").read_text().count("CC BY 4.0") >= 1


def test_distance_reproduces_a_published_great_circle():
    """Heathrow to JFK: 5,554 km (great-circle distance published for the route, 2,999 nautical miles)."""
    assert distance_km(51.4700, -0.4543, 40.6413, -73.7781) == pytest.approx(5_554, rel=0.004)


def test_distance_by_hand():
    """A quarter of the equator and from pole to pole: 1/4 and 1/2 of 2·π·6371.0088."""
    assert distance_km(0, 0, 0, 90) == pytest.approx(10_007.557, abs=0.01)
    assert distance_km(90, 0, -90, 0) == pytest.approx(20_015.115, abs=0.01)
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(111.195, abs=0.01)


@given(**{f"a_{name}": value for name, value in degrees.items()}, **{f"b_{n}": value for n, value in degrees.items()})
def test_distance_is_symmetric_never_negative_and_at_most_half_the_earth(
    a_latitude, a_longitude, b_latitude, b_longitude
):
    there = distance_km(a_latitude, a_longitude, b_latitude, b_longitude)
    assert there == pytest.approx(distance_km(b_latitude, b_longitude, a_latitude, a_longitude), abs=1e-6)
    assert 0 <= there <= 20_015.2
    assert distance_km(a_latitude, a_longitude, a_latitude, a_longitude) == 0


@given(st.text(max_size=20))
def test_any_text_can_be_searched_and_normalising_twice_changes_nothing(text):
    assert len(search(text)) <= 8
    assert normalised(normalised(text)) == normalised(text)


def test_no_letter_of_any_script_is_normalised_half_way():
    letters = [chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000]
    assert [letter for letter in letters if normalised(normalised(letter)) != normalised(letter)] == []


def test_a_place_is_called_by_its_whole_names_only():
    [suzhou] = gazetteer.search("苏州, 江苏", 1)
    assert gazetteer.is_called(suzhou, "苏州")
    assert gazetteer.is_called(suzhou, "suzhou")
    assert not gazetteer.is_called(suzhou, "苏")
    assert not gazetteer.is_called(suzhou, "")
