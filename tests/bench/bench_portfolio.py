"""Time and proven gap of the search for the best plan: `python -m tests.bench.bench_portfolio [folder]`.

folder: where `plan_instances.py` is, which makes the seeded instances that everybody's timings speak of. Computing time
stands beside the clock, since the clock depends on what else the machine does.
"""

from __future__ import annotations

import importlib
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from components.investment.payments import payments
from components.investment.portfolio import select
from components.investment.question import Candidate, Pot, Question

SEEDS, THOUSAND = range(20), 1000


def question(made: dict[str, Any], *, carry_over: bool, sources_only: bool = True) -> Question:
    """The instance as a question, money in thousandths of its unit. Without `sources_only`, cities pay the rest."""
    codes = [f"P{place:03d}" for place in range(len(made["cost"]))]
    values = made["marks"].mean(0) / 5 * 100
    items = tuple(
        Candidate(
            code=code,
            value=float(values[place]),
            capex=round(float(made["cost"][place]) * THOUSAND),
            build=int(made["duration"][place]),
            earliest=0,
            opex=round(float(made["opex"][place]) * THOUSAND),
            shares=tuple(float(share) for share in made["key"][place]),
            opex_shares=tuple(float(share) for share in made["key"][place]),
            excludes=tuple(codes[other] for one, other in made["exclusions"] if one == place),
            follows=tuple(codes[other] for one, other in made["prerequisites"] if one == place),
        )
        for place, code in enumerate(codes)
    )
    part = 1.0 if sources_only else 0.45
    mine = [
        tuple(code for place, code in enumerate(codes) if source in made["eligible"][place]) or ("-",)
        for source in range(len(made["limit"]))
    ]
    pots = tuple(Pot(f"F{source}", mine[source], _whole(row, part)) for source, row in enumerate(made["limit"]))
    envelopes = tuple(_whole(row, part) for row in made["envelope"])
    budget = _whole(made["budget"], 1.0) if sources_only else ()
    return Question(made["budget"].size, envelopes, pots, items, carry_over, budget=budget, sources_only=sources_only)


def _whole(amounts: Any, part: float) -> tuple[int, ...]:
    return tuple(int(amount * part * THOUSAND) for amount in amounts)


def run(name: str, asked: list[Question], *, gap: float, seconds: float) -> None:
    """One line per question, then the middle and the worst of all."""
    clock, computing, gaps = [], [], []
    for seed, one in enumerate(asked):
        began, worked = time.perf_counter(), time.process_time()
        found = select(one, gap=gap, seconds=seconds, explain=False)
        paid = payments(one, found.starts, order=[float(place) for place in range(len(one.pots))])
        clock.append(time.perf_counter() - began)
        computing.append(time.process_time() - worked)
        gaps.append(found.gap)
        lacking = sum(row.amount for row in paid if row.payer[0] == "gap")
        early = "not proven" if found.early_gap is None else f"{found.early_gap:.2%}"
        print(
            f"{name}, {seed}: {found.status}, {len(found.starts)} in, value {found.value:.1f}, gap {found.gap:.3%}, "
            f"early {early}, {len(paid)} payments, unpaid {lacking}, {computing[-1]:.2f} s computing, "
            f"{clock[-1]:.2f} s",
            flush=True,
        )
    for what, times in (("computing", computing), ("clock", clock)):
        print(f"{name}: {what} median {statistics.median(times):.2f} s, worst {max(times):.2f} s")
    print(f"{name}: gap median {statistics.median(gaps):.3%}, worst {max(gaps):.3%}", flush=True)


def main(folder: str) -> None:
    """The four tables: carry-over, cities paying what sources leave, 500 options, strict yearly limits."""
    sys.path.insert(0, folder)
    instance: Callable[..., dict[str, Any]] = importlib.import_module("plan_instances").instance
    sixty = [instance(seed) for seed in SEEDS]
    run("carry-over", [question(made, carry_over=True) for made in sixty], gap=0.001, seconds=20)
    rest = [question(made, carry_over=True, sources_only=False) for made in sixty]
    run("cities pay the rest", rest, gap=0.001, seconds=20)
    large = [question(instance(seed, 500), carry_over=True) for seed in range(5)]
    run("500 options", large, gap=0.005, seconds=20)
    run("strict years", [question(made, carry_over=False) for made in sixty], gap=0.001, seconds=5)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "tools")
