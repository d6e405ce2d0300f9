"""The search for the plan as a job: what it tells meanwhile and what its bar shows."""

from dataclasses import replace

import pytest

from components.investment.portfolio import FEASIBLE, OPTIMAL, Selection
from components.investment.question import Question
from components.walk.jobs import Jobs
from components.walk.solving import NOTHING, Asked, proven_share
from tests.investment.questions import candidate

ASKED = Asked(Question(1, ((9,),), (), (candidate("P01", 1.0),)), 0.0, 5.0)


def test_the_solver_is_asked_the_question_and_tells_of_the_best_until_now():
    given = []

    def solve(question, gap, seconds, report, cancelled):
        given.append((question, gap, seconds, cancelled()))
        report(Selection(FEASIBLE, (), 4.0, 0.25, 0.1, explained=False))
        return replace(NOTHING, value=5.0)

    jobs = Jobs(4)
    assert jobs.answer(ASKED, ASKED.search(solve)).value == 5.0
    assert given == [(ASKED.question, 0.0, 5.0, False)]
    assert jobs.show("here", ASKED, ASKED.search(solve)).share == pytest.approx(0.8)


def test_a_search_is_stuck_only_long_after_its_time():
    assert ASKED.longest == pytest.approx(20.0)


def test_the_bar_fills_as_the_gap_falls():
    assert proven_share(None) == proven_share(NOTHING) == 0.0
    gaps = [1.0, 0.25, 0.01, 0.0]
    shares = [proven_share(Selection(FEASIBLE, (), 4.0, gap, 0.1)) for gap in gaps]
    assert shares == sorted(shares)
    assert shares[1] == pytest.approx(0.8)
    assert proven_share(replace(NOTHING, status=OPTIMAL, gap=0.0)) == 1.0
