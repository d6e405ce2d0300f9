"""One city on one page, to be shared with the partners: what step 2 brings into its economic development strategy.

Roberts (2019, ch. 5, step 2) lets every city prepare such a strategy (CEDS) and share it; what stands on the page is
our own design: facts, index profile, clusters, gaps and opportunities.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.analysis.evidence import CityReading, Evidence, Gap, IndexValue, Link, Sector
from components.analysis.specialisation import Suggestion
from components.analysis.structure import Structure
from components.workshop.records.cities import City
from components.workshop.state import State

FACTS = (
    "population",
    "growth_percent",
    "gdp",
    "own_revenue",
    "unemployment_percent",
    "poverty_percent",
    "metropolis_km",
    "metropolis_minutes",
)
_MOST_GAPS, _MOST_SECTORS, _MOST_STRENGTHS = 5, 6, 3


@dataclass(frozen=True)
class Profile:
    """`facts`: (field, value), None is not known. `whole` and `dimensions`: index values, empty before a ballot is
    revealed. `gaps` and `strengths`: the city's own, the widest and best first. `sectors`: by location quotient.
    `links`: to every partner, the weakest first, unrated last. `opportunities`: partnerships that name the city.
    """

    city: City
    facts: tuple[tuple[str, float | None], ...]
    reading: CityReading | None
    whole: IndexValue | None
    dimensions: tuple[IndexValue, ...]
    gaps: tuple[Gap, ...]
    strengths: tuple[Gap, ...]
    sectors: tuple[Sector, ...]
    links: tuple[Link, ...]
    opportunities: tuple[Suggestion, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Fields of facts that are not known."""
        return tuple(field for field, value in self.facts if value is None)


def profile(state: State, evidence: Evidence, structure: Structure, code: str) -> Profile:
    """The page of a partner. Raises KeyError for a code that is none."""
    city = {city.code: city for city in state.cities}[code]
    sectors = [row for row in evidence.sectors if row.city == code and row.quotient is not None]
    links = [link for link in evidence.network.links if code in (link.first, link.second)]
    return Profile(
        city=city,
        facts=tuple((field, getattr(city, field)) for field in FACTS),
        reading=next((row for row in evidence.readings if row.city == code), None),
        whole=evidence.index(code),
        dimensions=tuple(row for row in evidence.indices if (row.subject, row.view) == (code, "dimension")),
        gaps=tuple(gap for gap in evidence.gaps if gap.subject == code)[:_MOST_GAPS],
        strengths=tuple(gap for gap in evidence.strengths if gap.subject == code)[:_MOST_STRENGTHS],
        sectors=tuple(sorted(sectors, key=lambda row: -(row.quotient or 0.0))[:_MOST_SECTORS]),
        links=tuple(sorted(links, key=lambda link: (link.index is None, link.index or 0.0))),
        opportunities=tuple(item for item in structure.suggestions if code in (*item.strong, *item.others)),
    )
