"""How long the evidence of a large workshop takes, and how it grows with people. Prints, asserts nothing."""

from __future__ import annotations

import math
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from components.analysis.evaluate import evaluate
from components.framework.catalogue import Catalogue, load
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


def rated(catalogue: Catalogue, people: int, count: int) -> Snapshot:
    """`people` of every city, all of whom mark all cells of their own city."""
    chance = random.Random(2026)
    choices = (None, 0, 1, 2, 2, 3, 3, 3, 4, 4, 5)
    lots = [
        given(
            "present",
            cell.code,
            city.code,
            group=f"group{place % 6}",
            **{city.code: [chance.choice(choices) for _ in range(people)]},
        )
        for place, city in enumerate(cities(count))
        for cell in catalogue.cells
    ]
    return snapshot(cities=count, marks=[mark for lot in lots for mark in lot])


def seconds(shot: Snapshot, catalogue: Catalogue, runs: int = 5) -> tuple[float, float]:
    """The best of some runs: by the clock, and of the processor alone, which other programs do not lengthen."""
    clock, processor = [], []
    for _ in range(runs):
        start, used = time.perf_counter(), time.process_time()
        evaluate(shot, catalogue, load_parameters())
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    return min(clock), min(processor)


def main() -> None:
    """Prints a whole workshop, a ballot of 126 cells, and the slope over people."""
    shot, catalogue = large(), load()
    evidence = evaluate(shot, catalogue, load_parameters())
    best, used = seconds(shot, catalogue)
    rows = f"{len(evidence.agreements):,} agreements, {len(evidence.indices):,} index values"
    print(f"{len(shot.marks):,} marks, {rows}: {best:.3f} s, processor {used:.3f} s")
    copies = [replace(cell, code=f"{cell.code}{name}") for name in ("", ".b", ".c") for cell in catalogue.cells]
    wide = replace(catalogue, cells=tuple(copies))
    shot = rated(wide, 200, 10)
    best, used = seconds(shot, wide)
    print(f"200 people x 126 cells x 10 cities ({len(shot.marks):,} marks): {best:.3f} s, processor {used:.3f} s")
    before = None
    for people in (10, 100, 1_000, 10_000):
        shot = rated(catalogue, people, 1)
        _, used = seconds(shot, catalogue, 3)
        slope = "" if before is None else f", slope {math.log(used / before) / math.log(10):.2f}"
        print(f"{people:,} people x 42 cells of one city: processor {used:.3f} s{slope}")
        before = used


if __name__ == "__main__":
    main()
