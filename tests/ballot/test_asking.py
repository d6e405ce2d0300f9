import pytest

FIRST = "present.1/C1/physical.hard.within"


def test_a_stranger_is_sent_to_join_and_sees_no_question(house):
    house.move("present", "open")
    answer = house.phone().get(f"/b/{house.code}/{FIRST}")
    assert answer.status_code == 403
    assert "has not joined" in answer.text


@pytest.mark.parametrize("place", ["present.2", "nonsense", "present.1/C2/x", "present.1/list/C2", "present.1/C1/x"])
def test_a_place_that_is_not_on_the_ballot_gets_a_clear_page(house, place):
    house.move("present", "open")
    answer = house.joined().get(f"/b/{house.code}/{place}")
    assert answer.status_code == 404
    assert "Nothing was changed." in answer.text


def test_a_ballot_never_opened_is_not_shown(house):
    assert house.joined().get(f"/b/{house.code}/importance.1").status_code == 404


def test_a_receipt_cannot_be_made_up_by_an_address(house):
    house.move("present", "open")
    page = house.joined().get(f"/b/{house.code}/{FIRST}?ok=saved").text
    assert "0 of 42 answered" in page
    assert "saved" not in page.replace("It is saved together", "")


def test_importance_is_asked_as_importance_with_the_question_below(house):
    house.move("importance", "open")
    page = house.joined().get(f"/b/{house.code}/importance.1").text
    assert "<h1>How important is a good answer to this question for our city?</h1>" in page
    assert "<blockquote>How well do roads" in page


def test_two_open_ballots_are_both_offered(house):
    house.move("present", "open")
    house.move("agreement", "open")
    page = house.joined().get(f"/b/{house.code}").text
    assert page.index("How well is our city connected?") < page.index("Willing, and trusting?")
