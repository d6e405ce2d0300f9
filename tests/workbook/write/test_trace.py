"""The trace shows every mark and nobody's identity."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import openpyxl

from components.language import texts
from tests.builders import given
from tests.investment import room
from tests.workbook.write.rooms import book, small_room


def lines(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(BytesIO(content), data_only=True)["18_ScoreTrace"]
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def rows(content: bytes) -> list[dict[str, object]]:
    found = lines(content)
    start = next(place for place, line in enumerate(found) if line[0] == "Row")
    marks = [line for line in found if re.fullmatch(r"T\d{5}", str(line[0]))]
    return [dict(zip([str(name) for name in found[start]], line, strict=True)) for line in marks]


def marked() -> bytes:
    big = given("agreement", "willingness", "C1", group="firms", C1=[4, None, 5])
    small = given("agreement", "willingness", "C2", group="finance", C2=[2, 3])
    return book(room.seen(marked=[*big, *small]))


def test_every_mark_stands_once_and_dont_know_is_no_number() -> None:
    found = rows(marked())
    assert sorted(str(row["Mark or points"]) for row in found) == ["2", "3", "4", "5", "don’t know"]
    assert [row["Row"] for row in found] == [f"T{number:05d}" for number in range(1, 6)]


def test_groups_of_fewer_than_three_people_are_blank() -> None:
    firms = given("agreement", "willingness", "C1", group="firms", C1=[4, 4, 5])
    small = given("agreement", "willingness", "C1", group="finance", start=4, C1=[2, 3, 2])
    others = given("agreement", "willingness", "C2", group="finance", C2=[0, 0])
    others += given("agreement", "willingness", "C2", group="firms", start=3, C2=[1])
    found = rows(book(room.seen(marked=[*firms, *small, *others])))
    groups = {str(row["Mark or points"]): (row["City"], row["Group"]) for row in found}
    assert groups["4"][0] == groups["2"][0] == "C1"
    assert None not in (groups["4"][1], groups["2"][1])
    assert groups["0"] == groups["1"] == ("C2", None)


def test_a_city_of_fewer_than_three_people_is_blank_and_not_the_only_one() -> None:
    cities = given("agreement", "willingness", "all", C1=[4, 4, 4, 4], C2=[3, 3, 3], C3=[1])
    named = {str(row["Mark or points"]): row["City"] for row in rows(book(room.seen(marked=cities)))}
    assert named == {"4": "C1", "3": None, "1": None}


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
    assert {row["Why it does not count"] for row in found if row["Counts"] == "No"} == {"replaced by a later round"}
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


def test_what_was_set_by_hand_stands_below_the_marks_with_reason_and_name() -> None:
    by_hand = {"must": "out", "tier": "reserve", "tier_reason": "land first", "tier_by": "Ana"}
    seen = small_room(room.option("P01", responsible_body="Region", **by_hand))
    [line] = [line for line in room.plan_of(seen).lines if line.option == "P01"]
    assert line.proposed != line.tier == "reserve"
    shown = [[cell for cell in row if cell] for row in lines(book(seen))]
    words = {row.code: texts("en").label(row) for row in room.CATALOGUE.table("tiers")}
    tiers = words[line.proposed], words[line.tier]
    assert ["Tier of an option", "P01 Option P01", *tiers, "land first", "Ana"] in shown


def test_reasons_stay_text_whatever_they_begin_with_and_rows_are_as_high_as_they_need() -> None:
    traps = ['=HYPERLINK("http://example.org")', "<r><t>bold</t></r>", "ش 😀 ab", "long " * 60]
    plain = given("agreement", "trust", "all", C1=[1, 2, 3, 4])
    marks = [replace(mark, reason=trap) for mark, trap in zip(plain, traps, strict=True)]
    content = book(room.seen(marked=marks))
    found = {str(row["Mark or points"]): str(row["Reason given"]).rstrip() for row in rows(content)}
    assert found == {str(number): trap.rstrip() for number, trap in enumerate(traps, 1)}
    sheet = openpyxl.load_workbook(BytesIO(content))["18_ScoreTrace"]
    heights = {cell.value: sheet.row_dimensions[cell.row].height for [cell] in sheet.iter_rows(min_col=17, max_col=17)}
    assert heights[traps[3]] > 100 > heights[traps[0]]
