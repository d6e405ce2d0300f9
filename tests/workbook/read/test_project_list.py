import io

import openpyxl
import pytest

from components.errors import InputError
from components.framework.catalogue import load
from components.language import LANGUAGES, texts
from components.workbook.read.project_columns import heading
from components.workbook.read.project_list import Asked, read, sheet_of, sheets_of
from components.workshop.records.setting import Setting
from tests.builders import cities, state
from tests.workbook.read import hostile

CATALOGUE = load()
SETTING = Setting("main", first_year=2027, years=5, currency="COP", unit="million")
STATE = state(SETTING, *cities(3))
NAMES = [city.name for city in STATE.cities]


def asked_of(sheet, **values):
    found = heading(sheet, CATALOGUE)
    known = {
        "fields": found.fields,
        "header": found.row,
        "unit": "million",
        "currency": "",
        "cities": ("C1", "C2", "C3"),
        "source": "existing_plan",
    }
    return Asked(**(known | values))


def listed(text, **values):
    sheet = sheet_of(text)
    return read(sheet, asked_of(sheet, **values), STATE, CATALOGUE)


def book(rows, *, name="S", merge=""):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def faults(found):
    return [(fault.cell, fault.problem.key, fault.row) for fault in found.faults]


def test_a_list_whole():
    text = (
        f"Project;Cost;City;Start;Years to build;Running cost;Stage;Nature\n"
        f"Hub;1,200;{NAMES[0]};2028;2;30;Idea;New\n\nRoad;80;{NAMES[1]}, {NAMES[2]};;;;3;\nTotal;1,280;;;;;;"
    )
    found = listed(text)
    hub, road = found.rows
    assert found.faults == ()
    assert dict(hub.values) == {
        "cities": ("C1",),
        "idea_source": "existing_plan",
        "name": "Hub",
        "capex_likely": 1200.0,
        "earliest_year": 2028,
        "build_years": 2,
        "opex_per_year": 30.0,
        "readiness": 0,
        "nature": "new",
    }
    assert (road.row, road.get("cities")) == (4, ("C2", "C3"))
    assert (road.get("opex_per_year"), road.get("readiness")) == (None, 3)


def test_every_fault_has_the_address_of_its_cell():
    text = "Project;Cost;City;Start;Nature\n;5;;;\nHub;abc;;;\nRoad;-3;;;\nPort;9;Nowhere;;\nRail;9;;28;\nLake;9;;;Odd"
    found = listed(text)
    assert faults(found) == [
        ("A2", "projects.no_name", True),
        ("B3", "edits.not_a_number", True),
        ("B4", "edits.below_zero", True),
        ("C5", "projects.unknown_city", True),
        ("D6", "projects.not_a_year", True),
        ("E7", "projects.unknown_word", False),
    ]
    assert [row.faulty for row in found.rows] == [True] * 5 + [False]
    for language in LANGUAGES:
        assert all(texts(language).has(fault.problem.key) for fault in found.faults)


def test_costs_out_of_order_and_a_lead_city_outside_are_told_at_their_cells():
    text = f"Project;Capex low;Cost;City;Lead city\nHub;9;5;{NAMES[0]};{NAMES[0]}\nRoad;1;5;{NAMES[0]};{NAMES[1]}"
    assert faults(listed(text)) == [("B2", "edits.capex_order", True), ("D3", "edits.lead_city", True)]


@pytest.mark.parametrize(
    ("unit", "typed", "amount", "rounded"),
    [
        ("million", "12", 12, ()),
        ("units", "12,000,000", 12, ()),
        ("units", "12,400,000", 12, ("capex_likely",)),
        ("billion", "1.5", 1500, ()),
        ("ten_thousand", "150", 2, ("capex_likely",)),
    ],
)
def test_amounts_are_changed_into_the_unit_of_the_plan(unit, typed, amount, rounded):
    [row] = listed(f"Project;Cost;City\nHub;{typed};".replace(",", "") + "\n", unit=unit).rows
    assert (row.get("capex_likely"), row.rounded) == (amount, rounded)


def test_a_foreign_currency_is_kept_in_single_units():
    [row] = listed("Project;Cost\nHub;1.25", unit="million", currency="USD").rows
    assert (row.get("capex_likely"), row.get("currency"), row.rounded) == (1_250_000, "USD", ())


def test_blank_is_not_known_and_zero_is_zero():
    blank, zero = listed("Project;Cost;Opex\nHub;;5\nRoad;0;0").rows
    assert (blank.get("capex_likely"), zero.get("capex_likely"), zero.get("opex_per_year")) == (None, 0, 0)


def test_a_workbook_says_the_same_as_pasted_lines():
    rows = [["项目名称", "总投资（百万）", "城市"], ["货运枢纽", 1200, NAMES[0]]]
    [sheet] = sheets_of(book(rows), "list.xlsx")
    [row] = read(sheet, asked_of(sheet), STATE, CATALOGUE).rows
    [same] = sheets_of(f"项目名称,总投资（百万）,城市\n货运枢纽,1200,{NAMES[0]}".encode("gb18030"), "list.csv")
    assert read(same, asked_of(same), STATE, CATALOGUE).rows == (row,)
    assert (row.get("name"), row.get("capex_likely"), row.get("cities")) == ("货运枢纽", 1200, ("C1",))


def test_formulas_without_a_value_and_merged_rows_are_told():
    rows = [["Project", "Cost", "City"], ["Hub", "=1+1", NAMES[0]], ["Road", 5, None]]
    [sheet] = sheets_of(book(rows, merge="C2:C3"), "list.xlsx")
    found = read(sheet, asked_of(sheet), STATE, CATALOGUE)
    assert faults(found) == [("B2", "projects.formula", True), ("C2:C3", "projects.merged", False)]


def test_a_list_without_names_or_without_an_end_is_refused():
    with pytest.raises(InputError) as refused:
        listed("Cost;City\n5;", fields={1: "capex_likely"})
    assert refused.value.problems[0].key == "projects.no_name_column"
    with pytest.raises(InputError) as refused:
        listed("Project;Cost\n" + "\n".join(f"P{number};5" for number in range(501)))
    assert refused.value.problems[0].key == "projects.too_many"


def test_hostile_files_do_not_pass_the_gate():
    for made in (hostile.zip_bomb, hostile.billion_laughs, hostile.encrypted):
        with pytest.raises(InputError):
            sheets_of(made(), "list.xlsx")
    with pytest.raises(InputError):
        sheets_of(b"%PDF-1.7", "list.xlsx")
    with pytest.raises(InputError):
        sheets_of(b"", "list.csv")
    with pytest.raises(InputError):
        sheet_of("  \n ")


def test_a_name_that_is_a_formula_or_markup_stays_words():
    [row] = listed("Project;Cost\n=HYPERLINK('x');5").rows
    assert row.get("name") == "=HYPERLINK('x')"


@pytest.mark.parametrize(
    ("head", "cells", "expected"),
    [
        ("Start;Finish", "2028;2030", (2028, 3)),
        ("起止年限", "2027-2029", (2027, 3)),
        ("建设年限", "2027年3月—2028年12月", (2027, 2)),
        ("Period", "2028", (2028, 1)),
        ("Start;Period", "2028;2027-2029", (2028, 2)),
        # Under way: what is left of it is built from the first year of the plan on.
        ("Period", "2024-2028", (2024, 2)),
        ("Period;Years to build", "2027-2029;3", (2027, 3)),
        ("Start;Finish", "2028;", (2028, None)),
    ],
)
def test_a_period_or_a_year_of_completion_says_how_long_it_takes(head, cells, expected):
    found = listed(f"Project;Cost;{head}\nHub;9;{cells}")
    [row] = found.rows
    assert (row.get("earliest_year"), row.get("build_years")) == expected
    assert found.faults == ()


@pytest.mark.parametrize(
    ("head", "cells", "expected"),
    [
        ("Start;Finish", "2030;2028", ("D2", "projects.finish_before_start", True)),
        ("Period", "2030-2028", ("C2", "projects.finish_before_start", True)),
        ("Finish", "2028", ("C2", "projects.no_start", False)),
        ("Finish", "soon", ("C2", "projects.not_a_year", True)),
        ("Period", "2027-29", ("C2", "projects.not_a_period", True)),
        ("Period;Years to build", "2027-2029;2", ("C2", "projects.span_differs", False)),
    ],
)
def test_years_that_do_not_fit_are_told_at_their_cell(head, cells, expected):
    found = listed(f"Project;Cost;{head}\nHub;9;{cells}")
    assert faults(found) == [expected]
    assert "earliest_year" not in dict(found.rows[0].values) or found.rows[0].get("earliest_year") == 2030
    for language in LANGUAGES:
        assert texts(language).problem(found.faults[0].problem)
