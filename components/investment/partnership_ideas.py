"""Step 3: which partnerships the evidence suggests, each with its reason in numbers.

A cluster: a sector in which one city is strong (parameter `clusters.strong_lq`) and at least one other has no smaller a
share of its jobs than the reference (`partnership.partner_lq`); the cities with so much of it take part. A public
service: a service of table 5.1 that a gap asks for at a level that links cities. What is a candidate already is not
suggested again. Both rules are our own design; a location quotient says what there is, not what can grow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.analysis.evidence import Evidence, Sector
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.plan_records import Proposal
from components.investment.proposals import PAIR_LEVELS
from components.workshop.state import State

CLUSTER, SERVICE = "cluster", "public_service"
PARAMETERS = ("clusters.strong_lq", "partnership.partner_lq")
_SERVICES = "services"


@dataclass(frozen=True)
class ClusterIdea:
    """A sector that several cities share. `quotients`: (city, location quotient), the highest first."""

    sector: str
    quotients: tuple[tuple[str, float], ...]

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities in it."""
        return tuple(city for city, _ in self.quotients)


@dataclass(frozen=True)
class ServiceIdea:
    """A public service that a gap asks for; `cities`: those of the gap, all partners where it is of one city."""

    public_good: str
    cities: tuple[str, ...]
    reason: Proposal


def clusters(state: State, evidence: Evidence, parameters: Parameters) -> tuple[ClusterIdea, ...]:
    """The sectors that several cities share, those with the strongest second city first."""
    known = {item.sector for item in state.partnerships if item.activity == CLUSTER and item.sector}
    least = parameters.value("partnership.partner_lq")
    by_sector: dict[str, list[Sector]] = {}
    for row in evidence.sectors:
        if row.quotient is not None and not row.small_numbers and row.quotient >= least and row.sector not in known:
            by_sector.setdefault(row.sector, []).append(row)
    found = []
    for sector, rows in by_sector.items():
        if len(rows) > 1 and any(row.strong for row in rows):
            ordered = sorted(rows, key=lambda row: (-(row.quotient or 0.0), row.city))
            found.append(ClusterIdea(sector, tuple((row.city, row.quotient or 0.0) for row in ordered)))
    return tuple(sorted(found, key=lambda idea: (-idea.quotients[1][1], idea.sector)))


def services(state: State, proposals: Sequence[Proposal], catalogue: Catalogue) -> tuple[ServiceIdea, ...]:
    """The services that gaps ask for at a level that links cities, the widest gap first."""
    goods = {good.code: good for good in catalogue.public_goods}
    named = {item.name for item in state.partnerships}
    every = tuple(city.code for city in state.cities)
    found = []
    for row in proposals:
        good = goods[row.public_good]
        if good.form != _SERVICES or good.level not in PAIR_LEVELS or {good.label.en, good.label.zh} & named:
            continue
        pair = tuple(part for part in row.subject.split("-") if part in every)
        found.append(ServiceIdea(good.code, pair if len(pair) > 1 else every, row))
    return tuple(found)
