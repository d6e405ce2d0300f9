from components.workshop.records.partnership import CostKey, Governance
from components.workshop.records.rounds import Round
from tests.builders import given, snapshot
from tests.investment.room import CATALOGUE, option
from tests.walk.walls import checks, said

CELL = CATALOGUE.cells[0].code
APART = [0, 2, 5]


def cell(number=1, *values):
    return given("present", CELL, "C1", round_number=number, C1=values or APART)


def vote(ballot, item, subject, value, number=1):
    return given(ballot, item, subject, round_number=number, C1=[value] * 2, C2=[value] * 2, C3=[value] * 2)


def test_a_split_that_was_asked_once_is_to_be_asked_again():
    once = snapshot(marks=cell())
    assert checks(2, once)["again.open"] == "warn"
    assert said(2, once, "again.open").startswith("One split was asked only once")
    twice = checks(2, snapshot(marks=(*cell(), *cell(2))))
    assert "again.open" not in twice
    assert twice["splits.open"] == "warn"


def test_nobody_is_asked_twice_how_important_a_cell_is():
    marks = given("importance", CELL, "C1", C1=APART)
    assert "again.open" not in checks(2, snapshot(marks=marks))


def test_too_few_answers_again_are_said():
    room = given("options", "lasting_cost", "P01", C1=[1, 1, 1], C2=[3, 3, 3], C3=[5, 5, 5])
    later = given("options", "lasting_cost", "P01", round_number=2, C1=[3])
    found = checks(4, snapshot(option("P01"), marks=(*room, *later)))
    assert found["indicative.open"] == "warn"
    assert "indicative.open" not in checks(4, snapshot(option("P01"), marks=room))


def test_a_sealed_second_round_is_said_until_its_reveal():
    sealed = Round("present.2", instrument="present", number=2, state="closed")
    assert checks(2, snapshot(sealed, marks=cell(1, 3, 3, 3)))["sealed.open"] == "warn"
    assert "sealed.open" not in checks(1, snapshot(sealed, marks=cell(1, 3, 3, 3)))
    assert "sealed.open" not in checks(2, snapshot(marks=(*cell(1, 3, 3, 3), *cell(2, 3, 3, 3))))


def test_the_blind_vote_on_form_and_keys_speaks_of_what_was_chosen():
    chosen = (Governance("main", form="memorandum"), CostKey("population", weight=100.0), CostKey("equal", weight=0.0))
    low = [*vote("governance", "acceptable", "memorandum", 1), *vote("cost_key", "acceptable", "equal", 1)]
    found = checks(5, snapshot(*chosen, marks=low))
    assert found["form_vote_low.open"] == "warn"
    assert "key_vote_low.open" not in found
    apart = given("cost_key", "acceptable", "population", C1=[0, 0], C2=[5, 5], C3=[5, 5])
    assert checks(5, snapshot(*chosen, marks=apart))["key_vote_split.open"] == "warn"
    fine = checks(5, snapshot(*chosen, marks=vote("cost_key", "acceptable", "population", 4)))
    assert not [key for key in fine if "vote" in key]


def test_a_plan_that_nobody_can_defend_is_said_at_the_end():
    assert checks(6, snapshot(marks=vote("exit", "defend", "all", 2)))["exit_vote_low.open"] == "warn"
    assert not [key for key in checks(6, snapshot(marks=vote("exit", "defend", "all", 4))) if "exit_vote" in key]
    assert not [key for key in checks(6, snapshot()) if "exit_vote" in key]
