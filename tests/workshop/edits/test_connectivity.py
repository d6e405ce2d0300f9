import pytest

from components.framework.catalogue import load
from components.workshop.edits import connectivity
from components.workshop.edits.fields import set_fields
from components.workshop.records.cities import Employment
from tests.workshop.edits.folding import keys, on_top


def taken(state, text):
    after = on_top(state, connectivity.employment_from_text(state, load(), text))
    return {(row.city, row.sector): row.persons for row in after.all(Employment)}


@pytest.mark.parametrize(
    "text",
    [
        "C1\tC\t1,200\nBeta\tManufacturing\t\nREF\tc\t0",
        "city;sector;persons\nAlpha;C;1 200\nC2;制造业;\nref;C;0\n",
        'C1,C,"1,200"\r\n\r\nC2,C,\r\nREF,C,0\r\n',
        "\ufeff城市，部门，人数\nalpha，c，１２００\nC2，C，\n参照，C，0",
    ],
)
def test_employment_is_read_with_any_separator_in_both_languages(state, text):
    assert taken(state, text) == {("C1", "C"): 1200, ("C2", "C"): None, ("REF", "C"): 0}


def test_year_and_source_are_kept_and_a_pasted_figure_is_real(state):
    invented = on_top(state, [("employment", "C1.A", "persons", 5), ("employment", "C1.A", "demonstration", True)])
    after = on_top(invented, connectivity.employment_from_text(invented, load(), "C1;A;70;2024;DANE"))
    found = after.get(Employment, "C1.A")
    assert (found.persons, found.year, found.source, found.demonstration) == (70, 2024, "DANE", False)


def test_every_fault_is_named_by_its_line_and_nothing_is_taken(state):
    text = "city;sector;persons\nC1;C;100\nC9;C;many\nC2;Magic;-5\nC1;C;200\nonly two;cells\nC2;C;7;nineteen"
    preview = connectivity.preview_employment(state, load(), text)
    assert [
        (problem.key.removeprefix("edits.employment_"), problem.values["line"]) for problem in preview.problems
    ] == [
        ("city", 3),
        ("number", 3),
        ("sector", 4),
        ("number", 4),
        ("twice", 5),
        ("columns", 6),
        ("number", 7),
    ]
    assert preview.problems[4].values["first"] == 2
    assert [(line.line, line.persons) for line in preview.lines] == [(2, 100), (5, 200)]
    assert len(keys(connectivity.employment_from_text, state, load(), text)) == 7


@pytest.mark.parametrize("text", ["", "  \n \n", "city,sector,persons\n"])
def test_nothing_to_read_is_said(state, text):
    assert keys(connectivity.employment_from_text, state, load(), text) == ["employment_empty"]


def test_too_many_lines_are_refused(state):
    assert keys(connectivity.employment_from_text, state, load(), "C1;A;1\n" * 5001) == ["employment_too_long"]


def test_facts_keep_unknown_apart_from_zero(state):
    after = on_top(state, set_fields(state, "city", "C1", {"unemployment_percent": 0, "population": 90000}))
    assert after.cities[0].unemployment_percent == 0
    cleared = on_top(after, set_fields(after, "city", "C1", {"unemployment_percent": None}))
    assert cleared.cities[0].unemployment_percent is None
    assert keys(set_fields, state, "city", "C1", {"poverty_percent": 120}) == ["out_of_range"]
