"""The Shapley value, and what every group could do alone: `python -m tests.bench.bench_shapley [folder]`.

folder: as in `bench_portfolio`. The cost-saving game has every group exact, whatever the number of cities. What a group
could do with its own money takes a search each: exact for 6 cities, by the linear relaxation for 10. Computing time
stands beside the clock, since the clock depends on what else the machine does.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from components.framework.parameters import load_parameters
from components.investment.coalitions import benefit_parts, every_coalition
from components.investment.cost_game import cost_game
from components.investment.question import Question
from tests.bench.bench_portfolio import question

SEED = 1


def shared(asked: Question, seed: int) -> None:
    """The cost-saving game of a plan that takes every option, with benefits drawn at random."""
    chance, cities = np.random.default_rng(seed), len(asked.envelopes)
    stated = {item.code: tuple(chance.dirichlet(np.ones(cities))) for item in asked.candidates}
    paid = {item.code: float(item.capex) for item in asked.candidates}
    by_key = [sum(item.capex * item.shares[city] for item in asked.candidates) for city in range(cities)]
    scale = load_parameters().value("cooperation.scale")
    began, worked = time.perf_counter(), time.process_time()
    game = cost_game(paid, benefit_parts(asked, stated), by_key, scale=scale, most_cities=cities)
    if game is None:
        raise SystemExit("the instance has nothing to share")
    print(
        f"cost-saving game, {cities} cities, {len(paid)} options: {len(game.costs)} groups exact, "
        f"{time.process_time() - worked:.3f} s computing, {time.perf_counter() - began:.3f} s; "
        f"saved {game.saved / (game.saved + game.costs[-1]):.0%}, Shapley in the core: {game.shapley_test.inside}, "
        f"key in the core: {game.key_test.inside} ({game.key_test.coalitions} groups would leave)",
        flush=True,
    )


def alone(asked: Question, *, exact: bool) -> None:
    """What every group could do with its own money and its own versions of the options."""
    cities = len(asked.envelopes)
    began, worked = time.perf_counter(), time.process_time()
    found = every_coalition(asked, [1.0] * cities, exact=exact)
    print(
        f"own money, {cities} cities, {len(asked.candidates)} options, {'exact' if exact else 'relaxation'}: "
        f"{len(found)} groups, {time.process_time() - worked:.2f} s computing, {time.perf_counter() - began:.2f} s",
        flush=True,
    )


def main(folder: str) -> None:
    """Both games, for 6 and for 10 cities."""
    sys.path.insert(0, folder)
    instance: Callable[..., dict[str, Any]] = importlib.import_module("plan_instances").instance
    for options, cities in ((20, 6), (60, 6), (20, 10), (60, 10)):
        asked = question(instance(0, n=options, cities=cities), carry_over=True, sources_only=False)
        shared(asked, SEED)
        alone(asked, exact=cities == 6)
    if "--exact" in sys.argv:
        alone(question(instance(0, n=20, cities=10), carry_over=True, sources_only=False), exact=True)


if __name__ == "__main__":
    main(next((given for given in sys.argv[1:] if not given.startswith("-")), "tools"))
