"""A stranger on the hotspot, or a participant who is curious, tries what the application must not allow."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from components.ballot import guesses
from components.ballot.forms import BODY_BYTES
from components.ballot.routes import routes
from components.framework.catalogue import load
from components.walk import present
from components.workshop import people, tables
from components.workshop.store import Edit

FIRST, SECOND = "physical.hard.within", "physical.hard.between"
PLACE = f"present.1/C1/{FIRST}"
SECRET = "a reason that nobody else may read"

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea></template><h1>x",
    "![x](http://evil.example/x.png) [y](javascript:alert(1))",
    "{{ 7*7 }} {% raw %}",
    "abc\u202edcba\u2066",
    "bell\x07 escape\x1b[2J null\x7f",
)


@pytest.fixture
def opened(house):
    house.edit(Edit("partnership", "K01", "name", "Coffee"))
    house.move("present", "open")
    house.move("feasibility", "open")
    return house


class Tags(HTMLParser):
    """The tags, attributes and links that a browser would see."""

    def __init__(self):
        super().__init__()
        self.names, self.attributes, self.links = set(), set(), set()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value for name, value in attrs if name in {"href", "src", "action", "formaction"}}


def posts(house):
    """The address of every route that takes a form, with its places filled in."""
    showing = present.stages(house.store).of(house.code)
    filled = {"code": house.code, "ballot": "present.1", "way": "proxy", "seat": "1", "place": showing.code}
    for route in routes(lambda: house.store, load):
        if "POST" in route.methods:
            path = re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: filled[match[1]], route.path)
            path = path.replace(f"/r/{showing.code}", f"/r/{showing.secret}")
            yield path.replace(f"/i/{house.code}", f"/i/{people.invite(house.store, house.code, 'observer', 'x')}")


def rows(house):
    """How many rows every table has: nothing may come or go."""
    with house.store.database.reading() as connection:
        return {table.name: len(connection.execute(table.select()).all()) for table in tables.metadata.sorted_tables}


def full_form(house, **changed):
    """Fields for whatever route there is, as right as a stranger can make them."""
    return {
        "form": "a-form-of-this-test",
        "ballot": "present.1",
        "subject": "C1",
        "item": FIRST,
        "pick": "3",
        "city": "C2",
        "group": "firms",
        "language": "zh",
        "do": "leave",
        "again": "ABCD-2345",
        "back": "/",
        **changed,
    }


def test_every_route_that_changes_something_refuses_a_form_without_its_seal(opened):
    phone = opened.joined()
    opened.tap(phone, "1", PLACE)
    phone.cookies.set("wf", people.grant(opened.store, opened.code, people.TABLE_HOST), domain="room.test")
    paths = list(posts(opened))
    assert len(paths) >= 15
    before = rows(opened)
    phone.cookies.set("wj", "a-secret-of-this-browser", domain="room.test")
    for path in paths:
        for seal in ({}, {"seal": ""}, {"seal": "0" * 32}):
            answer = phone.post(path, data=full_form(opened, **seal), follow_redirects=False)
            harmless = (path == f"/j/{opened.code}" and answer.headers.get("location") == f"/b/{opened.code}")
            assert answer.status_code in {403, 404} or path == "/leave" or harmless, (path, answer.status_code)
            if path == "/leave":
                phone.cookies.set("wf", people.grant(opened.store, opened.code, people.TABLE_HOST), domain="room.test")
    after = rows(opened)
    assert {name: after[name] for name in after if name != "access"} == {
        name: before[name] for name in before if name != "access"
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_every_route_that_changes_something_refuses_another_site(opened, headers):
    phone = opened.joined()
    seal = re.search(r'name="seal" value="([^"]+)"', phone.get(f"/b/{opened.code}").text)[1]
    paths = list(posts(opened))
    before = rows(opened)
    for path in paths:
        answer = phone.post(path, data=full_form(opened, seal=seal), headers=headers, follow_redirects=False)
        assert answer.status_code == 403, path
    assert rows(opened) == before


def test_every_route_that_takes_a_form_has_a_limit(opened):
    phone = opened.joined()
    for path in posts(opened):
        answer = phone.post(path, data={"form": "x" * (BODY_BYTES + 1)}, follow_redirects=False)
        assert answer.status_code in {403, 413}, path


def test_nobody_but_the_person_sees_a_sealed_mark_through_any_page(opened):
    """Every page that a phone can reach, before the reveal, as another person and as a stranger."""
    owner, other, stranger = opened.joined(), opened.joined(group="finance"), opened.phone()
    opened.tap(owner, "5", PLACE, reason=SECRET)
    opened.move("present", "closed")
    opened.edit(Edit("setting", "main", "phones_see_results", value=True))
    places = [
        f"/j/{opened.code}",
        *(
            f"/b/{opened.code}{place}"
            for place in ("", "/me", "/results", "/results/present/C1", f"/{PLACE}", "/present.1", "/present.1/list/C1")
        ),
        f"/t/{opened.code}",
        f"/t/{opened.code}/proxy/1/{PLACE}",
        f"/sheets/{opened.code}/present",
    ]
    for phone in (other, stranger):
        for place in places:
            text = phone.get(place).text
            assert SECRET not in text, place
            assert "5 Fast, safe" not in text, place
    assert SECRET in owner.get(f"/b/{opened.code}/present.1/list/C1").text


def test_nobody_marks_for_another_person(opened):
    owner, other = opened.joined(), opened.joined(group="finance")
    opened.tap(owner, "5", PLACE)
    person = opened.person(owner).person
    opened.tap(other, "0", PLACE, person=person, by=person, city="C1", group="firms", way_in="paper")
    assert {(mark.group, mark.value, mark.way_in) for mark in opened.marks()} == {
        ("firms", 5, "phone"),
        ("finance", 0, "phone"),
    }


@pytest.mark.parametrize("cookie", ["", "x", "a" * 22, "seat.1234", "' OR 1=1", "../../etc"])
def test_an_invented_cookie_is_nobody(opened, cookie):
    phone = opened.phone(cookie=f"wk_{opened.code}={cookie}")
    assert phone.get(f"/b/{opened.code}/{PLACE}").status_code == 403
    assert phone.get(f"/b/{opened.code}/me").status_code == 403


def test_a_cookie_changed_by_one_letter_is_nobody(opened):
    phone = opened.joined()
    name = f"wk_{opened.code}"
    value = phone.cookies[name]
    swapped = ("A" if value[0] != "A" else "B") + value[1:]
    assert opened.phone(cookie=f"{name}={value}").get(f"/b/{opened.code}/{PLACE}").status_code == 200
    assert opened.phone(cookie=f"{name}={swapped}").get(f"/b/{opened.code}/{PLACE}").status_code == 403


def test_a_participants_cookie_opens_nothing_of_a_host_or_a_facilitator(opened):
    phone = opened.joined()
    token = phone.cookies[f"wk_{opened.code}"]
    assert people.role_of(opened.store, token) is None
    phone.cookies.set("wf", token, domain="room.test")
    for place in (f"/t/{opened.code}", f"/t/{opened.code}/proxy/1", f"/sheets/{opened.code}/present"):
        assert phone.get(place).status_code in {403, 404}, place


def test_the_seal_of_a_page_is_not_the_cookie_and_gives_nothing_back_of_it(opened):
    phone = opened.joined()
    text = phone.get(f"/b/{opened.code}").text
    assert phone.cookies[f"wk_{opened.code}"] not in text
    assert opened.person(phone).person not in text


def test_guessing_the_letters_of_a_workshop_ends_soon_also_for_the_right_ones(house, monkeypatch):
    monkeypatch.setattr(guesses, "LETTERS", (10.0, 0.0001))
    inside, stranger = house.joined(), house.phone()
    wrong = [stranger.get(f"/j/ABC{number:03d}").status_code for number in range(10)]
    assert wrong == [404] * 10
    assert stranger.get(f"/j/{house.code}").status_code == 429
    assert stranger.get(f"/b/{house.code}").status_code == 429
    assert inside.get(f"/b/{house.code}").status_code == 200


def test_a_room_behind_one_address_is_not_held_up_by_its_typing_errors(house):
    """200 people, every second of whom mistypes the letters once."""
    phone = house.phone()
    for number in range(200):
        if number % 2:
            assert phone.get(f"/j/XXX{number:03d}").status_code == 404
        assert phone.get(f"/j/{house.code}").status_code == 200


def test_the_codes_have_the_entropy_that_the_documents_name(house):
    letters = len(set("ABCDEFGHJKMNPQRSTWXYZ"))
    assert re.fullmatch(r"[A-HJKMNP-TW-Z]{6}", house.code)
    assert letters**6 > 2**26
    code = people.rejoin_code(house.store, house.code, people.join(house.store, house.code, "C1", "firms", "en"))
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", code)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words_on_every_page(house, text):
    named = (
        Edit("setting", "main", "title", text),
        Edit("setting", "main", "title_second", text),
        Edit("city", "C1", "name", text),
        Edit("city", "C1", "name_second", text),
        Edit("partnership", "K01", "name", text),
        Edit("partnership", "K01", "name_second", text),
        Edit("own_ballot", "own1", "name", text),
        Edit("own_ballot", "own1", "subjects", "partnership"),
        Edit("item", "own1|q1", "instrument", "own1"),
        Edit("item", "own1|q1", "item", "q1"),
        Edit("item", "own1|q1", "own", value=True),
        Edit("item", "own1|q1", "statement", text),
        Edit("setting", "main", "phones_see_results", value=True),
    )
    house.edit(*named)
    house.move("own1", "open")
    house.move("feasibility", "open")
    phone = house.joined()
    own = "own1.1/K01/q1"
    house.tap(phone, "3", own, reason=text)
    places = [f"/b/{house.code}{place}" for place in ("", "/me", "/results", f"/{own}", "/own1.1/list/K01")]
    tap = house.fields(phone.get(f"/b/{house.code}/{own}").text) | {"pick": "4", "reason": text}
    answers = [phone.get(place).text for place in places]
    answers += [house.phone().get(f"/j/{house.code}").text]
    answers += [phone.post(f"/b/{house.code}/mark", data=tap, headers={"accept": "application/json"}).json()["receipt"]]
    house.move("own1", "closed", "revealed")
    answers += [phone.get(f"/b/{house.code}{place}").text for place in ("/results/own1/K01", "/own1.1/list/K01")]
    for page in answers:
        shown = page.split("<script>")[0]
        found = Tags()
        found.feed(shown)
        assert not found.names & {"img", "svg", "script", "iframe", "object"}
        assert not [name for name in found.attributes if name.startswith("on")]
        assert not [link for link in found.links if not link.startswith(("/", "data:,"))]
        assert "<h1>x" not in shown
        assert ">49<" not in shown
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", shown)


def test_every_answer_of_the_ballot_carries_its_headers(opened):
    phone = opened.joined()
    answers = [
        phone.get(f"/j/{opened.code}", follow_redirects=False),
        phone.get("/j/NOSUCH"),
        phone.get(f"/b/{opened.code}/{PLACE}"),
        phone.post(f"/b/{opened.code}/mark", data={"x": "y"}),
        opened.tap(phone, "3", PLACE),
        phone.post(f"/b/{opened.code}/mark", data={}, headers={"accept": "application/json"}),
    ]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_over_a_certificate_the_cookies_never_travel_in_clear(opened):
    phone = TestClient(opened.app, base_url="https://room.test", follow_redirects=False)
    page = phone.get(f"/j/{opened.code}")
    form = opened.join_form(seal=re.search(r'name="seal" value="([^"]+)"', page.text)[1])
    joined = phone.post(f"/j/{opened.code}", data=form)
    for answer in (page, joined):
        assert "; Secure" in answer.headers["set-cookie"]
        assert "HttpOnly" in answer.headers["set-cookie"]


def test_a_number_of_a_waiting_tap_that_no_phone_has_is_refused(opened):
    phone = opened.joined()
    for sequence in ("0", "-1", "1e3", "999999999", "9" * 30, "٣", "x"):
        assert opened.tap(phone, "3", PLACE, sequence=sequence).status_code == 400, sequence
    assert opened.rows() == 0
    assert opened.tap(phone, "3", PLACE, sequence="2").status_code == 200
    assert opened.tap(phone, "4", PLACE, sequence="1").status_code == 200
    assert [mark.value for mark in opened.marks()] == [3]
