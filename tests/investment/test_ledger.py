import numpy as np

from components.investment.ledger import Ledger, merged
from components.investment.question import Pot, Question
from tests.investment.questions import candidate


def test_pots_for_the_same_options_are_added_up():
    pots = (Pot("F1", ("A", "B"), (1, 2)), Pot("F2", ("B", "A"), (3, 4)), Pot("F3", (), (5, 6)))
    assert [(pot.options, pot.amounts) for pot in merged(pots)] == [(("A", "B"), (4, 6)), ((), (5, 6))]


def test_pots_with_a_share_to_match_stay_apart():
    pots = (Pot("F1", (), (1,)), Pot("F2", (), (2,), most=0.5), Pot("F3", (), (3,), most=0.5))
    assert [pot.amounts for pot in merged(pots)] == [(1,), (2,), (3,)]


def test_costs_of_every_start_in_scaled_money():
    item = candidate("A", 1, 100, build=2, opex=10, shares=(0.25, 0.75))
    ledger = Ledger(Question(3, ((9, 9, 9), (9, 9, 9)), (), (item,)), {"A": (0, 1)})
    assert ledger.scale == 1
    assert ledger.capex.tolist() == [[50, 50, 0], [0, 50, 50]]
    assert ledger.load(1).tolist() == [[37.5, 37.5, 7.5], [0, 37.5, 37.5]]
    assert ledger.chosen(np.array([0.0, 1.0])) == (("A", 1),)
    assert ledger.taken([("A", 1)]).tolist() == [0, 1]
