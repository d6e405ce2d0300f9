"""A table of money from a spreadsheet: what is taken, and every fault with its line and year."""

import pytest

from components.workshop.edits.money_table import money_from_text
from components.workshop.records.money import Envelope, SourceAmount
from tests.workshop.edits.folding import keys, on_top


def taken(state, text):
    return on_top(state, money_from_text(state, text))


def test_lines_of_cities_and_sources_with_the_years_in_their_head(state):
    after = taken(state, "\t2028\t2027\nAlpha\t1,200\t90\nF01\t\t30\n")
    amounts = {row.code: row.amount for row in after.all(Envelope)}
    assert amounts == {"C1.2028": 1200, "C1.2027": 90}
    assert {row.code: row.amount for row in after.all(SourceAmount)} == {"F01.2027": 30}


def test_without_a_head_the_columns_are_the_years_of_the_plan(state):
    after = taken(state, "C1;10;20\nbeta;;7")
    assert {row.code: row.amount for row in after.all(Envelope)} == {"C1.2027": 10, "C1.2028": 20, "C2.2028": 7}


def test_a_city_is_found_without_its_accents_and_one_that_is_spelled_exactly_goes_first(state):
    hue = on_top(state, [("city", "C1", "name", "Huế")])
    assert {row.code: row.amount for row in taken(hue, "Hue\t10\t20").all(Envelope)} == {"C1.2027": 10, "C1.2028": 20}
    both = on_top(hue, [("city", "C2", "name", "Hue")])
    assert {row.city for row in taken(both, "Hue\t10\t20").all(Envelope)} == {"C2"}


def test_a_blank_cell_leaves_what_is_there(state):
    before = taken(state, "C1\t10\t20")
    after = taken(before, "C1\t\t25")
    assert {row.code: row.amount for row in after.all(Envelope)} == {"C1.2027": 10, "C1.2028": 25}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["money_empty"]),
        ("\t2027\t2028", ["money_empty"]),
        ("Nowhere\t5", ["money_whose"]),
        ("Alpha\tmany", ["money_cell", "not_a_number"]),
        ("Alpha\t-5", ["money_cell", "below_zero"]),
        ("Alpha\t5,5", ["money_cell", "not_whole"]),
        ("\t1999\nAlpha\t5", ["money_cell", "not_a_plan_year"]),
        ("Alpha\t1\nC1\t2", ["money_twice"]),
        ("Alpha\t1\t2\t3\t4\t5\t6", ["money_columns"]),
        ("\n".join(f"Alpha\t{n}" for n in range(201)), ["employment_too_long"]),
    ],
)
def test_faults_are_said_and_nothing_is_taken(state, text, expected):
    assert keys(money_from_text, state, text) == expected


def test_every_fault_of_the_table_is_said_at_once(state):
    assert keys(money_from_text, state, "Nowhere\t5\nAlpha\tx\nBeta\t-1") == [
        "money_whose", "money_cell", "not_a_number", "money_cell", "below_zero",
    ]  # fmt: skip
