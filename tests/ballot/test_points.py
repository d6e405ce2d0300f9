import re

import pytest

from components.framework.catalogue import load
from components.workshop.instruments import instrument
from components.workshop.state import State

CRITERIA = [item.code for item in instrument(State(), load(), "weights").items]


@pytest.fixture
def weighing(house):
    house.move("weights", "open")
    return house


def share(phone, house, points, **changed):
    page = phone.get(f"/b/{house.code}/weights.1").text
    named = {f"points.{code}": value for code, value in points.items()}
    return phone.post(f"/b/{house.code}/points", data={**house.fields(page), **named, **changed})


def test_points_are_saved_incomplete_with_what_is_left(weighing):
    phone = weighing.joined()
    page = share(phone, weighing, {CRITERIA[0]: "50", CRITERIA[1]: "32"})
    assert "18 points left" in page.text
    assert re.search(r"saved \d\d:\d\d:\d\d", page.text)
    assert {mark.item: mark.value for mark in weighing.marks()} == {CRITERIA[0]: 50, CRITERIA[1]: 32}
    assert {(mark.subject, mark.reason) for mark in weighing.marks()} == {("all", "")}


def test_one_hundred_is_complete_and_more_is_said(weighing):
    phone = weighing.joined()
    assert "100 points shared out" in share(phone, weighing, {CRITERIA[0]: "99", CRITERIA[1]: "1"}).text
    assert "1 point too many" in share(phone, weighing, {CRITERIA[0]: "100", CRITERIA[1]: "1"}).text


def test_an_empty_box_is_not_zero_and_takes_the_mark_back(weighing):
    phone = weighing.joined()
    share(phone, weighing, {CRITERIA[0]: "0", CRITERIA[1]: ""})
    assert [(mark.item, mark.value) for mark in weighing.marks()] == [(CRITERIA[0], 0)]
    share(phone, weighing, {CRITERIA[0]: "", CRITERIA[1]: ""})
    assert weighing.marks() == ()


def test_the_buttons_step_by_five_within_the_bounds(weighing):
    phone = weighing.joined()
    share(phone, weighing, {CRITERIA[0]: "98"}, step=f"{CRITERIA[0]}|+5")
    assert [mark.value for mark in weighing.marks()] == [100]
    share(phone, weighing, {CRITERIA[0]: "3"}, step=f"{CRITERIA[0]}|-5")
    assert [mark.value for mark in weighing.marks()] == [0]


def test_what_did_not_change_is_not_written_again(weighing):
    phone = weighing.joined()
    for _ in range(3):
        share(phone, weighing, {CRITERIA[0]: "40", CRITERIA[1]: "60"})
    assert weighing.rows() == 2


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        (CRITERIA[0], "101", 400),
        (CRITERIA[0], "-1", 400),
        (CRITERIA[0], "1.5", 400),
        (CRITERIA[0], "٣", 400),
        (CRITERIA[0], "1e2", 400),
        ("no_such_criterion", "10", 404),
    ],
)
def test_one_wrong_number_and_nothing_is_saved(weighing, field, value, status):
    answer = share(weighing.joined(), weighing, {CRITERIA[1]: "20", field: value})
    assert answer.status_code == status
    assert weighing.rows() == 0


@pytest.mark.parametrize("step", ["no_such_criterion|+5", f"{CRITERIA[0]}|+50", f"{CRITERIA[0]}|x"])
def test_an_unknown_step_changes_nothing(weighing, step):
    assert share(weighing.joined(), weighing, {CRITERIA[0]: "10"}, step=step).status_code == 400
    assert weighing.rows() == 0


def test_a_mark_is_no_way_to_give_points_nor_points_to_give_marks(weighing):
    weighing.move("present", "open")
    phone = weighing.joined()
    form = weighing.fields(phone.get(f"/b/{weighing.code}/weights.1").text)
    tap = {**form, "subject": "all", "item": CRITERIA[0], "pick": "3"}
    assert phone.post(f"/b/{weighing.code}/mark", data=tap).status_code == 404
    assert phone.post(f"/b/{weighing.code}/points", data={**form, "ballot": "present.1"}).status_code == 404
    assert weighing.rows() == 0


def test_fixed_weights_are_only_read(weighing):
    phone = weighing.joined()
    share(phone, weighing, {CRITERIA[0]: "100"})
    page = phone.get(f"/b/{weighing.code}/weights.1").text
    weighing.move("weights", "closed")
    form = {**weighing.fields(page), f"points.{CRITERIA[0]}": "1"}
    assert phone.post(f"/b/{weighing.code}/points", data=form).status_code == 409
    assert [mark.value for mark in weighing.marks()] == [100]
    assert "<input id=" not in phone.get(f"/b/{weighing.code}/weights.1").text
