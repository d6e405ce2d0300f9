"""The trace shows every mark and nobody's identity."""

from __future__ import annotations

from io import BytesIO

import openpyxl

from tests.builders import given
from tests.investment import room
from tests.workbook.write.test_book import book


def rows(content: bytes) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(BytesIO(content), data_only=True)["18_ScoreTrace"]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    start = next(place for place, line in enumerate(lines) if line[0] == "Row")
    return [dict(zip([str(name) for name in lines[start]], line, strict=True)) for line in lines[start + 1 :]]


def marked() -> bytes:
    big = given("agreement", "willingness", "C1", group="firms", C1=[4, None, 5])
    small = given("agreement", "willingness", "C2", group="finance", C2=[2, 3])
    return book(room.seen(marked=[*big, *small]))


def test_every_mark_stands_once_and_dont_know_is_no_number() -> None:
    found = rows(marked())
    assert sorted(str(row["Mark or points"]) for row in found) == ["2", "3", "4", "5", "don’t know"]
    assert [row["Row"] for row in found] == [f"T{number:05d}" for number in range(1, 6)]


def test_groups_of_fewer_than_three_people_are_blank() -> None:
    groups = {row["City"]: row["Group"] for row in rows(marked())}
    assert groups["C1"] is not None
    assert groups["C2"] is None


def test_a_blank_person_is_never_alone_among_named_groups() -> None:
    firms = given("agreement", "willingness", "C1", group="firms", C1=[4, 4, 5, 5])
    planning = given("agreement", "willingness", "C1", group="planning", start=5, C1=[3, 3, 3])
    alone = given("agreement", "willingness", "C1", group="finance", start=8, C1=[0])
    found = rows(book(room.seen(marked=[*firms, *planning, *alone])))
    named = {str(row["Mark or points"]): row["Group"] for row in found}
    assert named["0"] is None
    assert named["3"] is None, "the next smallest group hides the lone person"
    assert named["4"] is not None
    assert named["5"] is not None


def test_the_hour_is_kept_and_not_the_minute() -> None:
    assert {str(row["Hour (UTC)"]) for row in rows(marked())} == {"2026-03-02 09:00"}


def test_codes_of_people_are_new_in_every_book_and_say_nothing() -> None:
    one, two = ([str(row["Rater"]) for row in rows(marked())] for _ in range(2))
    assert len(set(one)) == 5
    assert set(one) != set(two)
    assert not {"C1.1", "C1.2", "C1.3", "C2.1", "C2.2"} & {*one, *two}


def test_asked_again_both_marks_stand_and_the_later_one_counts() -> None:
    first = given("agreement", "willingness", "C1", C1=[1, 2, 3])
    second = given("agreement", "willingness", "C1", round_number=2, C1=[4, None])
    found = rows(book(room.seen(marked=[*first, *second])))
    told = {(row["Round"], str(row["Mark or points"]), str(row["Mark before"] or ""), row["Counts"]) for row in found}
    assert told == {
        (1, "1", "", "No"),
        (1, "2", "", "No"),
        (1, "3", "", "Yes"),
        (2, "4", "1", "Yes"),
        (2, "don’t know", "2", "Yes"),
    }


def test_the_practice_question_is_not_in_the_book() -> None:
    practice = given("practice", "rested", "all", C1=[1, 2, 3])
    found = rows(book(room.seen(marked=[*practice, *given("agreement", "willingness", "C1", C1=[5])])))
    assert [row["Ballot code"] for row in found] == ["agreement"]
