"""What is filled in comes into the log once, and only on a word."""

from __future__ import annotations

import io
import random

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.errors import InputError, RefusedError, ToolError
from components.workbook.read.score_sheet_marks import shown
from components.workshop import people_events, people_sheets
from components.workshop.store import DONT_KNOW, GIVEN, Edit
from tests.workbook.read.filled import CODE, Room, Sheet

SEVERAL = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])


def counts(room: Room, data: bytes) -> tuple[tuple[int, int, int, int], ...]:
    return tuple((one.new, one.changed, one.same, one.back) for one in room.preview(data).people)


@pytest.fixture
def sheet(room) -> Sheet:
    room.open("present")
    return Sheet(room.written("present")).place(0, "Pereira", "Citizens")


def test_a_preview_writes_nothing(room, sheet):
    room.preview(sheet.fill(0, 3).saved())
    assert people_sheets.people(room.store, CODE) == {}
    assert room.store.answered(CODE, "present") == ()


def test_marks_come_in_from_paper_with_their_reasons(room, sheet):
    assert room.confirm(sheet.fill(0, 0, "x").reason(0, 0, "the bridge").saved()) == 2
    first, second = room.marks(1).values()
    assert (first.value, first.reason, first.way_in) == (0, "the bridge", "paper")
    assert (first.city, first.group) == ("C1", "citizens")
    assert second.value is None
    assert room.store.answered(CODE, "present") == (("C1", "citizens", 1, 2),)


def test_reading_a_file_twice_changes_nothing(room, sheet):
    data = sheet.fill(0, 3, 4).saved()
    assert counts(room, data) == ((2, 0, 0, 0),)
    room.confirm(data)
    before = room.store.last_sequence(CODE, people_sheets.people(room.store, CODE)[1].person)
    assert counts(room, data) == ((0, 0, 2, 0),)
    assert room.confirm(data) == 0
    assert room.store.last_sequence(CODE, people_sheets.people(room.store, CODE)[1].person) == before


def test_a_corrected_cell_changes_only_that_mark_and_may_be_changed_back(room, sheet):
    for values, written in (((3, 4), 2), ((3, 5), 1), ((3, 4), 1), ((3, 5), 1)):
        assert room.confirm(sheet.fill(0, *values).saved()) == written
        assert [mark.value for mark in room.marks(1).values()] == list(values)


def test_an_emptied_cell_leaves_the_mark_and_a_dash_takes_it_back(room, sheet):
    room.confirm(sheet.fill(0, 3, 4).saved())
    assert counts(room, sheet.fill(0, 3, None).saved()) == ((0, 0, 1, 0),)
    assert counts(room, sheet.fill(0, 3, "-").saved()) == ((0, 0, 1, 1),)
    room.confirm(sheet.saved())
    assert [mark.value for mark in room.marks(1).values()] == [3]
    assert counts(room, sheet.fill(0, 3, 4).saved()) == ((1, 0, 1, 0),)
    assert room.confirm(sheet.saved()) == 1


def test_a_reason_that_is_added_later_changes_the_mark_and_a_blank_one_leaves_it(room, sheet):
    room.confirm(sheet.fill(0, 3).reason(0, 0, "first").saved())
    assert counts(room, sheet.reason(0, 0, None).saved()) == ((0, 0, 1, 0),)
    assert counts(room, sheet.reason(0, 0, "second").saved()) == ((0, 1, 0, 0),)
    room.confirm(sheet.saved())
    assert [mark.reason for mark in room.marks(1).values()] == ["second"]


def test_another_hand_cannot_find_out_by_guesses_what_is_sealed(room, sheet):
    room.confirm(sheet.fill(0, 3, 4).saved())
    for guess in range(6):
        data = sheet.fill(0, guess, "x").saved()
        [person] = room.preview(data, by="table.2").people
        assert (person.changed, person.same) == (2, 0)
    assert room.confirm(sheet.fill(0, 3, 4).saved(), by="table.2") == 2
    assert room.confirm(sheet.saved(), by="table.2") == 0, "now it is that hand's own"
    assert [mark.value for mark in room.marks(1).values()] == [3, 4]
    room.move("present", "closed", "revealed")
    [person] = room.preview(sheet.saved(), by="table.1").people
    assert person.same == 2, "what is revealed is no secret"


def test_while_a_fault_stands_nothing_is_imported(room, sheet):
    sheet.fill(0, 3, 7).place(1, "C2", "firms").fill(1, 4)
    with pytest.raises(InputError, match="range"):
        room.confirm(sheet.saved())
    assert people_sheets.people(room.store, CODE) == {}


def test_the_good_sheets_alone_come_in_whole_and_the_others_not_at_all(room, sheet):
    sheet.fill(0, 3, 7).place(1, "C2", "firms").fill(1, 4)
    found = room.preview(sheet.saved())
    assert [one.faulty for one in found.people] == [True, False]
    assert (found.changes, found.good_changes) == (2, 1)
    assert room.confirm(sheet.saved(), good_only=True) == 1
    assert set(people_sheets.people(room.store, CODE)) == {2}


def test_a_fault_of_the_sheet_itself_leaves_nothing_good(room, sheet):
    sheet.fill(0, 3).page.merge_cells("A60:C61")
    found = room.preview(sheet.saved())
    assert (found.changes, found.good_changes) == (1, 0)
    assert room.confirm(sheet.saved(), good_only=True) == 0


def test_a_ballot_that_is_closed_in_between_takes_nothing(room, sheet, monkeypatch):
    data = sheet.fill(0, 3, 4).saved()
    added = people_sheets.find_or_add

    def closing(*given, **options):
        found = added(*given, **options)
        room.move("present", "closed")
        return found

    monkeypatch.setattr(people_sheets, "find_or_add", closing)
    with pytest.raises(RefusedError, match="round_not_open"):
        room.confirm(data)
    assert room.marks(1) == {}


def test_points_and_comparisons_come_in(room):
    room.open("weights")
    items = len(room.form("weights").lines)
    points = [100 // items] * items
    room.confirm(Sheet(room.written("weights"), step=1).place(0, "C1", "firms").fill(0, *points).saved())
    assert [mark.value for mark in room.marks(1).values()] == points


def test_pairwise_judgements_come_in(room):
    room.edit(Edit("setting", "main", "weighting", "pairs"))
    room.open("weights")
    sheet = Sheet(room.written("weights"), step=1).place(0, "C1", "firms").fill(0, "A9", 1, "B3")
    room.confirm(sheet.saved())
    assert [mark.value for mark in room.marks(1).values()] == [8, 0, -2]


def test_withdrawn_people_and_declared_interests_are_told(room, sheet):
    room.confirm(sheet.fill(0, 3).saved())
    [person] = people_sheets.people(room.store, CODE).values()
    with room.store.database.writing(CODE) as connection:
        people_events.note(connection, CODE, person.person, people_events.INTEREST, "C1|1", by="facilitator")
    assert [fault.problem.key for fault in room.preview(sheet.saved()).faults] == ["paper.fault.interest"]
    with room.store.database.writing(CODE) as connection:
        people_events.note(connection, CODE, person.person, people_events.WITHDRAWN, "", by="facilitator")
    assert "paper.fault.withdrawn" in {fault.problem.key for fault in room.preview(sheet.saved()).faults}


def test_words_that_look_like_formulas_or_markup_stay_words(room, sheet):
    hostile = "<script>alert(1)</script> [x](javascript:1) @SUM(1)"
    room.confirm(sheet.fill(0, 3).reason(0, 0, hostile).saved())
    assert [mark.reason for mark in room.marks(1).values()] == [hostile]


def test_the_steps_are_told_to_whoever_waits(room, sheet):
    told = []
    data = sheet.fill(0, 3).saved()
    room.confirm(data, progress=told.append)
    assert told == ["paper.progress.opening", "paper.progress.comparing", "paper.progress.writing"]


MARKS = st.one_of(st.none(), st.integers(0, 5))


@given(first=st.lists(MARKS, min_size=42, max_size=42), second=st.lists(MARKS, min_size=42, max_size=42))
@SEVERAL
def test_what_is_written_filled_and_read_is_what_was_marked(room, first, second):
    """Round trip, twice with other marks: the log holds what the last file says, where it says something."""
    if room.state.round_of("present") is None:
        room.open("present")
    content = room.written("present", city="C1")
    if 1 in people_sheets.people(room.store, CODE):
        room.confirm(Sheet(content).fill(0, *(["-"] * 42)).saved())
    for marks in (first, second):
        words = ["x" if mark is None else mark for mark in marks]
        data = Sheet(content).place(0, "C1", "firms").fill(0, *words).saved()
        room.confirm(data)
        assert room.confirm(data) == 0
        log = room.marks(1)
        assert [log["present", "C1", line.item.code].value for line in room.form("present", "C1").lines] == marks


@given(seed=st.integers(0, 2**32))
@SEVERAL
def test_whatever_stands_in_a_sheet_only_our_own_errors_are_raised(room, seed):
    chance = random.Random(seed)
    if room.state.round_of("agreement") is None:
        room.open("agreement")
    sheet = Sheet(room.written("agreement"))
    things = [0, 5, 7, -3, 2.5, 1e300, True, "x", "=A1", "Pereira", "不知道", "", " ", "2026-01-01", None]
    for _ in range(chance.randrange(1, 40)):
        row, column = chance.randrange(1, 16), chance.randrange(1, 14)
        sheet.page.cell(row, column).value = chance.choice(things)
    try:
        found = room.preview(sheet.saved())
        room.confirm(sheet.saved(), good_only=True)
    except ToolError:
        return
    assert all(fault.cell and fault.sheet for fault in found.faults)


PLACES = st.tuples(st.integers(1, 60), st.integers(1, 30), st.sampled_from([1, "x", "=1", 3.5]))


@given(cells=st.lists(PLACES, max_size=30))
@SEVERAL
def test_any_other_workbook_is_only_refused(room, cells):
    book = openpyxl.Workbook()
    for row, column, value in cells:
        book.active.cell(row, column).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(InputError, match="no_sheet"):
        room.preview(buffer.getvalue())


def test_a_mark_is_shown_as_it_is_typed():
    assert [shown(4, GIVEN, "scale_0_5"), shown(None, DONT_KNOW, "scale_0_5")] == ["4", "x"]
