"""Indicators in different units brought to one scale: min–max, z-score, rank, distance to target.

Sources: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5. Everything is vectorised over units x
indicators; NaN is a missing value and stays one. Higher is better in everything that comes out.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from components.analysis.hierarchy import Floats, Hierarchy
from components.errors import Problem

Bools = NDArray[np.bool_]


def minmax(values: Floats, tree: Hierarchy, bounds: tuple[float, float]) -> Floats:
    """Linear between the worst and the best value, to `bounds`.

    The ends are the fixed ones of the structure where it states them, and values beyond them are capped there; else
    they are the worst and the best of the data.
    """
    signed = values * tree.direction
    fixed = np.isfinite(tree.worst)
    low = np.where(fixed, tree.worst * tree.direction, _least(signed))
    high = np.where(fixed, tree.best * tree.direction, _most(signed))
    share = np.clip((signed - low) / (high - low), 0.0, 1.0)
    scaled: Floats = bounds[0] + share * (bounds[1] - bounds[0])
    return scaled


def zscore(values: Floats, tree: Hierarchy, bounds: tuple[float, float]) -> Floats:  # noqa: ARG001, one signature for all
    """Distance from the mean of the units in standard deviations (n - 1); fixed ends and `bounds` play no part."""
    signed = values * tree.direction
    known = np.isfinite(signed)
    n = known.sum(axis=0)
    mean = np.where(known, signed, 0.0).sum(axis=0) / n
    spread = np.sqrt((np.where(known, signed - mean, 0.0) ** 2).sum(axis=0) / (n - 1))
    scores: Floats = (signed - mean) / spread
    return scores


def rank(values: Floats, tree: Hierarchy, bounds: tuple[float, float]) -> Floats:  # noqa: ARG001, one signature for all
    """1 for the lowest unit, up to the number of units with a value; equal values share the lowest of their ranks."""
    signed = values * tree.direction
    found = np.full(signed.shape, np.nan)
    for column in range(signed.shape[1]):
        known = np.isfinite(signed[:, column])
        inner = np.sort(signed[known, column])
        found[known, column] = np.searchsorted(inner, signed[known, column], side="left") + 1.0
    return found


def to_target(values: Floats, tree: Hierarchy, bounds: tuple[float, float]) -> Floats:
    """Share of the way from the worst value to the target that is done, to `bounds`; at or beyond the target: all.

    The target is the structure's `target`, else its `best`. The worst end is the structure's, else that of the data;
    where all units are beyond the target it is the target itself, and every unit has arrived.
    """
    signed = values * tree.direction
    target = targets(tree) * tree.direction
    low = np.where(np.isfinite(tree.worst), tree.worst * tree.direction, _least(signed))
    way = target - low
    done = np.where(way > 0, (signed - low) / np.where(way > 0, way, 1.0), np.where(np.isfinite(signed), 1.0, np.nan))
    return bounds[0] + np.clip(done, 0.0, 1.0) * (bounds[1] - bounds[0])


def targets(tree: Hierarchy) -> Floats:
    """The target of every indicator, NaN where the structure states none."""
    return np.where(np.isfinite(tree.target), tree.target, tree.best)


METHODS: dict[str, Callable[[Floats, Hierarchy, tuple[float, float]], Floats]] = {
    "minmax": minmax,
    "zscore": zscore,
    "rank": rank,
    "target": to_target,
}


def faults(values: Floats, tree: Hierarchy, how: str) -> list[Problem]:
    """Why these values cannot be brought to one scale in this way: an indicator that is the same for all units has no
    scale of its own, and a distance needs a target.
    """
    found = []
    for column, code in enumerate(tree.indicators):
        known = values[np.isfinite(values[:, column]), column]
        if known.size == 0:
            found.append(Problem("index.data.no_value", {"code": code}))
        elif how == "minmax" and not np.isfinite(tree.worst[column]) and known.min() == known.max():
            found.append(Problem("index.data.constant", {"code": code, "value": f"{known[0]:g}"}))
        elif how == "zscore" and known.min() == known.max():
            found.append(Problem("index.data.constant_score", {"code": code, "value": f"{known[0]:g}"}))
        elif how == "target" and not np.isfinite(targets(tree)[column]):
            found.append(Problem("index.data.no_target", {"code": code}))
    return found


def _least(values: Floats) -> Floats:
    least: Floats = np.where(np.isfinite(values), values, np.inf).min(axis=0)
    return least


def _most(values: Floats) -> Floats:
    most: Floats = np.where(np.isfinite(values), values, -np.inf).max(axis=0)
    return most
