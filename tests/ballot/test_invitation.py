"""An invitation on a phone: what it opens, and that nobody finds one by trying."""

import re

import pytest

from components.ballot.forms import new_name
from components.workshop import people
from components.workshop.store import Edit


def invitation(house, role="observer"):
    return people.invite(house.store, house.code, role, "Somebody")


def accepted(house, phone, code, language="en", **changed):
    found = re.search(r'name="seal" value="([^"]+)"', phone.get(f"/i/{code}").text)
    form = {"form": new_name(), "seal": found[1] if found else "", "language": language, **changed}
    return phone.post(f"/i/{code}", data=form, follow_redirects=False)


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("table_host", "/t/{code}"),
        ("co_facilitator", "/?w={code}&lang=zh"),
        ("observer", "/results?w={code}&lang=zh"),
        ("official", "/present?w={code}&lang=zh"),
    ],
)
def test_one_button_gives_the_role_and_leads_to_what_it_opens(house, role, place):
    code = invitation(house, role)
    phone = house.phone()
    page = phone.get(f"/i/{code.lower()}").text
    assert "Coffee Triangle" in page
    assert page.count("<button") == 1
    answer = accepted(house, phone, code, "zh")
    assert answer.status_code == 303
    assert answer.headers["location"] == place.format(code=house.code)
    cookie = answer.headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=strict", "Path=/"):
        assert part in cookie
    token = re.match(r'wf="?([^;"]+)', cookie)[1]
    assert people.role_of(house.store, token) == (house.code, role)


def test_the_page_speaks_both_languages(house):
    code = invitation(house, "table_host")
    assert "table host" in house.phone().get(f"/i/{code}").text.lower()
    assert "桌长" in house.phone(**{"accept-language": "zh-CN"}).get(f"/i/{code}").text
    assert "桌长" in house.phone().get(f"/i/{code}?l=zh").text


def test_looking_gives_nothing(house):
    code = invitation(house)
    answer = house.phone().get(f"/i/{code}")
    assert "wf=" not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC", "x", "A" * 400, "<script>"])
def test_a_code_that_is_none_opens_nothing(house, code):
    phone = house.phone()
    for answer in (phone.get(f"/i/{code}"), accepted(house, phone, code)):
        assert answer.status_code == 404
        assert "<script>" not in answer.text
        assert "set-cookie" not in answer.headers


def test_a_cancelled_invitation_opens_nothing_also_when_the_page_was_drawn_before(house):
    code = invitation(house)
    phone = house.phone()
    assert phone.get(f"/i/{code}").status_code == 200
    people.cancel_invitation(house.store, house.code, people.invitations(house.store, house.code)[0].name)
    assert accepted(house, phone, code).status_code == 404


def test_another_site_cannot_accept_for_somebody(house):
    code = invitation(house)
    phone = house.phone(origin="http://evil.example")
    assert accepted(house, phone, code).status_code == 403
    assert accepted(house, house.phone(**{"sec-fetch-site": "cross-site"}), code).status_code == 403
    assert accepted(house, house.phone(), code, language="tlh").status_code == 400


def test_the_facilitators_browser_does_not_lose_its_own_access(house):
    code = invitation(house)
    phone = house.phone()
    phone.cookies.set("wf", people.grant(house.store, house.code, "facilitator"))
    page = phone.get(f"/i/{code}").text
    assert "<button" not in page
    answer = accepted(house, phone, code)
    assert answer.status_code == 409
    assert "set-cookie" not in answer.headers


def test_trying_out_codes_is_slowed_down_and_right_ones_do_not_count(house):
    code = invitation(house)
    phone = house.phone()
    for _ in range(30):
        assert phone.get(f"/i/{code}").status_code == 200
    wrong = [phone.get("/i/AAAA-BBBB-CCCC").status_code for _ in range(25)]
    assert wrong[:20] == [404] * 20
    assert wrong[-1] == 429
    assert phone.get(f"/i/{code}").status_code == 429
    assert accepted(house, phone, code).status_code == 429


def test_a_hostile_title_and_label_stay_text(house):
    house.edit(Edit("setting", "main", "title", "<img src=x onerror=alert(1)>"))
    page = house.phone().get(f"/i/{invitation(house)}").text
    assert "<img" not in page
    assert "&lt;img" in page
