import re
from itertools import combinations

import pytest

from components.ballot.pairs import fit_of, sides
from components.ballot.questions import asked_of, with_marks
from components.framework.records import Label
from components.workshop.instruments import PAIRWISE, Instrument, Item, Subject
from components.workshop.records.rounds import Mark, Round
from components.workshop.store import Edit

NO_NAME = Label("", "")


def ballot(criteria, given):
    """The ballot of a person; given: mark by pair."""
    items = tuple(Item(f"{one}~{two}", NO_NAME, NO_NAME) for one, two in combinations(criteria, 2))
    instrument = Instrument("weights", 4, PAIRWISE, items, (Subject("all", NO_NAME),))
    marks = [Mark("weights", item, "all", 1, "p", "C1", "firms", value, "", None) for item, value in given.items()]
    return with_marks(asked_of(Round(code="weights.1", instrument="weights", state="open"), instrument, "C1"), marks)


def test_answers_without_contradiction_have_the_ratio_0():
    # a is 2 times b, b is 3 times c, a is 6 times c
    found = fit_of(ballot("abc", {"a~b": 1, "b~c": 2, "a~c": 5}))
    assert found.ratio == pytest.approx(0, abs=1e-9)


def test_a_circle_is_named_from_the_side_that_was_judged_to_count_more():
    """Saaty's random index for three is 0.58; a > b > c > a, each 3 times: λmax = 1 + 3 + 1/3, so CI = 2/3."""
    found = fit_of(ballot("abc", {"a~b": 2, "b~c": 2, "a~c": -2}))
    assert found.ratio == pytest.approx((1 + 3 + 1 / 3 - 3) / 2 / 0.58, rel=0.01)
    assert found.misfit.given == pytest.approx(3)


def test_the_one_answer_that_contradicts_the_others_is_found():
    consistent = {f"{one}~{two}": 0 for one, two in combinations("abcd", 2)}
    found = fit_of(ballot("abcd", consistent | {"b~d": -8}))
    assert (found.misfit.first, found.misfit.second) == ("d", "b")
    assert found.misfit.given == pytest.approx(9)
    assert found.misfit.implied == pytest.approx(1)
    assert found.misfit.question.item.code == "b~d"


def test_no_ratio_before_the_last_pair_nor_for_two_criteria():
    assert fit_of(ballot("abc", {"a~b": 1, "b~c": 2})) is None
    assert fit_of(ballot("ab", {"a~b": 1})) is None


def test_the_sides_of_a_pair():
    assert sides("economic_gain~lasting_cost") == ("economic_gain", "lasting_cost")


@pytest.fixture
def comparing(house):
    house.edit(Edit("setting", "main", "weighting", "pairs"))
    house.move("weights", "open")
    return house


def test_a_person_compares_all_pairs_and_sees_the_own_consistency(comparing):
    phone = comparing.joined()
    page = phone.get(f"/b/{comparing.code}/weights.1")
    assert "1 of 28" in page.text
    while "/list/" not in page.url.path:
        page = phone.post(f"/b/{comparing.code}/mark", data={**comparing.fields(page.text), "pick": "0"})
    assert "Your consistency ratio: 0.00" in page.text
    assert {mark.value for mark in comparing.marks()} == {0}
    last = re.findall(r'href="(/b/[^"]+/all/[^"]+)"', page.text)[-1]
    page = comparing.tap(phone, "-8", last.removeprefix(f"/b/{comparing.code}/"))
    assert "fit each other well enough" in page.text
    assert "9 times as much as" in page.text


@pytest.mark.parametrize("pick", ["9", "-9", "x", "+3", "1.5", "keep", "", "--1"])
def test_only_the_seventeen_judgements_are_taken(comparing, pick):
    phone = comparing.joined()
    place = phone.get(f"/b/{comparing.code}/weights.1").url.path.removeprefix(f"/b/{comparing.code}/")
    assert comparing.tap(phone, pick, place).status_code == 400
    assert comparing.rows() == 0


def test_incomplete_answers_are_kept_and_said_to_be_incomplete(comparing):
    phone = comparing.joined()
    place = phone.get(f"/b/{comparing.code}/weights.1").url.path.removeprefix(f"/b/{comparing.code}/")
    comparing.tap(phone, "-3", place)
    assert [mark.value for mark in comparing.marks()] == [-3]
    page = phone.get(f"/b/{comparing.code}/weights.1/list/all").text
    assert "27 pairs are left" in page
    assert "× 4" in page
    comparing.move("weights", "closed")
    assert "<a href" not in phone.get(f"/b/{comparing.code}/weights.1/list/all").text.split("<ol")[1].split("</ol>")[0]
