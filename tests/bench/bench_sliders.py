"""How long a slider of money or of a cost key takes until its amounts are there, without a search.

    python -m tests.bench.bench_sliders

60 options, 5 cities, 6 sources, 5 years, 40 people's marks. Prints milliseconds for every step of one move: applying
the change to the snapshot, paying the same options in the same years anew, and drawing the figure. The wish is 300 ms
beyond an empty rerun for all of it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from random import Random
from typing import Any

from components.framework.catalogue import load
from components.investment import usual
from components.language import texts
from components.ui.charts.figure import markup
from components.ui.charts.tryout import tryout_figure
from components.walk import results, whatifs
from components.workshop.records.money import Envelope, Source, SourceAmount
from components.workshop.records.options import BenefitShare
from components.workshop.records.partnership import CostKey, KeyMetric
from components.workshop.state import Snapshot
from tests.builders import given, snapshot
from tests.investment import room

OPTIONS, CITIES, SOURCES, MOVES = 60, 5, 6, 20
_YEARS = range(room.FIRST, room.FIRST + room.YEARS)


def large(seed: int = 0) -> Snapshot:
    """A room as large as the benchmarks of the plan."""
    random, cities = Random(seed), [f"C{place + 1}" for place in range(CITIES)]
    codes = [f"P{place + 1:02}" for place in range(OPTIONS)]
    options = [
        room.option(
            code,
            random.randrange(200, 6000),
            cities=tuple(sorted(random.sample(cities, random.randrange(1, CITIES + 1)))),
            build_years=random.randrange(1, 4),
            opex_per_year=float(random.randrange(0, 60)),
        )
        for code in codes
    ]
    money = [Envelope(f"{city}.{year}", city, year, random.randrange(1500, 4000)) for city in cities for year in _YEARS]
    terms = {"name": "Fund", "certainty": "in_budget", "evidence": "a line"}
    sources = [Source(f"F{place + 1:02}", **terms) for place in range(SOURCES)]
    amounts = [
        SourceAmount(f"{source.code}.{year}", source.code, year, random.randrange(100, 1500))
        for source in sources
        for year in _YEARS
    ]
    keys = [CostKey("equal", weight=50.0), CostKey("population", weight=50.0)]
    metrics = [KeyMetric(f"population.{city}", "population", city, random.randrange(9, 90)) for city in cities]
    benefit = [BenefitShare(f"{code}.{city}", code, city, 100 / CITIES) for code in codes for city in cities]
    marks = [
        mark
        for code in codes
        for criterion in room.CRITERIA
        for mark in given("options", criterion, code, **dict.fromkeys(cities, [random.randrange(1, 6)] * 8))
    ]
    records = (room.SETTING, *options, *money, *sources, *amounts, *keys, *metrics, *benefit)
    return snapshot(*records, cities=CITIES, marks=marks)


def main() -> None:
    """Prints the times."""
    seen, catalogue, t = large(), load(), texts("en")
    plan = results.plan(seen, catalogue)
    chosen = sum(line.chosen for line in plan.lines)
    print(f"{len(seen.state.options)} options, {len(seen.marks):,} marks, {chosen} chosen")
    for name, wanted in (
        ("money", lambda step: usual.all_money(seen.state, -step)),
        ("key", lambda step: usual.key_mix(seen.state, usual.to_hundred({"equal": 50.0, "population": 50.0 + step}))),
    ):
        times: dict[str, list[float]] = {"change": [], "amounts": [], "figure": []}
        worked = time.process_time()
        for step in range(1, MOVES + 1):
            moved = wanted(step)
            changed = _timed(times["change"], lambda moved=moved: whatifs.tried(seen, catalogue, moved))
            kept = _timed(times["amounts"], lambda changed=changed: whatifs.same_choice(changed, catalogue, plan))
            _timed(times["figure"], lambda kept=kept: markup(t, tryout_figure(t, seen.state, plan, kept, None)))
        parts = ", ".join(f"{part} {statistics.median(found):.0f} ms" for part, found in times.items())
        whole = [sum(found) for found in zip(*times.values())]
        worked = 1000 * (time.process_time() - worked) / MOVES
        print(f"{name}: {statistics.median(whole):.0f} ms median, {max(whole):.0f} ms worst ({parts})")
        print(f"    of the processor {worked:.0f} ms a move: what a machine takes that does nothing else")


def _timed(times: list[float], make: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    found = make()
    times.append(1000 * (time.perf_counter() - began))
    return found


if __name__ == "__main__":
    main()
