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
from components.investment.question import Floor, Question
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


def resampled(name: str, asked: Question, marks: Any, seed: int) -> None:
    """A thousand rooms with people drawn again, and costs low to high in lots."""
    chance, count = np.random.default_rng(seed), len(asked.candidates)
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
        f"firmness, {name}, seed {seed}: {gap.size} plans, mean proven gap {np.nanmean(gap):.2%}, worst "
        f"{np.nanmax(gap):.2%}, {sum(lot.searches for lot in found)} searches, "
        f"{time.process_time() - worked:.2f} s computing, {time.perf_counter() - began:.2f} s",
        flush=True,
    )


def _demands(asked: Question) -> Question:
    """The same question with what a room may demand: floors, ceilings, shares to match, lasting operation."""
    codes, cities = tuple(item.code for item in asked.candidates), len(asked.envelopes)
    return replace(
        asked,
        floors=(Floor("a", codes[:20], count=9), Floor("b", codes[20:40], money=sum(asked.budget) // 6)),
        ceilings=(*(sum(row) * 9 // 10 for row in asked.envelopes[: cities - 1]), None),
        pots=tuple(replace(pot, most=0.6) if place == 0 else pot for place, pot in enumerate(asked.pots)),
        lasting=True,
    )


def main(folder: str) -> None:
    """Resampled plans under four kinds of limits, then coalitions."""
    sys.path.insert(0, folder)
    instance: Callable[..., dict[str, Any]] = importlib.import_module("plan_instances").instance
    for seed in range(3):
        made = instance(seed)
        sources, rest = (question(made, carry_over=True, sources_only=only) for only in (True, False))
        resampled("sources pay", sources, made["marks"], seed)
        resampled("sources pay, with demands", _demands(sources), made["marks"], seed)
        resampled("cities pay the rest", rest, made["marks"], seed)
        resampled("envelopes alone", replace(rest, pots=()), made["marks"], seed)
    for sources_only in (True, False):
        coalitions(instance(0, n=20, cities=6), 6, exact=True, sources_only=sources_only)
        coalitions(instance(0, n=60, cities=6), 6, exact=True, sources_only=sources_only)
        coalitions(instance(0, n=20, cities=10), 10, exact=False, sources_only=sources_only)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "tools")
