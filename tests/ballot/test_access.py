import pytest

from components.workshop.people import grant, role_of


def test_a_ticket_becomes_a_cookie_that_no_script_and_no_other_site_uses(house):
    token = grant(house.store, house.code, "facilitator")
    answer = house.phone().post("/enter", content=house.tickets.issue(token))
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"wf={token};")
    for part in ("HttpOnly", "SameSite=strict", "Path=/"):
        assert part in cookie


def test_a_used_ticket_and_an_ended_access_open_nothing(house):
    token = grant(house.store, house.code, "facilitator")
    ticket = house.tickets.issue(token)
    phone = house.phone()
    assert phone.post("/enter", content=ticket).status_code == 204
    assert house.phone().post("/enter", content=ticket).status_code == 403
    assert house.phone().post("/enter", content=house.tickets.issue("no-such-token")).status_code == 403


@pytest.mark.parametrize(("body", "status"), [(b"", 403), (b"\xff\xfe", 403), (b"x" * 20_000, 413)])
def test_anything_else_is_refused(house, body, status):
    answer = house.phone().post("/enter", content=body)
    assert answer.status_code == status
    assert "set-cookie" not in answer.headers


def test_another_site_cannot_enter_or_leave_for_somebody(house):
    ticket = house.tickets.issue(grant(house.store, house.code, "facilitator"))
    phone = house.phone(origin="http://evil.example")
    assert phone.post("/enter", content=ticket).status_code == 403
    assert phone.post("/leave").status_code == 403


def test_leaving_ends_the_access_on_the_server(house):
    token = grant(house.store, house.code, "facilitator")
    phone = house.phone()
    phone.post("/enter", content=house.tickets.issue(token))
    assert role_of(house.store, token) == (house.code, "facilitator")
    answer = phone.post("/leave")
    assert answer.status_code == 204
    assert "wf" not in phone.cookies
    assert role_of(house.store, token) is None
