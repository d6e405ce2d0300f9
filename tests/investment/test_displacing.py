"""What an option would push out, against a search by hand and against trying everything."""

from dataclasses import replace

import pytest

from components.investment.displacing import Displaced, all_displaced, displaced
from components.investment.portfolio import select
from components.investment.question import Question
from tests.investment.questions import by_trying_everything, candidate, random_question


def asked(*items, money=10):
    return Question(1, ((money,),), (), items)


def solved(question):
    return select(question, gap=0, seconds=20)


def test_an_option_that_costs_more_points_than_it_brings():
    """10 to spend: A and B (5 each) are worth 8; C costs 6 and is worth 5, so that one of them would have to go."""
    question = asked(candidate("A", 4.0, 5), candidate("B", 4.0, 5), candidate("C", 5.0, 6))
    found = displaced(question, solved(question), "C", gap=0, seconds=20)
    assert found == Displaced("C", ("A", "B"), (), 3.0)
    cheaper = asked(candidate("A", 4.0, 5), candidate("B", 4.0, 5), candidate("C", 5.0, 6), money=11)
    best = solved(cheaper)
    (out,) = {"A", "B", "C"} - {code for code, _ in best.starts}
    found = displaced(cheaper, best, out, gap=0, seconds=20)
    assert {out, *found.pushed} == {"A", "B"}
    assert found.loss == 0.0


def test_what_comes_along_is_said():
    """D needs E first; with both, 10 are spent and A goes."""
    items = candidate("A", 9.0, 10), candidate("D", 2.0, 4, follows=("E",)), candidate("E", 1.0, 6)
    question = asked(*items)
    assert displaced(question, solved(question), "D", gap=0, seconds=20) == Displaced("D", ("A",), ("E",), 6.0)


def test_an_option_that_no_money_suffices_for():
    question = asked(candidate("A", 4.0, 5), candidate("B", 9.0, 11))
    assert displaced(question, solved(question), "B", gap=0, seconds=20).possible is False


def test_every_option_left_out_is_asked_for_the_best_first_until_cancelled():
    items = candidate("A", 9.0, 10), candidate("B", 2.0, 5), candidate("C", 3.0, 5)
    question = asked(*items)
    best = solved(question)
    assert [row.option for row in all_displaced(question, best, gap=0, seconds=20)] == ["C", "B"]
    assert list(all_displaced(question, best, gap=0, seconds=20, cancelled=lambda: True)) == []


def test_where_no_plan_holds_what_must_be_in_nothing_is_said():
    question = asked(candidate("A", 9.0, 11, must=True), candidate("B", 2.0, 5))
    assert list(all_displaced(question, solved(question), gap=0, seconds=20)) == []


@pytest.mark.parametrize("seed", range(25))
def test_the_loss_is_what_trying_everything_says(seed):
    question = random_question(seed)
    best = solved(question)
    if best.clashes:
        return
    for row in all_displaced(question, best, gap=0, seconds=20):
        forced = tuple(replace(item, must=item.must or item.code == row.option) for item in question.candidates)
        value = by_trying_everything(replace(question, candidates=forced))
        assert (value is None) == (row.possible is False)
        if value is not None:
            assert row.loss == pytest.approx(best.value - value, abs=1e-6)
