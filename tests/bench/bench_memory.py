"""Memory of the server with 500 phones that mark and 50 tabs that watch, once a minute.

    .venv/bin/python tests/bench/bench_memory.py --minutes 30
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from components.framework.catalogue import load
from components.workshop.instruments import instrument
from tests.bench import served
from tests.bench.bench_room import BALLOT, joined, verdict
from tests.bench.phones import Phone, percentiles
from tests.bench.viewers import Viewer


def main() -> None:
    given = served.with_database(argparse.ArgumentParser(description=__doc__))
    given.add_argument("--phones", type=int, default=500)
    given.add_argument("--viewers", type=int, default=50)
    given.add_argument("--minutes", type=float, default=3)
    given.add_argument("--pause", type=float, default=12, help="seconds between two taps of one phone")
    asyncio.run(run(given.parse_args()))


async def run(given: argparse.Namespace) -> None:
    with served.Served(url=given.database) as server:
        store = server.store()
        code, token = served.room(store)
        items = [item.code for item in instrument(store.snapshot(code).state, load(), served.BALLOT).items]
        print(f"at the start {server.memory():.0f} MB")
        phones = await joined(server, code, given.phones, items)
        viewers = [Viewer(server.port, "room", f"w={code}&lang=en", token) for _ in range(given.viewers)]
        for viewer in viewers:
            await viewer.__aenter__()
        print(f"with {len(phones)} phones and {len(viewers)} tabs {server.memory():.0f} MB", flush=True)
        until = time.perf_counter() + 60 * given.minutes
        marking = [asyncio.create_task(mark_on(phone, until, given.pause)) for phone in phones]
        found = []
        while time.perf_counter() < until:
            await asyncio.sleep(min(60.0, max(0.1, until - time.perf_counter())))
            found.append(server.memory())
            print(f"{len(found):3} min {found[-1]:.0f} MB", flush=True)
        await asyncio.gather(*marking)
        half = len(found) // 2
        if half:
            print(f"mean of the first half {sum(found[:half]) / half:.0f} MB, "
                  f"of the second {sum(found[half:]) / (len(found) - half):.0f} MB")
        print(f"most {max(found):.0f} MB; taps {percentiles([one for phone in phones for one in phone.seconds])}")
        print(f"live panel {percentiles([one for viewer in viewers for one in viewer.looks])}")
        print(verdict(store, code, phones))
        for viewer in viewers:
            await viewer.__aexit__()
        store.database.close()


async def mark_on(phone: Phone, until: float, pause: float) -> None:
    """Taps one question after the other, and again from the beginning."""
    await asyncio.sleep(random.uniform(0, pause))
    turn = 0
    while time.perf_counter() < until:
        await phone.tap(BALLOT, phone.places[turn % len(phone.places)], random.randrange(6))
        turn += 1
        await asyncio.sleep(random.uniform(0.5, 1.5) * pause)


if __name__ == "__main__":
    main()
