"""Clusters: in which sectors a city has more of its jobs than the reference economy has.

Location quotient LQ = (e/E) / (r/R), with e and r the persons employed in the sector in the city and in the
reference, E and R the persons employed in all sectors *that are known for both* (Isard 1960, ch. 5). A sector that
one of them does not know is left out of both totals: not known is not zero, and a total with a hole would raise every
other quotient.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from components.analysis.evidence import Sector
from components.framework.parameters import Parameters
from components.workshop.records.cities import Employment

PARAMETERS = ("clusters.strong_lq", "clusters.small_numbers")
REFERENCE = "REF"

Floats = NDArray[np.float64]


def location_quotient(employment: Floats, reference: Floats) -> Floats:
    """Specialisation of each city in each sector; 1 = as the reference.

    employment: cities x sectors, persons, NaN = not known (stays NaN). reference: sectors, persons, same definition;
    NaN or 0 gives NaN. Source: Isard (1960), ch. 5.
    """
    both = ~np.isnan(employment) & ~np.isnan(reference)
    city_total = np.where(both, employment, 0.0).sum(axis=1, keepdims=True)
    reference_total = np.where(both, reference, 0.0).sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = (employment / city_total) / (reference / reference_total)
    return np.where(both & (reference > 0) & (city_total > 0), quotient, np.nan)


def sectors(
    rows: Sequence[Employment], cities: Sequence[str], order: Sequence[str], parameters: Parameters
) -> tuple[Sector, ...]:
    """Every sector of every city that has a row, by city, then in the framework's order (own ones last).

    `share`: of the jobs in the city's known sectors. `strong`: at or above the threshold and not resting on small
    numbers.
    """
    named = {row.sector for row in rows if row.sector}
    codes = [*(code for code in order if code in named), *sorted(named - set(order))]
    by_place = {(row.city, row.sector): row for row in rows}
    table = _persons(by_place, (*cities, REFERENCE), codes)
    quotients = location_quotient(table[:-1], table[-1])
    totals = np.nansum(table, axis=1)
    return tuple(
        _sector(
            row,
            float(totals[place]),
            float(quotients[place, column]),
            by_place.get((REFERENCE, sector)),
            parameters,
        )
        for place, city in enumerate(cities)
        for column, sector in enumerate(codes)
        if (row := by_place.get((city, sector))) is not None
    )


def _persons(by_place: dict[tuple[str, str], Employment], places: Sequence[str], codes: Sequence[str]) -> Floats:
    empty = Employment(code="")
    found = [[by_place.get((place, code), empty).persons for code in codes] for place in places]
    return np.array(found, dtype=float).reshape(len(places), len(codes))


def _sector(
    row: Employment, total: float, quotient: float, reference: Employment | None, parameters: Parameters
) -> Sector:
    known = None if np.isnan(quotient) else quotient
    small = row.persons is not None and row.persons < parameters.value("clusters.small_numbers")
    return Sector(
        city=row.city,
        sector=row.sector,
        persons=row.persons,
        share=row.persons / total if row.persons is not None and total > 0 else None,
        quotient=known,
        strong=known is not None and not small and known >= parameters.value("clusters.strong_lq"),
        small_numbers=small,
        demonstration=row.demonstration or (reference is not None and reference.demonstration),
    )
