import threading
import time
from dataclasses import replace

import pytest

from components.errors import ToolError
from components.investment.portfolio import FEASIBLE
from components.walk import results
from components.walk.results import Kept
from components.workshop.database import Database
from components.workshop.records.options import Option
from components.workshop.state import State
from components.workshop.store import Edit, Store
from tests.investment.room import CATALOGUE, EQUAL, envelopes, marks, option, seen


@pytest.fixture
def store(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'log.sqlite'}")
    yield Store(database)
    database.close()


@pytest.fixture(autouse=True)
def fresh():
    results.forget()
    yield
    results.forget()


@pytest.fixture
def solved(monkeypatch):
    """The questions that were really solved."""
    asked = []
    select = results.select

    def counted(question, **how):
        asked.append(question)
        return select(question, **how)

    monkeypatch.setattr(results, "select", counted)
    return asked


def test_a_snapshot_is_the_same_until_something_visible_changes(store):
    store.create("AAAAAA", "")
    store.commit("AAAAAA", [Edit("city", "C1", "name", "Aran")], by="t")
    first = results.snapshot(store, "AAAAAA")
    assert results.snapshot(store, "AAAAAA") is first
    store.commit("AAAAAA", [Edit("city", "C1", "name", "Belo")], by="t")
    assert results.snapshot(store, "AAAAAA").state.cities[0].name == "Belo"


def test_evidence_and_plan_are_made_once_per_snapshot():
    shown = seen(option("P01"), EQUAL, marked=marks("P01", 4))
    assert results.evidence(shown, CATALOGUE) is results.evidence(shown, CATALOGUE)
    assert results.plan(shown, CATALOGUE) is results.plan(shown, CATALOGUE)


def test_uncertainty_is_made_once_and_only_when_asked_for():
    shown = seen(option("P01"), EQUAL, marked=marks("P01", 4))
    told = []
    first = results.uncertainty(shown, CATALOGUE, told.append)
    assert results.uncertainty(shown, CATALOGUE, told.append) is first
    assert first.intervals == ()  # nothing of the present state was marked
    assert len(told) <= 1


def test_two_rooms_with_the_same_code_and_version_are_not_confused():
    one = seen(option("P01"), EQUAL, marked=marks("P01", 4))
    two = seen(option("P01", name="Another"), EQUAL, option("P02"), marked=marks("P01", 4))
    assert len(results.plan(one, CATALOGUE).lines) == 1
    assert len(results.plan(two, CATALOGUE).lines) == 2


def test_an_unrelated_edit_does_not_solve_again(solved):
    money = envelopes(C1=99, C2=99, C3=99)
    one = results.plan(seen(option("P01", location="here"), EQUAL, *money, marked=marks("P01", 4)), CATALOGUE)
    two = results.plan(seen(option("P01", location="there"), EQUAL, *money, marked=marks("P01", 4)), CATALOGUE)
    assert one == two
    assert len(solved) == 1
    results.plan(seen(option("P01", 91), EQUAL, *money, marked=marks("P01", 4)), CATALOGUE)
    assert len(solved) == 2


def test_many_who_ask_at_once_wait_for_one_answer(solved):
    shown = seen(option("P01"), EQUAL, *envelopes(C1=99, C2=99, C3=99), marked=marks("P01", 4))
    found = []
    threads = [threading.Thread(target=lambda: found.append(results.plan(shown, CATALOGUE))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(solved) == 1
    assert all(plan is found[0] for plan in found)
    assert len(found) == 8


def test_an_error_reaches_everybody_who_waits_and_is_not_kept():
    kept, caught, begun = Kept(4), [], threading.Event()

    def failing():
        begun.set()
        time.sleep(0.05)
        raise ToolError

    def ask():
        try:
            kept.get("key", failing)
        except ToolError as error:
            caught.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(caught) == 3
    assert kept.get("key", lambda: 7) == 7


def test_only_the_last_are_kept():
    kept = Kept(2)
    made = [kept.get(key, lambda key=key: [key]) for key in "abc"]
    assert kept.get("c", list) is made[2]
    assert kept.get("a", lambda: ["again"]) == ["again"]


class Held:
    """A solver that keeps back its answers until `go` is set; `told` once it has found something."""

    def __init__(self, select):
        self.select, self.go, self.told = select, threading.Event(), threading.Event()

    def __call__(self, question, *, report, cancelled, **how):
        found = self.select(question, **how)
        report(replace(found, status=FEASIBLE, gap=0.5, explained=False))
        self.told.set()
        while not (self.go.wait(0.005) or cancelled()):
            pass
        return found


@pytest.fixture
def held(monkeypatch):
    solver = Held(results.select)
    monkeypatch.setattr(results, "select", solver)
    yield solver
    solver.go.set()


def room(amount, *more, **values):
    money = envelopes(C1=amount, C2=amount, C3=amount)
    options = option("P01", 90, **values), option("P02", 60)
    return seen(*options, EQUAL, *money, *more, marked=[*marks("P01", 4), *marks("P02", 3)])


def chosen(plan):
    return [line.option for line in plan.lines if line.chosen]


def test_a_page_shows_the_best_found_so_far_and_then_the_plan(held):
    shown = room(99)
    first = results.standing("here", shown, CATALOGUE, patience=0)
    assert not first.job.done
    assert not first.old
    assert held.told.wait(20)
    so_far = results.standing("here", shown, CATALOGUE, patience=0)
    assert chosen(so_far.plan) == ["P01", "P02"]
    assert so_far.plan.portfolio.gap == 0.5
    held.go.set()
    last = results.standing("here", shown, CATALOGUE, patience=60)
    assert last.job.done
    assert last.plan is results.plan(shown, CATALOGUE)
    assert last.plan.portfolio.gap == 0


def test_the_last_plan_stays_marked_as_old_until_the_next_is_there(held):
    held.go.set()
    before = results.standing("here", room(99), CATALOGUE, patience=60).plan
    held.go.clear()
    after = room(5)
    standing = results.standing("here", after, CATALOGUE, patience=0)
    assert standing.old
    assert chosen(standing.plan) == chosen(before) == ["P01", "P02"]
    assert standing.plan.flows == before.flows
    held.go.set()
    standing = results.standing("here", after, CATALOGUE, patience=60)
    assert not standing.old
    assert chosen(standing.plan) == ["P02"]


def test_what_does_not_wait_for_the_search_is_of_now_beside_an_old_plan(held):
    held.go.set()
    results.standing("here", room(99), CATALOGUE, patience=60)
    held.go.clear()
    other = Option("P02", decision="drop", reason="no")
    changed = room(99)
    state = changed.state
    options = tuple(other if row.code == "P02" else row for row in state.options)
    kinds = tuple((kind, options if kind == "option" else rows) for kind, rows in state.records)
    standing = results.standing("here", replace(changed, state=State(kinds)), CATALOGUE, patience=0)
    assert standing.old
    assert [score.option for score in standing.plan.scores] == ["P01"]


def test_an_old_plan_is_not_drawn_beside_other_options(held):
    held.go.set()
    results.standing("here", room(99), CATALOGUE, patience=60)
    held.go.clear()
    standing = results.standing("here", room(99, option("P03", 5)), CATALOGUE, patience=0)
    assert not standing.old
    assert {line.option for line in standing.plan.lines} == {"P01", "P02", "P03"}


def test_who_waits_for_the_plan_gets_the_end_of_the_same_search(held, monkeypatch):
    shown = room(99)
    results.standing("here", shown, CATALOGUE, patience=0)
    found = []
    thread = threading.Thread(target=lambda: found.append(results.plan(shown, CATALOGUE)))
    thread.start()
    held.go.set()
    thread.join()
    assert found[0].portfolio.status == "optimal"
