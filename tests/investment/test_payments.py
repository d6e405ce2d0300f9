import random
from collections import Counter
from dataclasses import replace

import pytest

from components.investment.payments import payments
from components.investment.portfolio import select
from components.investment.question import Pot, Question, capex_by_year, opex_by_year
from tests.investment.questions import candidate, random_question, whole_bounds


def paid(question, starts=None, order=None):
    starts = select(question, gap=0, seconds=30).starts if starts is None else starts
    return payments(question, starts, order=order or [0.0] * len(question.pots))


def by(rows, name):
    total = Counter()
    for row in rows:
        total[getattr(row, name)] += row.amount
    return total


@pytest.mark.parametrize("carry_over", [True, False])
@pytest.mark.parametrize("seed", range(20))
def test_every_cost_is_paid_exactly_and_no_money_is_overdrawn(seed, carry_over):
    question = random_question(seed, options=6, years=4, pots=2, carry_over=carry_over)
    starts = select(question, gap=0, seconds=30).starts
    rows = paid(question, starts)
    costs = Counter()
    for row in rows:
        assert row.amount > 0
        costs[row.option, row.year, row.kind] += row.amount
    for code, start in starts:
        item = question.by_code[code]
        for year in range(question.years):
            assert costs[code, year, "capex"] == capex_by_year(item, start, question.years)[year]
            assert costs[code, year, "opex"] == opex_by_year(item, start, question.years)[year]
    assert not [row for row in rows if row.payer[0] == "gap"]
    limits = {("city", place): row for place, row in enumerate(question.envelopes)}
    limits |= {("pot", place): pot.amounts for place, pot in enumerate(question.pots)}
    for payer, limit in limits.items():
        for period in question.periods():
            spent = sum(row.amount for row in rows if row.payer == payer and row.year in period)
            assert spent <= sum(limit[year] for year in period)


def test_a_shared_cost_is_split_by_the_largest_remainder():
    # 100 by 38.32 : 37.13 : 24.55 % = 38, 37, 24 and the odd one to the largest fraction, .55
    question = Question(1, ((99,),) * 3, (), (candidate("A", 1, 100, shares=(0.3832, 0.3713, 0.2455)),))
    assert by(paid(question), "payer") == {("city", 0): 38, ("city", 1): 37, ("city", 2): 25}


def test_units_are_rounded_so_that_no_envelope_is_overdrawn():
    # three costs of 4 by 60 : 40 are 2.4 + 1.6 each; rounded one by one the second city would pay 6 of its 5
    options = tuple(candidate(code, 1, 4, shares=(0.6, 0.4)) for code in "ABC")
    question = Question(1, ((8,), (5,)), (), options)
    assert by(paid(question), "payer") == {("city", 0): 7, ("city", 1): 5}


def test_outside_money_relieves_the_cities_in_proportion():
    # two options of one city each and 60 for any: both cities are relieved by the same part, not one by all of it
    options = (candidate("A", 1, 100, shares=(1, 0)), candidate("B", 1, 100, shares=(0, 1)))
    question = Question(1, ((99,), (99,)), (Pot("F01", (), (60,)),), options)
    assert by(paid(question), "payer") == {("city", 0): 70, ("city", 1): 70, ("pot", 0): 60}


def test_the_surer_money_is_used_first():
    question = Question(1, ((0,),), (Pot("F01", (), (10,)), Pot("F02", (), (10,))), (candidate("A", 1, 10),))
    assert by(paid(question, order=[1.0, 0.0]), "payer") == {("pot", 1): 10}
    assert by(paid(question, order=[0.0, 1.0]), "payer") == {("pot", 0): 10}


def test_outside_money_does_not_pay_to_run_things():
    question = Question(2, ((5, 5),), (Pot("F01", (), (50, 50)),), (candidate("A", 1, 10, opex=2),))
    rows = paid(question, (("A", 0),))
    assert by([row for row in rows if row.kind == "opex"], "payer") == {("city", 0): 2}


def test_what_nobody_can_pay_is_a_gap():
    question = Question(1, ((12,),), (), (candidate("A", 1, 30),))
    assert by(paid(question, (("A", 0),)), "payer") == {("city", 0): 12, ("gap", 0): 18}


def test_without_anything_chosen_nobody_pays():
    assert paid(Question(1, ((12,),), (), ()), ()) == ()


def test_where_sources_alone_pay_the_cities_pay_running_costs_only():
    pots = (Pot("F0", ("A",), (10, 0)), Pot("F1", (), (6, 20)))
    options = (candidate("A", 5, 11, opex=2), candidate("B", 5, 20, earliest=1))
    question = Question(2, ((40, 40),), pots, options, sources_only=True)
    rows = payments(question, (("A", 0), ("B", 1)), order=[0, 1])
    assert {row.payer[0] for row in rows if row.kind == "capex"} == {"pot"}
    assert [(row.payer, row.amount) for row in rows if row.kind == "opex"] == [(("city", 0), 2)]
    assert sum(row.amount for row in rows if row.payer == ("pot", 0)) == 10


def test_what_no_source_covers_is_a_gap_where_sources_alone_pay():
    question = Question(1, ((99,),), (Pot("F0", (), (6,)),), (candidate("A", 5, 10),), sources_only=True)
    rows = payments(question, (("A", 0),), order=[0])
    assert [(row.payer[0], row.amount) for row in rows] == [("pot", 6), ("gap", 4)]


def test_a_share_to_match_is_neither_exceeded_nor_missed():
    pots = (Pot("F0", (), (100,), most=0.5), Pot("F1", (), (100,), least=0.25))
    rows = payments(Question(1, ((100,),), pots, (candidate("A", 5, 80),)), (("A", 0),), order=[0, 1])
    paid = {pot: sum(row.amount for row in rows if row.payer == ("pot", pot)) for pot in (0, 1)}
    assert paid[0] <= 40
    assert paid[1] >= 20
    assert sum(row.amount for row in rows) == 80


def test_a_ceiling_sends_the_money_where_it_is_needed():
    # 10 from outside for either option; the first city pays at most 5 over the whole plan.
    options = (candidate("A", 5, 15, shares=(1, 0)), candidate("B", 5, 15, shares=(0, 1)))
    question = Question(1, ((99,), (99,)), (Pot("F0", (), (10,)),), options, ceilings=(5, None))
    rows = payments(question, (("A", 0), ("B", 0)), order=[0])
    assert sum(row.amount for row in rows if row.payer == ("city", 0)) == 5
    assert not [row for row in rows if row.payer[0] == "gap"]


@pytest.mark.parametrize("carry_over", [True, False])
@pytest.mark.parametrize("seed", range(40))
def test_a_source_with_a_share_to_match_stays_within_it_in_whole_units(seed, carry_over):
    dice = random.Random(seed)
    question = random_question(seed, options=5, years=3, pots=2, carry_over=carry_over)
    terms = [dice.choice([(0.0, 0.5), (0.25, 1.0), (1 / 3, 1 / 3), (0.4, 0.6)]) for _ in question.pots]
    pots = tuple(replace(pot, least=least, most=most) for pot, (least, most) in zip(question.pots, terms, strict=True))
    question = replace(question, pots=pots)
    starts = select(question, gap=0, seconds=30).starts
    rows = paid(question, starts)
    assert not [row for row in rows if row.payer[0] == "gap"]
    for code, _ in starts:
        cost = question.by_code[code].capex
        for place, pot in enumerate(pots):
            if pot.pays(code):
                given = sum(row.amount for row in rows if row.payer == ("pot", place) and row.option == code)
                least, most = whole_bounds(pot, cost)
                assert least <= given <= most
                assert abs(given - min(max(given, pot.least * cost), pot.most * cost)) < 1


def test_a_share_between_two_whole_units_is_the_nearest_of_them():
    assert Pot("F0", (), (9,), least=1 / 3, most=1 / 3).bounds(10) == (3, 3)
    assert Pot("F0", (), (9,), least=0.35, most=0.35).bounds(10) == (4, 4)
    assert Pot("F0", (), (9,), least=0.25, most=0.5).bounds(10) == (3, 5)
    assert Pot("F0", (), (9,), least=0.3, most=0.3).bounds(10) == (3, 3)
