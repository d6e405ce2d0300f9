"""What gives way when nothing fits: it helps, and a little less of it would not."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from components.investment.giving_way import COUNT, MONEY, Way
from components.investment.portfolio import select
from components.investment.question import Floor, Pot, Question
from tests.investment.questions import candidate, keeps_every_limit, questions_with_every_limit


def solved(question):
    return select(question, gap=0, seconds=20)


def clash(question):
    (found,) = solved(question).clashes
    return found


def test_of_options_that_must_be_in_the_fewest_and_least_valued_give_way():
    options = (candidate("A", 9, 6, must=True), candidate("B", 5, 6, must=True), candidate("C", 7, 6, must=True))
    assert clash(Question(1, ((12,),), (), options)).ways == (Way("must", (("B", COUNT, 1),)),)


def test_a_floor_gives_way_by_what_the_money_does_not_reach():
    """10 to spend; the best that can be reached of the 18 demanded is one option of 10."""
    options = (candidate("A", 9, 10), candidate("B", 5, 9))
    question = Question(1, ((10,),), (), options, floors=(Floor("hard", ("A", "B"), money=18),))
    assert clash(question).ways == (Way("floor", (("hard", MONEY, 8),)),)
    both = replace(question, floors=(Floor("hard", ("A", "B"), count=2, money=18),))
    assert clash(both).ways == (Way("floor", (("hard", COUNT, 1), ("hard", MONEY, 8))),)


def test_a_source_may_pay_less_than_its_share():
    """F0 must pay half of A, 5 of 10, and has 3."""
    question = Question(1, ((99,),), (Pot("F0", ("A",), (3,), least=0.5),), (candidate("A", 9, 10, must=True),))
    found = clash(question)
    assert Way("matching", (("F0", MONEY, 2),)) in found.ways
    assert found.shortage.others[0].amount == 2


def test_floors_that_no_choice_reaches_give_way_too():
    options = (candidate("A", 9, 10), candidate("B", 5, 10, excludes=("A",)))
    question = Question(1, ((99,),), (), options, floors=(Floor("both", ("A", "B"), count=2),))
    assert clash(question).ways == (Way("floor", (("both", COUNT, 1),)),)


def test_what_no_source_may_pay_for_is_named_with_what_needs_it():
    options = (candidate("A", 9, 10, must=True, follows=("B",)), candidate("B", 5, 10))
    question = Question(1, ((99,),), (Pot("F0", ("A",), (30,)),), options, sources_only=True)
    assert [(item.reason, item.options) for item in solved(question).clashes] == [("unpaid", ("B",))]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(questions_with_every_limit())
def test_a_must_that_gives_way_makes_a_plan_possible(question):
    found = solved(question)
    for item in found.clashes:
        for way in item.ways:
            if way.kind != "must":
                continue
            dropped = {code for code, _, _ in way.gives}
            freed = tuple(replace(one, must=one.must and one.code not in dropped) for one in question.candidates)
            after = solved(replace(question, candidates=freed))
            assert after.status == "optimal"
            assert keeps_every_limit(replace(question, candidates=freed), dict(after.starts))


@pytest.mark.parametrize("more", [0, 1])
def test_a_floor_lowered_by_less_does_not_help(more):
    options = (candidate("A", 9, 10), candidate("B", 5, 9))
    question = Question(1, ((10,),), (), options, floors=(Floor("hard", ("A", "B"), money=18),))
    (way,) = clash(question).ways
    lowered = Floor("hard", ("A", "B"), money=18 - way.gives[0][2] + more)
    assert solved(replace(question, floors=(lowered,))).status == ("infeasible" if more else "optimal")
