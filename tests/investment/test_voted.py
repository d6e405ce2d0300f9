import numpy as np
import pytest

from components.analysis.evaluate import evaluate
from components.investment.plan import make_plan
from components.investment.voted import Voted
from tests.investment.room import CATALOGUE, EQUAL, PARAMETERS, envelopes, marks, option, seen


def made(*marked, codes=("P01", "P02")):
    shown = seen(EQUAL, *(option(code) for code in codes), *envelopes(C1=60, C2=60, C3=60), marked=marked)
    evidence = evaluate(shown, CATALOGUE, PARAMETERS)
    plan = make_plan(shown, evidence, CATALOGUE, PARAMETERS)
    return Voted(shown, evidence, CATALOGUE, codes, 3), plan


def test_everybody_with_the_rooms_weights_gives_the_scores_of_the_plan():
    voted, plan = made(*marks("P01", 4, C2=1), *marks("P02", 3))
    found = voted.weighed(voted.weights)
    assert found.tolist() == pytest.approx([plan.score("P01").value, plan.score("P02").value])
    assert voted.people == 9


def test_who_is_left_out_does_not_count():
    voted, _ = made(*marks("P01", 1, C1=5, C2=3), *marks("P02", 3))
    # The median of 5 5 5 3 3 3 1 1 1 is 3, without C1 it is the lower of 3 and 1.
    first = voted.room.city == 0
    assert voted.without(first).tolist() == pytest.approx([20, 60])
    assert voted.without(np.zeros(9, dtype=bool)).tolist() == pytest.approx([60, 60])


def test_an_option_that_too_few_marked_is_worth_nothing_here_either():
    voted, plan = made(*marks("P01", 4))
    assert plan.score("P02").value is None
    assert voted.weighed(voted.weights).tolist() == pytest.approx([80, 0])
