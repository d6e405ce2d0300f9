"""How long the uncertainty of a room takes, and how it grows with people. Prints, asserts nothing.

One core: start it with OMP_NUM_THREADS=1.
"""

from __future__ import annotations

import math
import random
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from components.analysis.evaluate import evaluate
from components.analysis.index_model import averaged, ballots, judged, plain, together
from components.analysis.marks import marked
from components.analysis.resampling import draws, medians, room
from components.analysis.uncertainty import CHUNK, SEED, uncertainty
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.state import Snapshot
from tests.builders import cities, given, snapshot

CATALOGUE, PARAMETERS = load(), load_parameters()
RESAMPLES = 10_000


def rated(people: int, count: int, *, everybody: bool = False) -> Snapshot:
    """`people` over `count` cities mark all 42 cells of their own city, or of every city."""
    chance = random.Random(2026)
    partners = cities(count)
    each = {city.code: people // count + (place < people % count) for place, city in enumerate(partners)}
    lots = [
        given(
            "present",
            cell.code,
            subject.code,
            **{
                city: [chance.choice((None, 0, 1, 2, 2, 3, 3, 3, 4, 4, 5)) for _ in range(n)]
                for city, n in each.items()
                if everybody or city == subject.code
            },
        )
        for subject in partners
        for cell in CATALOGUE.cells
    ]
    return snapshot(cities=count, marks=[mark for lot in lots for mark in lot])


def resampled(shot: Snapshot) -> float:
    """Seconds for all resamples of the index of every city by every view."""
    evidence = evaluate(shot, CATALOGUE, PARAMETERS)
    keys = [(row.instrument, row.item, row.subject) for row in evidence.agreements]
    seen = room(marked(shot.marks, keys, [city.code for city in shot.state.cities]), 3)
    places = {key: place for place, key in enumerate(keys)}
    asked = ballots(evidence, seen, places, {"present": CATALOGUE.cells, "pair_present": CATALOGUE.pair_cells})
    chance = np.random.default_rng(SEED)
    start = time.perf_counter()
    for _ in range(RESAMPLES // CHUNK):
        times = draws(seen.stratum, CHUNK, chance)
        choices = plain(asked, CHUNK, 0.5)
        for ballot in asked:
            points = together(ballot, judged(ballot, times, seen, choices.mean), choices.share)
            averaged(ballot, points, choices.weights[ballot.instrument], choices.geometric)
    return time.perf_counter() - start


def main() -> None:
    """Prints resampling alone, everything together, and the slope over people."""
    for everybody, words in ((True, "60 people mark 42 cells of 10 cities each"), (False, "60 people in 10 cities")):
        shot = rated(60, 10, everybody=everybody)
        print(f"{words}, {RESAMPLES:,} resamples, every index: {min(resampled(shot) for _ in range(3)):.2f} s")
    marks = np.random.default_rng(1).integers(0, 6, (60, 420)).astype(np.int8)
    start = time.perf_counter()
    for _ in range(RESAMPLES // CHUNK):
        medians(draws(np.zeros(60, dtype=np.int64), CHUNK, np.random.default_rng(1)), marks)
    print(f"60 people x 420 cells, {RESAMPLES:,} resamples, medians alone: {time.perf_counter() - start:.2f} s")
    before = None
    for people in (10, 100, 1_000, 10_000):
        shot = rated(people, 3)
        evidence = evaluate(shot, CATALOGUE, PARAMETERS)
        start = time.perf_counter()
        found = uncertainty(shot, evidence, CATALOGUE, PARAMETERS)
        seconds = time.perf_counter() - start
        slope = "" if before is None else f", slope {math.log(seconds / before) / math.log(10):.2f}"
        print(f"{people:,} people in 3 cities, {found.replications:,} replications, all: {seconds:.2f} s{slope}")
        before = seconds


if __name__ == "__main__":
    main()
