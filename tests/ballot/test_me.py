import re

import pytest

from components.ballot import guesses
from components.workshop import people
from components.workshop.store import Edit

FIRST = "physical.hard.within"


def seal(house, phone):
    return re.search(r'name="seal" value="([^"]+)"', phone.get(f"/b/{house.code}").text)[1]


def settle(house, phone, do, **fields):
    return phone.post(f"/b/{house.code}/me", data={"seal": seal(house, phone), "do": do, **fields})


def rejoin(house, code, phone=None, **changed):
    phone = phone or house.phone()
    page = phone.get(f"/j/{house.code}").text
    form = {"seal": re.search(r'name="seal" value="([^"]+)"', page)[1], "language": "en", "again": code, **changed}
    return phone, phone.post(f"/j/{house.code}/again", data=form)


@pytest.fixture
def opened(house):
    house.edit(Edit("partnership", "K01", "name", "Coffee"), Edit("partnership", "K02", "name", "Health"))
    house.move("present", "open")
    house.move("feasibility", "open")
    return house


def test_the_code_of_one_phone_lets_another_in_as_the_same_person(opened):
    first = opened.joined()
    opened.tap(first, "4", f"present.1/C1/{FIRST}")
    shown = settle(opened, first, "phone").text
    code = re.search(r'<p class="big">([A-Z0-9]{4}-[A-Z0-9]{4})</p>', shown)[1]
    second, answer = rejoin(opened, code.lower().replace("-", " "))
    assert answer.url.path == f"/b/{opened.code}"
    assert opened.person(second) == opened.person(first)
    assert re.search(r'value="4" class="on"', second.get(f"/b/{opened.code}/present.1/C1/{FIRST}").text)
    opened.tap(second, "2", f"present.1/C1/{FIRST}")
    assert [mark.value for mark in opened.marks()] == [2]


def test_a_new_code_ends_the_old_one_and_a_wrong_one_says_so(opened):
    phone = opened.joined()
    codes = [re.search(r'"big">([^<]+)<', settle(opened, phone, "phone").text)[1] for _ in range(2)]
    assert rejoin(opened, codes[0])[1].status_code == 404
    assert rejoin(opened, codes[1])[1].status_code == 200


def test_a_phone_without_a_code_is_offered_one_and_then_no_more(opened):
    phone = opened.joined()
    home = f"/b/{opened.code}"
    offer = "Show my code to note down"
    assert offer in phone.get(home).text
    code = re.search(r'"big">([^<]+)<', settle(opened, phone, "phone").text)[1]
    assert offer not in phone.get(home).text
    # The phone comes back without its cookie, as at another address, and is not a second person.
    _, answer = rejoin(opened, code)
    assert answer.status_code == 200
    assert offer not in answer.text
    assert people.present_people(opened.store, opened.code) == (("C1", "firms", 1),)


def test_who_joined_twice_is_one_person_again(opened):
    first = opened.joined()
    opened.tap(first, "4", f"present.1/C1/{FIRST}")
    code = re.search(r'"big">([^<]+)<', settle(opened, first, "phone").text)[1]
    second = opened.joined(city="C2")
    opened.tap(second, "1", f"present.1/C2/{FIRST}")
    assert settle(opened, second, "again", again="AAAA-BBBB").status_code == 404
    assert len(opened.marks()) == 2
    answer = settle(opened, second, "again", again=code)
    assert answer.url.path == f"/b/{opened.code}"
    assert opened.person(second) == opened.person(first)
    assert [(mark.city, mark.value) for mark in opened.marks()] == [("C1", 4)]
    assert people.present_people(opened.store, opened.code) == (("C1", "firms", 1),)


def test_the_own_code_on_the_own_phone_takes_nothing_back(opened):
    phone = opened.joined()
    opened.tap(phone, "4", f"present.1/C1/{FIRST}")
    code = re.search(r'"big">([^<]+)<', settle(opened, phone, "phone").text)[1]
    assert settle(opened, phone, "again", again=code).url.path == f"/b/{opened.code}"
    assert [mark.value for mark in opened.marks()] == [4]


def test_the_first_page_leads_a_rejoin_code_to_the_letters_first(house):
    page = house.phone().get("/j", params={"code": "ABCD-2345"}).text
    assert "First the six letters" in page


def test_guessing_rejoin_codes_ends_soon_also_for_a_right_one(opened, monkeypatch):
    monkeypatch.setattr(guesses, "REJOIN_OF_CLIENT", (5.0, 0.0001))
    opened.__dict__.pop("app", None)
    phone = opened.joined()
    right = re.search(r'"big">([^<]+)<', settle(opened, phone, "phone").text)[1]
    stranger = opened.phone()
    answers = [rejoin(opened, f"ABCD-{number:04d}", stranger)[1].status_code for number in range(6)]
    assert answers == [404] * 5 + [429]
    assert rejoin(opened, right, stranger)[1].status_code == 429
    assert opened.tap(phone, "3", f"present.1/C1/{FIRST}").status_code == 200


def test_the_consequences_of_a_move_are_said_before_and_follow(opened):
    phone = opened.joined()
    opened.tap(phone, "4", f"present.1/C1/{FIRST}")
    opened.tap(phone, "3", "feasibility.1/K01/market_demand")
    assert "are taken back, and your other marks count for the new city" in phone.get(f"/b/{opened.code}/me").text
    page = settle(opened, phone, "move", city="C2", group="finance")
    assert "Changed." in page.text
    person = opened.person(phone)
    assert (person.city, person.group) == ("C2", "finance")
    assert [(mark.instrument, mark.city, mark.group) for mark in opened.marks()] == [("feasibility", "C2", "finance")]


@pytest.mark.parametrize(
    ("do", "fields", "status"),
    [
        ("move", {"city": "C9", "group": "firms"}, 400),
        ("move", {"city": "C1", "group": "kings"}, 400),
        ("interest", {"subject": "P99", "declared": "1"}, 400),
        ("interest", {"subject": "K01", "declared": "2"}, 400),
        ("withdraw", {}, 400),
        ("ballot", {"ballot": "present.7"}, 404),
        ("ballot", {"ballot": ""}, 404),
        ("reveal", {}, 400),
        ("", {}, 400),
    ],
)
def test_what_no_page_offers_is_refused(opened, do, fields, status):
    phone = opened.joined()
    opened.tap(phone, "4", f"present.1/C1/{FIRST}")
    answer = settle(opened, phone, do, **fields)
    assert answer.status_code == status
    assert "Nothing was changed." in answer.text
    assert [mark.value for mark in opened.marks()] == [4]


def test_a_declared_interest_takes_its_subject_off_the_ballot_until_it_ends(opened):
    phone = opened.joined()
    opened.tap(phone, "3", "feasibility.1/K01/market_demand")
    opened.tap(phone, "2", "feasibility.1/K02/market_demand")
    settle(opened, phone, "interest", subject="K01", declared="1")
    assert [mark.subject for mark in opened.marks()] == ["K02"]
    assert "you are not asked about: Coffee" in phone.get(f"/b/{opened.code}").text
    assert "1 of 6 answered" in phone.get(f"/b/{opened.code}").text
    assert opened.tap(phone, "3", "feasibility.1/K02/market_demand", subject="K01").status_code == 404
    assert "you are not asked about: Coffee" in phone.get(f"/b/{opened.code}/feasibility.1/list/K02").text
    settle(opened, phone, "interest", subject="K01", declared="0")
    assert "of 12 answered" in phone.get(f"/b/{opened.code}").text


def test_who_leaves_keeps_the_marks_and_is_back_with_the_next_tap(opened):
    phone = opened.joined()
    opened.tap(phone, "3", f"present.1/C1/{FIRST}")
    settle(opened, phone, "leave")
    assert people.present_people(opened.store, opened.code) == ()
    assert "You have said goodbye" in phone.get(f"/b/{opened.code}/me").text
    opened.tap(phone, "4", f"present.1/C1/{FIRST}")
    assert people.present_people(opened.store, opened.code) == (("C1", "firms", 1),)
    settle(opened, phone, "leave")
    settle(opened, phone, "back")
    assert people.present_people(opened.store, opened.code) == (("C1", "firms", 1),)


def test_one_ballot_is_taken_back_and_can_be_given_again(opened):
    phone = opened.joined()
    opened.tap(phone, "3", f"present.1/C1/{FIRST}")
    opened.tap(phone, "2", "feasibility.1/K01/market_demand")
    settle(opened, phone, "ballot", ballot="present.1")
    assert [mark.instrument for mark in opened.marks()] == ["feasibility"]
    opened.tap(phone, "1", f"present.1/C1/{FIRST}")
    assert len(opened.marks()) == 2


def test_a_closed_ballot_is_not_taken_back(opened):
    phone = opened.joined()
    opened.tap(phone, "3", f"present.1/C1/{FIRST}")
    opened.move("present", "closed")
    assert settle(opened, phone, "ballot", ballot="present.1").status_code == 409


def test_withdrawing_needs_a_tick_ends_every_mark_and_leads_to_a_new_beginning(opened):
    phone = opened.joined()
    opened.tap(phone, "3", f"present.1/C1/{FIRST}")
    form = opened.fields(phone.get(f"/b/{opened.code}/present.1/C1/{FIRST}").text)
    settle(opened, phone, "withdraw", sure="1")
    assert opened.marks() == ()
    page = phone.get(f"/b/{opened.code}").text
    assert "none of your marks is in any result" in page
    assert phone.post(f"/b/{opened.code}/mark", data={**form, "pick": "5"}).status_code == 403
    assert opened.marks() == ()
    again = phone.post(f"/b/{opened.code}/forget", data={"seal": seal(opened, phone)})
    assert again.url.path == f"/j/{opened.code}"
    opened.move("present", "closed", "revealed")
    assert opened.store.snapshot(opened.code).marks == ()


def test_own_reasons_are_blanked_and_the_marks_stay(opened):
    phone = opened.joined()
    opened.tap(phone, "3", f"present.1/C1/{FIRST}", reason="my words")
    settle(opened, phone, "words")
    assert [(mark.value, mark.reason) for mark in opened.marks()] == [(3, "")]


def test_presence_is_noted_once_a_sitting(opened):
    phone = opened.joined()
    for _ in range(3):
        phone.get(f"/b/{opened.code}")
    assert people.attendance(opened.store, opened.code) == (("S0", "C1", "firms", 1),)
    opened.edit(Edit("sitting", "S2", "started_at", "2027-03-02T09:00:00+00:00"))
    phone.get(f"/b/{opened.code}")
    assert [row[0] for row in people.attendance(opened.store, opened.code)] == ["S0", "S2"]
