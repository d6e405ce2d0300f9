import math

import pytest

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
