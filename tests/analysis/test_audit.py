import pytest

from components.analysis.audit import Check, agreement_trail, ledger, nth, place
from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.workshop.records.options import Option
from tests.builders import given, snapshot

CATALOGUE = load()
ITEM = "physical.hard.within"


def of(**marks):
    room = snapshot(marks=given("present", ITEM, "C1", **marks))
    book = ledger(room, evaluate(room, CATALOGUE, load_parameters()), CATALOGUE)
    return agreement_trail(book, "present", ITEM, "C1")


def steps(trail):
    return {step.name: step.result for step in trail.steps}


def test_a_hand_worked_flag():
    # 1 3 3 4 4 4 5 5 in order: the 4th is the median, the 2nd and 6th the quartiles; 1 is not within one point of 4
    trail = of(C1=[5, 4, 3, 1, 4, None, 3, 4, 5])
    assert trail.lines[0].counts == (0, 1, 0, 2, 3, 2)
    assert (trail.lines[0].dont_know, trail.lines[0].median) == (1, 4)
    found = steps(trail)
    assert (found["counted"], found["median"], found["lower_quartile"], found["upper_quartile"]) == (8, 4, 3, 4)
    assert (found["within_one"], found["spread"]) == (pytest.approx(7 / 8), 1)
    assert found["flag"] == "consensus"
    assert trail.equal


def test_fewer_than_the_minimum_tell_nothing():
    trail = of(C1=[5, 4])
    assert trail.withheld
    assert (trail.lines[0].counts, trail.lines[0].dont_know) == ((), None)
    assert steps(trail) == {"withheld": "too_few"}
    assert dict(trail.steps[0].numbers) == {"limit": 3}
    assert trail.equal


def test_a_distance_between_cities_is_told_only_where_every_city_is():
    option = Option("P01", name="Bridge", decision="short_list")

    def asked(**marks):
        room = snapshot(option, marks=given("options", "economic_gain", "P01", **marks))
        book = ledger(room, evaluate(room, CATALOGUE, load_parameters()), CATALOGUE)
        return agreement_trail(book, "options", "economic_gain", "P01")

    told = asked(C1=[5, 5, 5], C2=[1, 1, 1], C3=[3, 3, 3])
    assert steps(told)["apart"] == 4
    untold = asked(C1=[5, 5, 5], C2=[1, 1], C3=[3, 3])
    assert steps(untold)["apart_untold"] is None
    assert steps(told)["flag"] == steps(untold)["flag"] == "split"


def test_what_was_not_asked_has_no_trail():
    room = snapshot()
    book = ledger(room, evaluate(room, CATALOGUE, load_parameters()), CATALOGUE)
    with pytest.raises(KeyError):
        agreement_trail(book, "present", ITEM, "C1")


def test_numbers_are_equal_up_to_rounding_and_words_and_blanks_exactly():
    assert Check("value", 100.0, 100.0 + 1e-8).equal
    assert not Check("value", 100.0, 100.0 + 1e-6).equal
    assert Check("importance", None, None).equal
    assert not Check("importance", None, 0).equal
    assert not Check("flag", "split", "discuss").equal


def test_the_place_of_a_quartile():
    assert [place(9, part, 4) for part in (1, 2, 3)] == [3, 5, 7]
    assert place(1, 1, 4) == 1
    assert nth([], 1, 2) is None
