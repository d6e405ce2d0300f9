"""How much a composite index depends on how it is made: the same data, thousands of times, other weights and methods.

Every replication draws each weight between 1 - `weight_change` and 1 + `weight_change` times its own, and one of the
ways to scale and to average (Saisana, Saltelli and Tarantola 2005; OECD/JRC handbook 2008, step 7). Units are scaled
once per way and averaged for all its replications together. Scaling is to 1–100, so that a geometric mean exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from components.analysis import means
from components.analysis.composite import measured, normalised
from components.analysis.hierarchy import Floats, hierarchy
from components.errors import DataError, Problem

BOUNDS = (1.0, 100.0)


@dataclass(frozen=True)
class Replications:
    """`ranks`: replications x units, 1 = highest, ties share the best rank, NaN without a value. `top`: the aggregate
    that is ranked. `scores`: the same replications in the scale of their own way, which differ between ways. `ways`:
    (normalise, aggregate) of every replication.
    """

    units: tuple[str, ...]
    top: str
    scores: Floats
    ranks: Floats
    ways: tuple[tuple[str, str], ...]

    def summary(self, level: float = 0.9) -> pd.DataFrame:
        """Per unit: median rank and the ends of the middle `level` of its ranks."""
        tail = (1 - level) / 2
        low, middle, high = np.nanquantile(self.ranks, (tail, 0.5, 1 - tail), axis=0, method="inverted_cdf")
        return pd.DataFrame({"rank": middle, "rank_low": low, "rank_high": high}, index=list(self.units))

    def above(self) -> pd.DataFrame:
        """Share of the replications in which the unit of the row is above that of the column; ties count half."""
        return pd.DataFrame(chance_above(self.scores), index=list(self.units), columns=list(self.units))


def replicate(
    data: pd.DataFrame,
    structure: pd.DataFrame,
    *,
    count: int = 1000,
    weight_change: float = 0.25,
    normalise: Sequence[str] = ("minmax", "rank"),
    aggregate: Sequence[str] = ("arithmetic", "geometric"),
    seed: int = 1,
) -> Replications:
    """`count` replications of the first top of `structure`. Data and structure as for `composite_index`.

    weight_change: 0.25 for ±25 % of every weight, uniform and independent. Raises DataError with every fault.
    """
    if count < 1 or not 0 <= weight_change < 1:
        raise DataError(Problem("index.method.replications", {"count": count, "change": f"{weight_change:g}"}))
    tree = hierarchy(structure)
    raw, units = measured(data, tree)
    chance = np.random.default_rng(seed)
    weights = tree.weights * chance.uniform(1 - weight_change, 1 + weight_change, (count, len(tree.weights)))
    ways = list(product(normalise, aggregate))
    drawn = chance.integers(len(ways), size=count)
    top = tree.tops[0]
    values = np.empty((count, len(units)))
    for number, (how, average) in enumerate(ways):
        rows = drawn == number
        scaled = normalised(raw, tree, how, BOUNDS)
        powers = means.exponents(tree, average)
        values[rows] = means.climb(tree, scaled, weights[rows], powers, units)[..., tree.aggregates.index(top)]
    return Replications(units, top, values, ranks(values), tuple(ways[number] for number in drawn))


def ranks(values: Floats) -> Floats:
    """Ranks along the last axis, 1 = highest, ties share the best rank, NaN stays NaN. Any leading axes."""
    filled = np.where(np.isfinite(values), values, -np.inf)
    ahead: NDArray[np.int64] = (filled[..., None, :] > filled[..., :, None]).sum(axis=-1)
    return np.where(np.isfinite(values), ahead + 1.0, np.nan)


def chance_above(values: Floats) -> Floats:
    """Share of the replications in which one unit is above another, units x units; ties count half, NaN where the two
    never have a value together. values: replications x units.
    """
    first, second = values[:, :, None], values[:, None, :]
    both = np.isfinite(first) & np.isfinite(second)
    wins = (first > second) + 0.5 * (first == second)
    with np.errstate(invalid="ignore", divide="ignore"):
        share: Floats = np.where(both, wins, 0.0).sum(axis=0) / both.sum(axis=0)
    return share
