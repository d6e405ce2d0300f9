"""How sure the index, the ranks and the gaps are, which choice matters most, and whether one voice tilted it.

Every replication draws the people again within city and group, every weight of a cell between 1 - c and 1 + c times
its own, the median or the mean of the marks, arithmetic or geometric means of cells, and the weight of the indicators
(Saisana, Saltelli and Tarantola 2005, J. R. Stat. Soc. A 168; OECD/JRC handbook 2008, step 7). Which choices are drawn,
and evenly, is our own design. The interval is the middle part of the replications: how far the result would move had
other people of the same groups come and other sound methods been chosen, not how far the room is from the truth.

Intervals are a result of their own, made when somebody looks at them; the evidence does not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from components.analysis import sensitivity
from components.analysis.evidence import Evidence
from components.analysis.hierarchy import Floats
from components.analysis.index_model import (
    VIEWS,
    Ballot,
    Choices,
    averaged,
    ballots,
    judged,
    plain,
    together,
    weighted_gaps,
)
from components.analysis.influence import influence
from components.analysis.marks import marked
from components.analysis.replications import chance_above, ranks
from components.analysis.resampling import Room, Singles, draws, room
from components.analysis.thresholds import in_use
from components.analysis.uncertainty_records import Above, Factor, GapInterval, Interval, RankInterval, Uncertainty
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.workshop.effective import effective
from components.workshop.state import Snapshot

PARAMETERS = (
    "uncertainty.replications",
    "uncertainty.level",
    "uncertainty.weight_change",
    "uncertainty.share_change",
    "uncertainty.widest",
    "index.measured_share",
    "privacy.smallest_group",
)
SEED = 2026
CHUNK = 500
GAP_ROWS = 2000
"""Gaps are ranked in at most so many replications: a rank needs all of them side by side."""
POOL, EXPONENT = 512, 9
"""Rooms and weights that the sensitivity draws from, and 2**EXPONENT points of its design."""
_RANKED = VIEWS[:-1]
_INSTRUMENTS = ("present", "importance", "pair_present", "pair_importance")
_NOISE = 3
"""Decimals of an index that are real in single precision."""


def uncertainty(
    snapshot: Snapshot,
    evidence: Evidence,
    catalogue: Catalogue,
    parameters: Parameters,
    *,
    seed: int = SEED,
    progress: Callable[[float], None] | None = None,
) -> Uncertainty:
    """Intervals, chances, sensitivity and influence of the evidence of this snapshot; empty before a ballot on the
    present state is revealed. The same seed gives the same numbers.

    progress: called with the share that is done, 0–1. The workshop's own parameters replace the given ones. Raises
    InputError as `in_use`.
    """
    state = snapshot.state
    parameters = in_use(state, parameters)
    told = progress or (lambda _share: None)
    cities = tuple(city.code for city in state.cities)
    count = int(parameters.value("uncertainty.replications"))
    level, widest = parameters.value("uncertainty.level"), int(parameters.value("uncertainty.widest"))
    smallest = int(parameters.value("privacy.smallest_group"))
    keys = [(row.instrument, row.item, row.subject) for row in evidence.agreements if row.instrument in _INSTRUMENTS]
    table = marked(effective(snapshot.marks, state), keys, cities)
    seen = room(table, smallest)
    cells = {"present": catalogue.cells_of(state.setting.instrument), "pair_present": catalogue.pair_cells}
    asked = ballots(evidence, seen, table.keys, cells)
    people, strata = len(seen.marks), int(seen.stratum.max(initial=-1)) + 1
    if not asked or not people:
        return Uncertainty(level, count, seed, people, strata, widest)
    values, gap_sizes = _replicate(asked, seen, count, parameters, seed, told)
    own = [ballot for ballot in asked if ballot.subject in cities]
    told(0.8)
    factors = _factors(own, seen, parameters, seed)
    told(0.9)
    found = Uncertainty(
        level=level,
        replications=count,
        seed=seed,
        people=people,
        strata=strata,
        widest=widest,
        intervals=_intervals(evidence, asked, values, level),
        ranks=_ranks(evidence, own, asked, values, level),
        above=_above(own, asked, values),
        gaps=_gaps(evidence, asked, gap_sizes, level, widest),
        factors=factors,
        influence=influence(
            asked, seen, parameters.value("index.measured_share"), (*cities, ""), table.groups, smallest
        ),
    )
    told(1.0)
    return found


def _replicate(
    asked: Sequence[Ballot],
    seen: Room,
    count: int,
    parameters: Parameters,
    seed: int,
    told: Callable[[float], None],
) -> tuple[list[Singles], list[Singles]]:
    """Index values (replications x groups) and weighted gaps (replications x cells) of every ballot."""
    chance = np.random.default_rng(seed)
    values = [np.empty((count, len(ballot.groups)), dtype=np.float32) for ballot in asked]
    sizes = [np.empty((min(count, GAP_ROWS), len(ballot.items)), dtype=np.float32) for ballot in asked]
    for start in range(0, count, CHUNK):
        rows = min(CHUNK, count - start)
        times = draws(seen.stratum, rows, chance)
        choices = _drawn(asked, rows, parameters, chance)
        for ballot, value, size in zip(asked, values, sizes, strict=True):
            points = together(ballot, judged(ballot, times, seen, choices.mean), choices.share)
            weights = choices.weights[ballot.instrument]
            value[start : start + rows] = averaged(ballot, points, weights, choices.geometric)
            if start < len(size):
                kept = min(rows, len(size) - start)
                size[start : start + kept] = weighted_gaps(ballot, points[:kept], times[:kept], seen)
        told(0.8 * (start + rows) / count)
    return values, sizes


def _drawn(asked: Sequence[Ballot], rows: int, parameters: Parameters, chance: np.random.Generator) -> Choices:
    change, share = parameters.value("uncertainty.weight_change"), parameters.value("index.measured_share")
    sizes = {ballot.instrument: len(ballot.items) for ballot in asked}
    weights = {
        name: (1 - change + 2 * change * chance.random((rows, size), dtype=np.float32)).astype(np.float32)
        for name, size in sizes.items()
    }
    return Choices(
        weights=weights,
        mean=chance.random(rows) < 0.5,
        geometric=chance.random(rows) < 0.5,
        share=_share(share, parameters.value("uncertainty.share_change"), chance.random(rows)),
    )


def _share(share: float, change: float, drawn: Floats) -> Singles:
    """The weight of the indicators, moved by up to `change`; where they only stand beside the marks it stays 0."""
    moved = np.clip(share + change * (2 * drawn - 1), 0, 1) if share else np.zeros(len(drawn))
    return moved.astype(np.float32)


def _ends(values: Singles, level: float) -> tuple[Floats, Floats]:
    """The ends of the middle `level` of every column, by linear interpolation; what has no value is left out."""
    tail = (1 - level) / 2
    columns = np.ascontiguousarray(values.T)
    holed = np.isnan(columns).any(axis=1)
    low, high = np.empty(len(columns)), np.empty(len(columns))
    if (~holed).any():
        low[~holed], high[~holed] = np.quantile(columns[~holed], (tail, 1 - tail), axis=1)
    if holed.any():
        low[holed], high[holed] = np.nanquantile(columns[holed], (tail, 1 - tail), axis=1)
    # Single precision: a hundred may come out as a hundred and a hair
    return low.round(_NOISE), high.round(_NOISE)


def _intervals(
    evidence: Evidence, asked: Sequence[Ballot], values: Sequence[Singles], level: float
) -> tuple[Interval, ...]:
    low, high = _ends(np.concatenate(values, axis=1), level)
    found = []
    columns = [(ballot.subject, *group) for ballot in asked for group in ballot.groups]
    for place, (subject, view, code) in enumerate(columns):
        row = evidence.index(subject, view, code)
        if row is not None and row.value is not None:
            found.append(Interval(subject, view, code, row.value, float(low[place]), float(high[place])))
    return tuple(found)


def _side_by_side(
    own: Sequence[Ballot], asked: Sequence[Ballot], values: Sequence[Singles], group: tuple[str, str]
) -> tuple[list[str], Floats]:
    """The cities that have this group, and their values: replications x cities."""
    rows = [
        (ballot.subject, value[:, ballot.groups.index(group)])
        for ballot, value in zip(asked, values, strict=True)
        if ballot in own and group in ballot.groups
    ]
    return [subject for subject, _ in rows], np.round(np.array([value for _, value in rows], dtype=float).T, _NOISE)


def _ranks(
    evidence: Evidence, own: Sequence[Ballot], asked: Sequence[Ballot], values: Sequence[Singles], level: float
) -> tuple[RankInterval, ...]:
    found = []
    groups = dict.fromkeys(group for ballot in own for group in ballot.groups if group[0] in _RANKED)
    for view, code in groups:
        cities, table = _side_by_side(own, asked, values, (view, code))
        if len(cities) < 2:
            continue
        drawn = ranks(table)
        base = [evidence.index(city, view, code) for city in cities]
        plain_ranks = ranks(np.round([row.value if row and row.value is not None else np.nan for row in base], _NOISE))
        tail = (1 - level) / 2
        low, high = np.nanquantile(drawn, (tail, 1 - tail), axis=0, method="inverted_cdf")
        first = (drawn == 1).mean(axis=0)
        found += [
            RankInterval(city, view, code, int(rank), int(least), int(most), float(share))
            for city, rank, least, most, share in zip(cities, plain_ranks, low, high, first, strict=True)
        ]
    return tuple(found)


def _above(own: Sequence[Ballot], asked: Sequence[Ballot], values: Sequence[Singles]) -> tuple[Above, ...]:
    cities, table = _side_by_side(own, asked, values, ("all", "all"))
    if len(cities) < 2:
        return ()
    chance = chance_above(table)
    return tuple(
        Above(first, second, float(chance[one, two]))
        for one, first in enumerate(cities)
        for two, second in enumerate(cities)
        if one != two
    )


def _gaps(
    evidence: Evidence, asked: Sequence[Ballot], sizes: Sequence[Singles], level: float, widest: int
) -> tuple[GapInterval, ...]:
    rank_of = {row.code: place for place, row in enumerate(evidence.gaps, 1)}
    codes = [f"{ballot.subject}.{item}" for ballot in asked for item in ballot.items]
    places = [place for place, code in enumerate(codes) if code in rank_of]
    if not places:
        return ()
    table = np.concatenate(sizes, axis=1)[:, places]
    low, high = _ends(table, level)
    order = np.argsort(-np.nan_to_num(table, nan=-np.inf), axis=1, kind="stable")
    drawn = np.empty(table.shape, dtype=np.int32)
    np.put_along_axis(drawn, order, np.arange(1, table.shape[1] + 1, dtype=np.int32)[None, :], axis=1)
    best, last = _ends(drawn.astype(np.float32), level)
    top = (drawn <= widest).mean(axis=0)
    of = {row.code: row for row in evidence.gaps}
    found = [
        GapInterval(
            code=codes[place],
            weighted=of[codes[place]].weighted,
            low=float(low[column]),
            high=float(high[column]),
            rank=rank_of[codes[place]],
            rank_low=round(float(best[column])),
            rank_high=round(float(last[column])),
            top=float(top[column]),
        )
        for column, place in enumerate(places)
    ]
    return tuple(sorted(found, key=lambda row: row.rank))


def _factors(own: Sequence[Ballot], seen: Room, parameters: Parameters, seed: int) -> tuple[Factor, ...]:
    """First-order and total shares of every choice, for the cities' indices and for their ranks."""
    if not own:
        return ()
    share = parameters.value("index.measured_share")
    names = ["people", "weights", "statistic", "average"]
    if share and any(np.isfinite(ballot.measured).any() for ballot in own):
        names.append("measured")
    chance = np.random.default_rng(seed)
    rooms = draws(seen.stratum, POOL, chance)
    pool = _drawn(own, POOL, parameters, chance).weights
    points = sensitivity.design(len(names), EXPONENT, seed)
    room_of, weights_of = ((points[:, column] * POOL).astype(np.int64) for column in (0, 1))
    mean, geometric = points[:, 2] < 0.5, points[:, 3] < 0.5
    moved = points[:, 4] if len(names) > 4 else np.full(len(points), 0.5)
    shares = _share(share, parameters.value("uncertainty.share_change"), moved)
    every, none = np.ones(POOL, dtype=bool), np.zeros(POOL, dtype=bool)
    columns, base = [], []
    for ballot in own:
        place = ballot.groups.index(("all", "all"))
        by_median, by_mean = judged(ballot, rooms, seen, none), judged(ballot, rooms, seen, every)
        by_marks = np.where(mean[:, None], by_mean[room_of], by_median[room_of])
        worth = together(ballot, by_marks, shares)
        weights = pool[ballot.instrument][weights_of]
        columns.append(averaged(ballot, worth, weights, geometric)[:, place])
        usual = plain([ballot], 1, share)
        start = judged(ballot, np.ones((1, len(seen.marks)), dtype=np.float32), seen, usual.mean)
        whole = together(ballot, start, usual.share)
        base.append(averaged(ballot, whole, usual.weights[ballot.instrument], usual.geometric)[0, place])
    table: Floats = np.array(columns, dtype=np.float64).T
    # A room in which nobody marked a city says nothing about it: there it keeps its plain value
    usually: Floats = np.array([round(float(value), _NOISE) for value in base], dtype=np.float64)
    drawn: Floats = np.where(np.isfinite(table), table, usually).round(_NOISE)
    found = _named("index", names, sensitivity.shares(drawn, len(names)))
    if len(own) > 1:
        shift = np.abs(ranks(drawn) - ranks(usually)).mean(axis=1)
        found += _named("rank", names, sensitivity.shares(shift, len(names)))
    return tuple(found)


def _named(of: str, names: Sequence[str], found: sensitivity.Shares) -> list[Factor]:
    if found.first is None or found.total is None:
        return []
    return [Factor(name, of, one, whole) for name, one, whole in zip(names, found.first, found.total, strict=True)]
