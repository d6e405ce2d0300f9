from dataclasses import replace

import pytest

from components.investment.conflicts import Extra
from components.investment.portfolio import select
from components.investment.question import Floor, Pot, Question
from tests.investment.questions import candidate


def clash(question):
    (found,) = select(question, gap=0, seconds=20).clashes
    return found


def test_the_limits_that_clash_are_named_and_no_others():
    # B must be in, and only the second city pays for it, in the second year; everything else is idle.
    options = (candidate("A", 9, 5, shares=(1, 0)), candidate("B", 5, 30, earliest=1, shares=(0, 1), must=True))
    question = Question(2, ((9, 9), (4, 6)), (), options, budget=(50, 50), ceilings=(None, 99))
    assert clash(question).limits == (("must", "B"), ("city", "1", "1"))
    assert clash(question).shortage.amounts == ((1, 1, 20),)


def test_a_common_budget_that_is_too_small():
    question = Question(1, ((99,),), (), (candidate("A", 9, 10, must=True),), budget=(4,))
    assert clash(question).limits == (("must", "A"), ("budget", "0", "0"))
    assert clash(question).shortage.others == (Extra("budget", 0, 0, 6),)


def test_a_source_that_is_too_small_where_sources_alone_pay():
    question = Question(1, ((99,),), (Pot("F0", (), (4,)),), (candidate("A", 9, 10, must=True),), sources_only=True)
    assert ("pot", "0", "0") in clash(question).limits
    assert clash(question).shortage.others == (Extra("pot", 0, 0, 6),)


def test_running_costs_after_the_last_year():
    question = Question(1, ((10,),), (), (candidate("A", 9, 10, opex=12, must=True),), lasting=True)
    assert clash(question).limits == (("must", "A"), ("lasting", "0"))
    assert clash(question).shortage.amounts == ((0, 1, 2),)


def test_floors_that_no_choice_reaches():
    options = (candidate("A", 9, 10), candidate("B", 5, 10, excludes=("A",)))
    question = Question(1, ((99,),), (), options, floors=(Floor("both", ("A", "B"), count=2),))
    assert (clash(question).reason, clash(question).options) == ("floors", ("both",))


def test_a_floor_that_the_money_does_not_reach():
    floor = Floor("hard", ("A", "B"), money=15)
    question = Question(1, ((12,),), (), (candidate("A", 9, 10), candidate("B", 5, 10)), floors=(floor,))
    assert clash(question).limits == (("floor", "hard"), ("city", "0", "0"))
    assert clash(question).shortage.total == 8


@pytest.mark.parametrize("more", [0, 1])
def test_the_relaxation_is_the_smallest_that_helps(more):
    options = (candidate("A", 5, 30, must=True, shares=(0.5, 0.5)), candidate("B", 9, 1, shares=(1, 0)))
    question = Question(2, ((6, 5), (9, 9)), (), options)
    lacking = clash(question).shortage.amounts
    assert lacking == ((0, 1, 4),)
    helped = replace(question, envelopes=((6, 5 + lacking[0][2] - more), (9, 9)))
    assert select(helped, gap=0, seconds=20).status == ("infeasible" if more else "optimal")
