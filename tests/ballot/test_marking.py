import re

import pytest
from sqlalchemy import event

from components.ballot import limits
from components.errors import BusyError, FullError, Problem
from components.workshop import people
from components.workshop.database import Database
from components.workshop.store import Edit, MarkInput, Store

FIRST, SECOND = "physical.hard.within", "physical.hard.between"
PLACE = f"present.1/C1/{FIRST}"


@pytest.fixture
def opened(house):
    house.move("present", "open")
    return house


def test_a_tap_saves_and_shows_a_receipt_on_the_next_question(opened):
    phone = opened.joined()
    start = phone.get(f"/b/{opened.code}/present.1")
    assert start.url.path.endswith(f"/C1/{FIRST}")
    page = opened.tap(phone, "3", PLACE)
    assert page.url.path.endswith(f"/C1/{SECOND}")
    assert re.search(r"✔</b> 3 saved \d\d:\d\d:\d\d", page.text)
    assert "2 of 42" in page.text
    (mark,) = opened.marks()
    assert (mark.item, mark.subject, mark.city, mark.group, mark.value) == (FIRST, "C1", "C1", "firms", 3)


def test_dont_know_is_an_answer_and_not_zero(opened):
    phone = opened.joined()
    opened.tap(phone, "x", PLACE)
    (mark,) = opened.marks()
    assert mark.value is None
    assert "1 of 42 answered" in phone.get(f"/b/{opened.code}").text


def test_the_last_question_leads_to_the_list_and_says_that_all_are_answered(opened):
    phone = opened.joined()
    page = phone.get(f"/b/{opened.code}/present.1")
    for _ in range(42):
        page = phone.post(f"/b/{opened.code}/mark", data={**opened.fields(page.text), "pick": "2"})
    assert page.url.path.endswith("/list/C1")
    assert "All 42 questions are answered" in page.text
    assert len(opened.marks()) == 42


def test_a_correction_goes_on_at_the_next_open_question(opened):
    phone = opened.joined()
    opened.tap(phone, "3", PLACE)
    opened.tap(phone, "4", place=f"present.1/C1/{SECOND}")
    page = opened.tap(phone, "1", PLACE)
    assert page.url.path.endswith("/C1/physical.hard.international")
    assert {mark.item: mark.value for mark in opened.marks()} == {FIRST: 1, SECOND: 4}


def test_own_mark_and_reason_are_shown_on_return_and_nobody_elses(opened):
    mine, other = opened.joined(), opened.joined(group="finance")
    opened.tap(mine, "3", PLACE, reason="the bus is late")
    opened.tap(other, "5", PLACE, reason="secret of the other")
    page = mine.get(f"/b/{opened.code}/present.1/C1/{FIRST}").text
    assert re.search(r'value="3" class="on"', page)
    assert "the bus is late" in page
    assert "secret of the other" not in page
    assert not re.search(r'value="5" class="on"', page)


def test_a_reason_is_saved_escaped_changed_and_emptied(opened):
    phone = opened.joined()
    opened.tap(phone, "3", PLACE, reason='</textarea><script>alert("x")</script>')
    page = phone.get(f"/b/{opened.code}/present.1/C1/{FIRST}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    opened.tap(phone, "keep", PLACE, reason="shorter")
    assert [(mark.value, mark.reason) for mark in opened.marks()] == [(3, "shorter")]
    opened.tap(phone, "keep", PLACE, reason="")
    assert [(mark.value, mark.reason) for mark in opened.marks()] == [(3, "")]


def test_a_mark_taken_back_is_gone_and_its_reason_too(opened):
    phone = opened.joined()
    opened.tap(phone, "3", PLACE, reason="because")
    page = opened.tap(phone, "back", PLACE)
    assert "Taken back" in page.text
    assert opened.marks() == ()
    opened.tap(phone, "2", PLACE)
    assert [(mark.value, mark.reason) for mark in opened.marks()] == [(2, "")]


def test_the_same_form_twice_changes_nothing_and_an_old_one_does_not_overwrite(opened):
    phone = opened.joined()
    old = {**opened.fields(phone.get(f"/b/{opened.code}/present.1/C1/{FIRST}").text), "pick": "3", "reason": ""}
    phone.post(f"/b/{opened.code}/mark", data=old)
    phone.post(f"/b/{opened.code}/mark", data=old)
    assert opened.rows() == 1
    opened.tap(phone, "5", PLACE)
    page = phone.post(f"/b/{opened.code}/mark", data=old)
    assert "nothing was changed" in page.text
    assert [mark.value for mark in opened.marks()] == [5]
    assert opened.rows() == 2


def test_the_list_takes_a_tap_per_row_and_stays_there(opened):
    phone = opened.joined()
    page = phone.get(f"/b/{opened.code}/present.1/list/C1")
    form = {name: value for name, value in opened.fields(page.text).items() if name != "item"}
    page = phone.post(f"/b/{opened.code}/mark", data={**form, "pick": f"{SECOND}|4"})
    assert page.url.path.endswith("/list/C1")
    assert page.url.fragment == "n2"
    assert [(mark.item, mark.value) for mark in opened.marks()] == [(SECOND, 4)]
    assert re.search(rf'value="{re.escape(SECOND)}\|4"[^>]*class="on"', page.text)


def test_pairs_are_asked_of_their_two_cities_only(house):
    house.move("pair_present", "open")
    page = house.joined(city="C1").get(f"/b/{house.code}").text
    assert "0 of 28 answered" in page
    answer = house.tap(house.joined(city="C1", group="finance"), "3", place="pair_present.1", subject="C2-C3")
    assert answer.status_code == 404
    assert house.marks() == ()


def test_options_are_asked_option_by_option(house):
    for code in ("P01", "P02"):
        house.edit(Edit("option", code, "name", f"Option {code}"), Edit("option", code, "decision", "short_list"))
    house.move("weights", "open", "closed", "revealed")
    house.move("options", "open")
    phone = house.joined()
    page = phone.get(f"/b/{house.code}/options.1")
    subjects = []
    while "/list/" not in page.url.path:
        subjects.append(page.url.path.split("/")[-2])
        page = phone.post(f"/b/{house.code}/mark", data={**house.fields(page.text), "pick": "4"})
    assert subjects == sorted(subjects)
    assert set(subjects) == {"P01", "P02"}


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"pick": "6"}, 400),
        ({"pick": "-1"}, 400),
        ({"pick": "٣"}, 400),
        ({"pick": ""}, 400),
        ({"pick": "keep"}, 400),
        ({"item": "no.such.item"}, 404),
        ({"subject": "C2"}, 404),
        ({"subject": "C1' OR 1=1"}, 404),
        ({"ballot": "present.2"}, 404),
        ({"ballot": "importance.1"}, 404),
        ({"ballot": "../.."}, 404),
        ({"seal": "0" * 32}, 403),
        ({"seal": ""}, 403),
        ({"seal": "é"}, 403),
        ({"form": ""}, 400),
        ({"reason": "x" * 501}, 400),
        ({"reason": "x" * 20_000}, 413),
    ],
)
def test_what_no_page_sends_gets_a_clear_page_and_changes_nothing(opened, changed, status):
    answer = opened.tap(opened.joined(), changed.pop("pick", "3"), PLACE, **changed)
    assert answer.status_code == status
    assert "Nothing was changed." in answer.text
    assert opened.rows() == 0


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_another_site_cannot_tap(opened, headers):
    phone = opened.joined()
    form = {**opened.fields(phone.get(f"/b/{opened.code}/present.1/C1/{FIRST}").text), "pick": "3"}
    answer = phone.post(f"/b/{opened.code}/mark", data=form, headers=headers)
    assert answer.status_code == 403
    assert opened.rows() == 0


def test_a_form_of_another_phone_is_refused(opened):
    mine, other = opened.joined(), opened.joined(group="finance")
    form = {**opened.fields(mine.get(f"/b/{opened.code}/present.1/C1/{FIRST}").text), "pick": "3"}
    assert other.post(f"/b/{opened.code}/mark", data=form).status_code == 403
    assert opened.rows() == 0


def test_a_cookie_of_another_workshop_opens_nothing(opened):
    code, _ = people.create(opened.store)
    opened.store.commit(code, [Edit("city", "C1", "name", "Elsewhere")], by="f")
    foreign = people.join(opened.store, code, "C1", "firms", "en")
    phone = opened.phone()
    phone.cookies.set(f"wk_{opened.code}", foreign, domain="room.test")
    assert phone.get(f"/b/{opened.code}").url.path == f"/j/{opened.code}"
    assert phone.get(f"/b/{opened.code}/present.1/C1/{FIRST}").status_code == 403


def test_json_is_not_a_form(opened):
    assert opened.joined().post(f"/b/{opened.code}/mark", json={"pick": "3"}).status_code == 415


def test_a_closed_ballot_takes_nothing_and_shows_own_marks(opened):
    phone = opened.joined()
    opened.tap(phone, "3", PLACE)
    form = {**opened.fields(phone.get(f"/b/{opened.code}/present.1/C1/{SECOND}").text), "pick": "5"}
    opened.move("present", "closed")
    answer = phone.post(f"/b/{opened.code}/mark", data=form)
    assert answer.status_code == 409
    assert "closed" in answer.text
    assert [mark.value for mark in opened.marks()] == [3]
    page = phone.get(f"/b/{opened.code}/present.1/C1/{FIRST}")
    assert page.url.path.endswith("/list/C1")
    assert "These are the marks that you gave" in page.text
    assert "3 Paved roads" in page.text
    assert '<button name="pick"' not in page.text


def test_a_phone_that_taps_like_a_machine_is_slowed_down(opened, monkeypatch):
    monkeypatch.setattr(limits, "BURST_OF_PHONE", 5.0)
    monkeypatch.setattr(limits, "PER_SECOND_OF_PHONE", 0.001)
    phone = opened.joined()
    form = {**opened.fields(phone.get(f"/b/{opened.code}/{PLACE}").text), "pick": "9"}
    answers = [phone.post(f"/b/{opened.code}/mark", data=form) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [400] * 5 + [429] * 2
    assert "Wait a few seconds" in answers[-1].text


def test_a_restarted_server_knows_the_phone_its_marks_and_its_open_page(opened):
    phone = opened.joined()
    opened.tap(phone, "3", PLACE, reason="still here")
    form = {**opened.fields(phone.get(f"/b/{opened.code}/present.1/C1/{SECOND}").text), "pick": "4"}
    again = opened.restarted()
    later = again.phone()
    later.cookies = phone.cookies
    assert later.post(f"/b/{again.code}/mark", data=form).status_code == 200
    assert {(mark.item, mark.value, mark.reason) for mark in again.marks()} == {
        (FIRST, 3, "still here"),
        (SECOND, 4, ""),
    }
    again.store.database.close()


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (FullError(Problem("store.full")), 507, "disk"),
        (BusyError(Problem("store.busy")), 503, "does not answer just now"),
    ],
)
def test_a_tap_that_could_not_be_written_says_so_and_is_taken_once_there_is_space(
    opened, monkeypatch, error, status, words
):
    phone = opened.joined()
    form = {**opened.fields(phone.get(f"/b/{opened.code}/{PLACE}").text), "pick": "3", "reason": ""}

    def fails(*_):
        raise error

    async def fails_soon(*_):
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(opened.store, "put_mark", fails)
        broken.setattr(opened.store, "put_mark_soon", fails_soon, raising=False)
        broken.setattr(opened.store, "put_mark_soon", fails)
        page = phone.post(f"/b/{opened.code}/mark", data=form)
        data = phone.post(f"/b/{opened.code}/mark", data=form, headers={"accept": "application/json"})
    assert (page.status_code, data.status_code) == (status, status)
    assert words in page.text
    assert words in data.json()["message"]
    assert "Nothing was changed." in page.text
    assert opened.rows() == 0
    assert phone.post(f"/b/{opened.code}/mark", data=form).status_code == 200
    assert [mark.value for mark in opened.marks()] == [3]


def test_the_script_of_the_phone_gets_the_receipt_as_data(opened):
    phone = opened.joined()
    form = {**opened.fields(phone.get(f"/b/{opened.code}/{PLACE}").text), "pick": "3", "reason": ""}
    said = phone.post(f"/b/{opened.code}/mark", data=form, headers={"accept": "application/json"}).json()
    assert re.search(r"✔</b> 3 saved \d\d:\d\d:\d\d", said["receipt"])
    assert (said["q"], said["pick"], said["answered"], said["sequence"]) == (f"C1/{FIRST}", "3", 1, 1)
    assert said["go"].split("?")[0].endswith(f"/C1/{SECOND}")
    back = {**form, "pick": "back", "form": "another-form-here"}
    said = phone.post(f"/b/{opened.code}/mark", data=back, headers={"accept": "application/json"}).json()
    assert "Taken back" in said["receipt"]
    assert (said["pick"], said["answered"]) == ("", 0)


def test_a_tap_that_had_arrived_before_the_close_still_gets_its_receipt(opened):
    phone = opened.joined()
    form = {**opened.fields(phone.get(f"/b/{opened.code}/{PLACE}").text), "pick": "3", "reason": ""}
    phone.post(f"/b/{opened.code}/mark", data=form)
    opened.move("present", "closed")
    again = phone.post(f"/b/{opened.code}/mark", data=form, headers={"accept": "application/json"})
    assert again.status_code == 200
    assert "3 saved" in again.json()["receipt"]
    late = phone.post(f"/b/{opened.code}/mark", data={**form, "pick": "4"}, headers={"accept": "application/json"})
    assert late.status_code == 409
    assert [mark.value for mark in opened.marks()] == [3]


def test_waiting_taps_that_arrive_out_of_order_end_as_they_were_tapped(opened):
    phone = opened.joined()
    form = opened.fields(phone.get(f"/b/{opened.code}/{PLACE}").text)
    named = [{"form": f"waiting-tap-number-{n}", "pick": str(n), "sequence": str(n)} for n in (1, 2, 3)]
    taps = [{**form, "reason": "", **tap} for tap in named]
    for tap in (taps[2], taps[0], taps[1], taps[0], taps[2]):
        assert phone.post(f"/b/{opened.code}/mark", data=tap).status_code == 200
    assert [mark.value for mark in opened.marks()] == [3]
    assert opened.rows() == 3


def marking(house, phone):
    """The form of the first question as the phone's script sends it, again and again under new names."""
    page = phone.get(f"/b/{house.code}/{PLACE}").text
    fields = house.fields(page) | {"reason": ""}

    def send(pick, name, **changed):
        form = {**fields, "pick": pick, "form": f"a-form-named-{name}", **changed}
        return phone.post(f"/b/{house.code}/mark", data=form, headers={"accept": "application/json"})

    return send


@pytest.mark.needs_postgresql
def test_a_tap_asks_a_shared_database_for_nothing_but_its_writing(postgres_house):
    postgres_house.move("present", "open")
    send, asked = marking(postgres_house, postgres_house.joined()), []
    assert send("3", "one").json()["pick"] == "3"
    event.listen(postgres_house.store.database.engine, "after_execute", lambda *given: asked.append(str(given[1])))
    assert send("4", "two").json()["pick"] == "4"
    assert not [query for query in asked if "JOIN text" in query], "the own marks are at hand"
    assert [mark.value for mark in postgres_house.marks()] == [4]


@pytest.mark.needs_postgresql
def test_a_tap_after_one_through_another_process_is_made_upon_both(postgres_house):
    postgres_house.move("present", "open")
    phone = postgres_house.joined()
    send, other = marking(postgres_house, phone), Store(Database(postgres_house.url))
    person = postgres_house.person(phone)
    row = ("present", FIRST, "C1", person.person, person.city, person.group, 5)
    other.put_mark(postgres_house.code, MarkInput(*row, reason="From the tablet", request="tablet"))
    other.put_mark(postgres_house.code, MarkInput("present", SECOND, *row[2:], request="tablet2"))
    answer = send(f"{FIRST}|2", "three", item="").json()
    assert (answer["pick"], answer["answered"], answer["sequence"]) == ("2", 2, 3)
    found = {mark.item: (mark.value, mark.reason) for mark in other.own_marks(postgres_house.code, person.person)}
    assert found == {FIRST: (2, "From the tablet"), SECOND: (5, "")}, "a list leaves the words as they are"
    other.database.close()
