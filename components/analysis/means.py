"""Weighted means up a hierarchy, for one set of weights or for thousands at once.

Means skip missing parts and rescale the weights of the others. A generalised mean has an exponent: 1 arithmetic, 0
geometric, -1 harmonic (Hardy, Littlewood and Pólya 1934, ch. 2); below 1 a weak part is made up for less and less by
a strong one. All of them are one weighted sum between a function and its inverse, so a thousand sets of weights cost
one matrix product per aggregate.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from components.analysis.hierarchy import Aggregate, Floats, Hierarchy
from components.errors import DataError, Problem

NAMED = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}
_SHOWN = 6


def exponents(tree: Hierarchy, aggregate: str | float | Sequence[str | float]) -> tuple[float, ...]:
    """The exponent of the mean at each level, from the lowest: one for all, or one per level. Raises DataError for an
    unknown name, no number, or a count that is not that of the levels.
    """
    given = [aggregate] * tree.levels if isinstance(aggregate, str | int | float) else list(aggregate)
    wrong = [str(name) for name in given if not (name in NAMED if isinstance(name, str) else np.isfinite(name))]
    if wrong:
        raise DataError(Problem("index.method.aggregate", {"name": ", ".join(dict.fromkeys(wrong))}))
    if len(given) != tree.levels:
        raise DataError(Problem("index.method.levels", {"found": len(given), "levels": tree.levels}))
    return tuple(NAMED[name] if isinstance(name, str) else float(name) for name in given)


def climb(
    tree: Hierarchy,
    values: Floats,
    weights: Floats,
    powers: Sequence[float],
    units: Sequence[str] = (),
) -> Floats:
    """The value of every aggregate.

    values: units x indicators, or replications x units x indicators. weights: over all codes, or replications x codes.
    powers: exponent of each level from the lowest. Returns (replications x) units x aggregates in the order of
    `tree.aggregates`; NaN where an aggregate has no part with a value and a weight. Raises DataError naming every
    part, with its units, that is not positive where the mean needs it.
    """
    inner = len(tree.indicators)
    found: dict[int, Floats] = {}
    faults: list[Problem] = []
    for item in tree.order:
        parts, power = _parts(item, values, found, inner), powers[item.height - 1]
        wrong = _not_taken(parts, power)
        if wrong.any():
            faults += _faults(tree, item, wrong, units)
            # Left out from here on, so that the levels above report faults of their own only
            parts = np.where(wrong, np.nan, parts)
        found[item.place] = mean(parts, weights[..., list(item.children)], power)
    if faults:
        raise DataError(*faults)
    return np.stack([found[inner + place] for place in range(len(tree.aggregates))], axis=-1)


def coverage(tree: Hierarchy, known: Floats) -> Floats:
    """Share of every aggregate's weight that has data, 0–1, counted down to the indicators.

    known: units x indicators, 1 for a value and 0 for none. Returns units x aggregates.
    """
    return climb(tree, known, tree.weights, (1.0,) * tree.levels)


def mean(parts: Floats, weights: Floats, power: float) -> Floats:
    """The generalised mean over the last axis. parts: (R x) units x parts, NaN missing; weights: (R x) parts.

    Returns (R x) units. Parts must be positive where `power` is 0 or less.
    """
    known = np.isfinite(parts)
    filled = np.where(known, parts, 1.0)
    raised = filled if power == 1 else np.log(filled) if power == 0 else filled**power
    raised = np.where(known, raised, 0.0)
    if parts.ndim == 2:
        total, whole = weights @ raised.T, weights @ known.T.astype(float)
    else:
        sets = np.broadcast_to(weights, (len(parts), weights.shape[-1]))[..., None]
        total = np.matmul(raised, sets)[..., 0]
        whole = np.matmul(known.astype(float), sets)[..., 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        average = np.where(whole > 0, total / whole, np.nan)
    return average if power == 1 else np.exp(average) if power == 0 else average ** (1 / power)


def _parts(item: Aggregate, values: Floats, found: dict[int, Floats], inner: int) -> Floats:
    above = [found[place] for place in item.children if place >= inner]
    below = values[..., [place for place in item.children if place < inner]]
    if not above:
        return below
    parts = dict(zip([place for place in item.children if place < inner], np.moveaxis(below, -1, 0), strict=True))
    parts |= {place: found[place] for place in item.children if place >= inner}
    return np.stack(np.broadcast_arrays(*(parts[place] for place in item.children)), axis=-1)


def _not_taken(parts: Floats, power: float) -> NDArray[np.bool_]:
    """Parts that a mean with this exponent cannot take: 0 or less below exponent 1, anything negative above it."""
    if power == 1:
        return np.zeros(parts.shape, dtype=bool)
    return np.asarray(parts <= 0 if power <= 0 else parts < 0)


def _faults(tree: Hierarchy, item: Aggregate, wrong: NDArray[np.bool_], units: Sequence[str]) -> list[Problem]:
    codes = (*tree.indicators, *tree.aggregates)
    by_unit = np.asarray(wrong.reshape(-1, *wrong.shape[-2:]).any(axis=0))
    faults = []
    for column, place in enumerate(item.children):
        rows = [int(row) for row in np.flatnonzero(by_unit[:, column])]
        if rows:
            named = [units[row] if units else str(row + 1) for row in rows]
            shown = ", ".join(named[:_SHOWN]) + (" …" if len(named) > _SHOWN else "")
            faults.append(
                Problem("index.data.not_positive", {"code": codes[place], "aggregate": item.code, "units": shown})
            )
    return faults
