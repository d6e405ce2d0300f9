import numpy as np
import pytest

from components.investment.funding import Funding
from components.investment.ledger import Ledger
from components.investment.question import Pot, Question
from tests.investment.questions import candidate


def funding(question):
    ledger = Ledger(question, {item.code: question.starts(item) for item in question.candidates})
    return Funding(ledger), ledger


def test_what_is_missing_and_a_row_that_only_the_impossible_breaks():
    # Two sources for two options each: together A and B cost 200, what may pay for them gives 150.
    pots = (Pot("F0", ("A", "B"), (150,)), Pot("F1", ("C",), (500,)))
    options = tuple(candidate(code, 1, 100) for code in "ABC")
    found, ledger = funding(Question(1, ((0,),), pots, options, sources_only=True))
    lack, row, limit = found.lack(np.ones(3))
    assert lack * ledger.scale == pytest.approx(50)
    assert row @ np.ones(3) - limit == pytest.approx(lack)
    for kept in ([1, 0, 1], [0, 1, 1], [0, 0, 0]):
        assert found.pays(np.array(kept, float))
        assert row @ np.array(kept) <= limit + 1e-9


def test_money_of_a_later_year_does_not_pay_for_an_earlier_one():
    question = Question(2, ((0, 0),), (Pot("F0", (), (0, 10)),), (candidate("A", 1, 10),), sources_only=True)
    found, _ = funding(question)
    assert [found.pays(np.array(values)) for values in ([1.0, 0.0], [0.0, 1.0])] == [False, True]


def test_what_sources_pay_lowers_what_every_partner_pays():
    item = candidate("A", 1, 100, shares=(0.5, 0.5))
    found, ledger = funding(Question(1, ((20,), (40,)), (Pot("F0", (), (40,)),), (item,)))
    # 40 paid from outside leave 30 each; the first city has 20
    assert found.lack(np.ones(1))[0] * ledger.scale == pytest.approx(10)


@pytest.mark.parametrize(("least", "most", "pays"), [(0, 1, True), (0, 0.5, False), (0.8, 1, True), (0.9, 1, False)])
def test_shares_to_match(least, most, pays):
    pot = Pot("F0", ("A",), (80,), least, most)
    found, _ = funding(Question(1, ((20,),), (pot,), (candidate("A", 1, 100),)))
    assert found.pays(np.ones(1)) is pays


def test_without_outside_money_there_is_nothing_to_find_out():
    found, _ = funding(Question(1, ((20,),), (), (candidate("A", 1, 100),)))
    assert not found.needed
    assert found.pays(np.ones(1))
