"""What each option left out would push out, worked out beside the page for the plan that is there."""

import pytest

from components.framework.parameters import load_parameters
from components.investment.displacing import Displaced
from components.investment.greedy import Greedy
from components.walk import results
from components.walk.left_out import reckoning
from tests.investment.room import CATALOGUE, EQUAL, envelopes, marks, option, seen

LATE = 60


@pytest.fixture(autouse=True)
def fresh():
    results.forget()
    yield
    results.forget()


def room(amount):
    """P01 costs 90 and has the best marks, P02 costs 60, P03 is dear."""
    money = envelopes(C1=amount, C2=amount, C3=amount)
    options = option("P01", 90), option("P02", 60), option("P03", 9000)
    marked = [*marks("P01", 5), *marks("P02", 4), *marks("P03", 3)]
    return seen(*options, EQUAL, *money, marked=marked)


def test_the_list_by_score_comes_first_then_every_option_left_out():
    work = reckoning("here", room(7), CATALOGUE, load_parameters())
    assert work.within(LATE)
    listed, second, third = work.found.parts
    assert isinstance(listed, Greedy)
    assert second == Displaced("P02", ("P01",), (), second.loss)
    assert second.loss > 0
    assert third == Displaced("P03", possible=False)
    assert work.share == 1.0


def test_it_is_worked_out_once_for_a_plan_and_anew_for_another():
    shown = room(7)
    work = reckoning("here", shown, CATALOGUE, load_parameters())
    assert reckoning("here", shown, CATALOGUE, load_parameters()) is work
    other = reckoning("here", room(11), CATALOGUE, load_parameters())
    assert other is not work
    assert work.done or work.stopped
    assert other.within(LATE)
    assert [part.option for part in other.found.parts[1:]] == ["P03"]
    again = reckoning("here", shown, CATALOGUE, load_parameters())
    assert again is not work
    assert again.within(LATE)
    assert len(again.found.parts) == 3
