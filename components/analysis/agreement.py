"""How far people agree: medians, quartiles and one flag per item and subject.

Quartiles are inverted_cdf, the smallest mark that at least the share of people does not exceed: always a mark that
somebody gave. The flag is tested in this order (own design on Delphi practice): *too few* below the minimum; *split*
when the city medians lie far apart or too few people are within one point of the median; *consensus* when most are
within one point of it and the quartiles are close; *discuss* for all else. In small rooms consensus asks for more:
below the small-room size everybody must be within one point, above it no more than the table `small_room` allows may
be outside the three points around the median (RAND/UCLA Appropriateness Method user's manual, Fitch et al. 2001).
With these rules one more person who marks the median never makes a flag worse.

A result below its minimum is withheld, not only flagged: two people's marks would be nobody's secret.

The published statistics behind the flag (`tastle_wierman`, `van_der_eijk`, `rwg`, `krippendorff_alpha`, `kendall_w`)
are called from here by other programs; they stand in `consensus` and `reliability`.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from components.analysis.consensus import rwg, tastle_wierman, van_der_eijk
from components.analysis.disclosure import Part, breakdowns
from components.analysis.evidence import Agreement
from components.analysis.marks import (
    POINTS,
    Ints,
    Key,
    Marked,
    counts,
    counts_by_city_and_group,
    counts_by_group,
    dont_know,
)
from components.analysis.reliability import kendall_w, krippendorff_alpha
from components.framework.parameters import Parameters
from components.framework.records import RoomSize
from components.workshop.instruments import SCALE_0_5, Instrument

__all__ = [
    "agreements",
    "asked",
    "enough",
    "kendall_w",
    "krippendorff_alpha",
    "quantile",
    "rwg",
    "tastle_wierman",
    "van_der_eijk",
    "worst",
]

PARAMETERS = (
    "agreement.split_city_medians",
    "agreement.split_within_one_below",
    "agreement.consensus_within_one",
    "agreement.consensus_iqr",
    "agreement.small_room",
    "ballots.city_minimum",
    "ballots.room_minimum",
    "ballots.per_city_minimum",
    "privacy.smallest_group",
)
CONSENSUS, DISCUSS, SPLIT, TOO_FEW = "consensus", "discuss", "split", "too_few"
WORST_FIRST = (SPLIT, DISCUSS, TOO_FEW, CONSENSUS)

_VALUES = np.arange(POINTS)


def asked(instruments: Iterable[Instrument], extra: Iterable[Key] = ()) -> tuple[Key, ...]:
    """Every (instrument, item, subject) on the 0–5 scale; `extra` are marked ones whose subject is off the ballot
    now.
    """
    keys = (
        (instrument.code, item.code, subject.code)
        for instrument in instruments
        if instrument.scale == SCALE_0_5
        for subject in instrument.subjects
        for item in instrument.items
    )
    return tuple(dict.fromkeys((*keys, *extra)))


def agreements(
    table: Marked, raters: dict[Key, tuple[str, ...]], parameters: Parameters, rooms: Sequence[RoomSize]
) -> tuple[Agreement, ...]:
    """The agreement on every key of `table`, in its order.

    raters: for each key the cities whose people it is asked of; empty for everybody. A single city is the subject
    itself, two are a pair. rooms: the table of small rooms.
    """
    by_city = counts(table)
    whole = by_city.sum(axis=1)
    quarters = tuple(quantile(whole, part, 4) for part in (1, 2, 3))
    city_medians = quantile(by_city, 1, 2)
    group_medians = quantile(counts_by_group(table), 1, 2)
    people = counts_by_city_and_group(table)
    unknown = dont_know(table)
    return tuple(
        _agreement(
            key,
            by_city[row],
            (float(quarters[0][row]), float(quarters[1][row]), float(quarters[2][row])),
            city_medians[row],
            int(unknown[row]),
            table.cities,
            raters[key],
            people[row],
            dict(zip(table.groups, group_medians[row].tolist(), strict=True)),
            parameters,
            rooms,
        )
        for key, row in table.keys.items()
    )


def quantile(table: Ints, part: int, of: int) -> NDArray[np.float64]:
    """The inverted_cdf quantile `part`/`of` along the last axis of counts per point; NaN where nobody marked.

    Same as `numpy.quantile(marks, part / of, method="inverted_cdf")`, on whole numbers only.
    """
    reached = table.cumsum(axis=-1)
    people = reached[..., -1]
    found = (reached * of >= part * people[..., None]).argmax(axis=-1).astype(float)
    return np.where(people > 0, found, np.nan)


def worst(flags: Iterable[str]) -> str:
    """The worst of some flags; too few when there is none."""
    found = set(flags)
    return next((flag for flag in WORST_FIRST if flag in found), TOO_FEW)


def enough(per_city: dict[str, int], n: int, raters: tuple[str, ...], parameters: Parameters) -> bool:
    """Whether a result may be shown.

    per_city: marks by partner city. One rater city: so many of its own people. A pair: so many in all, both cities
    present. Everybody: so many in the room, and some of every partner city.
    """
    if not raters:
        each = parameters.value("ballots.per_city_minimum")
        return n >= parameters.value("ballots.room_minimum") and all(found >= each for found in per_city.values())
    least = parameters.value("ballots.city_minimum")
    present = [per_city.get(city, 0) for city in raters]
    return sum(present) >= least and all(present)


def _agreement(
    key: Key,
    by_city: Ints,
    quarters: tuple[float, float, float],
    city_medians: NDArray[np.float64],
    unknown: int,
    cities: tuple[str, ...],
    raters: tuple[str, ...],
    people: Ints,
    group_medians: dict[str, float],
    parameters: Parameters,
    rooms: Sequence[RoomSize],
) -> Agreement:
    # Plain lists: numpy is slow on six numbers, and there are thousands of keys
    whole = by_city.sum(axis=0).tolist()
    n = sum(whole)
    per_city = dict(zip(cities, by_city.sum(axis=1).tolist(), strict=False))
    if not enough(per_city, n, raters, parameters):
        return _withheld(key)
    lower, median, upper = quarters
    medians = {city: value for city, value in zip(cities, city_medians.tolist(), strict=False) if per_city[city]}
    within = sum(count for point, count in enumerate(whole) if abs(point - median) <= 1)
    smallest = int(parameters.value("privacy.smallest_group"))
    rows, columns = breakdowns(people, smallest)
    told_cities = _told(rows, people.sum(axis=1), (*cities, ""), smallest)
    told_groups = _told(columns, people.sum(axis=0), tuple(group_medians), smallest)
    return Agreement(
        *key,
        n=n,
        dont_know=unknown,
        counts=tuple(whole),
        median=median,
        lower_quartile=lower,
        upper_quartile=upper,
        mean=sum(point * count for point, count in enumerate(whole)) / n,
        share_within_one=within / n,
        share_on_mode=max(whole) / n,
        city_medians=tuple((city, value) for city, value in medians.items() if city in told_cities),
        city_weighted_median=statistics.median_low(medians.values()) if medians else None,
        group_medians=tuple((group, group_medians[group]) for group in sorted(told_groups)),
        flag=_flag(n, n - within, upper - lower, tuple(medians.values()), parameters, rooms),
    )


def _told(parts: tuple[Part, ...], sizes: Ints, names: tuple[str, ...], smallest: int) -> set[str]:
    """Names of the parts that stand alone and have enough people; people without a city or group are in no name."""
    return {names[part[0]] for part in parts if len(part) == 1 and sizes[part[0]] >= smallest} - {""}


def _withheld(key: Key) -> Agreement:
    return Agreement(
        *key,
        n=None,
        dont_know=None,
        counts=(),
        median=None,
        lower_quartile=None,
        upper_quartile=None,
        mean=None,
        share_within_one=None,
        share_on_mode=None,
        city_medians=(),
        city_weighted_median=None,
        flag=TOO_FEW,
    )


def _flag(
    n: int, outside: int, iqr: float, city_medians: tuple[float, ...], parameters: Parameters, rooms: Sequence[RoomSize]
) -> str:
    share = (n - outside) / n
    apart = max(city_medians, default=0.0) - min(city_medians, default=0.0)
    far = apart >= parameters.value("agreement.split_city_medians")
    if far or share < parameters.value("agreement.split_within_one_below"):
        return SPLIT
    close = iqr <= parameters.value("agreement.consensus_iqr")
    if n < parameters.value("agreement.small_room"):
        return CONSENSUS if close and outside == 0 else DISCUSS
    most = share >= parameters.value("agreement.consensus_within_one")
    allowed = next((room.outside_allowed for room in rooms if room.people_low <= n <= room.people_high), outside)
    return CONSENSUS if close and most and outside <= allowed else DISCUSS
