"""Whether people who rate several items rate them alike: Krippendorff's alpha and Kendall's W.

Ratings are raters x items; NaN is a missing rating, which alpha uses as far as it goes and W cannot: a rater who left
an item out has no ranking of all of them. When all ratings that can be compared are equal, both are undefined, because
nothing varies that could go together: `Unmeasured.NO_VARIATION`, not 1 and not NaN.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import special

from components.analysis.measure import Measure, Unmeasured, numbers
from components.errors import DataError, Problem

Floats = NDArray[np.float64]
NOMINAL, ORDINAL, INTERVAL, RATIO = LEVELS = ("nominal", "ordinal", "interval", "ratio")


def krippendorff_alpha(ratings: ArrayLike, *, level: str) -> Measure:
    """Krippendorff's alpha of raters x items: 1 all alike, 0 as by chance, below 0 more apart than by chance.

    level: `nominal` (same or not), `ordinal` (how many ratings lie between), `interval` (squared distance), `ratio`
    (squared relative distance, for ratings from 0 up). Items with fewer than two ratings are left out. All
    comparable ratings equal: no variation; no item with two ratings: too few.
    Raises DataError for an unknown level, a table that is not raters x items, or infinite ratings.
    Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability; (2004) Content Analysis, ch. 11.
    """
    table = _table(ratings)
    values, places = np.unique(table[~np.isnan(table)], return_inverse=True)
    items = np.broadcast_to(np.arange(table.shape[1]), table.shape)[~np.isnan(table)]
    counts = np.bincount(items * len(values) + places, minlength=table.shape[1] * len(values))
    return alpha_of_counts(counts.reshape(table.shape[1], len(values)), values, level=level)


def alpha_of_counts(counts: ArrayLike, values: ArrayLike, *, level: str) -> Measure:
    """The same alpha from items x values, how many gave each value to each item. values: in ascending order."""
    table = np.asarray(counts, dtype=float)
    table = table[table.sum(axis=1) >= 2]
    raters = table.sum(axis=1)
    # How often two ratings of one item are this pair of values, each item weighing as many pairs as it has ratings
    together = (table / np.maximum(raters - 1, 1)[:, None]).T @ table - np.diag(
        (table / np.maximum(raters - 1, 1)[:, None]).sum(axis=0)
    )
    total = together.sum(axis=1)
    apart = _distances(total, np.asarray(values, dtype=float), level)
    expected = float(total @ apart @ total)
    if not raters.size:
        return Unmeasured.TOO_FEW
    if not expected > 0:
        return Unmeasured.NO_VARIATION
    return float(1 - (total.sum() - 1) * (together * apart).sum() / expected)


def kendall_w(ratings: ArrayLike) -> tuple[Measure, Measure]:
    """Kendall's coefficient of concordance of raters x items, corrected for ties, and its p.

    W: 1 all rank the items alike, 0 no agreement. p: chance of so much concordance among raters who rank at random,
    by the chi-squared distribution of m (n - 1) W, which is rough below about seven items. Raters with a missing
    rating are left out. Every rater gave all items the same: no variation; under two raters or items: too few.
    Raises DataError for a table that is not raters x items, or infinite ratings.
    Source: Kendall & Babington Smith (1939); Siegel (1956), Nonparametric Statistics, ch. 9.
    """
    table = _table(ratings)
    table = table[~np.isnan(table).any(axis=1)]
    raters, items = table.shape
    if raters < 2 or items < 2:
        return Unmeasured.TOO_FEW, Unmeasured.TOO_FEW
    ranks = pd.DataFrame(table).rank(axis=1).to_numpy()
    # Σ over raters of the variance of their ranks is the tie-corrected maximum: Σ (n³ - n - ΣT) / 12
    spread = float(((ranks - (items + 1) / 2) ** 2).sum())
    if not spread > 0:
        return Unmeasured.NO_VARIATION, Unmeasured.NO_VARIATION
    sums = ranks.sum(axis=0)
    w = min(float(((sums - sums.mean()) ** 2).sum()) / (raters * spread), 1.0)
    return w, float(special.chdtrc(items - 1, raters * (items - 1) * w))


def _table(ratings: ArrayLike) -> Floats:
    table = numbers(ratings, "analysis.refused.ratings_values")
    if table.ndim != 2:
        raise DataError(Problem("analysis.refused.ratings_shape"))
    if np.isinf(table).any():
        raise DataError(Problem("analysis.refused.ratings_values"))
    return table


def _distances(total: Floats, values: Floats, level: str) -> Floats:
    """Squared differences between every two values."""
    if level == NOMINAL:
        return 1.0 - np.eye(len(values))
    if level == INTERVAL:
        return np.asarray((values[:, None] - values[None, :]) ** 2)
    if level == ORDINAL:
        middle = total.cumsum() - total / 2
        return np.asarray((middle[:, None] - middle[None, :]) ** 2)
    if level == RATIO:
        both = values[:, None] + values[None, :]
        apart = np.divide(values[:, None] - values[None, :], both, out=np.zeros_like(both), where=both != 0)
        return np.asarray(apart**2)
    raise DataError(Problem("analysis.refused.level", {"level": level, "levels": ", ".join(LEVELS)}))
