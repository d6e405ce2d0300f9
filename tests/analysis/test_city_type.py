from dataclasses import replace

import pytest

from components.analysis.city_type import readings
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from tests.builders import cities

PARAMETERS, TYPES = load_parameters(), load().city_types


@pytest.mark.parametrize(
    ("population", "largest", "size_class", "rule"),
    [
        (100_000, None, "secondary", "by_population"),
        (1_500_000, 2_000_000, "secondary", "by_population"),
        (99_999, 999_990, "secondary", "by_share"),  # 10 % of the largest city
        (2_000_000, 4_000_000, "secondary", "by_share"),  # 50 % of it
        (99_999, 5_000_000, "smaller", "smaller"),
        (2_000_000, 3_000_000, "larger", "larger"),
        (3_000_000, 3_000_000, "larger", "larger"),  # the largest itself
        (99_999, None, "not_known", "outside_no_largest"),
        (2_000_000, None, "not_known", "outside_no_largest"),
        (None, 5_000_000, "not_known", "no_population"),
    ],
)
def test_size_class_and_the_rule_that_fired(population, largest, size_class, rule):
    city = replace(cities(1)[0], population=population, largest_city_population=largest)
    found = readings((city,), TYPES, PARAMETERS)[0]
    assert (found.city, found.size_class, found.rule) == ("C1", size_class, f"analysis.size.{rule}")


def test_the_numbers_of_the_rule_come_with_it():
    city = replace(cities(1)[0], population=50_000.0, largest_city_population=400_000.0)
    values = dict(readings((city,), TYPES, PARAMETERS)[0].values)
    assert values == {
        "population": 50_000,
        "low": 100_000,
        "high": 1_500_000,
        "share": 12.5,
        "share_low": 10,
        "share_high": 50,
    }


def test_several_secondary_cities_in_one_region():
    first, second, third = cities(3)
    found = readings((first, replace(second, region="R1"), third), TYPES, PARAMETERS)
    assert [row.suggested_type for row in found] == ["regional_poly", "regional_poly", "regional_mono"]
    assert found[0].type_values == (("n", 2.0),)
    assert found[2].type_rule == "analysis.type.one_centre"


@pytest.mark.parametrize(
    ("facts", "suggested", "rule"),
    [
        ({"metropolis_km": 100.0}, "clustered", "near_metropolis"),
        ({"metropolis_km": 101.0, "metropolis_minutes": 60.0}, "clustered", "hour_from_metropolis"),
        ({"metropolis_km": 300.0, "metropolis_minutes": 61.0, "on_route": "yes"}, "corridor", "on_route"),
        ({"metropolis_km": 300.0, "on_route": "no"}, "regional_mono", "one_centre"),
        ({"on_route": "yes", "population": None}, "corridor", "on_route"),
    ],
)
def test_distance_travel_time_and_routes(facts, suggested, rule):
    found = readings((replace(cities(1)[0], **facts),), TYPES, PARAMETERS)[0]
    assert (found.suggested_type, found.type_rule) == (suggested, f"analysis.type.{rule}")


@pytest.mark.parametrize(
    ("population", "expected"), [(50_000, True), (1_000_000, True), (1_000_001, False), (None, None)]
)
def test_intermediate_cities_overlap_with_secondary_ones(population, expected):
    assert readings((replace(cities(1)[0], population=population),), TYPES, PARAMETERS)[0].intermediate is expected


@pytest.mark.parametrize(
    ("change", "second_type"), [({"region": ""}, ""), ({"country": "YY"}, "regional_mono"), ({"population": None}, "")]
)
def test_cities_of_other_regions_or_sizes_make_no_several_centres(change, second_type):
    first, second = cities(2)
    found = readings((first, replace(second, **{"region": "R1", **change})), TYPES, PARAMETERS)
    assert [row.suggested_type for row in found] == ["regional_mono", second_type]
