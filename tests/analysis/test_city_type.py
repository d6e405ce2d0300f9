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
    assert [row.suggested_type for row in found] == ["regional_poly", "regional_poly", ""]
    assert found[0].type_values == (("n", 2.0),)
    assert found[2].type_rule == "analysis.type.not_known"


@pytest.mark.parametrize("change", [{"region": ""}, {"country": "YY"}, {"population": None}])
def test_no_type_is_suggested_on_missing_or_other_facts(change):
    first, second = cities(2)
    found = readings((first, replace(second, **{"region": "R1", **change})), TYPES, PARAMETERS)
    assert [row.suggested_type for row in found] == ["", ""]
