"""A composite index of any units: divide, turn, bring to one scale, weigh and average up a hierarchy.

The steps and their order are those of the OECD/JRC handbook (2008) and of COINr (Becker et al. 2022); the result of
its own data set, the ASEM connectivity index, is a test. Nothing is dropped silently: an indicator that the data do
not have, that no unit has a value of, or that is the same everywhere is a fault in words; a unit without any value has
none and is named in the notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.analysis import means
from components.analysis import normalise as scales
from components.analysis.hierarchy import Floats, Hierarchy, hierarchy
from components.errors import DataError, Problem

Mean = str | float


@dataclass(frozen=True)
class Composite:
    """Everything that one index is made of. `table`: units x aggregates; `normalised`: units x indicators on the
    common scale; `coverage`: units x aggregates, share of the weight that has data, 0–1; `notes`: what a reader must
    be told, in words.
    """

    table: pd.DataFrame
    normalised: pd.DataFrame
    coverage: pd.DataFrame
    notes: tuple[Problem, ...]


def composite_index(
    data: pd.DataFrame,
    structure: pd.DataFrame,
    *,
    normalise: str = "minmax",
    bounds: tuple[float, float] = (0, 100),
    aggregate: Mean | Sequence[Mean] = "arithmetic",
) -> pd.DataFrame:
    """The value of every aggregate of `structure` for every unit, units x aggregate codes; higher is better.

    data: units x indicator codes, numbers, NaN = not known; it may also hold the columns that `denominator` names.
    structure: one row per code, indicators and aggregates: `code, parent, weight, direction` (1 or -1), and where
    wanted `worst` and `best` (fixed ends of min–max, values beyond are capped), `target`, `denominator` (a column of
    the data to divide by). normalise: minmax to `bounds` (between the fixed ends, else over the data), zscore, rank
    (1 = lowest, ties share the lowest) or target (share of the way to it). aggregate: arithmetic, geometric, harmonic
    or an exponent, one for all levels or one per level from the lowest. Missing values are skipped and the weights of
    the others rescaled; a unit without any value is NaN and named in `.attrs["notes"]`.
    Raises DataError with every fault of the structure and of the data. Source: OECD/JRC handbook 2008, steps 5–7.
    """
    found = composite(data, structure, normalise=normalise, bounds=bounds, aggregate=aggregate)
    found.table.attrs["notes"] = found.notes
    return found.table


def composite(
    data: pd.DataFrame,
    structure: pd.DataFrame,
    *,
    normalise: str = "minmax",
    bounds: tuple[float, float] = (0, 100),
    aggregate: Mean | Sequence[Mean] = "arithmetic",
) -> Composite:
    """As `composite_index`, with what the values are made of."""
    tree = hierarchy(structure)
    raw, units = measured(data, tree)
    scaled = normalised(raw, tree, normalise, bounds)
    values = means.climb(tree, scaled, tree.weights, means.exponents(tree, aggregate), units)
    known = np.isfinite(scaled)
    index = data.index.copy()
    empty = [unit for unit, row in zip(units, known, strict=True) if not row.any()]
    return Composite(
        table=pd.DataFrame(values, index=index, columns=list(tree.aggregates)),
        normalised=pd.DataFrame(scaled, index=index, columns=list(tree.indicators)),
        coverage=pd.DataFrame(means.coverage(tree, known.astype(float)), index=index, columns=list(tree.aggregates)),
        notes=tuple(Problem("index.data.empty_unit", {"unit": unit}) for unit in empty),
    )


def measured(data: pd.DataFrame, tree: Hierarchy) -> tuple[Floats, tuple[str, ...]]:
    """The indicators of every unit after division, units x indicators, and the names of the units.

    Raises DataError with every fault: no unit, a unit or column twice, a column that the structure does not have or
    the data lack, a value that is no finite number, a denominator that is not positive.
    """
    units = tuple(str(unit) for unit in data.index)
    dividing = [name for name in dict.fromkeys(tree.denominator) if name]
    wanted = {*tree.indicators, *dividing}
    columns = [str(name) for name in data.columns]
    faults = [] if units else [Problem("index.data.no_unit")]
    faults += [Problem("index.data.twice", {"name": name}) for name in _twice(units) + _twice(columns)]
    faults += [Problem("index.data.no_column", {"code": code}) for code in tree.indicators if code not in columns]
    faults += [Problem("index.data.no_denominator", {"code": code}) for code in dividing if code not in columns]
    faults += [Problem("index.data.not_in_structure", {"code": name}) for name in columns if name not in wanted]
    if faults:
        raise DataError(*faults)
    table = data.set_axis(columns, axis=1)
    numbers: dict[str, Floats] = {}
    for name in wanted:
        numbers[name], wrong = _column(name, table[name], units)
        faults += wrong
    for name in dividing:
        low = [unit for unit, value in zip(units, numbers[name], strict=True) if value <= 0]
        faults += [Problem("index.data.denominator", {"code": name, "units": ", ".join(low)})] if low else []
    if faults:
        raise DataError(*faults)
    divided = [
        numbers[code] / numbers[by] if by else numbers[code]
        for code, by in zip(tree.indicators, tree.denominator, strict=True)
    ]
    return np.stack(divided, axis=1), units


def normalised(raw: Floats, tree: Hierarchy, how: str, bounds: tuple[float, float]) -> Floats:
    """The indicators on one scale. Raises DataError for an unknown method, bounds that are no range, and every
    indicator that has no scale.
    """
    if how not in scales.METHODS:
        raise DataError(Problem("index.method.normalise", {"name": str(how)}))
    low, high = bounds
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise DataError(Problem("index.method.bounds", {"low": f"{low:g}", "high": f"{high:g}"}))
    faults = scales.faults(raw, tree, how)
    if faults:
        raise DataError(*faults)
    return scales.METHODS[how](raw, tree, (float(low), float(high)))


def _twice(names: Sequence[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]


def _column(name: str, column: pd.Series, units: Sequence[str]) -> tuple[Floats, list[Problem]]:
    """The numbers of one column; blank is NaN."""
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    lost = ~column.isna().to_numpy() & ~np.isfinite(numbers)
    wrong = [unit for unit, faulty in zip(units, lost, strict=True) if faulty]
    return numbers, [Problem("index.data.not_a_number", {"code": name, "units": ", ".join(wrong)})] if wrong else []
