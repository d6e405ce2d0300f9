import csv
from pathlib import Path

import pytest

from components.language import texts


def rewrite(folder: Path, table: str, line: int, column: str, value: str) -> None:
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[line - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


PLANTED = [
    ("tiers", 3, "code", "ready", "duplicate_code", {"code": "ready", "first": "2"}),
    ("tiers", 3, "code", "no code!", "not_code", {"column": "code", "value": "no code!"}),
    ("tiers", 3, "label_zh", "", "missing_cell", {"column": "label_zh"}),
    ("tiers", 3, "source", " ", "missing_cell", {"column": "source"}),
    ("tiers", 3, "order", "two", "not_integer", {"column": "order", "value": "two"}),
    ("tiers", 3, "order", "2.5", "not_integer", {"column": "order", "value": "2.5"}),
    ("tiers", 3, "status", "guess", "not_in_choice", {"choices": "stated, inferred, design"}),
    ("certainties", 2, "weight_percent", "most", "not_number", {"value": "most"}),
    ("certainties", 2, "weight_percent", "nan", "not_number", {"value": "nan"}),
    ("plan_checks", 4, "core", "yes", "not_boolean", {"value": "yes"}),
    ("cells", 7, "anchor3_zh", "", "missing_cell", {"column": "anchor3_zh"}),
    ("cells", 7, "dimension", "magic", "unknown_reference", {"value": "magic", "table": "dimensions"}),
    ("network_levels", 2, "scales", "within beyond", "unknown_reference", {"value": "beyond", "table": "scales"}),
    ("mechanisms", 3, "parent", "nobody", "unknown_reference", {"value": "nobody", "table": "mechanisms"}),
]


@pytest.mark.parametrize(("table", "line", "column", "value", "fault", "values"), PLANTED)
def test_a_planted_fault_is_named_with_file_and_line(
    table_copy, problems_of, table, line, column, value, fault, values
):
    rewrite(table_copy, table, line, column, value)
    (problem,) = problems_of(table_copy)
    assert problem.key == f"framework.fault.{fault}"
    assert problem.values["file"] == f"{table}.csv"
    assert problem.values["line"] == str(line)
    assert values.items() <= problem.values.items()


def test_all_faults_of_all_tables_are_raised_at_once(table_copy, problems_of):
    for table, line, column, value, *_ in PLANTED[3:9]:
        rewrite(table_copy, table, line, column, value)
    (table_copy / "axes.csv").unlink()
    found = problems_of(table_copy)
    places = {(problem.values["file"], problem.values.get("line")) for problem in found}
    assert {("tiers.csv", "3"), ("certainties.csv", "2"), ("axes.csv", None)} <= places
    # Without its table, every reference to an axis is unknown as well.
    assert ("themes.csv", "2") in places


def test_every_fault_has_a_text_in_both_languages(table_copy, problems_of):
    for table, line, column, value, *_ in PLANTED:
        rewrite(table_copy, table, line, column, value)
    for problem in problems_of(table_copy):
        for language in ("en", "zh"):
            shown = texts(language).problem(problem)
            assert problem.values["file"] in shown
            assert shown != str(problem)
