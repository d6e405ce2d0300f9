"""What a screen takes: the results page of a large room beside an empty script, and fifty people who watch the room.

    .venv/bin/python tests/bench/bench_screens.py                    the results page, 200 people x 42 marks x 5 cities
    .venv/bin/python tests/bench/bench_screens.py --watch 50         fifty open tabs of the room's page
    .venv/bin/python tests/bench/bench_screens.py --watch 50 --phones 100

Everybody marks every city's own cells once, so that 200 people give 42 marks each about their own city. A rerun is
measured from asking to the last message, without the drawing in a browser.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from components.framework.catalogue import load
from components.workshop import rounds
from components.workshop.instruments import instrument
from components.workshop.store import MarkInput
from tests.bench import served
from tests.bench.bench_room import BALLOT, joined
from tests.bench.phones import GROUPS, percentiles
from tests.bench.viewers import Viewer

EMPTY = "import streamlit as st\nst.write('nothing')\n"


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=200)
    given.add_argument("--reruns", type=int, default=30)
    given.add_argument("--pages", nargs="*", default=["connectivity"])
    given.add_argument("--watch", type=int, default=0)
    given.add_argument("--phones", type=int, default=0)
    given.add_argument("--seconds", type=float, default=30)
    found = given.parse_args()
    asyncio.run(watched(found) if found.watch else page(found))


async def page(given: argparse.Namespace) -> None:
    """The results page of a room whose marks are revealed."""
    with served.Served() as server:
        store = server.store()
        code, token = served.room(store)
        count = filled(store, code, given.people)
        store.database.close()
        print(f"{given.people} people, {count} marks, {len(served.CITIES)} cities")
        script = server.folder / "empty.py"
        script.write_text(EMPTY)
        with served.Served(script=str(script)) as bare:
            async with Viewer(bare.port, "", "") as empty:
                nothing = await median(empty, given.reruns)
        print(f"an empty script: median rerun {1000 * nothing:.0f} ms")
        for name in given.pages:
            async with Viewer(server.port, name, f"w={code}&lang=en", token) as viewer:
                took = await median(viewer, given.reruns)
                print(
                    f"page «{name}»: first {1000 * viewer.first:.0f} ms, median rerun {1000 * took:.0f} ms, "
                    f"{took / nothing:.1f} x the empty script, longest {1000 * max(viewer.reruns):.0f} ms, "
                    f"{viewer.elements // (len(viewer.reruns) + 1)} elements, faults: {len(viewer.faults)}"
                )
        if "Traceback" in server.log():
            print(server.log()[-1500:])


async def median(viewer: Viewer, reruns: int) -> float:
    """Seconds of a typical rerun; the first five are not counted."""
    for _ in range(reruns + 5):
        await viewer.rerun()
        await asyncio.sleep(0.05)
    return statistics.median(viewer.reruns[5:])


async def watched(given: argparse.Namespace) -> None:
    """Open tabs of the room's page, which looks by itself, with or without phones that mark meanwhile."""
    with served.Served() as server:
        store = server.store()
        code, token = served.room(store)
        items = [item.code for item in instrument(store.snapshot(code).state, load(), served.BALLOT).items]
        phones = await joined(server, code, given.phones, items)
        viewers = [Viewer(server.port, "room", f"w={code}&lang=en", token) for _ in range(given.watch)]
        for viewer in viewers:
            await viewer.__aenter__()
        print(f"{len(viewers)} tabs open: first drawing {percentiles([viewer.first for viewer in viewers])}")
        for viewer in viewers:
            viewer.looks.clear()
        cpu, began = server.cpu(), time.perf_counter()
        marking = [asyncio.create_task(phone.mark_all(BALLOT, given.seconds)) for phone in phones]
        await asyncio.sleep(given.seconds)
        await asyncio.gather(*marking)
        took = time.perf_counter() - began
        looks = [seconds for viewer in viewers for seconds in viewer.looks]
        print(f"{len(looks)} refreshes of the live panel ({len(looks) / took:.0f} a second): {percentiles(looks)}")
        print(f"server {(server.cpu() - cpu) / took:.0%} of a core, {server.memory():.0f} MB")
        if phones:
            print(f"taps meanwhile: {percentiles([one for phone in phones for one in phone.seconds])}")
        for viewer in viewers:
            await viewer.__aexit__()
        faults = sum(len(viewer.faults) for viewer in viewers)
        print(f"faults: {faults}")
        if faults:
            print(server.log()[-1500:])
        store.database.close()


def filled(store, code: str, people: int) -> int:
    """Marks of so many people about their own city, revealed; returns how many."""
    dice = random.Random(1)
    items = [item.code for item in instrument(store.snapshot(code).state, load(), served.BALLOT).items]
    rounds.move(store, code, "importance", "open", catalogue=load(), by="facilitator")
    marks = [
        MarkInput(ballot, item, f"C{number % 5 + 1}", f"p{number}", f"C{number % 5 + 1}", GROUPS[number % 5],
                  dice.randrange(6), request=f"{ballot}.{number}.{item}")
        for ballot in (served.BALLOT, "importance")
        for number in range(people)
        for item in items
    ]
    store.put_marks(code, marks)
    for ballot in (served.BALLOT, "importance"):
        for target in ("closed", "revealed"):
            rounds.move(store, code, ballot, target, catalogue=load(), by="facilitator")
    return len(marks)


if __name__ == "__main__":
    main()
