import pytest

from components.investment.greedy import greedy
from components.investment.portfolio import select
from components.investment.question import Floor, Question
from tests.investment.questions import candidate, random_question


def beside(question):
    return greedy(question, select(question, gap=0, seconds=20))


def test_the_dear_first_option_crowds_out_two_good_ones():
    # By hand: 9 for 10, or 6 + 6 for 5 + 5.
    question = Question(1, ((10,),), (), (candidate("A", 9, 10), candidate("B", 6, 5), candidate("C", 6, 5)))
    found = beside(question)
    assert (found.starts, found.value, found.lost) == ((("A", 0),), 9, 3)
    assert (found.missed, found.instead) == (("B", "C"), ("A",))


def test_what_needs_another_option_is_taken_up_again():
    question = Question(2, ((9, 9),), (), (candidate("A", 9, 4, requires=("B",)), candidate("B", 1, 4)))
    assert dict(beside(question).starts) == {"A": 1, "B": 0}


def test_a_floor_that_the_list_does_not_reach():
    options = (candidate("A", 9, 10), candidate("B", 2, 10))
    found = beside(Question(1, ((10,),), (), options, floors=(Floor("soft", ("B",), count=1),)))
    assert not found.keeps_floors
    assert found.lost == -7


@pytest.mark.parametrize("seed", range(12))
def test_the_list_is_never_worth_more_than_the_best_plan(seed):
    assert beside(random_question(seed, options=5, pots=1)).lost >= -1e-9
