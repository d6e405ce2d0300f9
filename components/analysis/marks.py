"""Marks as arrays: who marked what how, counted at once with `np.bincount`.

The marks given to these functions are the effective ones, at most one per person and question. A mark counts when its
item and subject are asked and its city is a partner or not stated; marks of a city that is no partner any more stay in
the log and count nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from components.workshop.records.rounds import Mark

POINTS = 6
Key = tuple[str, str, str]
_KEY = attrgetter("instrument", "item", "subject")
_CITY, _PERSON, _GROUP, _VALUE = (attrgetter(name) for name in ("city", "person", "group", "value"))
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Marked:
    """One row per counted mark. `key`: place of (instrument, item, subject) in `keys`; `city`: place in `cities`, or
    `len(cities)` where no city is stated; `person`: number of the person; `value`: 0–5, -1 for don't know; `group`:
    place in `groups`, the stakeholder groups that marked, by code.
    """

    keys: Mapping[Key, int]
    cities: tuple[str, ...]
    key: Ints
    city: Ints
    person: Ints
    value: Ints
    groups: tuple[str, ...]
    group: Ints


def marked(marks: Iterable[Mark], keys: Sequence[Key], cities: Sequence[str]) -> Marked:
    """The marks that count, as arrays. keys: what was asked. cities: codes of the partners."""
    place = {key: number for number, key in enumerate(keys)}
    city_place = {code: number for number, code in enumerate((*cities, ""))}
    marks = list(marks)
    # Column by column and without a loop of our own: a large room has a quarter of a million marks
    key = _column(map(place.get, map(_KEY, marks), repeat(-1)))
    city = _column(map(city_place.get, map(_CITY, marks), repeat(-1)))
    kept = (key >= 0) & (city >= 0)
    if not kept.all():
        marks = list(compress(marks, kept.tolist()))
    persons, groups, values = (list(map(field, marks)) for field in (_PERSON, _GROUP, _VALUE))
    person_place = {code: number for number, code in enumerate(dict.fromkeys(persons))}
    group_place = {code: number for number, code in enumerate(dict.fromkeys(groups))}
    return Marked(
        keys=place,
        cities=tuple(cities),
        key=key[kept],
        city=city[kept],
        person=_column(map(person_place.__getitem__, persons)),
        value=_column(-1 if value is None else value for value in values),
        groups=tuple(group_place),
        group=_column(map(group_place.__getitem__, groups)),
    )


def _column(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, dtype=np.int64)


def counts(table: Marked) -> Ints:
    """How many gave each point: keys x (cities, then «no city») x 6 points. Don't knows are not among them."""
    shape = (len(table.keys), len(table.cities) + 1, POINTS)
    given = table.value >= 0
    cell = (table.key[given] * shape[1] + table.city[given]) * POINTS + table.value[given]
    return np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)


def counts_by_group(table: Marked) -> Ints:
    """How many gave each point, the cities pooled: keys x groups x 6 points."""
    shape = (len(table.keys), len(table.groups), POINTS)
    given = table.value >= 0
    cell = (table.key[given] * shape[1] + table.group[given]) * POINTS + table.value[given]
    return np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)


def counts_by_city_and_group(table: Marked) -> Ints:
    """How many gave a mark: keys x (cities, then «no city») x groups. Don't knows are not among them."""
    shape = (len(table.keys), len(table.cities) + 1, len(table.groups))
    given = table.value >= 0
    cell = (table.key[given] * shape[1] + table.city[given]) * shape[2] + table.group[given]
    return np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)


def dont_know(table: Marked) -> Ints:
    """How many said that they do not know, per key."""
    return np.bincount(table.key[table.value < 0], minlength=len(table.keys))
