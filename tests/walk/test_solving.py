"""One search per question, watched while it goes on, ended by hand or by a screen that moved on."""

import threading
import time
from dataclasses import replace

import pytest

from components.investment.portfolio import FEASIBLE, OPTIMAL, Selection
from components.investment.question import Question
from components.walk import solving
from components.walk.solving import NOTHING, Asked, Searches, proven_share
from tests.investment.questions import candidate

LATE = 20


def asked(value=1.0):
    return Asked(Question(1, ((9,),), (), (candidate("P01", value),)), 0.0, 5.0)


class Slow:
    """A solver that tells of one selection and goes on until it is let go or cancelled."""

    def __init__(self):
        self.calls = 0
        self.told, self.go = threading.Event(), threading.Event()

    def __call__(self, question, gap, seconds, report, cancelled):
        self.calls += 1
        report(Selection(FEASIBLE, (), 4.0, 0.25, 0.1, explained=False))
        self.told.set()
        ends = time.monotonic() + LATE
        while not self.go.is_set() and time.monotonic() < ends:
            if cancelled():
                return Selection(FEASIBLE, (), 4.0, 0.25, 0.2)
            time.sleep(0.005)
        return Selection(OPTIMAL, (), 5.0, 0.0, 0.3)


@pytest.fixture
def slow():
    solver = Slow()
    yield solver
    solver.go.set()


def test_while_the_search_goes_on_the_best_until_now_can_be_seen(slow):
    job = Searches(slow, 4).job(asked())
    assert slow.told.wait(LATE)
    assert not job.done
    assert not job.within(0)
    assert job.best.gap == 0.25
    slow.go.set()
    assert job.answer().status == OPTIMAL
    assert job.done


def test_a_question_is_searched_once_for_all_who_ask(slow):
    searches = Searches(slow, 4)
    found = []
    threads = [threading.Thread(target=lambda: found.append(searches.answer(asked()))) for _ in range(6)]
    for thread in threads:
        thread.start()
    slow.go.set()
    for thread in threads:
        thread.join()
    assert slow.calls == 1
    assert len(found) == 6
    assert searches.answer(asked()).value == 5.0
    assert slow.calls == 1


def test_ended_by_hand_the_best_until_then_is_the_answer_until_somebody_searches_on(slow):
    searches = Searches(slow, 4)
    job = searches.job(asked())
    job.stop(by_hand=True)
    assert job.answer().value == 4.0
    assert searches.answer(asked()).value == 4.0
    searches.again(asked())
    slow.go.set()
    assert searches.answer(asked()).value == 5.0


def test_a_screen_that_moves_on_ends_its_search_and_finds_it_anew_when_it_comes_back(slow):
    searches = Searches(slow, 4)
    first = searches.show("here", asked())
    second = searches.show("here", asked(2.0))
    assert first.within(LATE)
    assert not second.done
    slow.go.set()
    assert searches.show("here", asked()).answer().value == 5.0


def test_a_search_that_somebody_waits_for_or_another_screen_shows_goes_on(slow):
    searches = Searches(slow, 4)
    first = searches.show("here", asked())
    searches.show("there", asked())
    searches.show("here", asked(2.0))
    assert not first.stopped
    found = []
    thread = threading.Thread(target=lambda: found.append(searches.answer(asked(2.0))))
    thread.start()
    second = searches.job(asked(2.0))
    while not second.waiting:
        time.sleep(0.002)
    searches.show("here", asked(3.0))
    assert not second.stopped
    slow.go.set()
    thread.join()
    assert found[0].value == 5.0


def test_an_error_is_told_to_who_waits_and_not_kept():
    calls = []

    def failing(*_):
        calls.append(1)
        if len(calls) == 1:
            raise ValueError
        return Selection(OPTIMAL, (), 5.0, 0.0, 0.3)

    searches = Searches(failing, 4)
    with pytest.raises(ValueError):
        searches.answer(asked())
    assert searches.answer(asked()).value == 5.0


def test_only_the_last_searches_are_kept_and_what_is_dropped_ends(slow):
    searches = Searches(slow, 2)
    first = searches.job(asked())
    searches.job(asked(2.0))
    searches.job(asked(3.0))
    assert first.within(LATE)
    assert first.stopped


def test_forgetting_ends_what_goes_on(slow):
    searches = Searches(slow, 4)
    job = searches.job(asked())
    searches.forget()
    assert job.within(LATE)


def test_the_bar_fills_as_the_gap_falls():
    assert proven_share(None) == proven_share(NOTHING) == 0.0
    gaps = [1.0, 0.25, 0.01, 0.0]
    shares = [proven_share(Selection(FEASIBLE, (), 4.0, gap, 0.1)) for gap in gaps]
    assert shares == sorted(shares)
    assert shares[1] == pytest.approx(0.8)
    assert proven_share(replace(NOTHING, status=OPTIMAL, gap=0.0)) == 1.0


def test_a_search_that_is_stuck_gives_what_it_has_when_it_is_long_overdue(monkeypatch):
    monkeypatch.setattr(solving, "_OVERDUE", 0.0)
    monkeypatch.setattr(solving, "_GRACE", 0.2)
    monkeypatch.setattr(solving, "_LOOK_AGAIN", 0.05)
    go = threading.Event()

    def stuck(question, gap, seconds, report, cancelled):
        report(Selection(FEASIBLE, (), 4.0, 0.25, 0.1, explained=False))
        go.wait(LATE)
        return Selection(OPTIMAL, (), 5.0, 0.0, 0.3)

    job = Searches(stuck, 4).job(asked())
    found = job.answer()
    assert (found.value, found.gap) == (4.0, 0.25)
    assert job.done
    assert job.by_hand
    go.set()
    time.sleep(0.1)
    assert job.answer() is found
