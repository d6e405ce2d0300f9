"""Marks as arrays: who marked what how, counted at once with `np.bincount`.

The marks given to these functions are the effective ones, at most one per person and question. A mark counts when its
item and subject are asked and its city is a partner or not stated; marks of a city that is no partner any more stay in
the log and count nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.workshop.records.rounds import Mark

POINTS = 6
Key = tuple[str, str, str]
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
    person_place: dict[str, int] = {}
    group_place: dict[str, int] = {}
    rows = [
        (
            place[key],
            city_place[mark.city],
            person_place.setdefault(mark.person, len(person_place)),
            -1 if mark.value is None else mark.value,
            group_place.setdefault(mark.group, len(group_place)),
        )
        for mark in marks
        if (key := (mark.instrument, mark.item, mark.subject)) in place and mark.city in city_place
    ]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return Marked(
        place, tuple(cities), columns[0], columns[1], columns[2], columns[3], tuple(group_place), columns[4]
    )


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


def people(table: Marked, group: Ints, groups: int) -> Ints:
    """How many different people gave a mark (not a don't know) in each group of keys.

    group: the group's number for every key, -1 for a key in none.
    """
    of_mark = group[table.key] if len(table.key) else table.key
    counted = (table.value >= 0) & (of_mark >= 0)
    width = int(table.person.max(initial=0)) + 1
    pairs = np.unique(of_mark[counted] * width + table.person[counted])
    return np.bincount(pairs // width, minlength=groups)
