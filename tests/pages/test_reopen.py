"""Step 6, edited workbook: a file comes back, its changes are ticked, taken over in one step, and taken back in one."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from components.workbook import files
from components.workshop.edits.fields import set_field
from components.workshop.records.money import Envelope
from tests.screens import Tab

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def edited(store: Any, workshop: str, language: str = "en", **cells: float) -> bytes:
    """The workbook of now with other envelopes of the first year; names of columns of 03_Cities -> amounts."""
    book = openpyxl.load_workbook(io.BytesIO(files.make("book", store, workshop, language, lambda share: None)))
    sheet = book["03_Cities"]
    first = str(store.snapshot(workshop).state.setting.first_year)
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == first)
    for column, amount in cells.items():
        sheet[f"{column}{row}"] = amount
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def upload(tab: Tab, content: bytes) -> Tab:
    tab.at.file_uploader(key="plan_file").set_value(("plan.xlsx", content, XLSX))
    return tab.run()


@pytest.fixture
def reopening(three: Tab, store: Any) -> Tab:
    year = store.snapshot(three.workshop).state.setting.first_year
    made = set_field(store.snapshot(three.workshop).state, "envelope", f"C1.{year}", "amount", 50.0)
    store.commit(three.workshop, made, by="facilitator")
    return three.open("step6_investment").part("step6", "file")


def amounts(store: Any, workshop: str) -> dict[str, float | None]:
    return {row.city: row.amount for row in store.snapshot(workshop).state.all(Envelope)}


def test_changes_are_taken_over_and_taken_back_in_one_step(reopening: Tab, store: Any) -> None:
    code = reopening.workshop
    upload(reopening, edited(store, code, B=70, C=30))
    assert reopening.says("reopen.changes", n=2)
    reopening.click("reopen_take")
    assert amounts(store, code) == {"C1": 70.0, "C2": 30.0}
    assert reopening.says("reopen.done", n=2)
    batch = store.history(code)[-1].batch
    store.undo(code, batch, by="facilitator")
    assert amounts(store, code)["C1"] == 50.0


def test_only_what_is_ticked_comes_in(reopening: Tab, store: Any) -> None:
    upload(reopening, edited(store, reopening.workshop, B=70, C=30))
    box = next(box for box in reopening.at.checkbox if "70" in box.label)
    box.uncheck()
    reopening.run()
    reopening.click("reopen_take")
    assert amounts(store, reopening.workshop) == {"C1": 50.0, "C2": 30.0}


def test_what_the_workshop_changed_meanwhile_is_told_and_not_ticked(reopening: Tab, store: Any) -> None:
    code = reopening.workshop
    content, state = edited(store, code, B=70), store.snapshot(code).state
    store.commit(code, set_field(state, "envelope", f"C1.{state.setting.first_year}", "amount", 60.0), by="other")
    upload(reopening, content)
    assert reopening.says("reopen.since", value="60")
    assert not any(box.value for box in reopening.at.checkbox)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_untouched_and_a_foreign_file_are_told_in_words(reopening: Tab, store: Any, language: str) -> None:
    if language == "zh":
        reopening.click("switch_language").part("step6", "file", "zh")
    upload(reopening, edited(store, reopening.workshop, language))
    assert reopening.says("reopen.untouched", language)
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    upload(reopening, buffer.getvalue())
    assert reopening.says("reopen.foreign", language)


def test_what_cannot_be_taken_over_is_told_with_the_cell_and_the_reason(reopening: Tab, store: Any) -> None:
    content = edited(store, reopening.workshop, B=-4)
    upload(reopening, content)
    words = reopening.words()
    assert reopening.says("reopen.refused", n=1)
    assert "03_Cities!B" in words
    assert "-4" in words
    assert "reopen_take" not in reopening.widgets
