"""Shapley values and resampled plans: `python -m tests.bench.bench_firmness [folder]`; folder as in `bench_portfolio`.

Computing time stands beside the clock, since the clock depends on what else the machine does.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from components.investment.coalitions import every_coalition
from components.investment.resolving import resolve
from components.investment.shapley import shapley
from tests.bench.bench_portfolio import question

ROOMS, LOTS, SECONDS = 1000, 20, 12.0


def coalitions(made: dict[str, Any], cities: int, *, exact: bool, sources_only: bool) -> None:
    """The value of every coalition and its Shapley value."""
    asked = question(made, carry_over=True, sources_only=sources_only)
    began, worked = time.perf_counter(), time.process_time()
    found = every_coalition(asked, [1.0] * cities, exact=exact)
    value = shapley([row.value for row in found])
    print(
        f"Shapley, {cities} cities, {len(asked.candidates)} options, {'exact' if exact else 'relaxation'}, "
        f"{'sources pay' if sources_only else 'cities pay the rest'}: {len(found)} coalitions, "
        f"{time.process_time() - worked:.2f} s computing, {time.perf_counter() - began:.2f} s, "
        f"largest part {max(value) / sum(value):.1%}",
        flush=True,
    )


def resampled(made: dict[str, Any], seed: int) -> None:
    """A thousand rooms with people drawn again, and costs low to high in lots."""
    asked = question(made, carry_over=True)
    chance = np.random.default_rng(seed)
    marks, count = made["marks"], len(asked.candidates)
    questions, values = [], []
    for _ in range(LOTS):
        factor = chance.triangular(0.85, 1.0, 1.35, count)
        pairs = zip(asked.candidates, factor, strict=True)
        items = tuple(replace(one, capex=round(one.capex * by)) for one, by in pairs)
        questions.append(replace(asked, candidates=items))
        drawn = chance.integers(len(marks), size=(ROOMS // LOTS, len(marks)))
        values.append(marks[drawn].mean(axis=1) * 20)
    began, worked = time.perf_counter(), time.process_time()
    found = resolve(questions, values, seconds=SECONDS)
    gap = np.concatenate([lot.gap for lot in found])
    print(
        f"firmness, seed {seed}: {gap.size} plans, mean proven gap {np.nanmean(gap):.2%}, worst {np.nanmax(gap):.2%}, "
        f"{sum(lot.searches for lot in found)} searches, {time.process_time() - worked:.2f} s computing, "
        f"{time.perf_counter() - began:.2f} s",
        flush=True,
    )


def main(folder: str) -> None:
    """Both tables."""
    sys.path.insert(0, folder)
    instance: Callable[..., dict[str, Any]] = importlib.import_module("plan_instances").instance
    for seed in range(3):
        resampled(instance(seed), seed)
    for sources_only in (True, False):
        coalitions(instance(0, n=20, cities=6), 6, exact=True, sources_only=sources_only)
        coalitions(instance(0, n=60, cities=6), 6, exact=True, sources_only=sources_only)
        coalitions(instance(0, n=20, cities=10), 10, exact=False, sources_only=sources_only)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "tools")
