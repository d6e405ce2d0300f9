"""The partner cities, what is known of them, and their employment. None means not known."""

from __future__ import annotations

from dataclasses import dataclass

from components.workshop.records.base import Record, free_text

SYMBOLS = ("●", "■", "▲", "◆", "✚", "★", "⬟", "⬢", "▼", "✖")
# Okabe & Ito (2008), told apart by the colour-blind; the strongest on white first, with the symbol as the second sign
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")


@dataclass(frozen=True)
class City(Record):
    """One partner. Its place in the list (`order`) fixes its colour and its symbol everywhere.

    `metropolis`: the nearest one, with the distance (km, great circle or road) and the travel time to it. `on_route`:
    whether it lies on a trade route: yes, no, or empty while nobody said.
    """

    name: str = ""
    name_second: str = ""
    order: int = 0
    country: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: float | None = None
    population_year: int | None = None
    population_definition: str = ""
    population_source: str = ""
    largest_city_population: float | None = None
    metropolis: str = ""
    metropolis_km: float | None = None
    metropolis_minutes: float | None = None
    on_route: str = ""
    growth_percent: float | None = None
    city_type: str = ""
    gdp: float | None = None
    gdp_level: str = ""
    gdp_source: str = ""
    own_revenue: float | None = None
    current_revenue: float | None = None
    current_spending: float | None = None
    capital_spending: float | None = None
    debt_service: float | None = None
    sectors: str = free_text()
    unemployment_percent: float | None = None
    poverty_percent: float | None = None
    strategy: str = ""
    strategy_year: int | None = None
    benefit: str = free_text()
    leaves_if: str = free_text()
    demonstration_facts: str = ""

    @property
    def symbol(self) -> str:
        """The city's symbol in every chart, map, phone page and sheet."""
        return SYMBOLS[self.order % len(SYMBOLS)]

    @property
    def colour(self) -> str:
        """The city's colour beside its symbol, as #RRGGBB."""
        return COLOURS[self.order % len(COLOURS)]


@dataclass(frozen=True)
class Employment(Record):
    """Persons employed; code `city.sector`, with city `REF` for the reference economy. None is not known.

    `persons_before` and `year_before`: the same sector some years earlier, for what changed.
    """

    city: str = ""
    sector: str = ""
    persons: float | None = None
    year: int | None = None
    source: str = ""
    demonstration: bool = False
    persons_before: float | None = None
    year_before: int | None = None


def pair_code(first: City, second: City) -> str:
    """Code of an unordered pair: `C1-C2`, in the order of the cities."""
    early, late = sorted((first, second), key=lambda city: city.order)
    return f"{early.code}-{late.code}"
