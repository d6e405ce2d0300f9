"""Cells that state several facts are taken apart by the words with which they were put together."""

from __future__ import annotations

from typing import Any

import pytest

from components.errors import InputError
from components.language import texts
from components.workbook.read.gate import NUMBER, TEXT, CellRead, SheetRead
from components.workbook.read.plan_book_joint import READERS, Spot, reader_of, stated
from components.workbook.read.plan_book_rows import Line, Table
from components.workbook.read.plan_book_values import Words
from components.workshop.records.money import Source
from tests.investment import room
from tests.workbook.read.plan_books import seen

RECORDS = (
    room.option("P01", location="River", scale_content="12 km", merge_with="P02", reason="Too small"),
    room.option("P02", requires=("P01",), currency="USD"),
    Source("F01", name="Fund", type="grant"),
)


def spot(sheet: str, key: str, code: str = "P01", language: str = "en", **beside: Any) -> Spot:
    """A cell at column 5 of row 7; beside: what stands in the columns by their letters."""
    words = Words(language, seen(*RECORDS).state, room.CATALOGUE)
    table = Table(6, 1, ("",), (1,))
    cells = [CellRead(7, ord(name) - ord("A") + 1, value, NUMBER if isinstance(value, int) else TEXT)
             for name, value in beside.items()]  # fmt: skip
    page = SheetRead(sheet, hidden=False, cells=tuple(cells))
    return Spot(sheet, page, Line(7, table, (code,), ()), 7, 5, texts(language)(key), words)


def facts(of: Spot, text: str) -> dict[str, Any]:
    reader = reader_of(of)
    assert reader is not None
    found = reader(of, text)
    assert {(fact.kind, fact.code) for fact in found if fact.kind == "option"} <= {("option", of.code)}
    return {f"{fact.code}.{fact.field}" if fact.kind == "option_role" else fact.field: fact.value for fact in found}


def fault(of: Spot, text: str) -> str:
    reader = reader_of(of)
    assert reader is not None
    with pytest.raises(InputError) as refusal:
        reader(of, text)
    return refusal.value.problems[0].key


def of_list(name: str, code: str = "P01", language: str = "en") -> Spot:
    return spot("07_LongList", f"workbook.longlist.{name}", code, language)


@pytest.mark.parametrize(
    ("column", "text", "wanted"),
    [
        ("problem", "Slow trains [G03]", {"problem": "Slow trains", "problem_code": "G03"}),
        ("problem", "Slow trains", {"problem": "Slow trains", "problem_code": ""}),
        ("problem", "", {"problem": "", "problem_code": ""}),
        ("cities", "Aran, C2", {"cities": ("C1", "C2")}),
        ("cities", "Belo；Aran", {"cities": ("C2", "C1")}),
        ("content", "14 km · Valley", {"scale_content": "14 km", "location": "Valley"}),
        ("reason", "Too dear P02", {"reason": "Too dear", "merge_with": "P02"}),
        ("currency", "eur", {"currency": "EUR"}),
        ("currency", room.SETTING.currency, {"currency": ""}),
        ("cluster", "G03", {"cluster": "", "problem_code": "G03"}),
        ("payer", "by the cost key", {"opex_payer": ""}),
        ("payer", "Belo", {"opex_payer": "C2"}),
        ("payer", "nobody of the partners", {"opex_payer": "EXT"}),
        (
            "relations",
            "needs P02, P03\none of the alternatives “line”",
            {"requires": ("P02", "P03"), "excludes": (), "alternatives": "line"},
        ),
    ],
)
def test_a_cell_is_taken_apart(column: str, text: str, wanted: dict[str, Any]) -> None:
    assert facts(of_list(column), text) == wanted


def test_the_words_are_those_of_the_language_of_the_book() -> None:
    t = texts("zh")
    line = t("workbook.longlist.requires", which="P02")
    assert facts(of_list("relations", language="zh"), line)["requires"] == ("P02",)


def test_gate_tests_are_read_by_their_signs() -> None:
    first, second, *_ = room.CATALOGUE.gate_tests
    t = texts("en")
    found = facts(of_list("gates"), f"✔ {t.label(first)}\n✘ {t.label(second)}\n")
    assert (found["gates_passed"], found["gates_failed"]) == ((first.code,), (second.code,))
    assert fault(of_list("gates"), "✔ something else") == "reopen.joint.gates"


def test_roles_are_read_by_city() -> None:
    cities = seen(*RECORDS).state.one(type(RECORDS[0]), "P01").cities
    found = facts(of_list("roles"), "Aran: builds")
    assert found == {f"P01.{city}.role": "builds" if city == "C1" else "" for city in cities}
    assert fault(of_list("roles"), "Nowhere: builds") == "reopen.joint.no_city"
    assert fault(of_list("roles"), "Aran builds") in {"reopen.joint.no_city", "reopen.joint.roles"}


@pytest.mark.parametrize(
    ("column", "text", "key"),
    [
        ("cities", "Aran, Nowhere", "no_city"),
        ("content", "12 km", "content"),
        ("content", "a · b · c", "content"),
        ("reason", "no code here", "reason"),
        ("currency", "pesos", "currency"),
        ("cluster", "G01 · G02", "cluster"),
        ("payer", "somebody", "payer"),
        ("relations", "wants P02", "relations"),
        ("relations", "needs P99", "no_option"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_refused(column: str, text: str, key: str) -> None:
    assert fault(of_list(column), text) == f"reopen.joint.{key}"


def test_the_finish_is_how_long_is_built_from_the_start_beside_it() -> None:
    """From 2028 to the end of 2030 are three years."""
    of = spot("10_Plan", "workbook.plan.finish", D=2028)
    assert facts(of, "2030") == {"build_years": 3}
    assert fault(of, "2027") == "reopen.joint.finish_before_start"
    assert fault(of, "") == "reopen.joint.finish_unknown"


def test_pairs_of_percentages() -> None:
    of = spot("14_Financing", "workbook.financing.match", "F01")
    assert facts(of, "20–50 %") == {"least_percent": 20, "most_percent": 50}
    assert facts(of, "") == {"least_percent": None, "most_percent": None}
    assert fault(of, "half") == "reopen.joint.match"
    assert fault(spot("14_Financing", "workbook.financing.match", "own"), "20–50") == "reopen.joint.no_source"


def test_thresholds_stay_between_their_bounds() -> None:
    of = spot("17_Method", "workbook.method.value", B="gap.target")
    assert facts(of, "3") == {"value": 3}
    assert fault(of, "900") != ""
    measured = spot("04_Connectivity", "workbook.connectivity.measured_share")
    assert facts(measured, "0.4") == facts(measured, "40 %") == facts(measured, "40") == {"value": 0.4}


def test_the_cover() -> None:
    t = texts("en")
    words = Words("en", seen().state, room.CATALOGUE).terms("plan_statuses")
    label = next(name for name, code in words.items() if code == "for_decision" and name != code)
    assert facts(spot("00_Cover", "workbook.cover.status"), label) == {"status": "for_decision"}
    assert fault(spot("00_Cover", "workbook.cover.status"), "SIGNED") == "reopen.not_in_list"
    assert facts(spot("00_Cover", "workbook.cover.fiscal_month"), "４") == {"fiscal_year_start_month": 4}
    assert t.has("workbook.cover.status")


def test_money_spent_in_another_currency_is_changed_where_it_is_stated() -> None:
    assert facts(spot("14_Financing", "workbook.financing.spent", "P01"), "5") == {"spent": 5}
    assert fault(spot("14_Financing", "workbook.financing.spent", "P02"), "5") == "reopen.joint.own_currency"


def test_every_column_that_is_read_exists_in_both_languages() -> None:
    for language in ("en", "zh"):
        t = texts(language)
        assert [key for _, key in READERS if not t.has(key)] == []


def test_a_cell_without_facts_has_no_reader() -> None:
    assert reader_of(spot("08_Criteria", "workbook.criteria.weight")) is None
    assert stated(None) == ""
    assert stated(CellRead(1, 1, 2030.0, NUMBER)) == "2030"
