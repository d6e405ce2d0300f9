import pytest

from components.framework.catalogue import load
from components.workbook.read.project_columns import heading, known_as
from components.workbook.read.project_list import sheet_of

CATALOGUE = load()
WORDS = {header: column.code for column in CATALOGUE.project_columns for header in column.headers}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Project name", "name"),
        ("PROYECTO", "name"),
        ("项目名称", "name"),
        ("Ciudad:", "cities"),
        ("总投资（万元）", "capex_likely"),
        ("Costo total (millones COP)", "capex_likely"),
        ("Cost, COP million", "capex_likely"),
        ("Costo en millones", "capex_likely"),
        ("年运营费", "opex_per_year"),
        ("Running cost per year", "opex_per_year"),
        ("Operating costs per year (USD)", "opex_per_year"),
        ("每年运营费（万元）", "opex_per_year"),
        ("Costo de operación por año", "opex_per_year"),
        ("Revenue per year", "revenue_per_year"),
        ("  Years   to build ", "build_years"),
        ("Remarks", ""),
        ("Costly things", ""),
    ],
)
def test_a_header_is_known_in_three_languages(header, field):
    assert known_as(header, WORDS) == field


def found(text):
    return heading(sheet_of(text), CATALOGUE)


def test_the_header_is_found_below_a_title_and_every_field_once():
    listed = found("Plan of works 2027\n\nProject;Cost;Budget;City;Remarks\nHub;5;6;Aran;x")
    assert listed.row == 3
    assert listed.fields == {1: "name", 2: "capex_likely", 4: "cities"}
    assert [header for _, header, _ in listed.columns] == ["Project", "Cost", "Budget", "City", "Remarks"]


def test_without_two_known_headers_there_is_none():
    assert found("a;b\n1;2") is None
    assert found("Project;b\n1;2") is None


@pytest.mark.parametrize(
    ("text", "unit", "currency"),
    [
        ("项目名称;总投资（万元）\n甲;5", "ten_thousand", "CNY"),
        ("单位：亿元\n项目名称;总投资\n甲;5", "hundred_million", "CNY"),
        ("Proyecto;Costo (miles de millones de COP)\nA;5", "billion", "COP"),
        ("Proyecto;Costo (millones)\nA;5", "million", ""),
        ("Project;Cost (US$ thousand)\nA;5", "thousand", "USD"),
        ("Project;Cost\nA;5", "", ""),
    ],
)
def test_unit_and_currency_are_guessed_from_headers_and_the_lines_above(text, unit, currency):
    listed = found(text)
    assert (listed.unit, listed.currency) == (unit, currency)
