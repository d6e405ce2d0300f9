import threading
import time

import pytest

from components.errors import ToolError
from components.investment import plan as plans
from components.walk import results
from components.walk.results import Kept
from components.workshop.database import Database
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
    solve = plans.solve

    def counted(question, gap, seconds):
        asked.append(question)
        return solve(question, gap, seconds)

    monkeypatch.setattr(plans, "solve", counted)
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
