"""What the facts say about a city: its size class, and as much of its type as they show (Roberts 2019, ch. 2).

Secondary city: 100,000 to 1.5 million people, or 10 to 50 % of the country's largest city; one of the two is enough,
and the source adds that function outranks size. A city outside the first range whose second fact is missing is *not
known*: it could still be one. Of the types only «several centres in one region» can be read off the facts entered
here (two or more secondary partners in the same region); clustered and corridor need facts about the metropolis and
the road, so the facilitator chooses.
"""

from __future__ import annotations

from collections.abc import Sequence

from components.analysis.evidence import CityReading
from components.framework.parameters import Parameters
from components.framework.records import CityType, by_code
from components.workshop.records.cities import City

PARAMETERS = ("city.secondary_min", "city.secondary_max", "city.share_min", "city.share_max")
SECONDARY, SMALLER, LARGER, NOT_KNOWN = "secondary", "smaller", "larger", "not_known"
POLYCENTRIC = "regional_poly"


def readings(cities: Sequence[City], types: Sequence[CityType], parameters: Parameters) -> tuple[CityReading, ...]:
    """One reading per city, in their order. types: the framework's table, for the least number of centres."""
    centres = by_code(types, POLYCENTRIC).cities_minimum or 2
    classes = {city.code: _size(city, parameters)[0] for city in cities}
    return tuple(_reading(city, cities, classes, centres, parameters) for city in cities)


def _reading(
    city: City, cities: Sequence[City], classes: dict[str, str], centres: int, parameters: Parameters
) -> CityReading:
    size_class, rule, values = _size(city, parameters)
    beside = [other for other in cities if _same_region(city, other) and classes[other.code] == SECONDARY]
    several = size_class == SECONDARY and len(beside) >= centres
    return CityReading(
        city=city.code,
        size_class=size_class,
        rule=f"analysis.size.{rule}",
        values=values,
        suggested_type=POLYCENTRIC if several else "",
        type_rule="analysis.type.several_centres" if several else "analysis.type.not_known",
        type_values=(("n", float(len(beside))),) if several else (),
    )


def _same_region(one: City, other: City) -> bool:
    return bool(one.region and one.country) and (one.country, one.region) == (other.country, other.region)


def _size(city: City, parameters: Parameters) -> tuple[str, str, tuple[tuple[str, float], ...]]:
    """Size class, name of the rule, and the numbers of its text."""
    if city.population is None:
        return NOT_KNOWN, "no_population", ()
    low, high, share_low, share_high = (parameters.value(code) for code in PARAMETERS)
    values = (("population", city.population), ("low", low), ("high", high))
    if low <= city.population <= high:
        return SECONDARY, "by_population", values
    if not city.largest_city_population:
        return NOT_KNOWN, "outside_no_largest", values
    share = city.population / city.largest_city_population
    shares = (("share", 100 * share), ("share_low", 100 * share_low), ("share_high", 100 * share_high))
    if share_low <= share <= share_high:
        return SECONDARY, "by_share", (*values, *shares)
    return (SMALLER, "smaller", (*values, *shares)) if city.population < low else (LARGER, "larger", (*values, *shares))
