"""An edited book beside itself: sheets, formulas, cells of every kind, and books of other programs."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from components.language import texts
from components.workbook.read import gate, plan_book
from components.workbook.read.plan_book_changes import Changed, Edited, edits_of
from components.workbook.read.plan_book_compare import compare
from components.workbook.read.plan_book_values import Words, named
from components.workbook.write.origin import told
from components.workshop.edits.scenarios import with_edits
from components.workshop.edits.values import BOUNDS
from components.workshop.state import Snapshot, State
from tests.investment import room
from tests.workbook.read.plan_books import cell_of, changed, found, written
from tests.workbook.recalculate import office
from tests.workbook.write.rooms import book, demonstration_book, demonstration_seen

Change = Callable[[openpyxl.Workbook], object]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine must not turn a test of what a file says into one of how long it took to read."""
    monkeypatch.setattr(gate, "_SECONDS_TO_WAIT", 300.0)


def stream(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


def reasons(edited: Edited) -> dict[str, str]:
    return {one.place: one.why for one in edited.not_taken}


def after(*changes: Change) -> Edited:
    def all_of_them(opened: openpyxl.Workbook) -> None:
        for change in changes:
            change(opened)

    return found(changed(all_of_them))


def put(sheet: str, cell: str, value: Any) -> Change:
    def change(opened: openpyxl.Workbook) -> None:
        opened[sheet][cell] = value

    return change


def test_sheets_that_were_renamed_copied_in_or_taken_out_are_told() -> None:
    likely = cell_of("07_LongList", "P02", "Capital, likely")

    def change(opened: openpyxl.Workbook) -> None:
        opened["07_LongList"][likely] = 120
        opened["07_LongList"].title = "Our list"
        opened.copy_worksheet(opened["15_Risks"])
        opened.create_sheet("Notes")["A1"] = "mine"
        del opened["20_Checks"]

    edited = after(change)
    assert [(one.place, one.after) for one in edited.changes] == [(f"07_LongList!{likely}", "120")]
    told_of = {one.place: (one.why, one.what) for one in edited.not_taken if one.why in plan_words()}
    assert told_of == {
        "07_LongList": ("renamed", "Our list"),
        "15_Risks Copy": ("strange_sheet", ""),
        "Notes": ("strange_sheet", ""),
        "20_Checks": ("no_sheet", ""),
    }


def plan_words() -> set[str]:
    return {"renamed", "strange_sheet", "no_sheet"}


def test_a_formula_that_became_another_is_told_beside_one_that_became_a_number() -> None:
    page = openpyxl.load_workbook(stream(written()))["12_ByCity"]
    first, second = [cell.coordinate for row in page.iter_rows() for cell in row if str(cell.value).startswith("=")][:2]
    edited = after(put("12_ByCity", first, "=1+1"), put("12_ByCity", second, 7))
    assert reasons(edited) == {f"12_ByCity!{first}": "other_formula", f"12_ByCity!{second}": "formula"}
    assert [one.what for one in edited.not_taken] == ["=1+1", "7"]
    assert edited.changes == ()


def test_the_decision_asked_and_a_finish_come_back() -> None:
    page = openpyxl.load_workbook(stream(written()))["01_Decision"]
    words = texts("en")("workbook.decision.nothing_asked")
    asked = next(cell.coordinate for row in page.iter_rows() for cell in row if cell.value == words)
    finish = cell_of("10_Plan", "P01", "Finish")
    year = int(openpyxl.load_workbook(stream(written()))["10_Plan"][finish].value)
    edited = after(put("01_Decision", asked, "Approve the plan"), put("10_Plan", finish, year + 2))
    assert edited.not_taken == ()
    assert {(one.kind, one.code, one.field, one.value) for one in edited.changes} == {
        ("setting", "main", "decision_asked", "Approve the plan"),
        ("option", "P01", "build_years", 3),
    }
    assert all(one.takeable for one in edited.changes)


def test_weights_and_rows_of_the_cash_flow_are_refused_with_their_own_reason() -> None:
    t = texts("en")
    page = openpyxl.load_workbook(stream(written()))["08_Criteria"]
    head = next(cell for row in page.iter_rows() for cell in row if cell.value == t("workbook.criteria.weight"))
    weight = f"{head.column_letter}{head.row + 1}"
    payer = cell_of("11_Cashflow", "P01", t("workbook.cashflow.payer"))
    year = cell_of("11_Cashflow", "P01", t("workbook.cashflow.year"))
    edited = after(
        put("08_Criteria", weight, 60), put("11_Cashflow", payer, "C3"), put("11_Cashflow", year, 2031)
    )
    assert edited.changes == ()
    assert reasons(edited) == {
        f"08_Criteria!{weight}": "weight",
        f"11_Cashflow!{payer}": "cash_payer",
        f"11_Cashflow!{year}": "cash_row",
    }
    asked = next(one for one in edited.not_taken if one.why == "weight")
    assert (asked.what, asked.column, asked.before != "") == ("60", t("workbook.criteria.weight"), True)


def test_a_header_that_was_moved_takes_nothing_of_its_table() -> None:
    edited = after(lambda opened: opened["15_Risks"].insert_cols(1))
    assert [one for one in edited.changes if one.sheet == "15_Risks"] == []
    assert {one.why for one in edited.not_taken if one.place.startswith("15_Risks")} <= {"table", "gone", "written"}
    assert "table" in {one.why for one in edited.not_taken}


def test_a_joint_cell_gives_one_change_for_each_fact() -> None:
    cell = cell_of("07_LongList", "P02", "Problem solved")
    edited = after(put("07_LongList", cell, "Slow trains [G03]"))
    assert {(one.field, one.value, one.cell) for one in edited.changes} == {
        ("problem", "Slow trains", cell), ("problem_code", "G03", cell),
    }  # fmt: skip


def test_a_joint_cell_that_cannot_be_read_is_a_fault_at_its_cell() -> None:
    cell = cell_of("07_LongList", "P02", "Cities")
    [one] = after(put("07_LongList", cell, "Aran, Nowhere")).changes
    assert (one.cell, one.takeable, one.problems[0].key) == (cell, False, "reopen.joint.no_city")


def test_what_was_typed_as_text_is_read() -> None:
    cell = cell_of("07_LongList", "P02", "Capital, likely")
    [one] = after(put("07_LongList", cell, "１２０")).changes
    assert (one.value, one.read_as, one.takeable) == (120, "120", True)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_book_that_libreoffice_saved_shows_nothing_but_what_was_edited(language: str, tmp_path: Path) -> None:
    cell = cell_of("07_LongList", "P02", texts(language)("workbook.longlist.likely"), written(language))
    places = (("plan", written(language)), ("edited", changed(put("07_LongList", cell, 120), written(language))))
    for name, content in places:
        (tmp_path / f"{name}.xlsx").write_bytes(content)
        made = office(tmp_path / f"{name}.xlsx", tmp_path / name, "xlsx").read_bytes()
        edited = found(made)
        assert edited.not_taken == ()
        assert [one.place for one in edited.changes] == ([f"07_LongList!{cell}"] if name == "edited" else [])


def inputs(content: bytes, seen: Snapshot) -> dict[tuple[str, str, str], tuple[str, int, int, str]]:
    """Every cell that states a field, once: (kind, code, field) -> sheet, row, column, what stands there."""
    opened = plan_book.opened(content, seen.workshop, seen.version)
    return {
        (entry[3], entry[4], entry[5]): (sheet, line.row, entry[0], entry[2])
        for sheet, lines in reversed(opened.lines.items())
        for line in lines
        for entry in line.cells
        if len(entry) > 3 and entry[1] == "i"
    }


def another(words: Words, key: tuple[str, str, str], stands: str, chance: random.Random) -> Any:
    """Something else for a cell, such as a person would type."""
    kind, _, field = key
    names = words.names(kind, field)
    if names:
        own = [name for name, code in names.items() if name != code and code != names.get(stands)]
        return chance.choice(own)
    if (kind, field) in BOUNDS:
        least, most = BOUNDS[kind, field]
        number = float(stands) if not words.blank(stands) else least
        return number + 1 if number + 1 <= most else number - 1
    try:
        return float(stands) + 1
    except ValueError:
        return "2029-03-31" if stands[:2] == "20" else f"Written {chance.randrange(10**6)}"


# One book takes seconds: a smaller one that fails too is not looked for
@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.integers(0, 2**32))
def test_random_edits_of_the_demonstration_are_exactly_those_listed_and_taken_over(seed: int) -> None:
    chance, now = random.Random(seed), demonstration_seen("en")
    content = demonstration_book("en")
    places, words = inputs(content, now), Words("en", now.state, room.CATALOGUE)
    chosen = {key: places[key] for key in chance.sample(sorted(places), len(places) // 3)}
    typed = {key: another(words, key, place[3], chance) for key, place in chosen.items()}

    def change(opened: openpyxl.Workbook) -> None:
        for key, (sheet, row, column, _) in chosen.items():
            opened[sheet].cell(row, column).value = typed[key]

    opened = plan_book.opened(changed(change, content), now.workshop, now.version)
    edited = compare(opened, now.state, room.CATALOGUE, now.version)
    assert edited.not_taken == ()
    assert {(one.kind, one.code, one.field) for one in edited.changes} == chosen.keys()
    takeable = [one for one in edited.changes if one.takeable]
    assert len(takeable) > len(chosen) / 2
    edits, refused = edits_of(takeable, now.state)
    # What is possible by itself may be too much together, such as a fourth cost key; it is told
    assert all(one.problems for one in refused)
    left_out = {one.mark for one in refused}
    taken = [one for one in takeable if one.mark not in left_out]
    state = with_edits(now.state, edits)
    _hold(state, taken)
    again = replace(now, state=state)
    _stand(book(again), again, {(one.kind, one.code, one.field): one for one in taken})


def _hold(state: State, taken: list[Changed]) -> None:
    words = Words("en", state, room.CATALOGUE)
    for one in taken:
        assert words.own(one.kind, one.code, one.field) == one.value, one


def _stand(content: bytes, seen: Snapshot, taken: dict[tuple[str, str, str], Changed]) -> None:
    """A book that is written afterwards holds what was typed; a start is that of the plan."""
    holds, words = inputs(content, seen), Words("en", seen.state, room.CATALOGUE)
    there = [key for key in taken if key in holds and key[2] != "earliest_year"]
    assert len(there) > len(taken) / 2
    for key in there:
        names = words.names(key[0], key[2])
        stands = named(names, holds[key][3]) if names else holds[key][3]
        assert stands == (str(taken[key].value) if names else told(taken[key].after)), taken[key]
