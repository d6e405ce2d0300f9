import pytest

from components.workshop.store import Edit

FIRST = "physical.hard.within"


@pytest.fixture
def shown(house):
    house.move("present", "open")
    house.fill("present", [1, 2, 3, 5])
    house.move("present", "closed", "revealed")
    house.move("importance", "open")
    house.fill("importance", [4, 4, 4])
    house.edit(Edit("setting", "main", "phones_see_results", value=True))
    return house


def test_medians_and_spread_are_on_the_phone_when_the_facilitator_allows_it(shown):
    phone = shown.joined()
    assert "What the room said" in phone.get(f"/b/{shown.code}").text
    assert f"/b/{shown.code}/results/present/C2" in phone.get(f"/b/{shown.code}/results").text
    page = phone.get(f"/b/{shown.code}/results/present/C2").text
    # 1 2 3 5: the second is the median, the first and third the quartiles (inverted cdf)
    assert page.count("Median 2, middle half 1 to 3, all 1 to 5 (4 marks)") == 42


def test_otherwise_there_is_no_such_page(shown):
    shown.edit(Edit("setting", "main", "phones_see_results", value=False))
    phone = shown.joined()
    assert "What the room said" not in phone.get(f"/b/{shown.code}").text
    for place in ("results", "results/present/C2"):
        answer = phone.get(f"/b/{shown.code}/{place}")
        assert answer.status_code == 403
        assert "Median" not in answer.text


def test_what_is_not_revealed_is_not_there(shown):
    phone = shown.joined()
    assert "importance" not in phone.get(f"/b/{shown.code}/results").text.split("<main>")[1]
    for place in ("results/importance/C2", "results/weights/all", "results/present/C9", "results/practice/all"):
        assert phone.get(f"/b/{shown.code}/{place}").status_code == 404


def test_too_few_are_never_shown(house):
    house.edit(Edit("setting", "main", "phones_see_results", value=True))
    house.move("present", "open")
    house.fill("present", [5, 5])
    house.move("present", "closed", "revealed")
    page = house.joined().get(f"/b/{house.code}/results/present/C2").text
    assert page.count("Too few answered") == 42
    assert "Median" not in page


def test_the_weights_are_shown_once_the_room_has_made_them(house):
    house.edit(Edit("setting", "main", "phones_see_results", value=True))
    house.move("weights", "open")
    house.fill("weights", [12, 13])
    house.move("weights", "closed", "revealed")
    assert "Nothing was revealed yet" in house.joined().get(f"/b/{house.code}/results").text


def test_an_adopted_plan_never_reaches_a_phone(shown):
    shown.edit(
        Edit("adopted", "A01", "name", "Plan of May"),
        Edit("adopted", "A01", "hash", "c0ffee" * 10),
        Edit("adopted", "A01", "document", "{" + "secret of the plan " * 5_000 + "}"),
    )
    phone = shown.joined()
    for place in ("", "/results", "/results/present/C2", "/me"):
        page = phone.get(f"/b/{shown.code}{place}").text
        assert "secret of the plan" not in page
        assert "c0ffee" not in page
