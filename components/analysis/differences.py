"""Who differs on one item: cities from each other, groups from each other, or people within them.

The medians of the cities are compared, and the medians of the stakeholder groups pooled over the cities; the wider of
the two distances names the cause once it reaches the distance from which city medians count as a split
(`agreement.split_city_medians`). Where neither does, and the marks still lie too far apart for consensus, people differ
within cities and groups alike (own design). Only medians that may be shown are compared, so that a small group is never
named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.analysis.evidence import Agreement
from components.framework.parameters import Parameters

PARAMETERS = ("agreement.split_city_medians", "agreement.consensus_within_one", "agreement.consensus_iqr")
CITIES, GROUPS, WITHIN, NOBODY, WITHHELD = "cities", "groups", "within", "nobody", "withheld"

Medians = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Difference:
    """`kind`: cities, groups, within, nobody, or withheld where too few marked. `low`, `high`: the codes that stand at
    the two ends, with their medians 0–5; empty and None unless cities or groups differ.
    """

    kind: str
    low: tuple[str, ...] = ()
    high: tuple[str, ...] = ()
    low_median: float | None = None
    high_median: float | None = None


def who_differs(row: Agreement, group_medians: Medians, parameters: Parameters) -> Difference:
    """Who differs on one item. group_medians: (group, median), pooled over the cities, none of a small group."""
    if row.median is None:
        return Difference(WITHHELD)
    least, near_at, close_at = (parameters.value(code) for code in PARAMETERS)
    by_city, by_group = _apart(row.city_medians), _apart(group_medians)
    if by_city >= least and by_city >= by_group:
        return _between(CITIES, row.city_medians)
    if by_group >= least:
        return _between(GROUPS, group_medians)
    near = (row.share_within_one or 0.0) >= near_at
    close = (row.iqr or 0.0) <= close_at
    return Difference(NOBODY if near and close else WITHIN)


def distance(row: Agreement) -> float:
    """How far the city medians that may be shown lie apart, in points; 0 for one city."""
    return _apart(row.city_medians)


def _apart(medians: Medians) -> float:
    values = [value for _, value in medians]
    return max(values) - min(values) if values else 0.0


def _between(kind: str, medians: Medians) -> Difference:
    low, high = min(value for _, value in medians), max(value for _, value in medians)
    return Difference(
        kind,
        tuple(code for code, value in medians if value == low),
        tuple(code for code, value in medians if value == high),
        low,
        high,
    )
