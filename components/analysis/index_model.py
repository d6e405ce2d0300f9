"""The index as a function of who was there and how it is made: thousands of rooms and methods at once.

The same steps as `index`, in arrays: median (or mean) of the marks in index points, together with the indicators of a
cell, averaged over groups of cells (arithmetic, or geometric on 1–100 so that a 0 does not decide everything). With
everybody once, equal weights, medians and arithmetic means it gives the index itself; a test holds it to that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.analysis.evidence import Evidence, Gap
from components.analysis.gaps import IMPORTANCE_OF
from components.analysis.index import PER_POINT, TOP, groups_of
from components.analysis.marks import Ints, Key
from components.analysis.resampling import NO_MARK, Room, Singles, averages, medians
from components.framework.records import QuickCell

VIEWS = ("all", "dimension", "kind", "scale", "dimension_kind")
Bools = NDArray[np.bool_]
_TO_HUNDRED = np.float32(0.99)
"""0–100 to 1–100: 1 + 0.99 x."""


@dataclass(frozen=True)
class Ballot:
    """What was marked about one city or pair. Arrays over its cells: `keys` and `importance` are places among the keys
    of the room (importance -1 where it was not told), `told` whether the median may be shown, `measured` the points of
    the indicators (NaN without), `target` in points, NaN where the cell is no gap. `raters`: people with a mark.

    `groups`: (view, code) of the index values that there are; `member`: cells x groups, 1 for a cell of the group.
    """

    instrument: str
    subject: str
    items: tuple[str, ...]
    keys: Ints
    importance: Ints
    told: Bools
    measured: Singles
    target: Singles
    raters: Ints
    groups: tuple[tuple[str, str], ...]
    member: Singles


@dataclass(frozen=True)
class Choices:
    """How each replication is made: `weights` by instrument (replications x cells), `mean`: mean marks instead of
    medians, `geometric`: geometric mean of the cells, `share`: weight of the indicators in a cell that has both.
    """

    weights: Mapping[str, Singles]
    mean: Bools
    geometric: Bools
    share: Singles


def plain(ballots: Sequence[Ballot], count: int, share: float) -> Choices:
    """The choices of the index itself, `count` times."""
    weights = {row.instrument: np.ones((count, len(row.items)), dtype=np.float32) for row in ballots}
    no = np.zeros(count, dtype=bool)
    return Choices(weights, no, no, np.full(count, share, dtype=np.float32))


def ballots(
    evidence: Evidence, room: Room, keys: Mapping[Key, int], cells: Mapping[str, Sequence[QuickCell]]
) -> tuple[Ballot, ...]:
    """The ballots on the present state that have a value. cells: of each of the two instruments, in their order."""
    gap_of = {row.code: row for row in evidence.gaps}
    by_subject: dict[tuple[str, str], list[str]] = {}
    for row in evidence.cells:
        by_subject.setdefault((row.instrument, row.subject), []).append(row.item)
    found = []
    for (instrument, subject), items in by_subject.items():
        asked = [cell for cell in cells[instrument] if cell.code in set(items)]
        ballot = _ballot(evidence, room, keys, instrument, subject, asked, gap_of)
        if ballot.groups:
            found.append(ballot)
    return tuple(found)


def judged(ballot: Ballot, times: Singles, room: Room, mean: Bools) -> Singles:
    """Every cell by its marks, in points: replications x cells, NaN where it may not be shown or nobody marked."""
    marks = room.marks[np.ix_(ballot.raters, ballot.keys)]
    drawn = np.ascontiguousarray(times[:, ballot.raters])
    found = medians(drawn, marks)
    if mean.any():
        found[mean] = averages(drawn[mean], marks)
    return np.where(ballot.told, found * np.float32(PER_POINT), np.float32(np.nan))


def together(ballot: Ballot, by_marks: Singles, share: Singles) -> Singles:
    """Every cell with its indicators: replications x cells. share: of the indicators, per replication."""
    if np.isnan(ballot.measured).all():
        return by_marks
    part = share[:, None]
    alone = np.where(part > 0, ballot.measured, np.float32(np.nan))
    both = (1 - part) * by_marks + part * ballot.measured
    return np.where(np.isnan(ballot.measured), by_marks, np.where(np.isnan(by_marks), alone, both)).astype(np.float32)


def averaged(ballot: Ballot, points: Singles, weights: Singles, geometric: Bools) -> Singles:
    """The index of every group: replications x groups, NaN where no cell of it has a value."""
    known = ~np.isnan(points)
    weighed = np.where(known, weights, np.float32(0))
    worth = np.where(known, points, np.float32(0))
    worth[geometric] = np.log1p(_TO_HUNDRED * worth[geometric])
    whole = weighed @ ballot.member
    with np.errstate(invalid="ignore", divide="ignore"):
        found = ((weighed * worth) @ ballot.member) / whole
    found[geometric] = np.expm1(found[geometric]) / _TO_HUNDRED
    return np.where(whole > 0, found, np.float32(np.nan)).astype(np.float32)


def weighted_gaps(ballot: Ballot, points: Singles, times: Singles, room: Room) -> Singles:
    """The weighted size of every cell that is a gap: replications x cells, NaN for all other cells."""
    size = ballot.target - points
    told = np.flatnonzero(ballot.importance >= 0)
    if told.size:
        marks = room.marks[:, ballot.importance[told]]
        who = np.flatnonzero((marks != NO_MARK).any(axis=1))
        importance = medians(np.ascontiguousarray(times[:, who]), marks[who])
        size[:, told] *= importance / np.float32(TOP)
    return size


def _ballot(
    evidence: Evidence,
    room: Room,
    keys: Mapping[Key, int],
    instrument: str,
    subject: str,
    cells: Sequence[QuickCell],
    gap_of: Mapping[str, Gap],
) -> Ballot:
    values = [evidence.cell(subject, cell.code) for cell in cells]
    gap_rows = [gap_of.get(f"{subject}.{cell.code}") for cell in cells]
    places = np.array([keys[instrument, cell.code, subject] for cell in cells], dtype=np.int64)
    importance = [
        keys[IMPORTANCE_OF[instrument], cell.code, subject] if row is not None and row.importance is not None else -1
        for cell, row in zip(cells, gap_rows, strict=True)
    ]
    groups: list[tuple[str, str]] = []
    columns = []
    for view in VIEWS:
        for code, members in groups_of(cells, view).items():
            row = evidence.index(subject, view, code)
            if row is not None and row.value is not None:
                groups.append((view, code))
                columns.append(np.isin(np.arange(len(cells)), members))
    return Ballot(
        instrument=instrument,
        subject=subject,
        items=tuple(cell.code for cell in cells),
        keys=places,
        importance=np.array(importance, dtype=np.int64),
        told=np.array([value is not None and value.judged is not None for value in values]),
        measured=_points([None if value is None else value.measured for value in values]),
        target=_points([None if row is None else row.target for row in gap_rows]),
        raters=np.flatnonzero((room.marks[:, places] != NO_MARK).any(axis=1)),
        groups=tuple(groups),
        member=np.array(columns, dtype=np.float32).reshape(len(groups), len(cells)).T,
    )


def _points(values: Sequence[float | None]) -> Singles:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float32)
