"""How long the evidence of a large workshop takes: `python tests/bench/bench_evidence.py`. Prints, asserts nothing."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.instruments import SCALE_0_5, instruments
from components.workshop.records.options import Option
from components.workshop.records.partnerships import Partnership
from components.workshop.state import Snapshot
from tests.builders import cities, given, snapshot

MARKS = 50_000
PEOPLE_PER_CITY = 34


def large(count: int = 6) -> Snapshot:
    """About 50,000 marks of 200 people of six cities on every instrument with a 0–5 scale."""
    chance = random.Random(2026)
    catalogue = load()
    options = [Option(f"P{place:02}", name=f"Option {place}", decision="short_list") for place in range(1, 16)]
    partnerships = [Partnership(f"K{place:02}", name=f"Partnership {place}") for place in range(1, 7)]
    state = snapshot(*options, *partnerships, cities=cities(count)).state
    lots = [
        given(
            instrument.code,
            item.code,
            subject.code,
            **{
                city.code: [chance.choice((None, 0, 1, 2, 2, 3, 3, 3, 4, 4, 5)) for _ in range(PEOPLE_PER_CITY)]
                for city in state.cities
                if not subject.cities or city.code in subject.cities
            },
        )
        for instrument in instruments(state, catalogue)
        if instrument.scale == SCALE_0_5
        for subject in instrument.subjects
        for item in instrument.items
    ]
    marks = [mark for lot in lots for mark in lot]
    return snapshot(*options, *partnerships, cities=cities(count), marks=marks[:MARKS])


def main() -> None:
    """Prints the best and the worst of five runs."""
    shot, catalogue, parameters = large(), load(), load_parameters()
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        evidence = evaluate(shot, catalogue, parameters)
        seconds.append(time.perf_counter() - start)
    rows = f"{len(evidence.agreements):,} agreements, {len(evidence.indices):,} index values"
    print(f"{len(shot.marks):,} marks, {rows}: {min(seconds):.3f} to {max(seconds):.3f} s")


if __name__ == "__main__":
    main()
