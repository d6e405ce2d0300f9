import numpy as np

from components.investment.program import merged, program
from components.investment.question import Pot, Question
from tests.investment.questions import candidate


def test_pots_for_the_same_options_are_added_up():
    pots = (Pot("F1", ("A", "B"), (1, 2)), Pot("F2", ("B", "A"), (3, 4)), Pot("F3", (), (5, 6)))
    assert [(pot.options, pot.amounts) for pot in merged(pots)] == [(("A", "B"), (4, 6)), ((), (5, 6))]


def solved(question, **options):
    allowed = {item.code: question.starts(item) for item in question.candidates}
    made = program(question, allowed, **options)
    cost = np.zeros(made.columns)
    cost[: len(made.starts)] = -1
    return made, made.cheapest(cost, gap=0, seconds=10)


def test_an_option_starts_once():
    _, result = solved(Question(3, ((99, 99, 99),), (), (candidate("A"),)))
    assert round(result.fun) == -1


def test_money_that_is_missing_is_counted_only_on_demand():
    question = Question(1, ((4,),), (), (candidate("A", 1, 10),))
    assert solved(question, forced=frozenset("A"))[1].x is None
    made, result = solved(question, forced=frozenset("A"), shortage=True)
    assert round(result.x[made.missing["city", 0, 0]] * made.scale) >= 6


def test_without_money_only_logic_counts():
    question = Question(1, ((0,),), (), (candidate("A", 1, 10), candidate("B", 1, 10, excludes=("A",))))
    assert round(solved(question, money=False)[1].fun) == -1
