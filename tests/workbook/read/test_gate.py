"""The gate: a hostile file is refused in its own words, a harmless one gives its cells, and nothing else comes out."""

from __future__ import annotations

import random
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.errors import InputError, ToolError
from components.language import LANGUAGES, texts
from components.workbook.read import gate
from components.workbook.read.gate import BOOLEAN, DATE, NUMBER, TEXT, Limits, opened
from tests.workbook.read import hostile


@pytest.mark.parametrize("name", hostile.HOSTILE)
def test_a_hostile_file_is_refused_in_clear_words(name):
    make, key = hostile.HOSTILE[name]
    with pytest.raises(InputError) as refusal:
        opened(make())
    [problem] = refusal.value.problems
    assert problem.key == f"paper.gate.{key}"
    assert all(texts(language).problem(problem) != str(problem) for language in LANGUAGES)


def test_a_harmless_file_gives_its_cells():
    book = opened(hostile.plain(2, 2))
    [sheet] = book.sheets
    assert [(cell.address, cell.value, cell.kind) for cell in sheet.cells] == [
        ("A1", 0, NUMBER),
        ("B1", 1, NUMBER),
        ("A2", 10, NUMBER),
        ("B2", 11, NUMBER),
    ]
    assert sheet.text(2, 1) == "10"
    assert sheet.at(9, 9) is None
    assert book.sheet("A") is sheet
    assert book.sheet("B") is None


def test_one_merge_over_a_million_cells_is_told_and_costs_nothing():
    [sheet] = opened(hostile.one_large_merge()).sheets
    assert sheet.merged == ("A1:ZZ2000",)
    assert len(sheet.cells) == 1


def test_every_kind_of_cell_is_told(tmp_path):
    book = openpyxl.Workbook()
    rows = [["word", 4, 2.5, True, date(2026, 3, 2), "=1+1", "   "]]
    for row in rows:
        book.active.append(row)
    book.create_sheet("later").sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    first, later = opened((tmp_path / "book.xlsx").read_bytes()).sheets
    kinds = {cell.address: cell.kind for cell in first.cells}
    assert kinds == {"A1": TEXT, "B1": NUMBER, "C1": NUMBER, "D1": BOOLEAN, "E1": DATE, "G1": TEXT}
    assert first.formulas == ((1, 6),)
    assert first.at(1, 7) is None
    assert (first.hidden, later.hidden) == (False, True)


def test_a_hyperlink_that_a_person_follows_is_only_text(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "write to us"
    book.active["A1"].hyperlink = "https://plan.example.org"
    book.save(tmp_path / "book.xlsx")
    assert opened((tmp_path / "book.xlsx").read_bytes()).sheets[0].text(1, 1) == "write to us"


def test_a_reader_may_set_narrower_limits():
    with pytest.raises(InputError, match="too_wide"):
        opened(hostile.plain(5, 2), Limits(rows=4))
    with pytest.raises(InputError, match="too_many_cells"):
        opened(hostile.plain(5, 2), Limits(cells=9))
    with pytest.raises(InputError, match="too_slow"):
        opened(hostile.plain(), Limits(memory=8 * 1024 * 1024))


def test_a_reader_that_never_answers_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(gate, "_SECONDS_TO_WAIT", 0.0001)
    with pytest.raises(InputError, match="too_slow"):
        opened(hostile.plain())


def test_the_child_sees_no_setting_of_the_server(monkeypatch):
    seen = {}

    def run(_command, *, env, **_):
        seen.update(env)
        raise gate.subprocess.TimeoutExpired("child", 1)

    monkeypatch.setenv("WORKSHOP_SERVER_KEY", "secret")
    monkeypatch.setattr(gate.subprocess, "run", run)
    with pytest.raises(InputError):
        opened(hostile.plain())
    assert "WORKSHOP_SERVER_KEY" not in seen


@pytest.mark.parametrize(("row", "column", "name"), [(1, 1, "A1"), (7, 26, "Z7"), (2, 27, "AA2"), (9, 703, "AAA9")])
def test_addresses_are_those_of_excel(row, column, name):
    assert gate.address(row, column) == name
    assert gate.place_of(name) == gate.place_of(f"{name}:ZZ99") == (row, column)
    assert gate.place_of("nowhere") == gate.place_of("") == (0, 0)


@given(seed=st.integers(0, 2**32), places=st.integers(1, 60))
@settings(max_examples=25)
def test_a_file_with_random_bytes_changed_never_raises_anything_else(seed, places):
    chance = random.Random(seed)
    content = bytearray(hostile.plain(10, 10))
    for _ in range(places):
        content[chance.randrange(len(content))] = chance.randrange(256)
    try:
        book = opened(bytes(content))
    except ToolError:
        return
    assert all(isinstance(cell.value, str | int | float) for sheet in book.sheets for cell in sheet.cells)
