"""How long the statistics of agreement and the weights take: `python tests/bench/bench_agreement.py`. Prints only."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from components.analysis import statistics
from components.analysis.ahp import ahp, eigenvectors, row_geometric_mean
from components.analysis.consensus import rwg_each, tastle_wierman_each, van_der_eijk_each
from components.analysis.evaluate import evaluate
from components.analysis.reliability import kendall_w, krippendorff_alpha
from components.analysis.weights import weights
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from tests.builders import cities, given, snapshot

RESAMPLES, ITEMS, PEOPLE = 10_000, 40, 60


def best(name: str, run: Callable[[], object], times: int = 3) -> None:
    """Prints the shortest of some runs."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    print(f"{name}: {min(seconds):.3f} s")


def counts() -> None:
    """The three statistics of counts, on resamples x items."""
    chance = np.random.default_rng(2026)
    table = chance.multinomial(PEOPLE, [0.05, 0.1, 0.2, 0.3, 0.25, 0.1], size=(RESAMPLES, ITEMS))
    for each in (tastle_wierman_each, van_der_eijk_each, rwg_each):
        best(f"{each.__name__}, {RESAMPLES:,} x {ITEMS} items of {PEOPLE} people", lambda each=each: each(table))


def ratings() -> None:
    """Alpha and W of a large room on the standard instrument."""
    chance = np.random.default_rng(2026)
    table = chance.integers(0, 6, size=(200, 42)).astype(float)
    best("Kendall's W, 200 people x 42 items", lambda: kendall_w(table))
    table[chance.random(table.shape) < 0.1] = np.nan
    best("Krippendorff's ordinal alpha, the same with 10 % missing", lambda: krippendorff_alpha(table, level="ordinal"))


def judgements() -> None:
    """Group AHP: 40 judges x 8 criteria, resampled."""
    chance = np.random.default_rng(2026)
    upper = chance.integers(-8, 9, size=(40, 28))
    logarithms = np.zeros((40, 8, 8))
    rows, columns = np.triu_indices(8, 1)
    logarithms[:, rows, columns] = np.sign(upper) * np.log(np.abs(upper) + 1)
    logarithms[:, columns, rows] = -logarithms[:, rows, columns]
    drawn = chance.multinomial(40, [1 / 40] * 40, size=RESAMPLES) / 40
    by_rows = logarithms.mean(axis=2)
    best(f"group AHP by rows, 40 x 8, {RESAMPLES:,} resamples", lambda: np.exp(drawn @ by_rows))
    matrices = np.exp(np.tensordot(drawn[:1000], logarithms, axes=1))
    best("row geometric means of 1,000 matrices", lambda: row_geometric_mean(matrices))
    best("eigenvectors of the same", lambda: eigenvectors(matrices))
    best("ahp of one matrix of 15 criteria", lambda: ahp(np.ones((15, 15))))


def room() -> None:
    """One click on a large room, and its weights in pairs."""
    catalogue, parameters = load(), load_parameters()
    chance = np.random.default_rng(2026)
    groups = [row.code for row in catalogue.stakeholder_groups]

    def drawn() -> dict[str, list[int]]:
        return {f"C{city + 1}": chance.integers(0, 6, size=5).tolist() for city in range(6)}

    marks = [
        mark
        for item in catalogue.pair_cells
        for place, group in enumerate(groups)
        for mark in given("pair_present", item.code, "C1-C2", group=group, start=1 + 5 * place, **drawn())
    ]
    shot = snapshot(cities=cities(6), marks=marks)
    evidence = evaluate(shot, catalogue, parameters)
    item = catalogue.pair_cells[0].code
    people = len({mark.person for mark in marks})
    best(
        f"statistics of one item, {people} people, {len(marks):,} marks on {len(catalogue.pair_cells)} items",
        lambda: statistics.of(shot, evidence, "pair_present", item, "C1-C2"),
    )
    criteria = [row.code for row in catalogue.option_criteria]
    pairs = [f"{one}~{two}" for place, one in enumerate(criteria) for two in criteria[place + 1 :]]
    ballots = [
        mark
        for pair in pairs
        for mark in given(
            "weights", pair, "all", **{f"C{city + 1}": chance.integers(-8, 9, size=33).tolist() for city in range(6)}
        )
    ]
    best(
        f"weights from {len(pairs)} pairs of {33 * 6} people",
        lambda: weights(ballots, criteria, [f"C{city + 1}" for city in range(6)], parameters, weighting="pairs"),
    )


def main() -> None:
    """All of it."""
    counts()
    ratings()
    judgements()
    room()


if __name__ == "__main__":
    main()
