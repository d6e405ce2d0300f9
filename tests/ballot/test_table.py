"""A table host: seats, marks for others and marked as such, and nothing of any other table."""

import re

import pytest
from sqlalchemy import select

from components.framework.catalogue import load
from components.workshop import people, tables
from components.workshop.instruments import instrument
from components.workshop.store import Edit

PLACE = "agreement.1/C2/willingness"


def host(house, label="Table 1"):
    """The phone of a new table host."""
    phone = house.phone()
    token = people.accept(house.store, house.code, people.invite(house.store, house.code, "table_host", label))
    phone.cookies.set("wf", token)
    return phone


def add(house, phone, city="C2", group="firms", **changed):
    page = phone.get(f"/t/{house.code}").text
    fields = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("seal", "form", "seats")}
    return phone.post(f"/t/{house.code}", data={**fields, "language": "en", "city": city, "group": group, **changed})


def tap(house, phone, pick, seat=1, way="proxy", place=PLACE, **changed):
    home = f"/t/{house.code}/{way}/{seat}"
    fields = house.fields(phone.get(f"{home}/{place}").text)
    return phone.post(f"{home}/mark", data={**fields, "pick": pick, "reason": "", **changed})


def rows(house):
    with house.store.database.reading() as connection:
        return connection.execute(select(tables.mark).order_by(tables.mark.c.id)).all()


@pytest.fixture
def opened(house):
    house.move("agreement", "open")
    return house


def test_a_person_is_added_and_the_mark_says_whose_hand_it_was(opened):
    phone = host(opened)
    page = add(opened, phone).text
    assert "Seat 1" in page
    assert "Manizales" in page
    answer = tap(opened, phone, "4", reason="They said so")
    assert answer.status_code == 200
    assert "You enter for seat 1" in answer.text
    [row] = rows(opened)
    [name] = [one.name for one in people.invitations(opened.store, opened.code)]
    assert (row.value, row.way_in, row.by, row.city, row.group) == (4, "proxy", name, "C2", "firms")
    assert [(mark.value, mark.reason) for mark in opened.marks()] == [(4, "They said so")]


def test_what_is_typed_from_a_sheet_says_so(opened):
    phone = host(opened)
    add(opened, phone)
    page = tap(opened, phone, "2", way="paper").text
    assert "marked as paper" in page
    assert [row.way_in for row in rows(opened)] == ["paper"]


def test_each_seat_has_its_own_marks_and_every_page_says_which_seat(opened):
    phone = host(opened)
    add(opened, phone)
    add(opened, phone, "C3", "elected")
    tap(opened, phone, "5", seat=1)
    tap(opened, phone, "1", seat=2, place="agreement.1/C3/willingness")
    assert {(mark.city, mark.value) for mark in opened.marks()} == {("C2", 5), ("C3", 1)}
    for seat, other in ((1, 2), (2, 1)):
        for place in ("", "/me", "/agreement.1", f"/agreement.1/list/C{seat + 1}"):
            page = phone.get(f"/t/{opened.code}/proxy/{seat}{place}").text
            assert f"You enter for seat {seat}" in page
            assert f"You enter for seat {other}" not in page
            assert f"/b/{opened.code}" not in page, "every link stays at the table"


def test_the_form_of_one_seat_is_worth_nothing_for_another(opened):
    phone = host(opened)
    add(opened, phone)
    add(opened, phone)
    home = f"/t/{opened.code}/proxy"
    fields = opened.fields(phone.get(f"{home}/1/{PLACE}").text)
    answer = phone.post(f"{home}/2/mark", data={**fields, "pick": "4", "reason": ""})
    assert answer.status_code == 403
    assert rows(opened) == []


def test_the_table_tells_who_has_answered_and_never_what(opened):
    phone = host(opened)
    add(opened, phone)
    before = phone.get(f"/t/{opened.code}").text
    assert "0 of " in before
    tap(opened, phone, "4")
    after = phone.get(f"/t/{opened.code}").text
    assert "1 of " in after
    tap(opened, phone, "2")
    assert phone.get(f"/t/{opened.code}").text.count("1 of ") == after.count("1 of ")


def test_a_host_sees_the_own_table_only(opened):
    one, two = host(opened), host(opened, "Table 2")
    add(opened, one)
    tap(opened, one, "4")
    assert "Seat 1" not in two.get(f"/t/{opened.code}").text
    for place in ("", "/me", "/agreement.1", f"/{PLACE}", "/agreement.1/list/C2"):
        answer = two.get(f"/t/{opened.code}/proxy/1{place}")
        assert answer.status_code == 404
        assert "They" not in answer.text
    fields = opened.fields(one.get(f"/t/{opened.code}/proxy/1/{PLACE}").text)
    answer = two.post(f"/t/{opened.code}/proxy/1/mark", data={**fields, "pick": "1", "reason": ""})
    assert answer.status_code == 404
    assert [mark.value for mark in opened.marks()] == [4]


@pytest.mark.parametrize("role", ["facilitator", "co_facilitator", "observer", "official", None])
def test_nobody_else_has_a_table(opened, role):
    sitting = host(opened)
    add(opened, sitting)
    phone = opened.joined()
    if role:
        phone.cookies.set("wf", people.grant(opened.store, opened.code, role))
    fields = opened.fields(sitting.get(f"/t/{opened.code}/proxy/1/{PLACE}").text)
    home = f"/t/{opened.code}"
    for answer in (
        phone.get(home),
        phone.post(home, data={"seal": "x", "form": "a-form-of-this", "city": "C1", "group": "firms"}),
        phone.get(f"{home}/proxy/1"),
        phone.get(f"{home}/proxy/1/me"),
        phone.get(f"{home}/proxy/1/{PLACE}"),
        phone.post(f"{home}/proxy/1/mark", data={**fields, "pick": "4", "reason": ""}),
        phone.post(f"{home}/proxy/1/me", data={**fields, "do": "withdraw", "sure": "1"}),
        phone.post(f"{home}/proxy/1/points", data=fields),
        phone.post(f"{home}/proxy/1/language", data={**fields, "language": "zh"}),
    ):
        assert answer.status_code == 403
    assert rows(opened) == []
    assert len(people.at_table(opened.store, opened.code, sitting.cookies["wf"])) == 1


def test_a_cancelled_host_can_do_nothing_also_on_a_page_that_was_drawn_before(opened):
    phone = host(opened)
    add(opened, phone)
    home = f"/t/{opened.code}/proxy/1"
    fields = opened.fields(phone.get(f"{home}/{PLACE}").text)
    people.cancel_invitation(opened.store, opened.code, people.invitations(opened.store, opened.code)[0].name)
    assert phone.post(f"{home}/mark", data={**fields, "pick": "4", "reason": ""}).status_code == 403
    assert phone.get(f"/t/{opened.code}").status_code == 403
    assert rows(opened) == []


def test_the_same_form_twice_adds_one_person_and_a_forged_one_nobody(opened):
    phone = host(opened)
    page = phone.get(f"/t/{opened.code}").text
    names = ("seal", "form", "seats")
    fields = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in names}
    fields |= {"language": "en", "city": "C1", "group": "firms"}
    for _ in range(2):
        phone.post(f"/t/{opened.code}", data=fields)
    token = phone.cookies["wf"]
    assert len(people.at_table(opened.store, opened.code, token)) == 1
    for fault in ({"seal": "x"}, {"city": "C9"}, {"group": "kings"}, {"language": "tlh"}):
        assert add(opened, phone, **{"city": "C1", "group": "firms", **fault}).status_code in (400, 403)
    assert len(people.at_table(opened.store, opened.code, token)) == 1


@pytest.mark.parametrize("number", ["2", "0", "99999"])
def test_a_seat_that_is_not_there_is_refused_in_words(opened, number):
    phone = host(opened)
    add(opened, phone)
    answer = phone.get(f"/t/{opened.code}/proxy/{number}")
    assert answer.status_code == 404
    assert "does not sit at your table" in answer.text
    assert phone.get(f"/t/{opened.code}/telepathy/1").status_code == 404


def test_somebody_at_a_table_goes_on_on_the_own_phone(opened):
    phone = host(opened)
    add(opened, phone)
    tap(opened, phone, "4")
    seat = people.at_table(opened.store, opened.code, phone.cookies["wf"])[0]
    code = people.rejoin_code(opened.store, opened.code, people.token_of_seat(phone.cookies["wf"], seat.person.person))
    own = opened.phone()
    own.cookies.set(f"wk_{opened.code}", people.rejoin(opened.store, opened.code, code, "en"))
    opened.tap(own, "5", PLACE)
    assert [(row.value, row.way_in) for row in rows(opened)] == [(4, "proxy"), (5, "phone")]
    assert [mark.value for mark in opened.marks()] == [5]


def test_the_token_of_a_seat_opens_no_phone(opened):
    phone = host(opened)
    add(opened, phone)
    seat = people.at_table(opened.store, opened.code, phone.cookies["wf"])[0]
    own = opened.phone()
    own.cookies.set(f"wk_{opened.code}", people.token_of_seat(phone.cookies["wf"], seat.person.person))
    assert own.get(f"/b/{opened.code}/{PLACE}").status_code == 403


def test_points_and_moving_work_at_the_table_too(house):
    house.move("weights", "open")
    phone = host(house)
    add(house, phone)
    home = f"/t/{house.code}/paper/1"
    page = phone.get(f"{home}/weights.1").text
    fields = house.fields(page)
    items = [item.code for item in instrument(house.store.snapshot(house.code).state, load(), "weights").items]
    given = {f"points.{code}": "" for code in items} | {f"points.{items[0]}": "100"}
    answer = phone.post(f"{home}/points", data={**fields, **given})
    assert answer.status_code == 200
    assert {row.way_in for row in rows(house)} == {"paper"}
    move = {"seal": fields["seal"], "do": "move", "city": "C1", "group": "elected"}
    assert phone.post(f"{home}/me", data=move).status_code == 200
    assert [(mark.city, mark.group, mark.value) for mark in house.marks()] == [("C1", "elected", 100)]
    assert {row.by for row in rows(house)} == {people.invitations(house.store, house.code)[0].name}


def test_a_hostile_city_name_stays_text_on_the_table(opened):
    opened.edit(Edit("city", "C2", "name", "<script>alert(1)</script>"))
    phone = host(opened)
    page = add(opened, phone).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("role", ["facilitator", "co_facilitator", "table_host", "observer", "official"])
def test_no_role_gives_marks_on_a_phone_that_has_not_joined(opened, role):
    phone = opened.phone()
    phone.cookies.set("wf", people.grant(opened.store, opened.code, role))
    joined = opened.joined("C2")
    fields = opened.fields(joined.get(f"/b/{opened.code}/{PLACE}").text)
    assert phone.get(f"/b/{opened.code}/{PLACE}").status_code == 403
    assert phone.get(f"/b/{opened.code}/me").status_code == 403
    answer = phone.post(f"/b/{opened.code}/mark", data={**fields, "pick": "4", "reason": ""})
    assert answer.status_code == 403
    assert rows(opened) == []
