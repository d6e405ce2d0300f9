"""The published statistics behind one flag, worked out when somebody asks for them: `of`.

On the item itself, for the room, for every city and for every stakeholder group (pooled over the cities): Tastle and
Wierman's consensus, van der Eijk's A, rwg against a uniform null distribution, median, quartiles, shares; and how much
of the spread lies between the cities and between the groups. On the whole ballot about the same subject: whether the
same people rate its items alike (Krippendorff's alpha, Kendall's W), within each set of people and between the sets,
each of which is then one judge with its medians.

Nothing is said of a result that is withheld. Small cities and groups are pooled so that none can be found by
subtraction, within a breakdown and between the two (`disclosure`); what rests on fewer people than the privacy limit is
too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from components.analysis.agreement import TOO_FEW, quantile
from components.analysis.between import epsilon_squared
from components.analysis.consensus import UNIFORM, null_variance, rwg, tastle_wierman, van_der_eijk
from components.analysis.disclosure import Part, breakdowns
from components.analysis.evidence import Evidence
from components.analysis.marks import POINTS, Ints, Marked, marked
from components.analysis.measure import Measure, Unmeasured
from components.analysis.reliability import INTERVAL, NOMINAL, ORDINAL, kendall_w, krippendorff_alpha
from components.workshop.effective import effective
from components.workshop.state import Snapshot

ROOM, CITY, GROUP = "room", "city", "group"
Floats = NDArray[np.float64]
_VALUES = np.arange(POINTS)


@dataclass(frozen=True)
class Spread:
    """One set of people on the item. among: room, city or group. codes: the cities or groups in it, several when
    pooled, empty for the room. Quartiles: inverted_cdf. Shares 0–1; consensus 0–1; a -1 to 1; rwg 0–1.
    """

    among: str
    codes: tuple[str, ...]
    n: int
    median: float
    lower_quartile: float
    upper_quartile: float
    share_within_one: float
    share_on_mode: float
    consensus: Measure
    a: Measure
    rwg: Measure


@dataclass(frozen=True)
class Apart:
    """How far the cities, or the groups, differ on the item. sets: how many are compared. medians: the largest distance
    between two of their medians, in points. share: of the spread that lies between them, 0–1; p: its chance.
    """

    among: str
    sets: int
    medians: float
    share: Measure
    p: Measure


@dataclass(frozen=True)
class Concordance:
    """Whether the items of the ballot are rated alike. among, codes: as in `Spread`; between: every city or group is
    one judge with its medians. judges: people or sets with a rating; items: those rated. nominal, ordinal, interval:
    alpha at three levels of measurement, at most 1. w 0–1, p of w: on `ranked` judges and `ranked_items`, a part of the
    table without blanks.
    """

    among: str
    codes: tuple[str, ...]
    between: bool
    judges: int
    items: int
    ranked: int
    ranked_items: int
    nominal: Measure
    ordinal: Measure
    interval: Measure
    w: Measure
    p: Measure


@dataclass(frozen=True)
class Statistics:
    """What stands behind the flag of one item and subject; all empty when the result is withheld.

    null, null_variance: the distribution that rwg takes for marks at random, and its variance in points squared.
    """

    instrument: str
    item: str
    subject: str
    withheld: bool
    spreads: tuple[Spread, ...] = ()
    apart: tuple[Apart, ...] = ()
    concordances: tuple[Concordance, ...] = ()
    null: str = UNIFORM
    null_variance: float = null_variance(POINTS)


def of(snapshot: Snapshot, evidence: Evidence, instrument: str, item: str, subject: str) -> Statistics | None:
    """The statistics of one item about one subject; None when it was not asked or is not revealed.

    evidence: of the same snapshot; its parameters give the privacy limit.
    """
    row = evidence.agreement(instrument, item, subject)
    if row is None:
        return None
    if row.flag == TOO_FEW:
        return Statistics(instrument, item, subject, withheld=True)
    smallest = int(dict(evidence.parameters)["privacy.smallest_group"])
    items = [
        other.item
        for other in evidence.agreements
        if (other.instrument, other.subject) == (instrument, subject) and other.flag != TOO_FEW
    ]
    cities = [city.code for city in snapshot.state.cities]
    chosen = [mark for mark in snapshot.marks if mark.instrument == instrument and mark.subject == subject]
    keys = [(instrument, code, subject) for code in items]
    table = _ordered(marked(effective(chosen, snapshot.state), keys, cities))
    spreads, apart = _on_item(table, items.index(item), smallest)
    return Statistics(
        instrument,
        item,
        subject,
        withheld=False,
        spreads=spreads,
        apart=apart,
        concordances=_on_ballot(table, smallest) if len(items) > 1 else (),
    )


def _ordered(table: Marked) -> Marked:
    """The groups by code, so that what is pooled does not depend on who marked first."""
    names = sorted(table.groups)
    places = np.array([names.index(name) for name in table.groups], dtype=np.int64)
    return replace(table, groups=tuple(names), group=places[table.group] if names else table.group)


def _on_item(table: Marked, place: int, smallest: int) -> tuple[tuple[Spread, ...], tuple[Apart, ...]]:
    given = (table.key == place) & (table.value >= 0)
    width = (len(table.cities) + 1, max(len(table.groups), 1), POINTS)
    cube = np.zeros(width, dtype=np.int64)
    np.add.at(cube, (table.city[given], table.group[given], table.value[given]), 1)
    rows, columns = breakdowns(cube.sum(axis=2), smallest)
    spreads = [_spread(ROOM, (), cube.sum(axis=(0, 1)))]
    apart = []
    for among, by, parts, names in (
        (CITY, cube.sum(axis=1), rows, (*table.cities, "")),
        (GROUP, cube.sum(axis=0), columns, table.groups),
    ):
        if len(parts) < 2:
            continue
        counts = np.array([by[list(part)].sum(axis=0) for part in parts])
        spreads += [_spread(among, _codes(part, names), row) for part, row in zip(parts, counts, strict=True)]
        medians = quantile(counts, 1, 2)
        share, p = epsilon_squared(counts)
        apart.append(Apart(among, len(parts), float(medians.max() - medians.min()), share, p))
    return tuple(spreads), tuple(apart)


def _spread(among: str, codes: tuple[str, ...], counts: Ints) -> Spread:
    people = int(counts.sum())
    lower, median, upper = (float(quantile(counts, part, 4)) for part in (1, 2, 3))
    return Spread(
        among,
        codes,
        people,
        median,
        lower,
        upper,
        share_within_one=int(counts[np.abs(_VALUES - median) <= 1].sum()) / people,
        share_on_mode=int(counts.max()) / people,
        consensus=tastle_wierman(counts),
        a=van_der_eijk(counts),
        rwg=rwg(counts),
    )


def _on_ballot(table: Marked, smallest: int) -> tuple[Concordance, ...]:
    given = table.value >= 0
    people = int(table.person.max(initial=-1)) + 1
    ratings = np.full((people, len(table.keys)), np.nan)
    ratings[table.person[given], table.key[given]] = table.value[given]
    # Where a person stands is what the last mark says: whoever moved to another city in between is one person
    city, group = np.zeros(people, dtype=np.int64), np.zeros(people, dtype=np.int64)
    city[table.person], group[table.person] = table.city, table.group
    rated = ~np.isnan(ratings).all(axis=1)
    ratings, city, group = ratings[rated], city[rated], group[rated]
    stand = np.zeros((len(table.cities) + 1, max(len(table.groups), 1)), dtype=np.int64)
    np.add.at(stand, (city, group), 1)
    rows, columns = breakdowns(stand, smallest)
    found = [_concordance(ROOM, (), ratings, smallest)]
    for among, of_person, parts, names in (
        (CITY, city, rows, (*table.cities, "")),
        (GROUP, group, columns, table.groups),
    ):
        if len(parts) < 2:
            continue
        sets = [ratings[np.isin(of_person, part)] for part in parts]
        found += [
            _concordance(among, _codes(part, names), rows, smallest) for part, rows in zip(parts, sets, strict=True)
        ]
        found.append(_between(among, sets, smallest))
    return tuple(found)


def _concordance(among: str, codes: tuple[str, ...], ratings: Floats, smallest: int) -> Concordance:
    """Within one set of people, which is never smaller than the limit; those who can be ranked may be."""
    people, items = without_blanks(ratings)
    ranked, ranked_items = int(people.sum()), int(items.sum())
    w, p = kendall_w(ratings[np.ix_(people, items)])
    if ranked < smallest or ranked_items < 2:
        ranked, ranked_items, w, p = 0, 0, Unmeasured.TOO_FEW, Unmeasured.TOO_FEW
    return Concordance(
        among, codes, False, len(ratings), ratings.shape[1], ranked, ranked_items, *_alphas(ratings), w, p
    )


def without_blanks(ratings: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Rows and columns of raters x items that hold no blank together: whoever, or whatever, has the largest share of
    blanks is left out until none is left; an item before a person, the later before the earlier (own design).
    """
    blank = np.isnan(ratings)
    people, items = np.ones(blank.shape[0], dtype=bool), np.ones(blank.shape[1], dtype=bool)
    while (left := blank & people[:, None] & items[None, :]).any():
        of_person, of_item = left.sum(axis=1) / items.sum(), left.sum(axis=0) / people.sum()
        if of_item.max() >= of_person.max():
            items[int(np.flatnonzero(of_item == of_item.max())[-1])] = False
        else:
            people[int(np.flatnonzero(of_person == of_person.max())[-1])] = False
    return people, items


def _between(among: str, sets: Sequence[Floats], smallest: int) -> Concordance:
    """Every set as one judge, on the items that all sets have enough marks of."""
    enough = np.array([(~np.isnan(ratings)).sum(axis=0) >= smallest for ratings in sets]).all(axis=0)
    items = int(enough.sum())
    medians = np.array([_medians(ratings[:, enough].T) for ratings in sets]).reshape(len(sets), items)
    w, p = kendall_w(medians)
    return Concordance(among, (), True, len(sets), items, len(sets), items, *_alphas(medians), w, p)


def _alphas(ratings: Floats) -> tuple[Measure, Measure, Measure]:
    nominal, ordinal, interval = (krippendorff_alpha(ratings, level=level) for level in (NOMINAL, ORDINAL, INTERVAL))
    return nominal, ordinal, interval


def _medians(columns: Floats) -> list[float]:
    return [
        float(quantile(np.bincount(column[~np.isnan(column)].astype(int), minlength=POINTS), 1, 2))
        for column in columns
    ]


def _codes(part: Part, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(names[place] for place in part)

