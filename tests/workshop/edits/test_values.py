import pytest

from components.framework.catalogue import load
from components.workshop.edits.values import BOUNDS, LISTS, VOCABULARY, tidied, value_problems
from components.workshop.records.options import Option
from components.workshop.records.setting import Setting
from components.workshop.state import KINDS


def problem(kind, field, value):
    found = value_problems(kind, field, value)
    return found[0].key.removeprefix("edits.") if found else ""


def test_every_rule_is_about_a_field_and_a_table_that_exist():
    for kind, field in (*VOCABULARY, *BOUNDS, *LISTS):
        assert field in KINDS[kind].__dataclass_fields__, (kind, field)
    for table in VOCABULARY.values():
        assert load().table(table)


def test_every_default_is_allowed():
    for name, kind in KINDS.items():
        record = kind(code="X")
        for field in record.__dataclass_fields__:
            if field not in ("code", "first_year"):
                assert value_problems(name, field, getattr(record, field)) == [], (name, field)


@pytest.mark.parametrize(
    ("kind", "field", "value", "expected"),
    [
        ("option", "opex_per_year", None, ""),
        ("option", "opex_per_year", 0, ""),
        ("option", "opex_per_year", -1, "below_zero"),
        ("option", "opex_per_year", "12", "wrong_type"),
        ("option", "opex_per_year", True, "wrong_type"),
        ("option", "opex_per_year", float("nan"), "wrong_type"),
        ("option", "build_years", 1.5, "wrong_type"),
        ("option", "build_years", 0, "out_of_range"),
        ("option", "cities", ("C1", 2), "wrong_type"),
        ("option", "level", "city_city", ""),
        ("option", "level", "galaxy", "not_in_list"),
        ("option", "gates_passed", ("site", "luck"), "not_in_list"),
        ("option", "level", "", ""),
        ("option", "name", "x" * 160, ""),
        ("option", "name", "x" * 161, "too_long"),
        ("city", "name_second", "城" * 161, "too_long"),
        ("setting", "title", "x" * 161, "too_long"),
        ("option", "problem", "x" * 4000, ""),
        ("option", "problem", "x" * 4001, "too_long"),
        ("setting", "years", 2, "out_of_range"),
        ("setting", "years", 3, ""),
        ("setting", "years", 10, ""),
        ("setting", "years", 11, "out_of_range"),
        ("setting", "unit", "dozen", "not_in_list"),
        ("setting", "carry_over", 1, "wrong_type"),
        ("city", "latitude", 91, "out_of_range"),
        ("city", "growth_percent", -2.5, ""),
    ],
)
def test_a_value_fits_or_says_why_not(kind, field, value, expected):
    assert problem(kind, field, value) == expected


@pytest.mark.parametrize(
    ("kind", "field", "value", "tidy"),
    [
        (Option, "name", "  Road\r\n", "Road"),
        (Option, "name", "a\x00b\x1fc", "abc"),
        (Option, "name", "two\nlines", "two\nlines"),
        (Option, "name", None, ""),
        (Option, "opex_per_year", None, None),
        (Option, "cities", ["C1"], ("C1",)),
        (Option, "build_years", 2.0, 2),
        (Option, "estimate_class", None, "idea"),
        (Setting, "price_year", 2026.0, 2026),
    ],
)
def test_a_value_takes_the_form_of_its_record(kind, field, value, tidy):
    assert tidied(kind, field, value) == tidy
