"""How sure the evidence is: what `uncertainty.uncertainty` returns. Index points are 0–100."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Interval:
    """An index (view and code as in `IndexValue`) and the ends of the middle `level` of its replications. The value
    is the plain one and may lie outside where other methods would all say less.
    """

    subject: str
    view: str
    code: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class RankInterval:
    """The rank of a city among the cities in one group of the index, 1 = best connected, ties share the best rank.
    `first`: share of the replications in which it is first.
    """

    city: str
    view: str
    code: str
    rank: int
    low: int
    high: int
    first: float


@dataclass(frozen=True)
class Above:
    """The chance that the index of one city is above that of another; ties count half."""

    first: str
    second: str
    chance: float


@dataclass(frozen=True)
class GapInterval:
    """A gap by its code: weighted size and rank among the gaps, with the ends of the middle `level` of both. `top`:
    share of the replications in which it is among the widest `Uncertainty.widest`.
    """

    code: str
    weighted: float
    low: float
    high: float
    rank: int
    rank_low: int
    rank_high: int
    top: float


@dataclass(frozen=True)
class Factor:
    """How much of the variance of a result one choice explains: alone (`first_order`) and with all others (`total`),
    0–1. `factor`: people, weights, statistic (median or mean), average (arithmetic or geometric), measured (weight of
    the indicators). `of`: index (all cities together) or rank (mean shift of the cities' ranks).
    """

    factor: str
    of: str
    first_order: float
    total: float


@dataclass(frozen=True)
class Shift:
    """What leaving somebody out would do to an index of everything, in index points; the plain value is `value`.

    `left_out`: person, group or city; `code`: the group or city, always empty for a person: it is the largest shift
    of any one person, its sign left off. Groups and cities are told only where privacy allows it.
    """

    left_out: str
    code: str
    subject: str
    value: float
    shift: float


@dataclass(frozen=True)
class Influence:
    """Could one voice have tilted it? `order_changes`, `widest_gap_changes`: whether leaving out some one person would
    change the order of the cities, or which gap is the widest. `cells_moved` of `cells`: rated cells whose median one
    person moves by a point or more.
    """

    order_changes: bool
    widest_gap_changes: bool
    cells_moved: int
    cells: int
    shifts: tuple[Shift, ...]


@dataclass(frozen=True)
class Uncertainty:
    """`replications` of the room and of the method, seeded. `level`: of every interval, such as 0.9. `people`: who
    marked; `strata`: groups of people drawn among themselves. Everything is empty before a ballot is revealed.
    """

    level: float
    replications: int
    seed: int
    people: int
    strata: int
    widest: int
    intervals: tuple[Interval, ...] = ()
    ranks: tuple[RankInterval, ...] = ()
    above: tuple[Above, ...] = ()
    gaps: tuple[GapInterval, ...] = ()
    factors: tuple[Factor, ...] = ()
    influence: Influence | None = None

    def interval(self, subject: str, view: str = "all", code: str = "all") -> Interval | None:
        """The interval of one index, None when it has no value."""
        return self._interval_by_key.get((subject, view, code))

    def gap(self, code: str) -> GapInterval | None:
        """The interval of one gap, None when it is none."""
        return self._gap_by_code.get(code)

    @cached_property
    def _interval_by_key(self) -> dict[tuple[str, str, str], Interval]:
        return {(row.subject, row.view, row.code): row for row in self.intervals}

    @cached_property
    def _gap_by_code(self) -> dict[str, GapInterval]:
        return {row.code: row for row in self.gaps}
