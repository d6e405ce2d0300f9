"""Could one voice have tilted it? What leaving out one person, one group or one city would do.

Of single persons only the largest shift is told, without its sign and never whose. A group or a city is told only
where as many people as the privacy limit are in it, in the rest, and in everything else that is not told, so that
nobody can be found by subtraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from components.analysis.disclosure import breakdowns
from components.analysis.index import PER_POINT, TOP
from components.analysis.index_model import Ballot, averaged, judged, plain, together, weighted_gaps
from components.analysis.replications import ranks
from components.analysis.resampling import Room, Singles, without_one
from components.analysis.uncertainty_records import Influence, Shift

_WHOLE = ("all", "all")
_NOISE = 1e-4
"""Index points that single precision may make of nothing."""


@dataclass(frozen=True)
class _Without:
    """One ballot with everybody, and without each person. `index`: of everything; `gaps`: weighted, over the cells;
    `index_left`: one per rater; `gaps_left`: people x cells; `moved`: cells that one person moves by a point or more.
    """

    index: float
    gaps: Singles
    index_left: Singles
    gaps_left: Singles
    moved: int


def influence(
    ballots: Sequence[Ballot],
    room: Room,
    share: float,
    cities: Sequence[str],
    groups: Sequence[str],
    smallest: int,
) -> Influence:
    """Everything that leaving somebody out would do. cities, groups: codes by the room's places, the last city empty
    for people without one.
    """
    everybody = np.ones((1, len(room.marks)), dtype=np.float32)
    found = [_without(ballot, room, share, everybody) for ballot in ballots]
    shifts: list[Shift] = []
    for ballot, row in zip(ballots, found, strict=True):
        if np.isfinite(row.index_left).any():
            largest = float(np.nanmax(np.abs(row.index_left - row.index)))
            shifts.append(Shift("person", "", ballot.subject, row.index, largest))
        shifts += _left_out(ballot, room, share, row.index, cities, groups, smallest)
    return Influence(
        order_changes=_order_changes(ballots, found, cities, len(room.marks)),
        widest_gap_changes=_widest_changes(found),
        cells_moved=sum(row.moved for row in found),
        cells=sum(int(ballot.told.sum()) for ballot in ballots),
        shifts=tuple(shifts),
    )


def _without(ballot: Ballot, room: Room, share: float, everybody: Singles) -> _Without:
    one, all_of = plain([ballot], 1, share), plain([ballot], len(ballot.raters), share)
    start = judged(ballot, everybody, room, one.mean)
    middle = without_one(room.marks[np.ix_(ballot.raters, ballot.keys)]) * np.float32(PER_POINT)
    middle = np.where(ballot.told, middle, np.float32(np.nan))
    points, left = together(ballot, start, one.share), together(ballot, middle, all_of.share)
    # Whoever did not mark this city or pair may still have told how important it is
    size = np.repeat(ballot.target - points, len(room.marks), axis=0)
    size[ballot.raters] = ballot.target - left
    told = np.flatnonzero(ballot.importance >= 0)
    if told.size:
        size[:, told] *= without_one(room.marks[:, ballot.importance[told]]) / np.float32(TOP)
    with np.errstate(invalid="ignore"):
        far = np.abs(middle - start) >= np.float32(PER_POINT)
    return _Without(
        index=float(_whole(ballot, points)[0]),
        gaps=weighted_gaps(ballot, points, everybody, room)[0],
        index_left=_whole(ballot, left),
        gaps_left=size,
        moved=int(far.any(axis=0).sum()),
    )


def _whole(ballot: Ballot, points: Singles) -> Singles:
    """The index of everything, one per row of points."""
    choices = plain([ballot], len(points), 0.0)
    groups = averaged(ballot, points, choices.weights[ballot.instrument], choices.geometric)
    return np.asarray(groups[:, ballot.groups.index(_WHOLE)])


def _left_out(
    ballot: Ballot,
    room: Room,
    share: float,
    start: float,
    cities: Sequence[str],
    groups: Sequence[str],
    smallest: int,
) -> list[Shift]:
    city, group = room.city[ballot.raters], room.group[ballot.raters]
    people = np.zeros((len(cities), len(groups)), dtype=np.int64)
    np.add.at(people, (city, group), 1)
    by_city, by_group = breakdowns(people, smallest)
    left = [("city", cities[part[0]], room.city != part[0]) for part in by_city if len(part) == 1]
    left += [("group", groups[part[0]], room.group != part[0]) for part in by_group if len(part) == 1]
    left = [row for row in left if row[1] and row[2][ballot.raters].sum() >= smallest]
    if not left:
        return []
    times = np.array([stays for _, _, stays in left], dtype=np.float32)
    choices = plain([ballot], len(times), share)
    values = _whole(ballot, together(ballot, judged(ballot, times, room, choices.mean), choices.share))
    return [
        Shift(name, code, ballot.subject, start, float(value) - start)
        for (name, code, _), value in zip(left, values, strict=True)
        if np.isfinite(value)
    ]


def _order_changes(ballots: Sequence[Ballot], found: Sequence[_Without], cities: Sequence[str], people: int) -> bool:
    rows = [(ballot, row) for ballot, row in zip(ballots, found, strict=True) if ballot.subject in cities]
    if len(rows) < 2:
        return False
    base = np.round([row.index for _, row in rows], 3)
    left = np.tile(base, (people, 1))
    for place, (ballot, row) in enumerate(rows):
        left[ballot.raters, place] = np.round(row.index_left, 3)
    after = ranks(left)
    whole = np.isfinite(after).all(axis=1)
    return bool((after[whole] != ranks(base)).any())


def _widest_changes(found: Sequence[_Without]) -> bool:
    """Whether without somebody another gap is wider; equal ones keep their order."""
    if not any(np.isfinite(row.gaps).any() for row in found):
        return False
    tops = [float(np.nanmax(row.gaps, initial=-np.inf)) for row in found]
    ballot = int(np.argmax(tops))
    widest = int(np.nanargmax(found[ballot].gaps))
    still = np.nan_to_num(found[ballot].gaps_left[:, widest], nan=-np.inf)
    others = [np.nan_to_num(row.gaps_left, nan=-np.inf).max(axis=1) for row in found]
    return bool((np.max(others, axis=0) > still + _NOISE).any())
