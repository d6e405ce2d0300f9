import itertools
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from components.investment.question import Question
from components.investment.resolving import resolve
from tests.investment.questions import (
    affordable,
    best_of_all,
    by_trying_everything,
    candidate,
    keeps_every_limit,
    questions_with_every_limit,
    random_question,
    worth_of,
)


def rooms(question, seed, count=6):
    dice = random.Random(seed)
    return np.array([[float(dice.randint(1, 40)) for _ in question.candidates] for _ in range(count)])


def with_values(question, row):
    items = zip(question.candidates, row, strict=True)
    return replace(question, candidates=tuple(replace(item, value=float(value)) for item, value in items))


@pytest.mark.parametrize("seed", range(15))
def test_every_room_gets_a_plan_as_near_to_the_best_as_it_says(seed):
    question = random_question(seed, options=5, pots=seed % 3, carry_over=seed % 4 != 0)
    values = rooms(question, seed)
    (found,) = resolve([question], [values], seconds=30)
    for row, taken, gap in zip(values, found.taken, found.gap, strict=True):
        best = by_trying_everything(with_values(question, row))
        reached = float(row @ taken)
        assert reached <= best + 1e-6
        assert best <= reached / (1 - gap) + 1e-6 if gap < 1 else best >= 0
        assert best - reached <= 0.003 * max(best, 1)


def test_what_fits_at_low_cost_and_not_at_high_cost_is_told_apart():
    items = (candidate("A", 10, 60), candidate("B", 9, 40))
    cheap = Question(1, ((100,),), (), items)
    dear = replace(cheap, candidates=(replace(items[0], capex=70), items[1]))
    one, two = resolve([cheap, dear], [np.array([[10.0, 9.0], [9.0, 10.0]])] * 2, seconds=5)
    assert one.taken.tolist() == [[True, True], [True, True]]
    assert two.taken.tolist() == [[True, False], [False, True]]
    assert np.concatenate([one.gap, two.gap]).max() <= 0.002


def test_where_what_must_be_in_cannot_be_paid_there_is_no_plan():
    question = Question(1, ((50,),), (), (candidate("A", 10, 60, must=True), candidate("B", 9, 40)))
    (found,) = resolve([question], [np.ones((3, 2))], seconds=5)
    assert not found.possible.any()
    late = replace(question, candidates=(candidate("A", 10, 60, must=True, build=2), candidate("B", 9, 40)))
    assert not resolve([late], [np.ones((3, 2))], seconds=5)[0].possible.any()


def test_what_must_be_in_is_in_every_plan():
    question = Question(1, ((60,),), (), (candidate("A", 10, 60, must=True), candidate("B", 9, 40)))
    (found,) = resolve([question], [np.array([[1.0, 30.0], [30.0, 1.0]])], seconds=5)
    assert found.taken.tolist() == [[True, False], [True, False]]


def test_without_time_there_is_still_a_plan_with_its_distance():
    question = random_question(3, options=8)
    (found,) = resolve([question], [rooms(question, 3, 20)], seconds=0)
    assert found.searches == 1
    assert (found.gap >= 0).all()
    chosen = {item.code for item, taken in zip(question.candidates, found.taken[0], strict=True) if taken}
    starts = [question.starts(question.by_code[code]) for code in chosen]
    assert all(starts)


def test_nothing_to_choose_from_is_no_plan_and_no_distance():
    late = Question(1, ((50,),), (), (candidate("A", 10, 5, build=3),))
    (found,) = resolve([late], [np.ones((2, 1))], seconds=1)
    assert (found.taken.any(), found.gap.tolist()) == (False, [0, 0])


def test_progress_is_told_lot_by_lot():
    question, told = random_question(1), []
    resolve([question] * 4, [rooms(question, 1)] * 4, seconds=1, progress=told.append)
    assert told == [0.25, 0.5, 0.75, 1]
    assert affordable(question, {})


def possible(question, taken):
    """Whether some starts of exactly these options keep every limit."""
    items = [item for item, held in zip(question.candidates, taken, strict=True) if held]
    choices = itertools.product(*(question.starts(item) for item in items))
    chosen = ({item.code: start for item, start in zip(items, starts, strict=True)} for starts in choices)
    return any(keeps_every_limit(question, one) for one in chosen)


@settings(max_examples=60, deadline=None)
@given(questions_with_every_limit())
def test_every_plan_keeps_all_that_the_room_demands_and_displaces_no_continuing_project(question):
    values = np.array([[item.value for item in question.candidates]])
    (found,) = resolve([question], [values], seconds=5)
    best = best_of_all(question)
    assert found.possible.any() == (best is not None)
    if best is None:
        return
    assert possible(question, found.taken[0])
    held = {item.code: 0 for item, taken in zip(question.candidates, found.taken[0], strict=True) if taken}
    continuing, worth = worth_of(question, held)
    assert continuing == pytest.approx(best[0])
    if not any(item.continuing for item in question.candidates):
        assert best[1] <= worth / (1 - found.gap[0]) + 1e-6


def test_a_continuing_project_that_nobody_values_is_not_displaced():
    items = (candidate("A", 0, 60, continuing=True), candidate("B", 9, 60), candidate("C", 0, 60, continuing=True))
    (found,) = resolve([Question(1, ((60,),), (), items[:2])], [np.array([[0.0, 9.0], [1.0, 9.0]])], seconds=5)
    assert found.taken.tolist() == [[True, False], [True, False]]
    # Two continuing projects and money for one: the one that is worth more on average stays, the other cannot.
    (found,) = resolve([Question(1, ((60,),), (), items)], [np.array([[1.0, 9.0, 3.0], [2.0, 9.0, 3.0]])], seconds=5)
    assert found.taken.tolist() == [[False, False, True], [False, False, True]]


def test_what_goes_wrong_in_a_lot_reaches_who_asked(monkeypatch):
    def broken(*_):
        raise ArithmeticError

    monkeypatch.setattr("components.investment.resolving._lot", broken)
    with pytest.raises(ArithmeticError):
        resolve([random_question(1)] * 3, [np.ones((1, 4))] * 3, seconds=1)
