"""Agreement from a table of counts: how many gave each point of an ordered scale.

Three answers to «how far do they agree», because each makes another assumption and they need not give one verdict:

- **Consensus** (Tastle & Wierman 2007): 1 when all give the same point, 0 when half stand at either end. The points
  are ordered and evenly spaced; distances are taken from the mean.
- **A** (van der Eijk 2001): 1 all on one point, 0 evenly over all points, -1 half at either end. Order only.
- **rwg** (James, Demaree & Wolf 1984): 1 minus the variance of the marks over the variance expected if everybody
  marked at random. The null distribution of «at random» decides the number, so it is always named: `uniform` (every
  point equally likely) or `triangular` (the middle more likely, a tendency to avoid the ends).

Each has a form for one row of counts, and one (`…_each`) for tables of any shape whose last axis is the scale, for
thousands of resamples at once. Counts may be weights; they are >= 0. No ratings at all: `Unmeasured.TOO_FEW`, and NaN
in the forms for tables.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from components.analysis.measure import Measure, Unmeasured, numbers
from components.errors import DataError, Problem

Floats = NDArray[np.float64]
UNIFORM, TRIANGULAR = "uniform", "triangular"
_LOOKED_UP = 12
"""Technical: up to so many categories the patterns of a layer are worked out beforehand (4,096 of them)."""


def tastle_wierman(counts: ArrayLike) -> Measure:
    """Consensus 0–1 of one row of counts, in the order of the scale; at least two points.

    Cns = 1 + Σ p(x) log2(1 - |x - mean| / width). Raises DataError for counts that are negative, not finite or not one
    row. Source: Tastle & Wierman (2007), Int. J. Approximate Reasoning 45: 531–545.
    """
    return _one(counts, tastle_wierman_each, least=2)


def van_der_eijk(counts: ArrayLike) -> Measure:
    """Agreement A, -1 to 1, of one row of counts, in the order of the scale; at least three points.

    The row is peeled into layers of equal height, each a pattern of filled and empty points; A is the mean of the
    layers' agreement, weighted by the people in them. Raises DataError as `tastle_wierman`.
    Source: van der Eijk (2001), Quality & Quantity 35: 325–341.
    """
    return _one(counts, van_der_eijk_each, least=3)


def rwg(counts: ArrayLike, *, null: str = UNIFORM) -> Measure:
    """Within-group agreement 0–1 of one row of counts: 1 - s² / σ², s² with n - 1; too few below two people.

    null: `uniform`, σ² = (A² - 1) / 12 with A points, or `triangular`. A variance above the expected one gives 0, as is
    usual (LeBreton & Senter 2008, Organizational Research Methods 11: 815–852): people who stand at opposite ends
    and people who mark at random are then not told apart, which A does.
    Raises DataError as `tastle_wierman`, and for an unknown null. Source: James, Demaree & Wolf (1984), J. Applied
    Psychology 69: 85–98.
    """
    return _one(counts, lambda table: rwg_each(table, null=null), least=2)


def tastle_wierman_each(table: ArrayLike) -> Floats:
    """`tastle_wierman` of every row of a table: … x points -> …; NaN where nobody rated."""
    counts = np.asarray(table, dtype=float)
    width = counts.shape[-1] - 1
    people = _people(counts)
    mean = (counts @ np.arange(width + 1)) / people
    found = np.ones_like(people)
    for point in range(width + 1):
        # Nobody can stand a whole width from the mean; the floor only keeps the logarithm of an empty point finite
        near = np.maximum(1 - np.abs(point - mean) / width, np.finfo(float).tiny)
        found += counts[..., point] / people * np.log2(near)
    return np.clip(found, 0.0, 1.0)


def van_der_eijk_each(table: ArrayLike) -> Floats:
    """`van_der_eijk` of every row of a table: … x points -> …; NaN where nobody rated."""
    left = np.array(table, dtype=float)
    points = left.shape[-1]
    people = _people(left)
    known = _pattern_agreement(_patterns(points)) if points <= _LOOKED_UP else None
    found = np.where(np.isnan(people), np.nan, 0.0)
    for _ in range(points):
        filled = left > 0
        depth = filled.sum(axis=-1)
        if not depth.any():
            break
        height = np.where(filled, left, np.inf).min(axis=-1, initial=np.inf)
        height = np.where(depth > 0, height, 0.0)
        agreement = _pattern_agreement(filled) if known is None else known[filled @ (1 << np.arange(points))]
        found += agreement * height * depth / people
        left = np.where(filled, left - height[..., None], 0.0)
    return np.clip(found, -1.0, 1.0)


def rwg_each(table: ArrayLike, *, null: str = UNIFORM) -> Floats:
    """`rwg` of every row of a table: … x points -> …; NaN below two people."""
    counts = np.asarray(table, dtype=float)
    expected = null_variance(counts.shape[-1], null)
    scale = np.arange(counts.shape[-1])
    people = _people(counts)
    people = np.where(people > 1, people, np.nan)
    mean = (counts @ scale) / people
    variance = ((counts @ scale**2) - people * mean**2) / (people - 1)
    return np.clip(1 - variance / expected, 0.0, 1.0)


def null_variance(points: int, null: str = UNIFORM) -> float:
    """Variance of a mark on a scale of so many points when people mark at random.

    Triangular: the weights 1, 2, … rise to the middle and fall again; (A² + 2A - 3) / 24 for an odd number of points,
    (A² + 2A - 2) / 24 for an even one. Raises DataError for another null. Source: James et al. (1984), p. 94.
    """
    if null == UNIFORM:
        return (points**2 - 1) / 12
    if null == TRIANGULAR:
        return (points**2 + 2 * points - (3 if points % 2 else 2)) / 24
    raise DataError(Problem("analysis.refused.null", {"null": null}))


def _one(counts: ArrayLike, each: Callable[[Floats], Floats], *, least: int) -> Measure:
    row = numbers(counts, "analysis.refused.counts_values")
    if row.ndim != 1 or len(row) < least:
        raise DataError(Problem("analysis.refused.counts_shape", {"least": least}))
    if not np.isfinite(row).all() or (row < 0).any():
        raise DataError(Problem("analysis.refused.counts_values"))
    found = float(each(row))
    return Unmeasured.TOO_FEW if np.isnan(found) else found


def _people(counts: Floats) -> Floats:
    people = counts.sum(axis=-1)
    return np.where(people > 0, people, np.nan)


def _patterns(points: int) -> NDArray[np.bool_]:
    codes = np.arange(1 << points)
    return np.asarray((codes[:, None] >> np.arange(points)) & 1 == 1)


def _pattern_agreement(filled: NDArray[np.bool_]) -> Floats:
    """A of a layer: its unimodality times how few points it fills.

    Triples (of points in order) that fit one peak are filled-filled-empty and empty-filled-filled, those that do not
    are filled-empty-filled; counted by the filled points to the left and right of every empty one.
    """
    points = filled.shape[-1]
    number = filled.sum(axis=-1)
    left = filled.cumsum(axis=-1)
    right = number[..., None] - left
    fits = np.where(filled, 0, left * (left - 1) // 2 + right * (right - 1) // 2).sum(axis=-1)
    breaks = np.where(filled, 0, left * right).sum(axis=-1)
    triples = fits + breaks
    shape = ((points - 2) * fits - (points - 1) * breaks) / ((points - 2) * np.maximum(triples, 1))
    unimodality = np.where(triples > 0, shape, 1.0)
    return np.asarray(unimodality * (1 - (number - 1) / (points - 1)), dtype=float)
