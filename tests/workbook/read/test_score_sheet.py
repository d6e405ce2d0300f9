"""Score sheets that come back: every fault has its address, and all are told together."""

from __future__ import annotations

import pytest

from components.errors import InputError
from components.workbook.read.score_sheet_import import Preview
from components.workshop.store import Edit
from tests.workbook.read import hostile
from tests.workbook.read.filled import Sheet


def faults(preview: Preview) -> dict[str, str]:
    """Key of the fault by its address."""
    return {fault.cell: fault.problem.key.removeprefix("paper.fault.") for fault in preview.faults}


@pytest.fixture
def sheet(room) -> Sheet:
    room.open("present")
    return Sheet(room.written("present")).place(0, "Pereira", "Citizens")


def test_a_clean_sheet_has_no_fault(room, sheet):
    sheet.fill(0, 3, "x", None, 0).reason(0, 0, "the bridge")
    [person] = room.preview(sheet.saved()).people
    assert (person.number, person.city, person.group, person.new, person.blank) == (1, "C1", "citizens", 3, 39)


def test_all_faults_are_told_together_each_with_its_address(room, sheet):
    sheet.fill(0, 7, "four", 2.5, True, "=1+1").reason(0, 6, "no mark here").place(1, "Nowhere", "Nobody").fill(1, 1)
    sheet.set("L12", 3).set("Z40", 4)
    assert faults(room.preview(sheet.saved())) == {
        "F10": "range",
        "F11": "text",
        "F12": "not_whole",
        "F13": "no_mark",
        "F14": "formula",
        "G16": "reason_alone",
        "H7": "unknown_city",
        "H8": "unknown_group",
        "L12": "no_person",
        "Z40": "no_person",
    }


def test_an_upload_without_a_score_sheet_says_so(room):
    with pytest.raises(InputError, match="no_sheet"):
        room.preview(hostile.plain())


def test_a_sheet_of_another_version_says_so(room, sheet):
    with pytest.raises(InputError, match="other_version"):
        room.preview(sheet.set("A1", "connected-cities.score-sheet.9").saved())


def test_a_sheet_of_another_workshop_is_refused_whole(room, sheet):
    found = room.preview(sheet.fill(0, 3).set("B1", "QQQQQQ").saved())
    assert faults(found) == {"B1": "other_workshop"}
    assert found.people == ()


def test_a_ballot_that_is_not_here_is_refused(room, sheet):
    assert faults(room.preview(sheet.fill(0, 3).set("C1", "lunch.1").saved())) == {"C1": "unknown_ballot"}


@pytest.mark.parametrize("moves", [("closed",), ("closed", "revealed")])
def test_a_ballot_that_takes_no_marks_is_told_unless_the_sheet_changes_nothing(room, sheet, moves):
    empty = sheet.saved()
    full = sheet.fill(0, 3).saved()
    room.confirm(full)
    room.move("present", *moves)
    assert faults(room.preview(empty)) == faults(room.preview(full)) == {}
    assert faults(room.preview(sheet.fill(0, 4).saved())) == {"E2": moves[-1]}


def test_a_ballot_that_is_not_opened_yet_is_told(room):
    sheet = Sheet(room.written("present")).place(0, "C1", "firms")
    assert faults(room.preview(sheet.saved())) == {}
    assert faults(room.preview(sheet.fill(0, 3).saved())) == {"E2": "not_opened"}


def test_changed_codes_are_found(room, sheet):
    sheet.fill(0, 3).set("B11", "physical.soft.nowhere")
    assert faults(room.preview(sheet.saved())) == {"F1": "codes", "B11": "unknown_item"}


def test_a_row_that_was_copied_is_found(room, sheet):
    sheet.fill(0, 3).set("B11", sheet.page["B10"].value)
    assert faults(room.preview(sheet.saved())) == {"F1": "codes", "B11": "item_twice"}


def test_a_sheet_number_that_stands_twice_or_is_none_is_found(room, sheet):
    sheet.place(1, "C2", "firms").fill(0, 3).fill(1, 4).set("H6", 1)
    assert faults(room.preview(sheet.saved())) == {"F1": "codes", "F6": "twice", "H6": "twice", "H7": "two_places"}
    assert faults(room.preview(sheet.set("H6", "one").saved()))["H6"] == "sheet_number"


def test_merged_cells_are_told(room, sheet):
    sheet.fill(0, 3).page.merge_cells("F20:F22")
    assert faults(room.preview(sheet.saved())) == {"F20:F22": "merged"}


def test_a_mark_beside_no_question_is_told(room, sheet):
    assert faults(room.preview(sheet.fill(0, 3).set("F60", 4).saved())) == {"F60": "no_question"}


def test_city_and_group_are_understood_in_every_spelling(room, sheet):
    for city, group in (("C1", "citizens"), ("pereira", "市民"), ("佩雷拉", "Citizens")):
        found = room.preview(sheet.place(0, city, group).fill(0, 3).saved())
        assert [(one.city, one.group) for one in found.people] == [("C1", "citizens")]


def test_without_city_or_group_a_new_person_is_nobody(room, sheet):
    assert faults(room.preview(sheet.place(0, None, None).fill(0, 3).saved())) == {"F7": "no_city", "F8": "no_group"}


def test_a_known_number_needs_no_city_again(room, sheet):
    room.confirm(sheet.fill(0, 3).saved())
    assert faults(room.preview(sheet.place(0, None, None).fill(0, 4).saved())) == {}


def test_a_known_number_with_another_city_is_told(room, sheet):
    room.confirm(sheet.fill(0, 3).saved())
    assert faults(room.preview(sheet.place(0, "C2", "citizens").fill(0, 3).saved())) == {"F7": "other_person"}


def test_a_sheet_for_one_city_takes_no_other(room):
    room.open("present")
    sheet = Sheet(room.written("present", city="C2"))
    assert faults(room.preview(sheet.place(0, "C1", "firms").fill(0, 3).saved())) == {
        "F7": "wrong_city",
        "F11": "not_theirs",
    }


def test_pairs_are_marked_by_the_people_of_either_city(room):
    room.open("pair_present")
    sheet = Sheet(room.written("pair_present")).place(0, "C1", "firms").fill(0, *([3] * 42))
    found = room.preview(sheet.saved())
    assert {fault.problem.key for fault in found.faults} == {"paper.fault.not_theirs"}
    assert len(found.faults) == 14
    assert found.people[0].new == 28


def test_an_older_wording_is_told(room):
    content = room.written("agreement")
    room.edit(
        Edit("item", "agreement|willingness", "instrument", "agreement"),
        Edit("item", "agreement|willingness", "item", "willingness"),
        Edit("item", "agreement|willingness", "statement", "Would your city pay?"),
        Edit("item", "agreement|willingness", "revision", 2),
    )
    room.open("agreement")
    first = room.form("agreement").lines[0]
    assert first.item.revision == 2, first
    sheet = Sheet(content).place(0, "C1", "firms").fill(0, 3)
    assert faults(room.preview(sheet.saved())) == {"E10": "older_wording"}


def test_a_second_round_asks_what_it_asks(room):
    room.open("agreement")
    room.move("agreement", "closed", "revealed")
    everything = room.form("agreement", "C1")
    key = f"C1|{everything.lines[0].item.code}"
    blank = Sheet(room.written("agreement", number=2))
    room.open("agreement", number=2, asked=(key,))
    assert len(room.form("agreement", number=2).lines) == 1
    found = room.preview(blank.place(0, "C1", "firms").fill(0, 3, 4).saved())
    assert sorted(fault.problem.key.removeprefix("paper.fault.") for fault in found.faults) == ["unknown_item"]


def test_points_have_their_own_column_and_no_dont_know(room):
    room.open("weights")
    sheet = Sheet(room.written("weights"), step=1).place(0, "C1", "firms").fill(0, 40, 30, "x", 101)
    assert faults(room.preview(sheet.saved())) == {"F12": "no_dont_know", "F13": "range"}


def test_a_reason_that_is_too_long_is_told(room, sheet):
    assert faults(room.preview(sheet.fill(0, 3).reason(0, 0, "a" * 501).saved())) == {"G10": "long_reason"}


def test_several_ballots_in_one_file_share_their_people(room):
    room.open("present", "agreement")
    sheet = Sheet(room.written("present", "agreement")).place(0, "C1", "firms").fill(0, 3)
    sheet.page = sheet.book.worksheets[1]
    found = room.preview(sheet.fill(0, 4).saved())
    assert [(one.ballot, one.number, one.city) for one in found.people] == [
        ("present.1", 1, "C1"),
        ("agreement.1", 1, "C1"),
    ]
    assert found.faults == ()

