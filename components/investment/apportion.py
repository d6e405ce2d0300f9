"""Splits of the plan that sum exactly to the whole: shares in hundredths of a percent, costs over years in whole
units.
"""

from __future__ import annotations

from collections.abc import Sequence

from components.analysis.apportion import largest_remainder

_HUNDREDTHS = 10_000


def apportion(weights: Sequence[float], total: int) -> tuple[int, ...]:
    """Parts of `total` in proportion to `weights` (>= 0; all zero counts as equal), by the largest remainder."""
    if not weights:
        return ()
    return largest_remainder(weights if any(weights) else [1] * len(weights), total)


def apportion_percent(weights: Sequence[float]) -> tuple[float, ...]:
    """Percentages with two decimals in proportion to `weights`; as printed they sum to exactly 100.00."""
    return tuple(part / 100 for part in apportion(weights, _HUNDREDTHS))


def spread_evenly(total: int, years: int) -> tuple[int, ...]:
    """`total` over a number of years, as evenly as whole units allow, the odd units first."""
    each, odd = divmod(total, years)
    return tuple(each + (year < odd) for year in range(years))
