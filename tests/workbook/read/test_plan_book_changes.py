"""What was changed outside is told by cell, judged by the rules of the screens, and taken over change by change."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.language import texts
from components.workbook.read.plan_book_changes import edits_of, settled
from components.workshop.records.money import Envelope
from tests.investment import room
from tests.workbook.read.plan_books import cell_of, changed, found, seen, written
from tests.workbook.write.test_book import book

LIKELY = "Capital, likely"


def put(sheet: str, cell: str, value: Any) -> bytes:
    def change(opened: openpyxl.Workbook) -> None:
        opened[sheet][cell] = value

    return changed(change)


def one(content: bytes, *records: Any) -> Any:
    edited = found(content, *records)
    assert len(edited.changes) == 1, edited
    assert edited.not_taken == ()
    return edited.changes[0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_book_that_nobody_touched_has_no_changes(language: str) -> None:
    assert found(written(language)).untouched
    assert found(changed(lambda opened: None, written(language))).untouched


def test_a_changed_cost_is_told_by_its_cell_and_becomes_an_edit() -> None:
    cell = cell_of("07_LongList", "P02", LIKELY)
    change = one(put("07_LongList", cell, 120))
    assert (change.place, change.before, change.after) == (f"07_LongList!{cell}", "90", "120")
    assert change.takeable
    assert not change.moved
    edits, refused = edits_of([change], seen().state)
    [edit] = edits
    assert (edit.kind, edit.code, edit.field, edit.value) == ("option", "P02", "capex_likely", 120)
    assert refused == ()


CELLS = (
    ("07_LongList", "P01", "Basis of the cost", "quote", ("option", "P01", "cost_basis", "quote")),
    ("15_Risks", "R01", "Likelihood 1–5", 2, ("risk", "R01", "likelihood", 2)),
    ("15_Risks", "R02", "Owner: best able to manage it", "Belo", ("risk", "R02", "owner", "Belo")),
    ("16_KPIs", "I01", "Unit", "people", ("kpi", "I01", "unit", "people")),
    ("16_KPIs", "W01", "Until", "2027-03-31", ("work", "W01", "due", "2027-03-31")),
)


@pytest.mark.parametrize(("sheet", "code", "column", "value", "wanted"), CELLS)
def test_inputs_of_every_subject_come_back(sheet: str, code: str, column: str, value: Any, wanted: Any) -> None:
    change = one(put(sheet, cell_of(sheet, code, column), value))
    assert (change.kind, change.code, change.field, change.value) == wanted
    assert change.takeable


def test_a_word_of_a_list_becomes_its_code_and_another_word_is_a_fault() -> None:
    cell = cell_of("15_Risks", "R01", "Status")
    assert one(put("15_Risks", cell, texts("en")("workbook.risk_status.closed"))).value == "closed"
    fault = one(put("15_Risks", cell, "gone"))
    assert not fault.takeable
    assert fault.problems[0].key == "reopen.not_in_list"


@pytest.mark.parametrize(
    ("value", "key"),
    [("many", "reopen.no_number"), (7, "edits."), (2.5, "reopen.not_whole"), ("#REF!", "reopen.")],
)
def test_what_no_field_takes_is_a_fault_at_its_cell(value: Any, key: str) -> None:
    cell = cell_of("15_Risks", "R01", "Likelihood 1–5")
    change = one(put("15_Risks", cell, value))
    assert change.place == f"15_Risks!{cell}"
    assert change.problems[0].key.startswith(key)


def test_an_emptied_number_is_not_known_and_no_zero() -> None:
    change = one(put("15_Risks", cell_of("15_Risks", "R01", "Impact 1–5"), None))
    assert change.value is None
    assert change.takeable


def test_what_the_workshop_changed_since_is_told_beside_it() -> None:
    cell = _envelope_cell()
    change = one(put("03_Cities", cell, 70), Envelope("C1.2027", "C1", 2027, 65.0))
    assert change.moved
    assert (change.before, change.after, change.since) == ("60", "70", 65.0)
    agreed = one(put("03_Cities", cell, 65), Envelope("C1.2027", "C1", 2027, 65.0))
    assert agreed.same
    assert not agreed.takeable


def _envelope_cell() -> str:
    page = openpyxl.load_workbook(io.BytesIO(written()))["03_Cities"]
    return next(f"B{row[0].row}" for row in page.iter_rows() if row[0].value == "2027")


def test_two_cells_that_contradict_each_other_are_both_faults() -> None:
    build, finish = cell_of("07_LongList", "P01", "Building, years"), cell_of("10_Plan", "P01", "Finish")

    def change(opened: openpyxl.Workbook) -> None:
        opened["07_LongList"][build] = 2
        opened["10_Plan"][finish] = int(opened["10_Plan"][finish].value) + 2

    edited = found(changed(change))
    assert {one.field for one in edited.changes} == {"build_years"}
    assert [problem.key for one in edited.changes for problem in one.problems] == ["reopen.contradiction"] * 2


def test_what_is_possible_only_after_another_change_is_taken_with_it() -> None:
    """A low cost above the likely one is refused, unless the likely and the high one rise with it."""
    edited = found(put("15_Risks", cell_of("15_Risks", "R01", "Impact 1–5"), 3))
    [like] = edited.changes
    low, high = (replace(like, kind="option", code="P01", field=f"capex_{name}", value=value)
                 for name, value in (("low", 900.0), ("high", 990.0)))  # fmt: skip
    likely = replace(low, field="capex_likely", value=950.0)
    assert [one.problems != () for one in settled([low, likely, high], seen().state)] == [False] * 3
    [alone] = settled([low], seen().state)
    assert alone.problems


def test_changes_that_seek_the_plan_again_are_those_that_the_search_asks_about() -> None:
    edited = found(put("15_Risks", cell_of("15_Risks", "R01", "Impact 1–5"), 3))
    [risk] = edited.changes
    assert not risk.seeks
    assert replace(risk, kind="option", field="capex_likely").seeks
    assert not replace(risk, kind="option", field="name").seeks
    assert replace(risk, kind="envelope", field="amount").seeks
    assert not replace(risk, kind="source", field="evidence").seeks


def test_an_overwritten_formula_and_a_value_of_the_program_are_named_and_not_taken() -> None:
    def change(opened: openpyxl.Workbook) -> None:
        sheet = opened["12_ByCity"]
        formula = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("="))
        formula.value = 5
        opened["07_LongList"][cell_of("07_LongList", "P01", "Code")] = "P01"
        opened["17_Method"]["A1"] = "Mine"

    edited = found(changed(change))
    assert edited.changes == ()
    assert [one.why for one in edited.not_taken] == ["formula"]


def test_sorted_and_inserted_rows_are_found_by_their_code() -> None:
    def change(opened: openpyxl.Workbook) -> None:
        sheet = opened["07_LongList"]
        likely = cell_of("07_LongList", "P02", LIKELY)
        sheet[likely] = 120
        first, last = (int(cell_of("07_LongList", code, LIKELY)[1:]) for code in ("P01", "P03"))
        values = [[cell.value for cell in sheet[row]] for row in range(first, last + 1)]
        for row, line in zip(range(first, last + 1), reversed(values), strict=True):
            for cell, value in zip(sheet[row], line, strict=True):
                cell.value = value
        sheet.insert_rows(first)
        sheet.cell(first, 2, "a note of mine")

    edited = found(changed(change))
    assert [(one.code, one.field, one.value) for one in edited.changes] == [("P02", "capex_likely", 120.0)]
    # The rows were sorted by hand, so that the formulas beside them name the rows of others; that is told too
    assert {one.why for one in edited.not_taken} <= {"added", "other_formula"}


def test_rows_and_sheets_that_are_gone_take_nothing_away() -> None:
    def change(opened: openpyxl.Workbook) -> None:
        sheet = opened["15_Risks"]
        rows = [row[0].row for row in sheet.iter_rows() if row[0].value == "R02"]
        for row in reversed(rows):
            sheet.delete_rows(row)
        del opened["05_Gaps"]

    edited = found(changed(change))
    assert edited.changes == ()
    assert {one.why for one in edited.not_taken} == {"gone", "no_sheet"}


def test_an_older_book_shows_only_what_was_changed_in_the_file() -> None:
    assert found(written(), Envelope("C1.2027", "C1", 2027, 65.0)).untouched


def test_what_the_rules_refuse_together_is_told_and_the_rest_is_taken() -> None:
    content = put("15_Risks", cell_of("15_Risks", "R01", "Owner: best able to manage it"), "Belo")
    change = one(content)
    low = replace(change, kind="option", code="P01", field="capex_low", value=900.0)
    edits, refused = edits_of([change, low], seen().state)
    assert [edit.field for edit in edits] == ["owner"]
    assert [one.field for one in refused] == ["capex_low"]
    assert refused[0].problems


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["P01", "P02", "P03"]), st.integers(1, 500), min_size=1))
def test_a_book_taken_over_is_the_book_that_would_be_written(costs: dict[str, int]) -> None:
    def change(opened: openpyxl.Workbook) -> None:
        for code, cost in costs.items():
            opened["07_LongList"][cell_of("07_LongList", code, LIKELY)] = cost

    edited = found(changed(change))
    taken = {one.code: one.value for one in edited.changes}
    assert taken == {code: float(cost) for code, cost in costs.items() if cost != 90}
    again = book(seen(*(room.option(code, cost, responsible_body="Region") for code, cost in costs.items())))
    now = {code: _value(again, code) for code in costs}
    assert now == {code: float(cost) for code, cost in costs.items()}


def _value(content: bytes, code: str) -> Any:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["07_LongList"]
    return float(sheet[cell_of("07_LongList", code, LIKELY, content)].value)
