"""Rooms that might have been: the same people drawn again with replacement, within their city and stakeholder group.

Stratified bootstrap (Efron and Tibshirani 1993, ch. 8): every resample has as many people of each city and group as
the room had, so that it says how much the result depends on who of them came, and not on which groups came. Groups of
a city under the privacy limit are drawn as one, because a group of one cannot vary. A person is drawn whole, with all
marks, so what goes together in one head stays together. Rooms of a few people are still drawn a little too alike.

Medians of thousands of rooms are counts times cumulative indicators: one matrix product per point of the scale.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.analysis.marks import POINTS, Ints, Marked

Singles = NDArray[np.float32]
Small = NDArray[np.int8]
NO_MARK = -1


@dataclass(frozen=True)
class Room:
    """`marks`: people x keys, 0–5, -1 without a mark (not asked, left blank, or don't know). `city`, `group`: place of
    each person's city and group in the table of marks. `stratum`: who is drawn among whom, numbered from 0.
    """

    marks: Small
    city: Ints
    group: Ints
    stratum: Ints


def room(table: Marked, smallest: int) -> Room:
    """The people of a table of marks. smallest: fewest people who are drawn among themselves."""
    people = int(table.person.max(initial=-1)) + 1
    marks = np.full((people, len(table.keys)), NO_MARK, dtype=np.int8)
    marks[table.person, table.key] = table.value
    city, group = (np.zeros(people, dtype=np.int64) for _ in range(2))
    city[table.person], group[table.person] = table.city, table.group
    return Room(marks, city, group, _strata(city, group, smallest))


def draws(stratum: Ints, count: int, chance: np.random.Generator) -> Singles:
    """How often each person is in each of `count` resamples: resamples x people; sums within a stratum are its size."""
    found = np.zeros((count, len(stratum)), dtype=np.float32)
    for number in range(int(stratum.max(initial=-1)) + 1):
        members = np.flatnonzero(stratum == number)
        n = len(members)
        drawn = chance.integers(n, size=(count, n)) + n * np.arange(count)[:, None]
        found[:, members] = np.bincount(drawn.ravel(), minlength=count * n).reshape(count, n)
    return found


def medians(times: Singles, marks: Small) -> Singles:
    """The median mark (inverted_cdf) of every key in every resample, NaN where nobody in it marked.

    times: resamples x people, how often each person is in it. marks: people x keys. Returns resamples x keys.
    """
    given = marks != NO_MARK
    half = given * np.float32(0.5)
    found = np.zeros((len(times), marks.shape[1]), dtype=np.float32)
    for point in range(POINTS - 1):
        # Below the median as long as fewer than half of the marks are at this point or lower
        found += times @ ((given & (marks <= point)) - half).astype(np.float32) < 0
    return _known(found, times, given)


def averages(times: Singles, marks: Small) -> Singles:
    """The mean mark, as `medians`."""
    given = marks != NO_MARK
    total = times @ np.where(given, marks, 0).astype(np.float32)
    n = times @ given.astype(np.float32)
    return np.where(n > 0, total / np.maximum(n, 1), np.float32(np.nan)).astype(np.float32)


def without_one(marks: Small) -> Singles:
    """The median of every key once each person is left out: people x keys, NaN where nobody else marked.

    One pass over the counts: who is left out takes one from one point, so a key has seven medians at most.
    """
    points = np.arange(POINTS)
    counts = (marks[:, :, None] == points).sum(axis=0)
    less = counts[:, None, :] - np.concatenate([np.eye(POINTS, dtype=np.int64), np.zeros((1, POINTS), dtype=np.int64)])
    reached = less.cumsum(axis=-1)
    n = reached[..., -1]
    middle = (reached * 2 >= n[..., None]).argmax(axis=-1).astype(np.float32)
    middle = np.where(n > 0, middle, np.float32(np.nan))
    keys = np.arange(marks.shape[1])[None, :]
    return middle[keys, np.where(marks == NO_MARK, POINTS, marks)].astype(np.float32)


def _known(found: Singles, times: Singles, given: NDArray[np.bool_]) -> Singles:
    """`found` with NaN where nobody marked; only keys that somebody left out need to be counted."""
    # A resample without anybody has no mark of a key that everybody marked either
    everybody = given.all(axis=0) & times.any(axis=1).all()
    partly = np.flatnonzero(~everybody)
    if partly.size:
        found[:, partly] = np.where(times @ given[:, partly].astype(np.float32) > 0, found[:, partly], np.nan)
    return found


def _strata(city: Ints, group: Ints, smallest: int) -> Ints:
    pairs = list(zip(city.tolist(), group.tolist(), strict=True))
    size = Counter(pairs)
    names = [pair if size[pair] >= smallest else (pair[0], -1) for pair in pairs]
    place = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([place[name] for name in names], dtype=np.int64)
