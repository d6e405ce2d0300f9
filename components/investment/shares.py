"""Who pays what share, and what amount: exact decimals that sum to the whole.

Share of a city: the sum over the keys of w_k * x_ck / (sum of x_k over the cities), then floors and caps by one common
factor on all shares that no limit binds (own design), then the largest remainder on the last decimal kept (Hare–
Niemeyer), never beyond a floor or a cap.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from components.errors import DataError, Problem
from components.investment.limits import clamped

_DIGITS = 28
Limit = float | Mapping[str, float] | pd.Series | None


def shares(
    metrics: pd.DataFrame,
    weights: Mapping[str, float],
    *,
    floor: Limit = None,
    cap: Limit = None,
    decimals: int = 2,
) -> pd.Series:
    """Share of every city in percent, as decimals that sum to exactly 100.

    metrics: cities x keys, any unit, >= 0, of which a key's column must not be all zero; a missing measure is never
    taken as zero. weights: key -> weight > 0, of any sum. floor, cap: percent, one for all or by city (blank: none).
    decimals: how many are kept. Raises DataError naming every fault: a missing, negative or all-zero measure, a city
    or key that is unknown or there twice, a weight that is not above zero, a limit that is no percentage, floors over
    100, caps under 100, a floor over its cap.
    """
    weights = dict(weights)
    cities = list(metrics.index)
    if twice := [*metrics.index[metrics.index.duplicated()], *metrics.columns[metrics.columns.duplicated()]]:
        raise DataError(*(Problem("plan.fault.twice", {"code": str(name)}) for name in dict.fromkeys(twice)))
    if problems := [*_unusable("floor", floor, cities), *_unusable("cap", cap, cities)]:
        raise DataError(*problems)
    low, high = _limit(floor, cities, 0.0), _limit(cap, cities, 100.0)
    _check(metrics, weights, low, high, decimals)
    total = math.fsum(weights.values())
    measured = metrics[list(weights)].astype(float)
    parts_of_keys = measured / measured.sum() * (pd.Series(weights, dtype=float) * 100 / total)
    raw = [math.fsum(row) for row in parts_of_keys.to_numpy()]
    steps = 10**decimals
    bounds = [(math.ceil(a * steps - 1e-9), math.floor(b * steps + 1e-9)) for a, b in zip(low, high, strict=True)]
    if sum(a for a, _ in bounds) > 100 * steps or sum(b for _, b in bounds) < 100 * steps:
        raise DataError(Problem("plan.fault.decimals"))
    exact = clamped(raw, [(a / steps, b / steps) for a, b in bounds])
    parts = _whole_parts([value * steps for value in exact], 100 * steps, bounds)
    unit = Decimal(1).scaleb(-decimals)
    return pd.Series([Decimal(part) * unit for part in parts], index=metrics.index, name="percent", dtype=object)


def split(amount: Decimal | int | str, shares: pd.Series, *, unit: Decimal | int | str = 1) -> pd.Series:
    """The amount in parts by shares, each a whole number of units, that sum to exactly the amount.

    amount: >= 0; shares: >= 0, of any sum above zero; unit: > 0. What an amount has beyond whole units goes to the
    largest share, so that nothing is lost. Raises DataError for anything else, also for floats that are no numbers and
    for amounts of more than 28 digits down to the last one of the unit.
    """
    whole, each = _decimal(amount, "amount"), _decimal(unit, "unit")
    parts = [Fraction(_decimal(share, str(name))) for name, share in shares.items()]
    if whole < 0 or each <= 0 or not parts or sum(parts) <= 0 or min(parts) < 0 or _digits(whole, each) > _DIGITS:
        raise DataError(Problem("plan.fault.split", {"amount": str(amount), "unit": str(unit)}))
    units, rest = divmod(whole, each)
    count = int(units)
    exact = [part / sum(parts) * count for part in parts]
    counts = [math.floor(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda place: (counts[place] - exact[place], place))
    for place in order[: count - sum(counts)]:
        counts[place] += 1
    amounts = [each * number for number in counts]
    amounts[parts.index(max(parts))] += rest
    return pd.Series(amounts, index=shares.index, name="amount", dtype=object)


def _whole_parts(exact: list[float], total: int, bounds: list[tuple[int, int]]) -> list[int]:
    """Whole parts near the exact ones, summing to the total, each within its bounds."""
    found = [min(max(math.floor(value + 1e-9), low), high) for value, (low, high) in zip(exact, bounds, strict=True)]
    while (left := total - sum(found)) != 0:
        step = 1 if left > 0 else -1
        free = [
            place
            for place, (low, high) in enumerate(bounds)
            if (found[place] < high if step > 0 else found[place] > low)
        ]
        place = max(free, key=lambda place: (step * (exact[place] - found[place]), -place))
        found[place] += step
    return found


def _limit(limit: Limit, cities: list[str], default: float) -> list[float]:
    if limit is None:
        return [default] * len(cities)
    given = dict(limit) if isinstance(limit, Mapping | pd.Series) else dict.fromkeys(cities, limit)
    return [default if pd.isna(value := given.get(city, default)) else float(value) for city in cities]


def _unusable(name: str, limit: Limit, cities: list[str]) -> Iterator[Problem]:
    """A limit that is no percentage, or of a city that is not there."""
    given = dict(limit) if isinstance(limit, Mapping | pd.Series) else {"": limit}
    for city, value in given.items():
        where = f"{name} {city}".strip()
        if city != "" and city not in cities:
            yield Problem("plan.fault.unknown_city", {"city": str(city), "limit": name})
        if not pd.isna(value) and not 0 <= pd.to_numeric(value, errors="coerce") <= 100:
            yield Problem("plan.fault.percent", {"name": where, "value": str(value)})


def _check(
    metrics: pd.DataFrame, weights: Mapping[str, float], low: list[float], high: list[float], decimals: int
) -> None:
    problems = [Problem("plan.fault.no_column", {"column": key}) for key in weights if key not in metrics]
    problems += [
        Problem("plan.fault.weight", {"key": key, "value": str(weight)})
        for key, weight in weights.items()
        if not 0 < weight < math.inf
    ]
    for key in weights:
        if key not in metrics:
            continue
        column = pd.to_numeric(metrics[key], errors="coerce")
        problems += [
            Problem("plan.fault.amount", {"code": str(city), "column": key, "value": str(given)})
            for (city, given), value in zip(metrics[key].items(), column, strict=True)
            if not 0 <= value < math.inf
        ]
        if (column == 0).all():
            problems.append(Problem("plan.fault.all_zero", {"key": key}))
    if not weights:
        problems.append(Problem("plan.sharing.no_key"))
    if math.fsum(low) > 100 + 1e-9:
        problems.append(Problem("plan.sharing.floors_over_100", {"total": f"{math.fsum(low):g}"}))
    if math.fsum(high) < 100 - 1e-9:
        problems.append(Problem("plan.sharing.caps_under_100", {"total": f"{math.fsum(high):g}"}))
    if any(one > two for one, two in zip(low, high, strict=True)):
        problems.append(Problem("plan.sharing.floor_over_cap"))
    if not 0 <= decimals <= 9:
        problems.append(Problem("plan.fault.decimals"))
    if problems:
        raise DataError(*problems)


def _digits(amount: Decimal, unit: Decimal) -> int:
    """Digits from the first of the amount to the last of amount and unit: so many must be kept for exact sums."""
    last = min(int(value.as_tuple().exponent) for value in (amount, unit))
    return max(amount.adjusted(), unit.adjusted()) - last + 1


def _decimal(value: object, name: str) -> Decimal:
    try:
        found = Decimal(str(value))
    except ArithmeticError:
        found = Decimal("NaN")
    if not found.is_finite():
        raise DataError(Problem("plan.fault.amount", {"code": name, "column": name, "value": str(value)}))
    return found
