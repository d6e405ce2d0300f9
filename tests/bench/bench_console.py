"""How long the console's pages take to draw anew: 200 people, 5 cities, 42 items a city, a ballot open. Prints only.

The script's own time without the browser, beside an empty script's in the same run.
"""

from __future__ import annotations

import logging
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from streamlit.testing.v1 import AppTest

from components.framework.catalogue import load
from components.ui import session
from components.walk import agenda
from components.workshop import people, rounds
from components.workshop.edits.room import load_agenda, start_line
from components.workshop.instruments import instrument
from components.workshop.open_store import shared_store
from components.workshop.store import CLOSED, OPEN, REVEALED, Edit, MarkInput, Store

ROOT = Path(__file__).parents[2]
PEOPLE, CITIES, RUNS = 200, 5, 15
PAGES = ("room", "discuss", "agenda", "ballots")


def workshop(store: Store) -> str:
    """A workshop with an agenda that runs, one revealed ballot and one that is open."""
    catalogue, luck = load(), random.Random(1)
    code, _ = people.create(store)
    cities = [
        Edit("city", f"C{number}", field, value)
        for number in range(1, CITIES + 1)
        for field, value in (("name", f"City {number}"), ("order", number))
    ]
    store.commit(code, [Edit("setting", "main", "title", "Bench"), *cities], by="bench")
    lines = agenda.run_sheet(catalogue, "two_days", "en")
    store.commit(code, load_agenda(store.snapshot(code).state, store.history(code), lines), by="bench")
    state = store.snapshot(code).state
    store.commit(code, start_line(state, agenda.lines(state)[0].code), by="bench")
    groups = [term.code for term in catalogue.stakeholder_groups]
    for number in range(PEOPLE):
        people.join(store, code, f"C{number % CITIES + 1}", groups[number % len(groups)], "en")
    for ballot, shown in (("present", True), ("importance", False)):
        rounds.move(store, code, ballot, OPEN, catalogue=catalogue, by="bench")
        asked = instrument(store.snapshot(code).state, catalogue, ballot)
        assert asked is not None
        store.put_marks(
            code,
            [
                MarkInput(
                    ballot, item.code, f"C{number % CITIES + 1}", f"person{number}", f"C{number % CITIES + 1}",
                    groups[number % len(groups)], luck.randrange(6),
                )
                for number in range(PEOPLE)
                for item in asked.items
            ],
        )  # fmt: skip
        for target in (CLOSED, REVEALED) if shown else ():
            rounds.move(store, code, ballot, target, catalogue=catalogue, by="bench")
    return code


def median_ms(page: AppTest) -> float:
    """The median of some runs, after the first."""
    page.run()
    assert not page.exception
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        page.run()
        took.append(time.perf_counter() - start)
    return 1000 * statistics.median(took)


def main() -> None:
    os.environ["WORKSHOP_DATA"] = tempfile.mkdtemp()
    logging.disable(logging.CRITICAL)
    store = shared_store()
    code = workshop(store)
    token = people.grant(store, code, session.FACILITATOR)
    session.cookie = lambda name: token if name == session.COOKIE else None
    session.is_local = lambda: True
    empty = median_ms(AppTest.from_string("import streamlit as st\nst.write('x')"))
    print(f"load {os.getloadavg()[0]:.1f}, empty script {empty:.1f} ms")
    for name in PAGES:
        page = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=120)
        page.query_params["w"] = code
        page.run().switch_page(f"{name}.py")
        took = median_ms(page)
        print(f"{name}: {took:.0f} ms, {took / empty:.1f} times the empty script")


if __name__ == "__main__":
    main()
