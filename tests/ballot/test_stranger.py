import re

import pytest

from components.workshop.people import people_count


def test_the_first_page_brings_a_secret_that_no_script_reads(house):
    answer = house.phone().get(f"/j/{house.code}")
    cookie = answer.headers["set-cookie"]
    for part in ("wj=", "HttpOnly", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert re.search(r"wj=([^;]+)", cookie)[1] not in answer.text


def test_two_pages_of_one_browser_share_it(house):
    phone = house.phone()
    seals = {re.search(r'name="seal" value="([^"]+)"', phone.get(f"/j/{house.code}").text)[1] for _ in range(2)}
    assert len(seals) == 1


@pytest.mark.parametrize("place", ["", "/again"])
def test_a_form_of_another_browser_is_refused(house, place):
    other = re.search(r'name="seal" value="([^"]+)"', house.phone().get(f"/j/{house.code}").text)[1]
    phone = house.phone()
    phone.get(f"/j/{house.code}")
    answer = phone.post(f"/j/{house.code}{place}", data=house.join_form(seal=other, again="ABCD-2345"))
    assert answer.status_code == 403
    assert people_count(house.store, house.code) == ()


@pytest.mark.parametrize("place", ["", "/again"])
def test_a_browser_that_keeps_no_cookies_is_told_so_and_joins_nobody(house, place):
    seal = re.search(r'name="seal" value="([^"]+)"', house.phone().get(f"/j/{house.code}").text)[1]
    answer = house.phone().post(f"/j/{house.code}{place}", data=house.join_form(seal=seal))
    assert "keeps no cookies" in answer.text
    assert people_count(house.store, house.code) == ()
