"""Borrowed size: does a city have more functions, and perform better, than cities of its size (Burger & Meijers 2016)?

Lu & Li (2026, table 1) give the 2 x 2 without a formula. Own design: ln F = a + b ln P and ln Y = c + d ln P over a
reference set of cities (P population, F function, Y performance), least squares. A city is compared with the line
through all *other* cities: its leave-one-out residual, divided by its own standard error, is the externally studentised
residual (Belsley, Kuh & Welsch 1980, ch. 2), which follows Student's t with n - 3 degrees of freedom. Within 0.5 of the
line a city is as expected for its size. The signs of the two give the quadrant.

Without evidence of a link to a larger city a quadrant is a *surplus* or a *deficit*, not a borrowing: the words follow
that. Below ten cities a line through them means little, and the result says so.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from components.errors import DataError, Problem

LEAST, TRUSTED, EXPECTED_WITHIN, LEVEL = 4, 10, 0.5, 0.95
BORROWED_SIZE, BORROWED_FUNCTION = "borrowed_size", "borrowed_function"
BORROWED_PERFORMANCE, SHADOW, AS_EXPECTED = "borrowed_performance", "agglomeration_shadow", "as_expected"
_QUADRANTS = {
    (1, 1): BORROWED_SIZE,
    (1, -1): BORROWED_FUNCTION,
    (-1, 1): BORROWED_PERFORMANCE,
    (-1, -1): SHADOW,
}
_AXES = ("function", "performance")
_NEEDED = ("population", *_AXES)
Floats = NDArray[np.float64]


def diagnose(cities: pd.DataFrame) -> pd.DataFrame:
    """Residuals, intervals and quadrant of every city against the others.

    cities: one row per city with `population` (persons), `function` and `performance` (any unit, larger is more), all
    > 0; NaN = not known: that city has no result, and is in no line. Returns the same rows with, for each axis,
    `*_residual` (leave-one-out, in logarithms: 0.1 = about 10 % above the line), `*_z` (studentised), `*_low` and
    `*_high` (95 % prediction interval of the line through the others, in the axis's unit); `function_sign` and
    `performance_sign` (1, -1, or 0 within 0.5 of the line); `quadrant`: borrowed_size, borrowed_function,
    borrowed_performance, agglomeration_shadow, as_expected when one of the two signs is 0, empty when not known;
    `cities` (how many made the line) and `small_sample` (fewer than ten). Raises DataError naming missing columns,
    figures that are not above zero, fewer than four known cities, and cities that are all of one size.
    """
    _check_columns(cities)
    table = cities[list(_NEEDED)].astype(float)
    known = table.notna().all(axis=1).to_numpy()
    _check(table, known)
    logs = np.log(table.to_numpy())
    found = cities.copy()
    for place, axis in enumerate(_AXES, 1):
        for name, values in _against_the_others(logs[:, 0], logs[:, place], known).items():
            found[f"{axis}_{name}"] = values
        z = found[f"{axis}_z"].to_numpy()
        found[f"{axis}_sign"] = np.where(np.abs(z) >= EXPECTED_WITHIN, np.sign(z), 0).astype(int)
    signs = zip(found["function_sign"], found["performance_sign"], known, strict=True)
    found["quadrant"] = [
        _QUADRANTS.get((function, performance), AS_EXPECTED) if is_known else ""
        for function, performance, is_known in signs
    ]
    found["cities"] = int(known.sum())
    found["small_sample"] = bool(known.sum() < TRUSTED)
    return found


def _against_the_others(x: Floats, y: Floats, known: NDArray[np.bool_]) -> dict[str, Floats]:
    """Leave-one-out residual, studentised residual and prediction interval of every known row."""
    design = np.column_stack([np.ones(known.sum()), x[known]])
    inverse = np.linalg.inv(design.T @ design)
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    residual = y[known] - design @ (inverse @ design.T @ y[known])
    freedom = len(residual) - 3
    # Variance without the city itself, by the deletion formula; rounding can leave a tiny negative number.
    without = np.maximum((residual @ residual - residual**2 / (1 - leverage)) / freedom, 0.0)
    left_out = residual / (1 - leverage)
    error = np.sqrt(without / (1 - leverage))
    exact = np.maximum(1.0, np.abs(y[known])) * 1e-9
    z = np.divide(left_out, error, out=np.zeros_like(left_out), where=error > exact)
    z = np.where((error <= exact) & (np.abs(left_out) > exact), np.sign(left_out) * np.inf, z)
    reach = special.stdtrit(freedom, (1 + LEVEL) / 2) * error
    line = y[known] - left_out
    return {
        "residual": _spread(left_out, known),
        "z": _spread(z, known),
        "low": _spread(np.exp(line - reach), known),
        "high": _spread(np.exp(line + reach), known),
    }


def _spread(values: Floats, known: NDArray[np.bool_]) -> Floats:
    found = np.full(len(known), np.nan)
    found[known] = values
    return found


def _check_columns(cities: pd.DataFrame) -> None:
    missing = [name for name in _NEEDED if name not in cities.columns]
    if missing:
        raise DataError(*(Problem("analysis.fault.no_column", {"column": name}) for name in missing))


def _check(table: pd.DataFrame, known: NDArray[np.bool_]) -> None:
    problems = [
        Problem("analysis.fault.not_positive", {"city": str(city), "column": column, "value": str(value)})
        for column in table.columns
        for city, value in table[column].items()
        if value <= 0
    ]
    if problems:
        raise DataError(*problems)
    if known.sum() < LEAST:
        raise DataError(Problem("analysis.fault.too_few", {"n": int(known.sum()), "least": LEAST}))
    if table.loc[known, "population"].nunique() < 3:
        raise DataError(Problem("analysis.fault.one_size"))
