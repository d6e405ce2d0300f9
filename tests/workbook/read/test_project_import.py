"""What a list would bring; that bringing it twice adds nothing; that one step takes it back."""

import pytest

from components.framework.catalogue import load
from components.workbook.read.project_columns import heading
from components.workbook.read.project_import import OutOfUnit, entering, out_of_unit, preview
from components.workbook.read.project_list import Asked, read, sheet_of
from components.workshop import people
from components.workshop.changes import undoable
from components.workshop.database import Database
from components.workshop.records.options import Option
from components.workshop.records.setting import Setting
from components.workshop.store import Edit, Store
from tests.builders import cities, state

CATALOGUE = load()
LEAST = 0.6
LIST = "Project;Cost\nFreight hub La Virginia;95\nFreight hub La Virginia;95\nRegional library;8\nRoad;abc"


def projects(held, text=LIST):
    sheet = sheet_of(text)
    found = heading(sheet, CATALOGUE)
    asked = Asked(found.fields, found.row, "million", "", tuple(city.code for city in held.cities), "city")
    return read(sheet, asked, held, CATALOGUE)


def held(*options):
    return state(Setting("main", first_year=2027, years=5, currency="COP", unit="million"), *cities(3), *options)


def fates(found):
    return [(row.what, row.like) for row in found.rows]


def test_what_becomes_of_every_row():
    there = Option("P01", name="Hub for freight in La Virginia", cities=("C1",), capex_likely=90.0)
    found = preview(projects(held(there)), held(there), LEAST)
    assert fates(found) == [("new", "P01"), ("twice", ""), ("new", ""), ("faulty", "")]
    assert len(found.new) == found.count("new") == 2


@pytest.mark.parametrize(
    ("values", "fate"),
    [
        ({}, "known"),
        ({"name": "  FREIGHT hub la  virginia"}, "known"),
        ({"capex_likely": 96.0}, "new"),
        ({"cities": ("C1",)}, "new"),
        ({"currency": "USD"}, "new"),
    ],
)
def test_the_same_name_cities_and_cost_are_known(values, fate):
    same = {"name": "Freight hub La Virginia", "cities": ("C1", "C2", "C3"), "capex_likely": 95.0}
    there = Option("P01", **(same | values))
    assert preview(projects(held(there)), held(there), LEAST).rows[0].what == fate


@pytest.fixture
def store(tmp_path):
    log = Store(Database(f"sqlite:///{tmp_path / 'w.sqlite'}"))
    yield log
    log.database.close()


def test_a_list_comes_in_once_and_goes_back_in_one_step(store):
    code, _ = people.create(store)
    setting = {"first_year": 2027, "years": 5, "currency": "COP", "unit": "million"}
    edits = [Edit("setting", "main", field, value) for field, value in setting.items()]
    edits += [Edit("city", f"C{n}", "name", name) for n, name in ((1, "Aran"), (2, "Belo"), (3, "Cora"))]
    store.commit(code, edits, by="t")

    def take():
        now = store.snapshot(code).state
        found = preview(projects(now), now, LEAST)
        new = entering(found, now, store.history(code))
        if new:
            store.commit(code, new, by="t")
        return len(found.new)

    assert take() == 2
    options = store.snapshot(code).state.options
    assert [(row.code, row.name, row.capex_likely, row.idea_source) for row in options] == [
        ("P01", "Freight hub La Virginia", 95.0, "city"),
        ("P02", "Regional library", 8.0, "city"),
    ]
    assert take() == 0
    assert store.snapshot(code).state.options == options
    store.undo(code, undoable(store.history(code)), by="t")
    assert store.snapshot(code).state.options == ()


COSTS = (80, 100, 90)
THERE = tuple(Option(f"P{number}", name=f"Works {number}", capex_likely=cost) for number, cost in enumerate(COSTS))


@pytest.mark.parametrize(
    ("there", "text", "expected"),
    [
        (THERE, "Project;Cost\nHub;95000\nRoad;60000", [(2, 95_000, "thousand_up"), (3, 60_000, "thousand_up")]),
        (THERE, "Project;Cost\nHub;95\nRoad;400", []),
        (THERE[:2], "Project;Cost\nA;70\nB;80\nC;90000", [(4, 90_000, "thousand_up")]),
        (THERE[:1], "Project;Cost\nA;70\nB;90000", []),
        (THERE, "Project;Cost\nHub;", []),
    ],
)
def test_a_cost_in_another_unit_is_pointed_out_before_anything_is_taken(there, text, expected):
    room = held(*there)
    found = out_of_unit(preview(projects(room, text), room, LEAST), room, 200.0)
    assert [(row.row, row.cost, row.key) for row in found] == expected


def test_a_list_in_too_small_a_unit_says_by_how_much():
    room = held(*(Option(option.code, name=option.name, capex_likely=option.capex_likely * 1000) for option in THERE))
    [found] = out_of_unit(preview(projects(room, "Project;Cost\nHub;90"), room, LEAST), room, 200.0)
    assert found == OutOfUnit(2, 90, "thousand_down", 1000.0)
