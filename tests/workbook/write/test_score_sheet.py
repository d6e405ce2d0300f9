"""The Excel score sheet: for several people, in both languages, locked but where it is filled in."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from components.framework.catalogue import load
from components.framework.records import Label
from components.language import texts
from components.workbook.read.gate import opened
from components.workbook.read.score_sheet import Room, read
from components.workbook.write import score_sheet as layout
from components.workbook.write.score_sheet import Seat
from components.workbook.write.score_sheet_plan import Form, form, forms
from components.workshop.instruments import instrument
from components.workshop.records.options import Option
from components.workshop.records.rounds import Round
from components.workshop.records.setting import Setting
from tests.builders import snapshot
from tests.workbook.read.filled import Sheet
from tests.workbook.recalculate import office

OPEN = [Round(f"{code}.1", instrument=code, number=1, state="open") for code in ("present", "weights", "pair_present")]
STATE = snapshot(Setting("main", title="Room", instrument="quick"), *OPEN).state


def made(code: str, city: str = "", state=STATE) -> Form:
    found = instrument(state, load(), code)
    assert found is not None
    return form(found, 1, city)


def written(*forms: Form, language: str = "en", state=STATE) -> bytes:
    seats = (Seat(1, "C1", "firms"), Seat(2))
    return layout.write("ABCDEF", state, load(), forms, seats, language)


def book(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_statement_stands_in_the_language_of_the_sheet(language):
    page = book(written(made("present"), language=language)).worksheets[0]
    words = {page.cell(row, layout.QUESTION + 1).value for row in range(1, page.max_row + 1)}
    assert {row.statement(language) for row in load().quick_cells} <= words


def test_the_round_stands_on_a_sheet_of_a_second_round_only():
    found = instrument(STATE, load(), "present")
    pages = (book(written(form(found, number))).worksheets[0] for number in (1, 2))
    first, second = (page.cell(2, layout.QUESTION + 1).value for page in pages)
    assert first == found.title(texts("en"))
    assert second == texts("en")("paper.sheet.round", ballot=first, n=2)


def test_weights_that_cannot_be_asked_again_keep_the_sheet_of_their_round():
    def number(*held):
        state = snapshot(Setting("main", instrument="quick"), *held).state
        return {one.instrument.code: one.round for one in forms(state, load())}["weights"]

    weights = Round("weights.1", "weights", 1, "revealed", revealed_at="2027-01-01T00:00:00+00:00")
    assert number(weights) == 2
    assert number(weights, Round("options.1", "options", 1, "open")) == 1


def test_only_what_is_filled_in_can_be_changed():
    page = book(written(made("present"))).worksheets[0]
    assert page.protection.sheet
    open_cells = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    marks = {f"{column}{row}" for column in "FGHI" for row in range(10, 24)}
    assert open_cells == marks | {"F7", "F8", "H7", "H8"}


def test_codes_are_out_of_sight_and_no_cell_is_merged_or_a_formula():
    page = book(written(made("present"))).worksheets[0]
    assert all(page.column_dimensions["A"].hidden for _ in "ABC")
    assert page.row_dimensions[1].hidden
    assert list(page.merged_cells.ranges) == []
    assert not [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]


def test_marks_are_checked_while_they_are_typed():
    page = book(written(made("present"))).worksheets[0]
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    assert rules["F10"].formula1 == '"0,1,2,3,4,5,x,-"'
    assert load().quick_cells[0].anchors[5]("en") in rules["F10"].prompt
    points = book(written(made("weights"))).worksheets[0]
    assert {rule.type for rule in points.data_validations.dataValidation} == {"whole", "list"}


def test_known_people_stand_in_their_columns_and_others_are_chosen_from_lists():
    page = book(written(made("present"))).worksheets[0]
    assert [page[name].value for name in ("F6", "F7", "F8")] == [1, "Aran", "Firms and trade bodies"]
    assert [page[name].value for name in ("H6", "H7", "H8")] == [2, None, None]
    lists = book(written(made("present")))["lists"]
    assert [cell.value for cell in lists["A"]][:3] == ["Aran", "Belo", "Cora"]
    assert lists.sheet_state == "hidden"


def test_a_blank_sheet_asks_for_the_own_city_once_and_pairs_for_all():
    assert {line.subject for line in made("present").lines} == {"own"}
    assert {line.subject for line in made("present", "C2").lines} == {"C2"}
    assert len(made("pair_present").blocks) == 3
    assert len(made("pair_present", "C2").blocks) == 2


def test_names_that_excel_forbids_are_made_harmless():
    state = snapshot(Setting("main"), Option("O1", name="=1+1", decision="short_list")).state
    asked = made("options", state=state)
    titled = replace(asked, instrument=replace(asked.instrument, name=Label("a/b[c]:d" * 9, "")))
    content = written(titled, titled, state=state)
    names = book(content).sheetnames
    assert len(set(names)) == 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    first = opened(content).sheets[0]
    assert first.text(10, 5) == "=1+1"
    assert first.formulas == ()


def test_demonstration_stands_on_the_sheet():
    state = snapshot(Setting("main", demonstration=True)).state
    page = book(written(made("agreement", state=state), state=state)).worksheets[0]
    assert any("DEMONSTRATION" in str(cell.value) for row in page for cell in row)


@pytest.mark.needs_libreoffice
def test_a_sheet_that_libreoffice_saved_is_read_like_one_that_excel_saved(tmp_path: Path):
    sheet = Sheet(written(made("present"), made("weights"))).fill(0, 3, "x", 0).reason(0, 0, "桥")
    sheet.page, sheet.step = sheet.book.worksheets[1], 1
    source = tmp_path / "sheet.xlsx"
    source.write_bytes(sheet.fill(0, 60, 40).saved())
    saved = office(source, tmp_path, "xlsx").read_bytes()
    found = read(opened(saved), Room("ABCDEF", STATE, load(), {}))
    assert found.faults == ()
    first, _, second, _ = found.filled
    assert [(entry.answer.value, entry.reason) for entry in first.entries] == [(3, "桥"), (None, ""), (0, "")]
    assert [entry.answer.value for entry in second.entries] == [60, 40]
