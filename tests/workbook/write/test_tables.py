"""The raw tables: every column described, every value of its type, nothing that names a person."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from functools import cache
from typing import Any

import pytest

from components.analysis.evaluate import evaluate
from components.investment.plan_records import Flow
from components.workbook.write import tables
from components.workshop.state import Snapshot
from tests.investment import room
from tests.workbook.write.rooms import AT, demonstration_seen, small_room

KINDS = {
    "string": re.compile(r"(?s).*"),
    "integer": re.compile(r"-?\d+"),
    "number": re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?"),
    "boolean": re.compile(r"true|false"),
}


def zipped(seen: Snapshot, language: str = "en") -> dict[str, bytes]:
    evidence = evaluate(seen, room.CATALOGUE, room.PARAMETERS)
    data = tables.write(seen, evidence, room.plan_of(seen), room.CATALOGUE, room.PARAMETERS, language, at=AT)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


@cache
def demonstration(language: str) -> dict[str, bytes]:
    return zipped(demonstration_seen(language), language)


def rows(parts: dict[str, bytes], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(parts[f"{table}.csv"].decode(), newline="")))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_table_is_as_its_dictionary_says(language: str) -> None:
    parts = demonstration(language)
    package = json.loads(parts["datapackage.json"])
    paths = {resource["path"] for resource in package["resources"]}
    assert paths | {"datapackage.json", "README.txt"} == set(parts)
    for resource in package["resources"]:
        columns = resource["schema"]["fields"]
        lines = list(csv.reader(io.StringIO(parts[resource["path"]].decode(), newline="")))
        assert lines[0] == [column["name"] for column in columns]
        assert len(lines) - 1 == resource["rows"]
        assert all(column["description"] for column in columns)
        for line in lines[1:]:
            for column, value in zip(columns, line, strict=True):
                assert value == "" or KINDS[column["type"]].fullmatch(value), (resource["path"], column, value)
    assert {"cities", "options", "marks", "cashflow", "parameters"} <= {row["name"] for row in package["resources"]}
    assert all(row["rows"] for row in package["resources"] if row["name"] != "indicators")


@pytest.mark.parametrize(("language", "word"), [("en", "DEMONSTRATION"), ("zh", "演示数据")])
def test_invented_data_are_called_so_in_both_languages(language: str, word: str) -> None:
    parts = demonstration(language)
    assert word in parts["README.txt"].decode()
    assert word in json.loads(parts["datapackage.json"])["description"]
    assert "DEMONSTRATION" not in zipped(small_room())["README.txt"].decode()


def test_the_cash_flow_is_that_of_the_plan_to_the_last_unit() -> None:
    seen = small_room()
    flows = [
        Flow(
            row["option"], int(row["year"]), row["kind"], row["payer"], row["source"], row["certainty"],
            int(row["amount"]), row["evidence"],
        )
        for row in rows(zipped(seen), "cashflow")
    ]  # fmt: skip
    assert tuple(flows) == room.plan_of(seen).flows


def test_codes_of_people_are_new_in_every_file_and_no_person_is_named() -> None:
    seen = demonstration_seen("en")
    one, two = rows(demonstration("en"), "marks"), rows(zipped(seen), "marks")
    people = {mark.person for mark in seen.marks}
    assert {row["person"] for row in one} == {row["person"] for row in two} == {f"R{n:03}" for n in _count(one)}
    assert not people & {row["person"] for row in one}
    assert [row["person"] for row in one] != [row["person"] for row in two] or one != two
    assert all(row["hour"].endswith(":00") for row in one)


def _count(found: list[dict[str, str]]) -> range:
    return range(1, len({row["person"] for row in found}) + 1)


def test_a_group_with_too_few_people_in_a_city_is_left_blank() -> None:
    seen = demonstration_seen("en")
    smallest = int(room.PARAMETERS.value("privacy.smallest_group"))
    members: dict[Any, set[str]] = {}
    for mark in seen.marks:
        members.setdefault((mark.city, mark.group), set()).add(mark.person)
    shown = {(row["city"], row["group"]) for row in rows(demonstration("en"), "marks") if row["group"]}
    assert shown == {key for key, who in members.items() if key[1] and len(who) >= smallest}


def test_not_known_is_empty_and_never_zero() -> None:
    seen = small_room(room.option("P09", None, decision=""))
    [option] = [row for row in rows(zipped(seen), "options") if row["code"] == "P09"]
    assert (option["capex_likely"], option["opex_per_year"]) == ("", "0")
