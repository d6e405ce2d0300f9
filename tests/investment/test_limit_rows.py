import numpy as np
import pytest

from components.investment.limit_rows import LimitRows
from components.investment.program import program
from components.investment.question import Question
from tests.investment.questions import candidate


def rows():
    # One city with 100: A for 60, B for 50, C for 40.
    items = (candidate("A", 10, 60), candidate("B", 5, 50), candidate("C", 6, 40))
    question = Question(1, ((100,),), (), items)
    return LimitRows(program(question, {"A": (0,), "B": (0,), "C": (0,)}, grants=False), np.arange(3))


def test_the_relaxation_and_its_prices_in_a_knapsack():
    # Worth per unit: A 10/60, B 5/50, C 6/40: A and C are whole and fill the budget; a unit costs what B gives: 0.1.
    worth = np.array([10.0, 5.0, 6.0])
    found = rows().relax(worth, np.array([worth, [10.0, 9.0, 6.0]]))
    assert found.taken.tolist() == pytest.approx([1, 0, 1])
    assert found.bound[0] == pytest.approx(16)
    # In the other room the best is A and C (16) or A and part of B (17.2 at most): the bound is never below.
    assert found.bound[1] >= 17.2 - 1e-6


def test_what_is_whole_stays_and_what_still_fits_is_added():
    made = rows()
    worth = np.array([10.0, 9.0, 1.0])
    found = made.relax(worth, worth[None, :])
    assert found.taken.tolist() == pytest.approx([5 / 6, 1, 0])
    assert made.filled(found.taken, worth, found.prices).tolist() == [0, 1, 1]


def test_a_choice_that_lacks_what_must_be_in_is_no_plan():
    items = (candidate("A", 10, 60), candidate("B", 5, 50))
    question = Question(1, ((70,),), (), items)
    made = LimitRows(
        program(question, {"A": (0,), "B": (0,)}, forced=frozenset({"B"}), grants=False), np.arange(2)
    )
    assert made.filled(np.array([1.0, 0.0]), np.array([10.0, 5.0]), np.zeros(2)) is None


def test_what_was_proven_for_one_room_bounds_the_rooms_near_it():
    # Three options of 60 and money for 100: a plan holds one of them, the relaxation one and two thirds.
    items = tuple(candidate(code, 10, 60) for code in "ABC")
    made = LimitRows(program(Question(1, ((100,),), (), items), dict.fromkeys("ABC", (0,)), grants=False), np.arange(3))
    same, near = np.full(3, 10.0), np.array([11.0, 10.0, 9.0])
    assert made.relax(near, near[None, :]).bound[0] == pytest.approx(11 + 10 * 2 / 3)
    made.no_more_than(same, 10.0)
    found = made.relax(near, near[None, :])
    # With the plans of the other room worth 10 at most, one whole A is the best that is left.
    assert found.bound[0] == pytest.approx(11)
    assert found.taken.tolist() == pytest.approx([1, 0, 0], abs=1e-5)
