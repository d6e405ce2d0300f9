"""How long the workbook takes: the demonstration, and a large room, beside writing the same cells bare with the same
library in the same run. Prints, asserts nothing. The ratio is one of processor time: others may be at work on the same
machine. The quick tests of 19_Sensitivity are kept from the screen's work and not counted.

    .venv/bin/python tests/bench/bench_workbook.py
    .venv/bin/python tests/bench/bench_workbook.py --large-only
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import openpyxl
import xlsxwriter

sys.path.insert(0, str(Path(__file__).parents[2]))

from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.investment.plan import make_plan
from components.investment.robustness import robustness
from components.walk import demonstration, results
from components.workbook.write.book import write
from components.workshop.database import Database
from components.workshop.instruments import instruments
from components.workshop.records.money import Source, SourceAmount
from components.workshop.records.partnership import CostKey
from components.workshop.records.setting import Setting
from components.workshop.state import Snapshot
from components.workshop.store import Store
from tests.builders import cities, given, snapshot
from tests.investment import room

CATALOGUE, PARAMETERS = load(), load_parameters()
ROWS, OPTIONS, CITIES, PEOPLE = 50_000, 60, 5, 40
ASKED = ("present", "importance")
ANSWERS = (None, 0, 1, 2, 2, 3, 3, 3, 4, 4, 5)


def demonstrated() -> Snapshot:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'demo.sqlite'}")
        store = Store(database)
        seen = results.snapshot(store, demonstration.load(store, CATALOGUE, language="en"))
        database.close()
        return seen


def large() -> Snapshot:
    """200 people of five cities on all cells of their own city (present and importance) and on 60 options, twice."""
    chance = random.Random(2026)
    partners = [city.code for city in cities(CITIES)]
    options = [
        room.option(
            f"P{number:02}",
            capex=float(chance.randint(40, 400)),
            cities=tuple(sorted(chance.sample(partners, chance.randint(1, CITIES)))),
            opex_per_year=float(chance.randint(0, 9)),
            build_years=chance.randint(1, 3),
            responsible_body="Region",
        )
        for number in range(1, OPTIONS + 1)
    ]
    setting = Setting("main", title="Large", first_year=room.FIRST, years=5, currency="COP", instrument="full")
    money = [
        *room.envelopes(**dict.fromkeys(partners, 300)),
        *(Source(f"F0{n}", name=f"Source {n}", type="earmarked_grant", certainty="applied") for n in range(1, 7)),
        *(SourceAmount(f"F0{n}.{year}", f"F0{n}", year, 150.0) for n in range(1, 7) for year in setting.plan_years),
        CostKey("equal", weight=100.0),
    ]
    base = snapshot(setting, *options, *money, cities=CITIES)

    def answers(number: int) -> dict[str, list[int | None]]:
        return {city: [chance.choice(ANSWERS) for _ in range(number)] for city in partners}

    marks = [
        mark
        for number in (1, 2)
        for option in options
        for criterion in room.CRITERIA
        for mark in given("options", criterion, option.code, round_number=number, **answers(5))
    ]
    marks += [
        mark
        for ballot in instruments(base.state, CATALOGUE)
        if ballot.code in ASKED
        for subject in ballot.subjects
        for item in ballot.items
        for mark in given(ballot.code, item.code, subject.code, **answers(PEOPLE))
        if mark.city == subject.code or not subject.cities
    ]
    return snapshot(setting, *options, *money, cities=CITIES, marks=marks[:ROWS])


def main() -> None:
    given_by = argparse.ArgumentParser(description=__doc__)
    given_by.add_argument("--large-only", action="store_true")
    asked = given_by.parse_args()
    rooms = [("a large room", large)]
    if not asked.large_only:
        rooms.insert(0, ("demonstration", demonstrated))
    for name, room_of in rooms:
        seen = room_of()
        evidence = evaluate(seen, CATALOGUE, PARAMETERS)
        plan = make_plan(seen, evidence, CATALOGUE, PARAMETERS)
        people = len({mark.person for mark in seen.marks})
        print(f"{name}: {len(seen.state.options)} options, {people} people, {len(seen.marks)} marks")
        trials = robustness(seen, evidence, plan, CATALOGUE, PARAMETERS, weights=False, seconds=1.0)
        before = _memory()
        make = partial(
            write, seen, evidence, plan, CATALOGUE, PARAMETERS, "en", at=datetime.now(UTC), trials=trials
        )
        taken, worked, content = _timed(make)
        grown = _memory() - before
        cells = _cells(content)
        bare, bare_worked, _ = _timed(partial(_bare, cells))
        count = sum(map(len, cells.values()))
        print(f"  {taken:.2f} s ({worked:.2f} s of the processor), {len(content) / 1e6:.1f} MB, {count} cells")
        print(f"  memory +{grown:.0f} MB at its highest")
        print(f"  the same cells bare: {bare:.2f} s ({bare_worked:.2f}); ratio {worked / bare_worked:.2f}")


def _timed(make):
    began, worked = time.perf_counter(), time.process_time()
    found = make()
    return time.perf_counter() - began, time.process_time() - worked, found


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _cells(content: bytes) -> dict[str, list[tuple[int, int, object, object]]]:
    """Every cell that holds something, with its formula, by sheet."""
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    found = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        carried = values[sheet.title]
        found[sheet.title] = [
            (cell.row - 1, cell.column - 1, cell.value, carried.cell(cell.row, cell.column).value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
    return found


def _bare(cells: dict[str, list[tuple[int, int, object, object]]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name, rows in cells.items():
        sheet = book.add_worksheet(name)
        for row, column, value, carried in rows:
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(row, column, value, None, carried if carried is not None else "")
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write(row, column, value)
    book.close()
    return buffer.getvalue()


if __name__ == "__main__":
    main()
