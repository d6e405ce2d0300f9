"""Whether groups of people mark one thing differently: the share of the spread that lies between the groups.

Marks are compared by their ranks, so that no distance between the points of the scale is assumed. The share is epsilon
squared, H / (n - 1) with Kruskal and Wallis's H corrected for ties: 0, every group marks like the room; 1, all people
of a group mark alike and only the groups differ. Groups that were drawn at random have (k - 1) / (n - 1) between them
on average, with k groups and n people; p says how often chance gives as much or more.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from components.analysis.measure import Measure, Unmeasured, numbers
from components.errors import DataError, Problem


def epsilon_squared(table: ArrayLike) -> tuple[Measure, Measure]:
    """Share 0–1 of the spread between groups, and p by the chi-squared distribution, rough under five people a group.

    table: groups x points, how many of each group gave each point. All marks equal: no variation; fewer than two groups
    with marks, or as many groups as people: too few. Raises DataError for counts that are negative or not finite.
    Source: Kruskal & Wallis (1952), J. American Statistical Association 47: 583–621; Kelley (1935), Proc. National
    Academy of Sciences 21: 554–559.
    """
    counts = numbers(table, "analysis.refused.counts_values")
    if counts.ndim != 2:
        raise DataError(Problem("analysis.refused.ratings_shape"))
    if not np.isfinite(counts).all() or (counts < 0).any():
        raise DataError(Problem("analysis.refused.counts_values"))
    counts = counts[counts.sum(axis=1) > 0]
    people, groups = counts.sum(), len(counts)
    if groups < 2 or people <= groups:
        return Unmeasured.TOO_FEW, Unmeasured.TOO_FEW
    at_point = counts.sum(axis=0)
    ranks = at_point.cumsum() - (at_point - 1) / 2 - (people + 1) / 2
    whole = float(at_point @ ranks**2)
    if not whole > 0:
        return Unmeasured.NO_VARIATION, Unmeasured.NO_VARIATION
    between = float(((counts @ ranks) ** 2 / counts.sum(axis=1)).sum())
    share = min(between / whole, 1.0)
    return share, float(special.chdtrc(groups - 1, share * (people - 1)))
