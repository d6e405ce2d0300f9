"""Which choice matters most: shares of the variance of a result that its inputs explain.

First order: what fixing an input alone would take away. Total: what would be left if all others were fixed, with
everything that the input does together with others. Estimators: first order after Saltelli et al. (2010), Comput.
Phys. Commun. 181, table 2 (b); total after Jansen (1999), Comput. Phys. Commun. 117. Points: Sobol' sequence, scrambled
with a seed. Several results at once are joined by their variances (Gamboa et al. 2014, Electron. J. Stat. 8).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.analysis.hierarchy import Floats


@dataclass(frozen=True)
class Shares:
    """`first` and `total` order of every input, 0–1, None when the result does not vary at all. Both are estimates:
    small ones that come out below 0 are given as 0, and above 1 as 1.
    """

    first: tuple[float, ...] | None
    total: tuple[float, ...] | None


def design(inputs: int, exponent: int, seed: int) -> Floats:
    """The points at which the model must be run: (inputs + 2) · 2**exponent rows, one column per input, in [0, 1).

    Rows are the samples A and B, then A with one column of B for every input in turn.
    """
    from scipy.stats import qmc  # slow to import, and needed only by who looks at the uncertainty

    sample = qmc.Sobol(2 * inputs, rng=np.random.default_rng(seed)).random_base2(exponent)
    one, two = sample[:, :inputs], sample[:, inputs:]
    mixed = []
    for place in range(inputs):
        swapped = one.copy()
        swapped[:, place] = two[:, place]
        mixed.append(swapped)
    return np.concatenate([one, two, *mixed])


def shares(results: Floats, inputs: int) -> Shares:
    """The shares from the results at the points of `design`, one row per point, one column per result."""
    found = np.asarray(results, dtype=float).reshape(len(results), -1)
    parts = found.reshape(inputs + 2, -1, found.shape[1])
    # Only differences count; taking the mean off keeps the first-order estimator steady
    parts = parts - parts[:2].mean(axis=(0, 1))
    one, two, mixed = parts[0], parts[1], parts[2:]
    variance = float(parts[:2].reshape(-1, parts.shape[2]).var(axis=0).sum())
    if not variance > _NOTHING:
        return Shares(None, None)
    first = (two * (mixed - one)).mean(axis=1).sum(axis=1) / variance
    total = ((one - mixed) ** 2).mean(axis=1).sum(axis=1) / (2 * variance)
    return Shares(_bounded(first), _bounded(total))


_NOTHING = 1e-12


def _bounded(values: Floats) -> tuple[float, ...]:
    return tuple(float(value) for value in np.clip(values, 0, 1))
