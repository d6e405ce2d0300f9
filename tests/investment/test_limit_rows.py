import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def test_two_that_exceed_a_limit_together_cannot_both_be_in():
    # Money for 100: any two of the three at 60 are too much, so at most one of them; D for 30 fits beside each.
    items = (*(candidate(code, 10, 60) for code in "ABC"), candidate("D", 1, 30))
    question = Question(1, ((100,),), (), items)
    made = LimitRows(program(question, dict.fromkeys("ABCD", (0,)), grants=False), np.arange(4))
    worth = np.array([10.0, 10, 10, 1])
    found = made.relax(worth, worth[None, :])
    assert found.bound[0] == pytest.approx(10 + 10 * 2 / 3)
    assert made.cover(found.taken) == 1
    assert made.cover(found.taken) == 0
    assert (made.table[-1].tolist(), made.limits[-1]) == ([1, 1, 1, 0], 1)
    assert made.relax(worth, worth[None, :]).bound[0] == pytest.approx(11)


@given(st.lists(st.integers(1, 60), min_size=3, max_size=6), st.integers(20, 120), st.integers(0, 99))
def test_covers_cut_off_nothing_that_can_be_had(costs, money, seed):
    codes = [f"P{place}" for place in range(len(costs))]
    items = tuple(candidate(code, 1, cost) for code, cost in zip(codes, costs, strict=True))
    question = Question(1, ((money,),), (), items)
    made = LimitRows(program(question, dict.fromkeys(codes, (0,)), grants=False), np.arange(len(costs)))
    chance = np.random.default_rng(seed)
    for _ in range(4):
        made.cover(chance.random(len(costs)))
    for taken in itertools.product([0.0, 1.0], repeat=len(costs)):
        if float(np.array(costs) @ taken) <= money:
            assert np.all(made.table @ np.array(taken) <= made.limits + 1e-7)
