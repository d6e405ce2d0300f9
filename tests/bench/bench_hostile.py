"""How long a hostile workbook is looked at before it is refused, and how much memory that takes.

To reach: 2 s and 200 MB. Run it as `python tests/bench/bench_hostile.py`.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from components.errors import InputError
from components.workbook.read.gate import opened
from tests.workbook.read.hostile import HOSTILE, one_large_merge, plain

HARMLESS = {
    "harmless, 9 cells": plain,
    "harmless, 48,000 cells": lambda: plain(2_400, 20),
    "harmless, one merge over 1.4 million cells": one_large_merge,
}


def measured(data: bytes) -> tuple[str, float, float, float]:
    """Answer, seconds by the clock and of computing, megabytes of the reading process; in a process of its own, which
    counts only that one. On a computer that is busy with other work the clock runs on while nothing is computed.
    """
    receiving, sending = os.pipe()
    if os.fork() == 0:
        begun = time.perf_counter()
        try:
            opened(data)
            answer = "read"
        except InputError as error:
            answer = error.problems[0].key.rpartition(".")[2]
        seconds = time.perf_counter() - begun
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = [answer, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]
        os.write(sending, json.dumps(told).encode())
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving) as pipe:
        answer, seconds, computing, peak = json.load(pipe)
    os.wait()
    return answer, seconds, computing, peak


def main() -> None:
    """Prints a line a file and the worst of all."""
    print(f"{'file':44}{'kB':>8}{'answer':>20}{'s':>8}{'CPU s':>8}{'MB':>8}")
    worst_seconds = worst_computing = worst_memory = 0.0
    files = HARMLESS | {name: make for name, (make, _) in HOSTILE.items()}
    for name, make in files.items():
        data = make()
        answer, seconds, computing, peak = measured(data)
        worst_seconds, worst_memory = max(worst_seconds, seconds), max(worst_memory, peak)
        worst_computing = max(worst_computing, computing)
        print(f"{name:44}{len(data) / 1024:8.1f}{answer:>20}{seconds:8.2f}{computing:8.2f}{peak:8.0f}")
    print(f"worst: {worst_seconds:.2f} s by the clock, {worst_computing:.2f} s of computing (to reach 2)")
    print(f"worst: {worst_memory:.0f} MB (to reach 200)")


if __name__ == "__main__":
    main()
