import math
import threading

import pytest

from components.investment import linear
from components.investment.linear import Linear


def test_a_small_program_by_hand():
    # greatest 3x + 2y with x + y <= 4, x + 3y <= 6, x <= 3: x = 3, y = 1, value 11
    made = Linear()
    x, y = made.column(3), made.column(math.inf)
    made.row({x: 1, y: 1}, -math.inf, 4)
    made.row({x: 1, y: 3}, -math.inf, 6)
    assert made.solve([-3, -2]).fun == pytest.approx(-11)


def test_whole_numbers_on_demand():
    made = Linear()
    x = made.column(10)
    made.row({x: 2}, -math.inf, 5)
    assert made.solve([-1]).fun == pytest.approx(-2.5)
    assert made.solve([-1], integers=1).fun == pytest.approx(-2)


def test_the_impossible_has_no_solution():
    made = Linear()
    x = made.column(1)
    made.row({x: 1}, 2, 3)
    assert made.solve([1]).x is None


def test_a_column_makes_up_for_what_a_softened_row_lacks():
    made = Linear()
    one, lack = made.column(3), made.column(9)
    made.row({one: 1.0}, 5, math.inf)
    assert made.solve([0.0, 1.0]).x is None
    made.soften(0, lack)
    assert made.solve([0.0, 1.0]).x[lack] == pytest.approx(2)
    made.row({one: 1.0}, -math.inf, 1)
    made.soften(1, lack)
    assert made.solve([0.0, 1.0]).x[lack] == pytest.approx(2)
    assert made.solve([-1.0, 1.1]).x[one] == pytest.approx(3)


def test_a_solver_that_is_stuck_is_left_alone(monkeypatch):
    go = threading.Event()
    monkeypatch.setattr(linear, "_GRACE", 0.1)
    monkeypatch.setattr(linear, "milp", lambda *_, **__: go.wait(20))
    made = Linear()
    made.column(1)
    found = made.solve([1.0], integers=1, seconds=0.05)
    assert found == linear.Stuck()
    assert (found.x, found.status) == (None, 1)
    go.set()


def test_what_the_solver_raises_is_raised(monkeypatch):
    def failing(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(linear, "milp", failing)
    made = Linear()
    made.column(1)
    with pytest.raises(ZeroDivisionError):
        made.solve([1.0], integers=1)


def test_a_limit_missed_by_less_than_the_tolerance_is_not_called_impossible():
    # Nothing at all always fits; with presolve HiGHS calls this impossible.
    made = Linear()
    terms = dict(enumerate([3407.97265625, 6535.138671875, 5167.78515625, 7003.128662109375]))
    for _ in terms:
        made.column(1)
    made.row(terms, -math.inf, 15110.896240234375)
    cost = [-5424.213852765101, -4881.890015241577, -2765.82495497106, -1751.925857837466]
    found = made.solve(cost, integers=4)
    assert found.status == 0
    assert [round(value) for value in found.x[:2]] == [1, 1]
