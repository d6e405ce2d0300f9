"""The data dictionary has words for every column, and types that follow the records."""

from __future__ import annotations

import pytest

from components.language import texts
from components.workbook.write.dictionary import TABLES, plain


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_table_and_column_is_described(language: str) -> None:
    t = texts(language)
    assert [name for name in TABLES if not t.has(f"tables.table.{name}")] == []
    names = {column.name for columns in TABLES.values() for column in columns}
    assert [name for name in names if not t.has(f"tables.column.{name}")] == []


def test_types_follow_the_records() -> None:
    types = {column.name: column.type for column in TABLES["options"]}
    assert types["capex_likely"] == "number"
    assert types["build_years"] == "integer"
    assert types["cities"] == "string"
    assert types["demonstration"] == "boolean"


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "true"), (False, "false"), (2.0, "2"), (2.5, "2.5"), (0, "0"), (("C1", "C2"), "C1 C2")],
)
def test_values_are_plain(value: object, text: str) -> None:
    assert plain(value) == text
