"""Weights from judgements in pairs: the Analytic Hierarchy Process (Saaty 1977, 1980).

A judgement says how many times one criterion is as important as another, on Saaty's scale from 1/9 to 9; a matrix holds
those of one person, a_ij = 1 / a_ji. Weights are its principal eigenvector (`ahp`) or, as a check that needs no
iteration, the geometric means of its rows (Crawford & Williams 1985); for a consistent matrix they are the same. The
consistency ratio sets the contradictions against judgements made at random; Saaty asks to think again above 0.10.

A group is heard in one of two ways that answer different questions (Forman & Peniwati 1998): `combine_judgements`
makes one matrix as if the group were one person, by the geometric mean, the only one that keeps a_ij = 1 / a_ji
(Aczél & Saaty 1983); `combine_priorities` works out every person's weights first and combines those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from components.analysis.measure import numbers
from components.errors import DataError, Problem
from components.framework.catalogue import load

Floats = NDArray[np.float64]
LARGEST = 15
"""Saaty's table of the random index ends here."""
# Technical: reciprocals that were typed with two decimals, 0.13 for 1/8, are still taken as such
_ROUNDED = 0.05
_EQUAL = 1e-9
_NOT_NUMBERS = "analysis.refused.matrix_numbers"


@dataclass(frozen=True)
class Judgement:
    """The judgement that fits the others least. first, second: rows of the matrix. given: how many times `first` is as
    important as `second`; implied: the same as the other judgements have it; error: given over what the weights
    say, or its reciprocal, >= 1.
    """

    first: int
    second: int
    given: float
    implied: float
    error: float


def ahp(matrix: ArrayLike) -> tuple[Floats, float]:
    """Weights (sum 1, in the order of the rows) and the consistency ratio of one reciprocal matrix, n <= 15.

    Ratio: (λmax - n) / (n - 1) over Saaty's random index, 0 up to two criteria. Raises DataError naming every
    judgement that is missing (NaN), not above 0, or not the reciprocal of its opposite; for a matrix that is not
    square, or larger than 15. Source: Saaty (1977), J. Mathematical Psychology 15: 234–281.
    """
    judgements = checked(matrix)
    weights, largest = eigenvector(judgements)
    return weights, consistency_ratio(len(judgements), largest)


def eigenvector(matrix: ArrayLike) -> tuple[Floats, float]:
    """The principal eigenvector (sum 1) of a positive matrix, and its eigenvalue λmax."""
    weights, largest = eigenvectors(matrix)
    return weights, float(largest)


def eigenvectors(matrices: ArrayLike) -> tuple[Floats, Floats]:
    """The same of many matrices at once: … x n x n -> weights … x n, and λmax … ."""
    values, vectors = np.linalg.eig(np.asarray(matrices, dtype=float))
    place = values.real.argmax(axis=-1)[..., None]
    weights = np.abs(np.take_along_axis(vectors, place[..., None, :], axis=-1)[..., 0].real)
    return weights / weights.sum(axis=-1, keepdims=True), np.take_along_axis(values.real, place, axis=-1)[..., 0]


def consistency_ratio(criteria: int, largest: float) -> float:
    """How far λmax is above its least value n, against judgements made at random; 0 up to two criteria."""
    if criteria < 3:
        return 0.0
    return max(largest - criteria, 0.0) / (criteria - 1) / random_index()[criteria]


@cache
def random_index() -> dict[int, float]:
    """Saaty's random index by the number of criteria, 3 to 15."""
    return {row.criteria: row.value for row in load().random_index}


def row_geometric_mean(matrix: ArrayLike) -> Floats:
    """Weights (sum 1) as geometric means of the rows: … x n x n -> … x n. Source: Crawford & Williams (1985), J.
    Mathematical Psychology 29: 387–405.
    """
    return _normalised(np.log(np.asarray(matrix, dtype=float)).mean(axis=-1))


def combine_judgements(matrices: Sequence[ArrayLike]) -> Floats:
    """One matrix for a group: the geometric mean of the persons' judgements, each as strong as the others.

    Raises DataError as `ahp` with the number of the matrix, when there is none, or when their sizes differ.
    Source: Aczél & Saaty (1983), J. Mathematical Psychology 27: 93–102.
    """
    if not len(matrices):
        raise DataError(Problem("analysis.refused.no_matrix"))
    tables = [numbers(matrix, _NOT_NUMBERS) for matrix in matrices]
    if len({table.shape for table in tables}) > 1:
        raise DataError(Problem("analysis.refused.matrix_sizes"))
    problems = [problem for number, table in enumerate(tables, 1) for problem in _faults(table, number)]
    if problems:
        raise DataError(*problems)
    return np.asarray(np.exp(np.log(np.array(tables)).mean(axis=0)))


def combine_priorities(weights: ArrayLike) -> Floats:
    """One set of weights for a group from persons x criteria: geometric means, made to sum 1.

    Source: Forman & Peniwati (1998), European J. Operational Research 108: 165–169.
    """
    return _normalised(np.log(np.asarray(weights, dtype=float)).mean(axis=0))


def most_inconsistent(matrix: ArrayLike) -> Judgement | None:
    """The judgement farthest from the ratio of the weights; None when all agree, as always below three criteria.

    Measured by a_ij w_j / w_i (Saaty 2003, European J. Operational Research 145: 85–91). With three criteria all three
    are equally far, and the first is named. `implied` leaves the judgement out and works the weights out of the others
    (Harker 1987, Mathematical Modelling 9: 353–360).
    """
    judgements = checked(matrix)
    weights, _ = eigenvector(judgements)
    error = np.abs(np.log(judgements * weights[None, :] / weights[:, None]))
    upper = np.triu(error, 1)
    if upper.max(initial=0.0) < _EQUAL:
        return None
    place = int((upper >= upper.max() - _EQUAL).argmax())
    first, second = divmod(place, len(weights))
    without = judgements.copy()
    without[first, second] = without[second, first] = 0.0
    without[first, first] = without[second, second] = 2.0
    others, _ = eigenvector(without)
    return Judgement(
        first,
        second,
        given=float(judgements[first, second]),
        implied=float(others[first] / others[second]),
        error=float(np.exp(upper[first, second])),
    )


def ratio(mark: int) -> float:
    """The judgement behind a mark of the ballot in pairs: 0 equal, 8 nine times as important, -8 a ninth."""
    return float(mark + 1) if mark >= 0 else 1 / (1 - mark)


def checked(matrix: ArrayLike) -> Floats:
    """The matrix as numbers. Raises DataError as `ahp`."""
    judgements = numbers(matrix, _NOT_NUMBERS)
    problems = _faults(judgements)
    if problems:
        raise DataError(*problems)
    return judgements


def _normalised(logarithms: Floats) -> Floats:
    weights = np.exp(logarithms - logarithms.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def _faults(matrix: Floats, number: int = 1) -> list[Problem]:
    """Everything that is wrong with the `number`th matrix, each judgement once."""
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not matrix.size:
        return [Problem("analysis.refused.matrix_square", {"number": number})]
    if len(matrix) > LARGEST:
        return [Problem("analysis.refused.matrix_large", {"number": number, "size": len(matrix), "largest": LARGEST})]
    problems = []
    for row, column in zip(*np.triu_indices(len(matrix))):
        one, other = matrix[row, column], matrix[column, row]
        fault = ""
        if np.isnan(one) or np.isnan(other):
            fault = "missing"
        elif not (one > 0 and other > 0 and np.isfinite(one) and np.isfinite(other)):
            fault = "not_positive"
        elif abs(one * other - 1) > _ROUNDED:
            fault = "diagonal" if row == column else "not_reciprocal"
        if fault:
            place = {"number": number, "row": int(row) + 1, "column": int(column) + 1}
            problems.append(Problem(f"analysis.refused.judgement_{fault}", place))
    return problems
