"""What the facts say about a city: its size class, and as much of its type as they show (Roberts 2019, ch. 2).

Secondary city: 100,000 to 1.5 million people, or 10 to 50 % of the country's largest city; one of the two is enough,
and the source adds that function outranks size. A city outside the first range whose second fact is missing is *not
known*: it could still be one. Intermediate city: 50,000 to 1 million people; the two ranges overlap.

Types, in this order, the first that the facts show (the order is own design): clustered, when a metropolis lies
within the reach of its sprawl (100 km) or within an hour's travel; corridor, when it lies on a trade route; region with
several centres, when two or more secondary partners lie in the same region; region with one centre, when it is the
only secondary partner of its region. A city whose facts show none of them keeps what the facilitator chooses.
"""

from __future__ import annotations

from collections.abc import Sequence

from components.analysis.evidence import CityReading
from components.framework.parameters import Parameters
from components.framework.records import CityType, by_code
from components.workshop.records.cities import City

_SIZES = ("city.secondary_min", "city.secondary_max", "city.share_min", "city.share_max")
PARAMETERS = (*_SIZES, "city.intermediate_min", "city.intermediate_max", "city.commuting_minutes")
SECONDARY, SMALLER, LARGER, NOT_KNOWN = "secondary", "smaller", "larger", "not_known"
POLYCENTRIC, MONOCENTRIC, CLUSTERED, CORRIDOR = "regional_poly", "regional_mono", "clustered", "corridor"
YES = "yes"


def readings(cities: Sequence[City], types: Sequence[CityType], parameters: Parameters) -> tuple[CityReading, ...]:
    """One reading per city, in their order. types: the framework's table, for its distances and least numbers."""
    classes = {city.code: _size(city, parameters)[0] for city in cities}
    return tuple(_reading(city, cities, classes, types, parameters) for city in cities)


def _reading(
    city: City, cities: Sequence[City], classes: dict[str, str], types: Sequence[CityType], parameters: Parameters
) -> CityReading:
    size_class, rule, values = _size(city, parameters)
    beside = [other for other in cities if _same_region(city, other) and classes[other.code] == SECONDARY]
    suggested, type_rule, type_values = _type(city, size_class, len(beside), types, parameters)
    return CityReading(
        city=city.code,
        size_class=size_class,
        rule=f"analysis.size.{rule}",
        values=values,
        intermediate=_intermediate(city, parameters),
        suggested_type=suggested,
        type_rule=f"analysis.type.{type_rule}",
        type_values=type_values,
    )


def _intermediate(city: City, parameters: Parameters) -> bool | None:
    low, high = parameters.value("city.intermediate_min"), parameters.value("city.intermediate_max")
    return None if city.population is None else low <= city.population <= high


def _type(
    city: City, size_class: str, beside: int, types: Sequence[CityType], parameters: Parameters
) -> tuple[str, str, tuple[tuple[str, float], ...]]:
    """Type, name of the rule, and the numbers of its text. beside: secondary partners of the region, itself
    included.
    """
    reach = by_code(types, CLUSTERED).sprawl_km
    if city.metropolis_km is not None and reach is not None and city.metropolis_km <= reach:
        return CLUSTERED, "near_metropolis", (("km", city.metropolis_km), ("reach", reach))
    hour = parameters.value("city.commuting_minutes")
    if city.metropolis_minutes is not None and city.metropolis_minutes <= hour:
        return CLUSTERED, "hour_from_metropolis", (("minutes", city.metropolis_minutes), ("most", hour))
    if city.on_route == YES:
        return CORRIDOR, "on_route", ()
    if size_class == SECONDARY and beside >= (by_code(types, POLYCENTRIC).cities_minimum or 2):
        return POLYCENTRIC, "several_centres", (("n", float(beside)),)
    if size_class == SECONDARY and city.region and city.country:
        return MONOCENTRIC, "one_centre", ()
    return "", "not_known", ()


def _same_region(one: City, other: City) -> bool:
    return bool(one.region and one.country) and (one.country, one.region) == (other.country, other.region)


def _size(city: City, parameters: Parameters) -> tuple[str, str, tuple[tuple[str, float], ...]]:
    """Size class, name of the rule, and the numbers of its text."""
    if city.population is None:
        return NOT_KNOWN, "no_population", ()
    low, high, share_low, share_high = (parameters.value(code) for code in _SIZES)
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
