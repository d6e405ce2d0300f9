import re

import pytest

from components.ballot.again import earlier
from components.ballot.desk import Desk, Guest
from components.ballot.rooms import Rooms
from components.framework.catalogue import load
from components.workshop.edits import asking
from components.workshop.store import Edit

FIRST, SECOND = "physical.hard.within", "physical.hard.between"


@pytest.fixture
def early(house):
    """A phone that was there from the first round on."""
    house.move("present", "open")
    phone = house.joined()
    house.tap(phone, "4", f"present.1/C1/{FIRST}")
    return phone


@pytest.fixture
def again(house, early):
    """The first round was revealed with six people of Pereira; the second asks one statement about it only."""
    house.fill("present", [0, 1, 1, 2, 5])
    house.move("present", "closed", "revealed")
    house.move("present", "open", number=2, asked=[f"C1|{FIRST}"])
    return house


def page(house, phone, place=f"present.2/C1/{FIRST}"):
    return phone.get(f"/b/{house.code}/{place}").text


def tags(text):
    """What stands beside each point of the scale."""
    buttons = re.findall(r'<button name="pick" value="(\d)"[^>]*>(.*?)</button>', text)
    return {int(point): re.findall(r"<em[^>]*>(.*?)</em>", inner) for point, inner in buttons if "<em" in inner}


def test_the_own_first_mark_stands_beside_the_rooms_median_and_spread(again, early):
    text = page(again, early)
    # 0 1 1 2 4 5: the third of six is the median, the second and fifth the quartiles (inverted cdf)
    assert tags(text) == {1: ["room&#39;s median"], 4: ["you, before"]}
    assert "In round 1 you gave 4." in text
    assert "median is 1; the middle half of the marks lies from 1 to 4, all of them from 0 to 5 (6 marks)" in text
    zones = re.findall(r'<button name="pick" value="(\d)" class="(half|range)"', text)
    assert zones == [("0", "range"), ("1", "half"), ("2", "half"), ("3", "half"), ("4", "half"), ("5", "range")]


def test_only_what_is_asked_again_is_on_the_ballot(again, early):
    assert "1 of 1" in page(again, early)
    assert early.get(f"/b/{again.code}/present.2/C1/{SECOND}").status_code == 404
    assert "not asked" in again.joined(city="C2").get(f"/b/{again.code}/present.2").text
    assert again.tap(early, "3", "present.2/C1/" + FIRST, item=SECOND).status_code == 404


def test_the_list_tells_it_in_a_line(again, early):
    assert "Before: you 4, the room 1 (1 to 4)" in page(again, early, "present.2/list/C1")
    late = again.joined(group="finance")
    assert "Before: you –, the room 1 (1 to 4)" in page(again, late, "present.2/list/C1")


def test_who_comes_late_sees_the_rooms_marks_only(again):
    text = page(again, again.joined(group="finance"))
    assert tags(text) == {1: ["room&#39;s median"]}
    assert "You gave no mark in round 1." in text


def test_who_said_that_they_do_not_know_is_told_so(house):
    house.move("present", "open")
    phone = house.joined()
    house.tap(phone, "x", f"present.1/C1/{FIRST}")
    house.fill("present", [1, 2, 3])
    house.move("present", "closed", "revealed")
    house.move("present", "open", number=2)
    assert "In round 1 you said that you don&#39;t know." in page(house, phone)


def test_too_few_marks_are_not_shown_in_any_form(house):
    house.move("present", "open")
    phone = house.joined()
    house.tap(phone, "5", f"present.1/C1/{FIRST}")
    house.fill("present", [0])
    house.move("present", "closed", "revealed")
    house.move("present", "open", number=2)
    text = page(house, phone)
    assert "Too few answered" in text
    assert tags(text) == {5: ["you, before"]}
    assert 'class="half"' not in text


def test_other_words_are_asked_anew_without_the_old_marks(house):
    house.move("present", "open")
    phone = house.joined()
    house.tap(phone, "5", f"present.1/C1/{FIRST}")
    house.fill("present", [0, 1, 2])
    house.move("present", "closed", "revealed")
    state = house.store.snapshot(house.code).state
    house.edit(*asking.reword(state, "present", FIRST, "Are the roads passable in May?"))
    house.move("present", "open", number=2, asked=[f"C1|{FIRST}"])
    text = page(house, phone)
    assert "Are the roads passable in May?" in text
    assert "this is asked anew" in text
    assert tags(text) == {}
    house.tap(phone, "2", f"present.2/C1/{FIRST}")
    own = house.store.own_marks(house.code, house.person(phone).person)
    assert {(mark.round, mark.value, mark.item_revision) for mark in own} == {(1, 5, 1), (2, 2, 2)}


def test_a_first_round_has_nothing_beside_its_questions(house):
    house.move("present", "open")
    phone = house.joined()
    assert 'class="again"' not in page(house, phone, f"present.1/C1/{FIRST}")


def test_the_rooms_marks_of_an_open_second_round_stay_sealed(again, early):
    other = again.joined(group="finance")
    again.tap(early, "0", f"present.2/C1/{FIRST}", reason="only for the seal")
    text = page(again, other)
    assert "(6 marks)" in text
    assert "only for the seal" not in text


def test_points_show_the_own_points_and_the_rooms_weights(house):
    house.move("weights", "open")
    phone = house.joined()
    text = phone.get(f"/b/{house.code}/weights.1").text
    items = re.findall(r'name="points\.([a-z_]+)"', text)
    values = dict(zip(items, [30, 10, 10, 10, 10, 10, 10, 10], strict=True))
    form = house.fields(text) | {f"points.{code}": str(value) for code, value in values.items()}
    phone.post(f"/b/{house.code}/points", data=form)
    house.move("weights", "closed", "revealed")
    house.move("weights", "open", number=2)
    text = phone.get(f"/b/{house.code}/weights.2").text
    assert "Before, you gave 30." in text
    assert text.count("Too few answered") == 8
    for least, value in (("room_minimum", 1), ("per_city_minimum", 0)):
        house.edit(Edit("parameter", f"ballots.{least}", "value", value))
    assert "weight is 30.0 %; people gave 30 to 30" in phone.get(f"/b/{house.code}/weights.2").text


def test_nothing_comes_before_the_first_round(house):
    house.move("present", "open")
    phone = house.joined()
    desk = Desk(Rooms(lambda: house.store, load))
    room = desk.rooms.of(house.code)
    guest = Guest(room, "", house.person(phone), ())
    (ballot,) = guest.ballots()
    assert earlier(guest, ballot, ballot.questions[0]) is None
