import math
import threading
import time

import numpy as np
import pytest
from scipy.optimize import milp

from components.investment import linear
from components.investment.question import Pot, Question
from components.investment.search import Found, Search
from tests.investment.questions import candidate, random_question


def search(question, **forced):
    return Search(question, {item.code: question.starts(item) for item in question.candidates}, **forced)


def cost(one):
    return np.array([-one.ledger.question.by_code[code].value for code, _ in one.made.starts])


def test_rows_that_were_missing_are_found():
    # A and B share a source that pays for one of them, and C has none at all: unions alone do not see the years.
    pots = (Pot("F0", (), (10, 0)), Pot("F1", ("A",), (0, 10)))
    options = (candidate("A", 5, 10), candidate("B", 4, 10, earliest=1), candidate("C", 3, 10))
    found = search(Question(2, ((99, 99),), pots, options, sources_only=True))
    answer = found.best(cost(found), gap=0, seconds=20)
    assert (answer.cost, answer.gap) == (-9, 0)
    assert found.fits(answer.starts)


def test_the_impossible_is_proven():
    one = search(Question(1, ((5,),), (), (candidate("A", 5, 10),)), forced=frozenset("A"))
    assert one.best(cost(one), gap=0, seconds=20).impossible


def test_every_better_choice_is_reported_and_the_last_is_the_answer():
    one = search(Question(1, ((10,),), (), (candidate("A", 5, 10), candidate("B", 4, 10))))
    told = []
    answer = one.best(cost(one), gap=0, seconds=20, report=told.append)
    assert told[-1] == answer
    assert (answer.starts, answer.cost, answer.bound) == ((("A", 0),), -5, -5)


def test_without_time_nothing_is_claimed():
    one = search(Question(1, ((10,),), (), (candidate("A", 5, 10),)))
    answer = one.best(cost(one), gap=0, seconds=0)
    assert not answer.impossible
    assert answer.starts is None or answer.gap == pytest.approx(0)


def test_whether_given_starts_keep_every_limit():
    one = search(Question(1, ((10,),), (), (candidate("A", 5, 10), candidate("B", 4, 10))))
    assert one.fits([("A", 0)])
    assert not one.fits([("A", 0), ("B", 0)])


def test_a_search_around_a_choice_finds_better_ones_and_keeps_every_limit():
    question = random_question(11, options=12, years=4, pots=2, carry_over=False)
    one = search(question)
    poor = Found((), 0.0, -math.fsum(item.value for item in question.candidates))
    told = []
    better = one._around(cost(one), poor, gap=0, until=time.monotonic() + 2, report=told.append, cancelled=None)
    assert better.cost < poor.cost
    assert better.bound == poor.bound
    assert one.fits(better.starts)
    costs = [found.cost for found in told]
    assert costs == sorted(costs, reverse=True)
    assert one.best(cost(one), gap=0, seconds=30).cost <= better.cost + 1e-9


def test_a_search_around_a_choice_ends_when_it_is_cancelled():
    one = search(random_question(11, options=12, years=4, carry_over=False))
    poor, until = Found((), 0.0, -1e9), time.monotonic() + 60
    assert one._around(cost(one), poor, gap=0, until=until, report=None, cancelled=lambda: True) is poor


def test_a_search_that_is_cancelled_does_not_wait_for_the_slice_that_the_solver_is_at(monkeypatch):
    at_it, go = threading.Event(), threading.Event()

    def held(*given, **how):
        at_it.set()
        go.wait(60)
        return milp(*given, **how)

    one = search(random_question(11, options=12, years=4, carry_over=False))
    first = one.best(cost(one), gap=0, seconds=20)
    monkeypatch.setattr(linear, "milp", held)
    found = one.best(cost(one), gap=0, seconds=20, cancelled=at_it.is_set)
    assert not go.is_set()
    assert (found.starts, found.impossible, found.bound) == (None, False, -math.inf)
    near = one._around(
        cost(one), Found((), 0.0, first.bound), gap=0, until=time.monotonic() + 60, report=None, cancelled=at_it.is_set
    )
    assert near.starts == ()
    go.set()
