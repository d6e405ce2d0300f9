import numpy as np
import pytest

from components.analysis.sensitivity import design, shares


def test_the_ishigami_function():
    # Ishigami and Homma 1990, a = 7, b = 0.1; analytic values as in Saltelli et al. 2008, Global Sensitivity Analysis
    points = -np.pi + 2 * np.pi * design(3, 13, seed=1)
    x, y, z = points.T
    found = shares(np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x), 3)
    assert found.first == pytest.approx([0.3139, 0.4424, 0], abs=0.02)
    assert found.total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)


def test_a_sum_has_no_joint_effects_and_shares_as_its_variances():
    # variances 1, 4 and 0 (times 1/12): shares 0.2, 0.8 and 0
    points = design(3, 12, seed=2)
    found = shares(points @ np.array([1.0, 2.0, 0.0]), 3)
    assert found.first == pytest.approx([0.2, 0.8, 0], abs=0.01)
    assert found.total == pytest.approx([0.2, 0.8, 0], abs=0.01)


def test_a_product_works_only_together():
    points = design(2, 12, seed=3) - 0.5
    found = shares(points[:, 0] * points[:, 1], 2)
    assert found.first == pytest.approx([0, 0], abs=0.02)
    assert found.total == pytest.approx([1, 1], abs=0.02)


def test_several_results_are_joined_by_their_variances():
    # first result: variance 9 of the first input; second: variance 1 of the second
    points = design(2, 12, seed=4)
    found = shares(points * np.array([3.0, 1.0]), 2)
    assert found.first == pytest.approx([0.9, 0.1], abs=0.01)


def test_what_does_not_vary_has_no_shares():
    found = shares(np.full(4 * 16, 7.0), 2)
    assert (found.first, found.total) == (None, None)


def test_the_design_swaps_one_column_at_a_time():
    points = design(2, 3, seed=5).reshape(4, 8, 2)
    one, two, first, second = points
    assert (first[:, 0] == two[:, 0]).all()
    assert (first[:, 1] == one[:, 1]).all()
    assert (second[:, 0] == one[:, 0]).all()
    assert (design(2, 3, seed=5) == points.reshape(-1, 2)).all()
