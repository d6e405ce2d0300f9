"""The phones of the officials: a blind vote apart from the workshop's marks, and the remote control."""

import base64
import hashlib
import re

import pytest

from components.language import texts
from components.walk import present
from components.walk.present import CLOSED, OPEN, opened
from components.workshop.store import Edit

EN = texts("en")


@pytest.fixture
def stage(house):
    house.edit(Edit("option", "P1", "name", "Bus route"), Edit("option", "P1", "name_second", "公交线路"))
    found = present.stages(house.store)
    found.of(house.code)
    return found


def vote(house, stage, phone, pick, **fields):
    place = f"/v/{stage.of(house.code).code}"
    page = phone.get(place).text
    sealed = dict(re.findall(r'name="(seal|language)" value="([^"]+)"', page))
    return phone.post(place, data={**sealed, "pick": pick, **fields})


def open_vote(house, stage):
    stage.change(house.code, lambda showing: opened(showing, "P1"))


def test_a_phone_waits_votes_and_may_change_its_mind_while_the_vote_is_open(house, stage):
    phone = house.phone()
    assert EN("present.phone.waiting") in phone.get(f"/v/{stage.of(house.code).code}").text
    open_vote(house, stage)
    assert "Bus route" in phone.get(f"/v/{stage.of(house.code).code}").text
    answer = vote(house, stage, phone, "4")
    assert EN("present.phone.given", point=4, words=EN("present.vote.point.4")) in answer.text
    again = phone.get(f"/v/{stage.of(house.code).code}?again=1").text
    assert 'value="4" class="on"' in again
    place = f"/v/{stage.of(house.code).code}"
    seal = re.search(r'name="seal" value="([^"]+)"', again)[1]
    phone.post(place, data={"seal": seal, "language": "en", "pick": "x"})
    assert [point for _, point in stage.of(house.code).vote.ballots] == [None]


def test_nobody_learns_a_vote_from_a_phone_and_the_log_holds_none(house, stage):
    open_vote(house, stage)
    rows, version = house.rows(), house.store.version(house.code)
    one, two = house.phone(), house.phone()
    vote(house, stage, one, "5")
    page = vote(house, stage, two, "0").text
    assert EN("present.vote.point.5") not in page
    assert (house.rows(), house.store.version(house.code)) == (rows, version)
    stage.change(house.code, present.closed)
    assert present.spread(stage.of(house.code).vote).counts == (1, 0, 0, 0, 0, 1)
    assert EN("present.phone.closed") in one.get(f"/v/{stage.of(house.code).code}").text


def test_a_vote_that_is_late_forged_or_no_point_changes_nothing(house, stage):
    open_vote(house, stage)
    phone = house.phone()
    phone.get(f"/v/{stage.of(house.code).code}")
    place = f"/v/{stage.of(house.code).code}"
    assert phone.post(place, data={"pick": "5", "seal": "0" * 32}).status_code == 403
    for wrong in ("6", "-1", "", "5000", "²"):
        assert vote(house, stage, phone, wrong).status_code in {400, 409}
    assert stage.of(house.code).vote.ballots == ()
    seal = re.search(r'name="seal" value="([^"]+)"', phone.get(place).text)[1]
    stage.change(house.code, present.closed)
    assert phone.post(place, data={"seal": seal, "language": "en", "pick": "5"}).status_code >= 400
    assert stage.of(house.code).vote.ballots == ()


def test_a_phone_without_cookies_is_told_so_and_counts_nothing(house, stage):
    open_vote(house, stage)
    phone = house.phone()
    phone.get(f"/v/{stage.of(house.code).code}")
    phone.cookies.clear()
    answer = phone.post(f"/v/{stage.of(house.code).code}", data={"pick": "5", "seal": "x", "language": "en"})
    assert EN("ballot.join.cookies") in answer.text
    assert stage.of(house.code).vote.ballots == ()


def test_the_question_is_asked_in_the_language_of_the_phone(house, stage):
    open_vote(house, stage)
    page = house.phone(**{"accept-language": "zh-CN"}).get(f"/v/{stage.of(house.code).code}").text
    assert "公交线路" in page
    assert texts("zh")("present.vote.question") in page


def test_the_short_code_can_be_typed_and_a_wrong_one_leads_nowhere(house, stage):
    code = stage.of(house.code).code
    assert EN("present.phone.waiting") in house.phone().get(f"/v?code={code.lower()}").text
    answer = house.phone().get("/v/QQQQQ")
    assert answer.status_code == 404
    assert EN("present.refused.unknown") in answer.text


def test_who_guesses_codes_is_held_up(house, stage):
    phone = house.phone()
    answers = [phone.get(f"/r/GUESS{number}").status_code for number in range(30)]
    assert answers[0] == 404
    assert answers[-1] == 429


def drive(house, stage, phone, **fields):
    place = f"/r/{stage.of(house.code).secret}"
    seal = re.search(r'name="seal" value="([^"]+)"', phone.get(place).text)[1]
    return phone.post(place, data={"seal": seal, "language": "en", **fields})


def test_the_remote_moves_the_scene_and_a_double_tap_is_one_step(house, stage):
    phone = house.phone()
    assert EN("present.connections.kicker") in drive(house, stage, phone, scene="1").text
    drive(house, stage, phone, scene="1")
    assert stage.of(house.code).scene == 1


def test_the_remote_opens_and_closes_the_vote(house, stage):
    phone = house.phone()
    drive(house, stage, phone, scene=str(present.SCENES.index(present.VOTING)))
    drive(house, stage, phone, vote="open")
    assert (stage.of(house.code).vote.option, stage.of(house.code).vote.state) == ("P1", OPEN)
    drive(house, stage, phone, vote="closed")
    assert stage.of(house.code).vote.state == CLOSED


def test_the_code_of_the_voters_does_not_drive(house, stage):
    assert house.phone().get(f"/r/{stage.of(house.code).code}").status_code == 404


def test_after_a_reset_no_phone_is_left_in(house, stage):
    before = stage.of(house.code)
    stage.reset(house.code)
    assert house.phone().get(f"/v/{before.code}").status_code == 404
    assert house.phone().get(f"/r/{before.secret}").status_code == 404


def test_a_page_looks_again_by_a_script_and_reloads_by_itself_only_without_one(house, stage):
    reloading = re.compile(r'(?<!<noscript>)<meta http-equiv="refresh"')
    showing = stage.of(house.code)
    for place in (f"/v/{showing.code}", f"/r/{showing.secret}"):
        page = house.phone().get(place)
        assert '<noscript><meta http-equiv="refresh"' in page.text
        assert not reloading.search(page.text)
        script = re.search(r'<script data-seconds="3">(.*?)</script>', page.text, flags=re.DOTALL)[1]
        allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{allowed}'" in page.headers["Content-Security-Policy"]
    open_vote(house, stage)
    asking = house.phone().get(f"/v/{showing.code}").text
    assert "refresh" not in asking
    assert "data-seconds" in asking
