"""When a result is of now, and when of an earlier state."""

from dataclasses import replace

import pytest

from components.framework.catalogue import load
from components.walk import firm, results
from tests.investment.room import EQUAL, envelopes, marks, option, seen

CATALOGUE = load()
WAIT = 120.0


@pytest.fixture(autouse=True)
def _nothing_is_left():
    yield
    firm.jobs.forget()
    results.forget()


def room(*options, **values):
    return seen(EQUAL, *options, *envelopes(C1=13, C2=13, C3=13), marked=marks("P01", 4), **values)


def key(shown):
    return firm.key(shown, results.plan(shown, CATALOGUE), CATALOGUE)


def test_the_key_moves_with_what_the_result_rests_on_and_with_nothing_else():
    plain = room(option("P01", 100))
    assert key(plain) == key(room(option("P01", 100)))
    assert key(plain) == key(room(option("P01", 100, milestone="a road")))
    assert key(plain) != key(room(option("P01", 100, capex_high=190.0)))
    assert key(plain) != key(room(option("P01", 101)))
    dearer = replace(plain, marks=tuple(replace(mark, value=3) for mark in plain.marks))
    assert key(plain) != key(dearer)


def test_a_result_is_kept_and_called_old_once_something_has_changed(monkeypatch):
    monkeypatch.setattr(firm.firmness, "firmness", lambda *_, **__: "firm")
    one, other = room(option("P01", 100)), room(option("P01", 120))
    plans = [results.plan(shown, CATALOGUE) for shown in (one, other)]
    assert firm.standing("here", one, plans[0], CATALOGUE).found is None
    assert firm.start("here", one, plans[0], CATALOGUE).within(WAIT)
    assert firm.of_now("here", one, plans[0], CATALOGUE) == "firm"
    later = firm.standing("here", other, plans[1], CATALOGUE)
    assert (later.found, later.old, later.job, later.error) == ("firm", True, None, None)
    assert firm.of_now("here", other, plans[1], CATALOGUE) is None


def test_what_went_wrong_is_told(monkeypatch):
    def broken(*_, **__):
        raise ArithmeticError

    monkeypatch.setattr(firm.firmness, "firmness", broken)
    shown = room(option("P01", 100))
    plan = results.plan(shown, CATALOGUE)
    assert firm.start("here", shown, plan, CATALOGUE).within(WAIT)
    assert isinstance(firm.standing("here", shown, plan, CATALOGUE).error, ArithmeticError)
