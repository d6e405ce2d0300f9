"""The three links, the four objects of step 2, and hard against soft: further readings of the same index values.

Three links (Roberts 2019, fig. 3.2): secondary–secondary from the ballot on pairs; urban–rural from the cells within
the region; secondary–metropolitan from the indicators that measure it. Which source stands for which link, and that
the jobs in strong sectors stand for the clusters, is our own design. Where an instrument has no such cells and nobody
entered such an indicator, a link was not asked; that is not an index of 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from components.analysis import means
from components.analysis.evidence import IndexValue, Sector
from components.analysis.hierarchy import of_groups
from components.analysis.index_records import (
    ESTIMATED,
    MEASURED,
    Balance,
    LinkIndex,
    MeasuredValue,
    ObjectIndex,
    confidence,
)
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.workshop.records.cities import City, pair_code

PARAMETERS = ("index.coverage_minimum", "balance.points")
URBAN_RURAL, SECONDARY, METROPOLITAN = "urban_rural", "secondary_secondary", "secondary_metropolitan"
CLUSTERS, NETWORKS, RURAL, EXTERNAL = "clusters", "city_networks", "urban_rural", "external_links"
_WITHIN, _OUTSIDE = "within", ("between", "international")
_PER_CENT = 100.0

Values = Mapping[tuple[str, str, str], IndexValue]


def three_links(
    cities: Sequence[City], values: Values, measured: Sequence[MeasuredValue], catalogue: Catalogue
) -> tuple[LinkIndex, ...]:
    """Every pair with its secondary–secondary link, every city with its urban–rural and metropolitan ones."""
    pairs = [pair_code(one, two) for one, two in combinations(cities, 2)]
    link_of = {row.code: row.link for row in catalogue.indicators}
    by_indicator: dict[tuple[str, str], list[MeasuredValue]] = {}
    for row in measured:
        if link_of[row.indicator] and row.points is not None:
            by_indicator.setdefault((str(link_of[row.indicator]), row.subject), []).append(row)
    found = [_link(SECONDARY, pair, values.get((pair, "all", "all")), "pairs", by_indicator) for pair in pairs]
    for city in cities:
        within = values.get((city.code, "scale", _WITHIN))
        found.append(_link(URBAN_RURAL, city.code, within, "cells", by_indicator))
        found.append(_link(METROPOLITAN, city.code, None, "", by_indicator))
    return tuple(found)


def four_objects(
    cities: Sequence[City], values: Values, sectors: Sequence[Sector], parameters: Parameters
) -> tuple[ObjectIndex, ...]:
    """Clusters, city networks, urban–rural and external links of every city.

    City networks: mean index of the pairs that the city is in. External links: the cells between regions and the
    international ones, of the same weight per scale.
    """
    least = parameters.value("index.coverage_minimum")
    found = []
    for city in cities:
        pairs = [values.get((pair_code(*sorted((city, other), key=_order)), "all", "all")) for other in cities]
        partners = [row for other, row in zip(cities, pairs, strict=True) if other.code != city.code]
        found.append(_clusters(city.code, [row for row in sectors if row.city == city.code], least))
        found.append(_object(NETWORKS, city.code, partners, least))
        found.append(_object(RURAL, city.code, [values.get((city.code, "scale", _WITHIN))], least))
        found.append(_object(EXTERNAL, city.code, [values.get((city.code, "scale", code)) for code in _OUTSIDE], least))
    return tuple(found)


def balances(subjects: Sequence[str], values: Values, parameters: Parameters) -> tuple[Balance, ...]:
    """Hard against soft of every city and pair that has such an index. Balanced: not further apart than a parameter."""
    apart = parameters.value("balance.points")
    found = []
    for subject in subjects:
        hard, soft = values.get((subject, "kind", "hard")), values.get((subject, "kind", "soft"))
        if hard is None or soft is None:
            continue
        reading, difference = "not_known", None
        if hard.value is not None and soft.value is not None:
            difference = hard.value - soft.value
            if not hard.indicative and not soft.indicative:
                reading = "balanced" if abs(difference) <= apart else "hard_ahead" if difference > 0 else "soft_ahead"
        found.append(Balance(subject, hard.value, soft.value, difference, reading))
    return tuple(found)


def not_asked(values: Sequence[IndexValue], catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """(view, code) of every dimension, kind and scale for which the revealed ballot on cities has no cell."""
    if not values:
        return ()
    there = {(row.view, row.code) for row in values}
    axes = (("dimension", catalogue.dimensions), ("kind", catalogue.kinds), ("scale", catalogue.scales))
    return tuple((view, term.code) for view, terms in axes for term in terms if (view, term.code) not in there)


def _order(city: City) -> int:
    return city.order


def _link(
    link: str,
    subject: str,
    index: IndexValue | None,
    basis: str,
    by_indicator: Mapping[tuple[str, str], list[MeasuredValue]],
) -> LinkIndex:
    if index is not None:
        asked = LinkIndex(link, subject, index.value, index.coverage, index.indicative, basis, index.confidence, True)
        if index.value is not None:
            return asked
    rows = by_indicator.get((link, subject), [])
    known = [row.points for row in rows if row.points is not None]
    if known:
        guessed = sum(row.confidence == ESTIMATED for row in rows) / len(rows)
        # One figure or two are no index of a link: shown, and always indicative.
        sure = confidence(1 - guessed, guessed)
        return LinkIndex(link, subject, sum(known) / len(known), 1.0, True, "indicators", sure, True)
    return asked if index is not None else LinkIndex(link, subject, None, 0.0, True, "", "", False)


def _object(name: str, city: str, parts: Sequence[IndexValue | None], least: float) -> ObjectIndex:
    """The mean of its parts, made by the engine; coverage counts what is covered inside each part."""
    asked = [row for row in parts if row is not None]
    if not asked:
        return ObjectIndex(name, city, None, 0.0, True, "", False)
    tree = of_groups({name: range(len(asked))}, len(asked))
    worth = np.array([[np.nan if row.value is None else row.value for row in asked]])
    index = means.climb(tree, worth, tree.weights, (1.0,))[0, 0]
    known = [row for row in asked if row.value is not None]
    coverage = sum(row.coverage for row in known) / len(parts)
    shares = [sum(getattr(row, share) for row in known) / max(len(known), 1) for share in _SHARES]
    value = None if np.isnan(index) else float(index)
    return ObjectIndex(name, city, value, coverage, coverage < least, confidence(*shares), True)


_SHARES = ("measured_share", "estimated_share")


def _clusters(city: str, sectors: Sequence[Sector], least: float) -> ObjectIndex:
    """Share of the known jobs that stand in strong sectors, in percent. Coverage: sectors with a known quotient."""
    if not sectors:
        return ObjectIndex(CLUSTERS, city, None, 0.0, True, "", False)
    told = [row for row in sectors if row.quotient is not None]
    shares = sum(row.share or 0.0 for row in told)
    coverage = len(told) / len(sectors)
    value = _PER_CENT * sum(row.share or 0.0 for row in told if row.strong) / shares if shares > 0 else None
    return ObjectIndex(CLUSTERS, city, value, coverage, coverage < least, MEASURED, True)
