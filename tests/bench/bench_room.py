"""A full room on one server: what a saved tap takes, and what the facilitator's page takes meanwhile.

    .venv/bin/python tests/bench/bench_room.py                      500 phones, 42 marks each within 60 s
    .venv/bin/python tests/bench/bench_room.py --phones 500 --instant
    .venv/bin/python tests/bench/bench_room.py --page ""            without a facilitator's page
    .venv/bin/python tests/bench/bench_room.py --database postgresql://…

Paper sheets of 42 marks arrive once a second. Each mark whose receipt came is looked up in the database afterwards.
Phones and screens are asked for from a second process on the same machine; both share its cores.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from sqlalchemy import select

from components.framework.catalogue import load
from components.workshop import tables
from components.workshop.instruments import instrument
from tests.bench import served
from tests.bench.phones import Connection, Phone, percentiles
from tests.bench.viewers import Viewer

BALLOT = f"{served.BALLOT}.1"


def main() -> None:
    given = served.with_database(argparse.ArgumentParser(description=__doc__))
    given.add_argument("--phones", type=int, default=500)
    given.add_argument("--seconds", type=float, default=60)
    given.add_argument("--marks", type=int, default=42)
    given.add_argument("--page", default="connectivity", help="the facilitator's page; empty for none")
    given.add_argument("--pause", type=float, default=1.0, help="seconds between two reruns of the facilitator's page")
    given.add_argument("--sheets", type=float, default=1.0, help="paper sheets a second")
    given.add_argument("--instant", action="store_true", help="everybody in the same instant instead")
    asyncio.run(run(given.parse_args()))


async def run(given: argparse.Namespace) -> None:
    with served.Served(url=given.database) as server:
        store = server.store()
        code, token = served.room(store)
        items = [item.code for item in instrument(store.snapshot(code).state, load(), served.BALLOT).items]
        phones = await joined(server, code, given.phones, items[: given.marks])
        print(f"{len(phones)} phones, {given.marks} of {len(items)} questions, {store.database.engine.dialect.name}")
        print(f"joining, from QR code to ballots: {percentiles([one.joined for one in phones])}")
        if given.instant:
            await instant(server, phones)
        else:
            await spread(server, store, code, token, phones, given)
        print(verdict(store, code, phones))
        print(f"memory {server.memory():.0f} MB")
        store.database.close()
        for phone in phones:
            phone.line.close()


async def joined(server: served.Served, code: str, number: int, items: list[str]) -> list[Phone]:
    """So many phones in the room, each with the first question open."""
    phones = [Phone(server.port, code, index) for index in range(number)]

    async def come_in(phone: Phone) -> None:
        async with doors:
            phone.joined = await phone.join()
            await phone.open_ballot(BALLOT, items)

    doors = asyncio.Semaphore(20)
    await asyncio.gather(*(come_in(phone) for phone in phones))
    return phones


async def instant(server: served.Served, phones: list[Phone]) -> None:
    """Everybody taps in the same instant, five times."""
    for turn in range(5):
        before, cpu = [len(phone.seconds) for phone in phones], server.cpu()
        await asyncio.gather(*(phone.tap(BALLOT, phone.places[turn], random.randrange(6)) for phone in phones))
        found = [taken for phone, known in zip(phones, before, strict=True) for taken in phone.seconds[known:]]
        used = 1000 * (server.cpu() - cpu) / len(phones)
        print(f"all {len(phones)} in the same instant: {percentiles(found)}; server {used:.2f} ms a tap")
        await asyncio.sleep(2)


async def spread(server, store, code, token, phones, given) -> None:
    """Marks over a minute, with paper, while the facilitator looks."""
    sheets: list[float] = []
    viewer = Viewer(server.port, given.page, f"w={code}&lang=en", token) if given.page else None
    if viewer:
        await viewer.__aenter__()
        for _ in range(15):
            await viewer.rerun()
            await asyncio.sleep(0.1)
        idle = statistics.median(viewer.reruns[5:])
        viewer.reruns.clear()
    cpu, began = server.cpu(), time.perf_counter()
    marking = [asyncio.create_task(phone.mark_all(BALLOT, given.seconds)) for phone in phones]
    others = [asyncio.create_task(paper(server, code, given.sheets, sheets))] if given.sheets else []
    others += [asyncio.create_task(looking(viewer, given.pause))] if viewer else []
    await asyncio.gather(*marking)
    for task in others:
        task.cancel()
    took = time.perf_counter() - began
    taps = [seconds for phone in phones for seconds in phone.seconds]
    print(f"{len(taps)} taps in {took:.0f} s ({len(taps) / took:.0f} a second): {percentiles(taps)}")
    used = server.cpu() - cpu
    print(f"server: {used / took:.0%} of a core, {1000 * used / len(taps):.2f} ms a tap")
    print(f"{len(sheets)} paper sheets of 42: {percentiles(sheets)}")
    if viewer:
        busy = statistics.median(viewer.reruns)
        print(
            f"facilitator's page «{given.page}»: rerun {1000 * idle:.0f} ms idle, {1000 * busy:.0f} ms meanwhile "
            f"({busy / idle:.1f} x, {len(viewer.reruns)} reruns), faults: {len(viewer.faults)}"
        )
        if viewer.faults:
            print(server.log()[-2000:])
        await viewer.__aexit__()


async def looking(viewer: Viewer, pause: float) -> None:
    """The facilitator's page again and again."""
    while True:
        await viewer.rerun()
        await asyncio.sleep(pause)


async def paper(server: served.Served, code: str, per_second: float, sheets: list[float]) -> None:
    """Sheets of 42 marks, each stored in one transaction."""
    line, number = Connection("127.0.0.1", server.port), 0
    while True:
        person = f"paper{number}"
        marks = [
            {
                "instrument": served.BALLOT,
                "item": f"sheet.{item}",
                "subject": "C1",
                "person": person,
                "city": "C1",
                "group": "citizens",
                "value": item % 6,
                "request": f"{person}.{item}",
                "way_in": "paper",
            }
            for item in range(42)
        ]
        sheets.append(await handed_in(line, json.dumps({"workshop": code, "marks": marks})))
        number += 1
        await asyncio.sleep(1 / per_second)


async def handed_in(line: Connection, body: str) -> float:
    """Seconds until a sheet was stored."""
    sent = (
        f"POST /bench/sheet HTTP/1.1\r\nHost: 127.0.0.1:{line.port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body.encode())}\r\n\r\n{body}"
    )
    answer = await line._exchange(sent.encode(), time.perf_counter())
    assert answer.status == 204, answer.body[:300]
    return answer.seconds


def verdict(store, code: str, phones: list[Phone]) -> str:
    """How many marks with a receipt are not in the database, and how many taps were refused."""
    table = tables.mark
    with store.database.reading() as connection:
        query = select(table.c.person, table.c.subject, table.c.item).where(
            table.c.workshop == code, table.c.way_in == "phone"
        )
        rows = connection.execute(query).all()
    there: dict[str, set[tuple[str, str]]] = {}
    for person, subject, item in rows:
        there.setdefault(person, set()).add((subject, item))
    from components.workshop import people

    lost = 0
    for phone in phones:
        person = people.person_of(store, code, phone.line.cookies[f"wk_{code}"])
        lost += len(phone.kept - there.get(person.person, set()))
    refused = [why for phone in phones for why in phone.refused]
    receipts = sum(len(phone.kept) for phone in phones)
    return f"{receipts} receipts, {lost} lost, {len(refused)} errors {sorted(set(refused))[:3]}"


if __name__ == "__main__":
    main()
