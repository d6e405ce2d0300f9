import pytest

from components.workshop.changes import Edit
from components.workshop.edits import setup
from components.workshop.edits.fields import set_field, set_fields
from components.workshop.gazetteer import Place
from tests.workshop.edits.folding import keys, on_top, past, state_after


def test_the_setting_is_entered_field_by_field(state):
    after = on_top(state, set_fields(state, "setting", "main", {"first_year": 2027, "years": 5, "currency": " cop "}))
    assert after.setting.plan_years == (2027, 2028, 2029, 2030, 2031)
    assert after.setting.currency == "COP"
    assert keys(set_field, state, "setting", "main", "currency", "peso") == ["currency"]
    assert keys(set_field, state, "setting", "main", "unit", "dozen") == ["not_in_list"]
    wrong = {"years": 2, "unit": "dozen"}
    assert sorted(keys(set_fields, state, "setting", "main", wrong)) == ["not_in_list", "out_of_range"]


@pytest.mark.parametrize(("years", "fits"), [(2, False), (3, True), (10, True), (11, False)])
def test_a_plan_has_three_to_ten_years(years, fits):
    if fits:
        assert on_top(state_after(), set_field(state_after(), "setting", "main", "years", years)).setting.years == years
    else:
        assert keys(set_field, state_after(), "setting", "main", "years", years) == ["out_of_range"]


def test_a_city_that_is_added_gets_the_next_code_and_place(state):
    after = on_top(state, setup.add_city(state, past(("city", "C4")), "Delta"))
    assert (after.cities[-1].code, after.cities[-1].name, after.cities[-1].order) == ("C5", "Delta", 3)
    assert keys(setup.add_city, state, [], " alpha ") == ["city_twice"]
    assert keys(setup.add_city, state, [], "  ") == ["needs_name"]


def test_a_place_brings_its_coordinates_and_where_they_are_from(state):
    place = Place(1, "Suzhou", "CN", "Jiangsu", "江苏", 31.3, 120.6, 5345961)
    after = on_top(state, setup.add_place(state, [], place))
    city = after.cities[-1]
    assert (city.latitude, city.longitude, city.population, city.region) == (31.3, 120.6, 5345961, "Jiangsu")
    assert city.population_source == place.source
    assert keys(setup.add_place, after, [], place) == ["city_twice"]
    other = Place(2, "Suzhou", "CN", "Anhui", "安徽", 33.6, 116.9, 205130)
    assert [found.region for found in on_top(after, setup.add_place(after, [], other)).cities[-2:]] == [
        "Jiangsu",
        "Anhui",
    ]


def test_a_place_keeps_the_name_the_room_writes_and_is_still_one_place(state):
    place = Place(1, "Suzhou", "CN", "Jiangsu", "江苏", 31.3, 120.6, 5345961)
    after = on_top(state, setup.add_place(state, [], place, "苏州"))
    assert (after.cities[-1].name, after.cities[-1].name_second) == ("苏州", "Suzhou")
    assert keys(setup.add_place, after, [], place) == ["city_twice"]


def test_a_city_leaves_what_names_it_and_a_leading_city_cannot_go(state):
    after = on_top(state, setup.remove_city(state, "C2"))
    assert [city.code for city in after.cities] == ["C1", "C3"]
    assert after.options[0].cities == ("C1",)
    led = on_top(state, [("option", "P01", "lead_city", "C2")])
    assert keys(setup.remove_city, led, "C2") == ["city_leads"]
    assert keys(setup.remove_city, state, "C9") == ["gone"]


def test_what_a_city_alone_wanted_is_not_handed_to_the_others_when_it_goes(state):
    alone = on_top(state, [("option", "P01", "cities", ("C2",))])
    after = on_top(alone, setup.remove_city(alone, "C2"))
    assert after.options[0].cities == ("C2",)


def test_no_city_is_larger_than_the_largest(state):
    city = {"population": 500, "largest_city_population": 400}
    assert keys(setup.add_city, state, [], "Delta", city) == ["larger_than_largest"]


@pytest.mark.parametrize("ballot", ["present", "importance"])
def test_the_instrument_stays_once_its_ballot_was_opened(ballot):
    state = state_after(("setting", "main", "title", "Room"))
    assert on_top(state, set_field(state, "setting", "main", "instrument", "quick")).setting.instrument == "quick"
    opened = on_top(state, [Edit("round", f"{ballot}.1", "state", "open")])
    assert keys(set_field, opened, "setting", "main", "instrument", "quick") == ["instrument_asked"]
    assert set_fields(opened, "setting", "main", {"instrument": "standard", "title": "Another"})
