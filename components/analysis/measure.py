"""What a statistic may be: a number, or the reason why there is none. Never NaN, which says nothing to anybody."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray

from components.errors import DataError, Problem


class Unmeasured(StrEnum):
    """Why a statistic has no value; `str()` is readable, people see the text `analysis.unmeasured` of their language.

    NO_VARIATION: all ratings are equal, so there is nothing that could go together. TOO_FEW: no ratings, or fewer
    people or items than the statistic compares.
    """

    NO_VARIATION = "no variation"
    TOO_FEW = "too few"


Measure = float | Unmeasured


def is_number(value: Measure) -> TypeGuard[float]:
    """Whether the statistic has a value."""
    return not isinstance(value, Unmeasured)


def numbers(given: ArrayLike, fault: str) -> NDArray[np.float64]:
    """What a program handed in, as numbers; None becomes NaN. Raises DataError with the text `fault` for words or rows
    of different length.
    """
    try:
        return np.asarray(given, dtype=float)
    except (TypeError, ValueError) as error:
        raise DataError(Problem(fault)) from error
