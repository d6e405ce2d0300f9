import re

import pytest

from components.workshop import people
from components.workshop.people import people_count, person_of
from components.workshop.store import Edit


def test_six_letters_lead_to_the_room_however_they_are_typed(house):
    typed = f"{house.code[:3].lower()} {house.code[3:]}"
    page = house.phone().get("/j", params={"code": typed})
    assert page.url.path == f"/j/{house.code}"
    assert "Coffee Triangle" in page.text


def test_the_first_screen_says_what_is_kept_who_sees_it_and_for_how_long(house):
    page = house.phone().get(f"/j/{house.code}").text
    assert "never your name" in page
    assert "groups of at least 3" in page
    assert "until the facilitator deletes the workshop" in page
    for name in ("Pereira", "Manizales", "Armenia"):
        assert name in page


def test_the_smallest_group_that_the_workshop_set_is_the_one_promised(house):
    house.edit(Edit("parameter", "privacy.smallest_group", "value", 5))
    assert "groups of at least 5" in house.phone().get(f"/j/{house.code}").text


def test_joining_gives_a_cookie_that_no_script_reads_for_seven_days(house):
    phone = house.phone()
    form = house.join_form(seal=_seal(phone.get(f"/j/{house.code}").text))
    answer = phone.post(f"/j/{house.code}", data=form, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 303
    for part in ("HttpOnly", "SameSite=lax", "Max-Age=604800", "Path=/"):
        assert part in cookie
    person = person_of(house.store, house.code, answer.cookies[f"wk_{house.code}"])
    assert (person.city, person.group, person.language) == ("C1", "firms", "en")


def test_a_double_tap_on_go_is_one_person(house):
    for _ in range(2):
        house.join(house.phone())
    assert people_count(house.store, house.code) == (("C1", "firms", 1),)


def test_a_second_visit_is_the_same_person(house):
    phone = house.joined()
    assert phone.get(f"/j/{house.code}").url.path == f"/b/{house.code}"
    house.join(phone, form="another-form-here", city="C2")
    assert people_count(house.store, house.code) == (("C1", "firms", 1),)


@pytest.mark.parametrize(
    ("field", "value"),
    [("city", "C9"), ("city", ""), ("group", "kings"), ("language", "xx"), ("form", "short"), ("form", "<script>")],
)
def test_a_forged_choice_adds_nobody(house, field, value):
    answer = house.join(house.phone(), **{field: value})
    assert answer.status_code == 400
    assert "Nothing was changed." in answer.text
    assert people_count(house.store, house.code) == ()


def test_a_browser_without_cookies_is_told_so(house):
    page = house.phone().get(f"/b/{house.code}?new=1")
    assert page.url.path == f"/j/{house.code}"
    assert "keeps no cookies" in page.text


def test_the_browser_chooses_the_first_language_and_the_switch_keeps_what_was_chosen(house):
    assert "您所在的城市" in house.phone(**{"accept-language": "zh-CN,zh;q=0.9,en;q=0.5"}).get(f"/j/{house.code}").text
    switched = house.phone().get(f"/j/{house.code}", params={"city": "C2", "group": "finance", "l": "zh"}).text
    assert 'lang="zh-Hans"' in switched
    assert re.search(r'value="C2" required checked', switched)
    assert re.search(r'value="finance" required checked', switched)


def test_the_switch_of_a_joined_phone_keeps_the_place_and_is_remembered(house):
    house.move("present", "open")
    phone = house.joined()
    place = f"/b/{house.code}/present.1/C1/economic.soft.within"
    seal = _seal(phone.get(place).text)
    page = phone.post(f"/b/{house.code}/language", data={"seal": seal, "language": "zh", "back": place})
    assert page.url.path == place
    assert 'lang="zh-Hans"' in page.text
    assert 'lang="zh-Hans"' in phone.get(f"/b/{house.code}").text


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/b/OTHERS/x", "/\\evil.example"])
def test_the_switch_leads_nowhere_else(house, back):
    phone = house.joined()
    form = {"seal": _seal(phone.get(f"/b/{house.code}").text), "language": "zh", "back": back}
    answer = phone.post(f"/b/{house.code}/language", data=form, follow_redirects=False)
    assert answer.headers["location"] == f"/b/{house.code}"


def test_with_nothing_open_the_page_waits_and_looks_again(house):
    phone = house.joined()
    page = phone.get(f"/b/{house.code}").text
    assert "Nothing to answer right now" in page
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in page
    assert 'data-reload="10"' in page
    house.move("agreement", "open")
    assert "Willing, and trusting?" in phone.get(f"/b/{house.code}").text


def test_who_chose_wrongly_can_begin_again_until_the_first_mark(house):
    phone = house.joined()
    form = {"seal": _seal(phone.get(f"/b/{house.code}").text)}
    assert phone.post(f"/b/{house.code}/forget", data=form).url.path == f"/j/{house.code}"
    assert f"wk_{house.code}" not in phone.cookies
    house.join(phone, form="another-form-of-this-test", city="C2")
    # Nobody waits for the one who chose wrongly.
    assert people.present_people(house.store, house.code) == (("C2", "firms", 1),)


def test_the_title_of_a_workshop_is_escaped(house):
    house.edit(Edit("setting", "main", "title", "<script>alert(1)</script>"), Edit("city", "C1", "name", "<b>X</b>"))
    page = house.phone().get(f"/j/{house.code}").text
    assert "<script>" not in page
    assert "<b>X</b>" not in page
    assert "&lt;script&gt;" in page


def test_invented_data_is_named_on_every_page(house):
    house.edit(Edit("setting", "main", "demonstration", value=True))
    house.move("present", "open")
    house.move("weights", "open")
    phone = house.phone()
    assert "DEMONSTRATION" in phone.get(f"/j/{house.code}").text
    house.join(phone)
    for place in ("", "/present.1", "/present.1/list/C1", "/weights.1"):
        assert "DEMONSTRATION" in phone.get(f"/b/{house.code}{place}").text


def _seal(page):
    return re.search(r'name="seal" value="([^"]+)"', page)[1]
