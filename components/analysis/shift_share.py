"""Why the jobs of a city changed: the country, its sectors, or the city itself (Dunn 1960; Stevens & Moore 1980).

For each sector, with e the jobs in the city and r those in the reference, R all sectors of the reference, at the start
(0) and the end (1): national e0(R1/R0 - 1), industry mix e0(r1/r0 - R1/R0), local e1 - e0 r1/r0. The three sum to
the change e1 - e0 exactly: the local part is what the other two leave. A sector that is not known at one of the two
times, in the city or the reference, is left out and named; R is the total of the sectors that the reference knows at
both times.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from components.errors import DataError, Problem

COLUMNS = ("change", "national", "industry_mix", "local")


def shift_share(
    before: pd.DataFrame, after: pd.DataFrame, reference_before: pd.Series, reference_after: pd.Series
) -> pd.DataFrame:
    """The change in persons employed of each city and sector, in its three parts.

    before, after: cities x sectors, persons, the same places and sectors, NaN = not known; reference_*: sectors,
    persons, same definition. Returns one row per (city, sector) with `COLUMNS` in persons, NaN where one figure is not
    known or the reference had no job to start with. national + industry_mix + local = change. Raises DataError for
    negative persons and for sectors or cities that stand in one table only.
    """
    _check(before, after, reference_before, reference_after)
    start, end = before.to_numpy(float), after[before.columns].loc[before.index].to_numpy(float)
    first, last = (series[before.columns].to_numpy(float) for series in (reference_before, reference_after))
    both = ~np.isnan(first) & ~np.isnan(last)
    total_first, total_last = first[both].sum(), last[both].sum()
    known = both & (first > 0)
    growth = np.divide(last, first, out=np.full_like(first, np.nan), where=known)
    overall = total_last / total_first if total_first > 0 else np.nan
    change = np.where(known, end - start, np.nan)
    national = np.where(np.isnan(change), np.nan, start * (overall - 1))
    mix = start * (growth - overall) + 0 * change
    parts = np.stack([change, national, mix, change - national - mix], axis=-1)
    index = pd.MultiIndex.from_product([before.index, before.columns], names=["city", "sector"])
    return pd.DataFrame(parts.reshape(-1, len(COLUMNS)), index=index, columns=list(COLUMNS))


def _check(before: pd.DataFrame, after: pd.DataFrame, first: pd.Series, last: pd.Series) -> None:
    one_sided = [
        *(set(before.columns) ^ set(after.columns)),
        *(set(before.columns) - set(first.index)),
        *(set(before.columns) - set(last.index)),
        *(set(before.index) ^ set(after.index)),
    ]
    problems = [Problem("analysis.fault.one_sided", {"name": str(name)}) for name in dict.fromkeys(one_sided)]
    problems += [
        Problem("analysis.fault.negative", {"city": str(city), "sector": str(sector)})
        for table in (before, after)
        for sector in table.columns
        for city, persons in table[sector].items()
        if persons < 0
    ]
    problems += [
        Problem("analysis.fault.negative_reference", {"sector": str(sector)})
        for series in (first, last)
        for sector, persons in series.items()
        if persons < 0
    ]
    if problems:
        raise DataError(*problems)
