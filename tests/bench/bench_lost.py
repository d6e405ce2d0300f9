"""Kills the server again and again while 500 phones mark, and looks for every mark whose receipt had come.

    .venv/bin/python tests/bench/bench_lost.py                           20 times, SQLite
    .venv/bin/python tests/bench/bench_lost.py --database postgresql://…

Phones send a tap without an answer again, under the same name, until it has its receipt, as the ballot's script does.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from components.framework.catalogue import load
from components.workshop.instruments import instrument
from tests.bench import served
from tests.bench.bench_room import BALLOT, joined, verdict
from tests.bench.phones import Phone


def main() -> None:
    given = served.with_database(argparse.ArgumentParser(description=__doc__))
    given.add_argument("--phones", type=int, default=500)
    given.add_argument("--times", type=int, default=20)
    given.add_argument("--seconds", type=float, default=60)
    asyncio.run(run(given.parse_args()))


async def run(given: argparse.Namespace) -> None:
    with served.Served(url=given.database) as server:
        store = server.store()
        code, _ = served.room(store)
        items = [item.code for item in instrument(store.snapshot(code).state, load(), served.BALLOT).items]
        phones = await joined(server, code, given.phones, items)
        began = time.perf_counter()
        marking = [asyncio.create_task(insist(phone, given.seconds)) for phone in phones]
        for number in range(given.times):
            moment = given.seconds * (number + random.random()) / given.times
            await asyncio.sleep(max(0.0, began + moment - time.perf_counter()))
            await asyncio.to_thread(server.stop, signal.SIGKILL)
            await asyncio.to_thread(server.start)
        retries = sum(await asyncio.gather(*marking), Counter())
        print(f"{given.times} times killed, {given.phones} phones, {store.database.engine.dialect.name}")
        print(f"{sum(len(phone.seconds) for phone in phones)} answers, {retries.total()} taps sent again")
        print(verdict(store, code, phones))
        expected = sum(len(phone.places) for phone in phones)
        print(f"{expected} questions, {sum(row[3] for row in store.answered(code, served.BALLOT))} marks in the log")
        store.database.close()


async def insist(phone: Phone, seconds: float) -> Counter[str]:
    """Every question once, each until its receipt has come; returns how often a tap was sent again, and why."""
    began, again = time.perf_counter(), Counter[str]()
    moments = sorted(random.uniform(0, seconds) for _ in phone.places)
    for place, moment in zip(phone.places, moments, strict=True):
        await asyncio.sleep(max(0.0, began + moment - time.perf_counter()))
        value = random.randrange(6)
        form = phone.form(BALLOT, place, value)
        for _ in range(300):
            try:
                answer = await phone.line.ask("POST", f"/b/{phone.code}/mark", form, accept="application/json")
            except (OSError, asyncio.IncompleteReadError):
                phone.line.close()
                again["no answer"] += 1
                await asyncio.sleep(random.uniform(0.5, 1.5))
                continue
            if answer.status == 200:
                phone.seconds.append(answer.seconds)
                if json.loads(answer.body)["pick"] == str(value):
                    phone.kept.add(tuple(place.split("/")))
                break
            if answer.status not in (429, 503, 507):
                phone.refused.append(f"{answer.status} {answer.body[:200]!r}")
                break
            again[f"{answer.status} {json.loads(answer.body)['message']}"] += 1
            await asyncio.sleep(random.uniform(1, 2))
    return again


if __name__ == "__main__":
    main()
