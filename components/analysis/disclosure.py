"""Which breakdowns can be shown so that nobody's mark can be worked out, not even by subtraction.

Parts that are too small are pooled; when the pool is too small itself, the next smallest part joins it, so that no part
can be found as the whole less the others. Two breakdowns of the same people, by city and by group, can be subtracted
from each other as well: all people of a group less all people of a city, say. Every such difference of unions must hold
either nobody or enough people; otherwise the smallest parts of the second breakdown are pooled until it does
(own design; the question is that of linked marginal tables: Gusfield 1988, SIAM J. Computing 17: 552–571).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Part = tuple[int, ...]
_MOST_SUBSETS_OF = 12
"""Technical: unions of up to so many parts are gone through (4,096); with more, the smallest are pooled first."""


def parts(sizes: Sequence[int], smallest: int) -> tuple[Part, ...]:
    """Places of `sizes` that are shown together: each alone where it has enough people, the small ones as one part.

    Empty ones are in no part. Every part has at least `smallest` people, or there is one part with everybody. The
    pool stands last.
    """
    present = [place for place, size in enumerate(sizes) if size]
    kept = [place for place in present if sizes[place] >= smallest]
    pool = [place for place in present if sizes[place] < smallest]
    while pool and kept and sum(sizes[place] for place in pool) < smallest:
        least = min(kept, key=lambda place: sizes[place])
        kept.remove(least)
        pool.append(least)
    return (*((place,) for place in kept), *([tuple(sorted(pool))] if pool else []))


def breakdowns(people: Ints, smallest: int) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts of the rows and of the columns of `people` (rows x columns, how many stand in both) that can be shown
    side by side. The columns give way to the rows.
    """
    rows = parts(people.sum(axis=1).tolist(), smallest)
    columns = list(parts(people.sum(axis=0).tolist(), smallest))
    by_row = np.array([people[list(part)].sum(axis=0) for part in rows]).reshape(len(rows), people.shape[1])
    while len(columns) > 1:
        table = np.array([by_row[:, list(part)].sum(axis=1) for part in columns]).T
        if len(columns) <= _MOST_SUBSETS_OF and is_safe(table, smallest):
            break
        order = sorted(range(len(columns)), key=lambda place: int(table[:, place].sum()))
        first, second = sorted(order[:2])
        merged = tuple(sorted((*columns[first], *columns[second])))
        columns = [*(part for place, part in enumerate(columns) if place not in {first, second}), merged]
    return rows, tuple(columns)


def is_safe(table: Ints, smallest: int) -> bool:
    """Whether no union of rows differs from a union of columns by fewer than `smallest` people, unless by nobody.

    table: rows x columns, people; every row has at least `smallest`. For given columns the closest union of rows
    takes each row that has most of its people in them, so that its difference is the sum of the smaller sides.
    """
    columns = table.shape[1]
    chosen = (np.arange(1 << columns)[:, None] >> np.arange(columns)) & 1
    inside = chosen @ table.T
    apart = np.minimum(inside, table.sum(axis=1) - inside).sum(axis=1)
    return not bool(((apart > 0) & (apart < smallest)).any())
