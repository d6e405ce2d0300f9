"""The best set of options for one sum of money, found exactly: a knapsack with rules, solved by HiGHS.

Without years and payers; those are the multi-year plan's, `portfolio.select`. When nothing fits, the answer names
limits that clash: a set of them that cannot be met together, from which none can be taken away without the rest fitting
(a deletion filter, Chinneck & Dravnieks 1991).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.errors import DataError, Problem
from components.investment.linear import Linear

OPTIMAL, FEASIBLE, INFEASIBLE, UNKNOWN = "optimal", "feasible", "infeasible", "unknown"
GROUP_LIMITS = ("min_count", "max_count", "min_cost", "max_cost")
_OTHER_COLUMNS = ("code", "value", "group")


@dataclass(frozen=True)
class Selection:
    """What was chosen. `codes`: in the order of the options. `value`: sum of their values; `bound`: no set is worth
    more, so that value = bound is proven best. `status`: optimal (within the gap asked for), feasible (time was up),
    infeasible, unknown (time was up before a set was found). `conflicts`: for infeasible, names of limits that clash,
    such as `budget:cost`, `must:A`, `requires:A:B`, `excludes:A:B`, `group:north:min_count`.
    """

    codes: tuple[str, ...]
    value: float
    bound: float
    status: str
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Limit:
    name: str
    terms: dict[int, float]
    low: float
    high: float


def choose(
    options: pd.DataFrame,
    budgets: Mapping[str, float],
    *,
    requires: Iterable[tuple[str, str]] = (),
    excludes: Iterable[tuple[str, str]] = (),
    must: Iterable[str] = (),
    groups: pd.DataFrame | None = None,
    gap: float = 0.0,
    seconds: float = 60.0,
) -> Selection:
    """The options with the greatest sum of values under all limits.

    options: one row each with `code`, `value`, one or more columns of cost (>= 0, any unit) and, if wanted, `group`.
    budgets: column of cost -> limit. requires: (a, b), a only if b. excludes: (a, b), not both. must: codes that are
    in. groups: one row per group with `group` and any of min_count, max_count, min_cost, max_cost (blank: no limit);
    cost is the first column of cost. gap: relative distance from the optimum that is good enough; seconds: longest
    time of the search. Raises DataError naming every fault: duplicate or unknown codes, a cost that is missing,
    negative or no number, an unknown column.
    """
    requires, excludes, must = list(requires), list(excludes), list(must)
    codes = [str(code) for code in options["code"]] if "code" in options else []
    _check(options, budgets, [*requires, *excludes], must, groups)
    limits = _limits(options, codes, budgets, requires, excludes, must, groups)
    values = [float(value) for value in options["value"]]
    if not codes:
        missed = tuple(limit.name for limit in limits if not limit.low <= 0 <= limit.high)
        return Selection((), 0.0, 0.0, INFEASIBLE if missed else OPTIMAL, missed)
    found = _solve(limits, len(codes), [-value for value in values], gap=gap, seconds=seconds)
    if found.x is None:
        if found.status != 2:
            return Selection((), 0.0, math.inf, UNKNOWN)
        return Selection((), 0.0, 0.0, INFEASIBLE, _clashing(limits, len(codes)))
    chosen = [place for place in range(len(codes)) if found.x[place] > 0.5]
    value = math.fsum(values[place] for place in chosen)
    bound = max(value, -float(found.mip_dual_bound)) if found.mip_dual_bound is not None else value
    # What the solver's arithmetic leaves open between the two is no gap.
    bound = value if math.isclose(value, bound, rel_tol=1e-9, abs_tol=1e-9) else bound
    proven = bound - value <= gap * max(abs(value), 1e-12) + 1e-9 * max(abs(bound), 1.0)
    return Selection(tuple(codes[place] for place in chosen), value, bound, OPTIMAL if proven else FEASIBLE)


def _solve(
    limits: Sequence[_Limit], columns: int, cost: Sequence[float], *, gap: float = 0.0, seconds: float = 60.0
) -> Any:
    made = Linear()
    for _ in range(columns):
        made.column(1)
    for limit in limits:
        made.row(limit.terms, limit.low, limit.high)
    return made.solve(cost, integers=columns, gap=gap, seconds=seconds)


def _limits(
    options: pd.DataFrame,
    codes: Sequence[str],
    budgets: Mapping[str, float],
    requires: Sequence[tuple[str, str]],
    excludes: Sequence[tuple[str, str]],
    must: Sequence[str],
    groups: pd.DataFrame | None,
) -> list[_Limit]:
    place = {code: number for number, code in enumerate(codes)}
    found = [
        _Limit(f"budget:{column}", dict(enumerate(options[column].astype(float))), -math.inf, float(limit))
        for column, limit in budgets.items()
    ]
    found += [_Limit(f"must:{code}", {place[str(code)]: 1.0}, 1, 1) for code in must]
    for one, other in requires:
        if one != other:
            terms = {place[str(one)]: 1.0, place[str(other)]: -1.0}
            found.append(_Limit(f"requires:{one}:{other}", terms, -math.inf, 0))
    for one, other in excludes:
        # An option that excludes itself can never be chosen.
        terms = {place[str(one)]: 1.0, place[str(other)]: 1.0}
        found.append(_Limit(f"excludes:{one}:{other}", terms, -math.inf, 1 if one != other else 0))
    if groups is None:
        return found
    cost = options[_cost_columns(options)[0]].astype(float).to_list()
    member = options["group"].astype(str).to_list()
    for _, row in groups.iterrows():
        name = str(row["group"])
        inside = [number for number, group in enumerate(member) if group == name]
        for kind in GROUP_LIMITS:
            limit = row.get(kind)
            if limit is None or pd.isna(limit):
                continue
            terms = {number: cost[number] if kind.endswith("cost") else 1.0 for number in inside}
            low, high = (float(limit), math.inf) if kind.startswith("min") else (-math.inf, float(limit))
            found.append(_Limit(f"group:{name}:{kind}", terms, low, high))
    return found


def _clashing(limits: Sequence[_Limit], columns: int) -> tuple[str, ...]:
    """Limits that cannot be met together and of which none is superfluous."""
    kept = list(limits)
    for limit in limits:
        fewer = [one for one in kept if one is not limit]
        if _solve(fewer, columns, [0.0] * columns).x is None:
            kept = fewer
    return tuple(limit.name for limit in kept)


def _cost_columns(options: pd.DataFrame) -> list[str]:
    return [str(column) for column in options.columns if column not in _OTHER_COLUMNS]


def _check(
    options: pd.DataFrame,
    budgets: Mapping[str, float],
    pairs: Sequence[tuple[str, str]],
    must: Sequence[str],
    groups: pd.DataFrame | None,
) -> None:
    missing = [name for name in ("code", "value") if name not in options]
    missing += [] if _cost_columns(options) else ["cost"]
    missing += [name for name in budgets if name not in options]
    missing += ["group"] if groups is not None and ("group" not in options or "group" not in groups) else []
    problems = [Problem("plan.fault.no_column", {"column": name}) for name in dict.fromkeys(missing)]
    if problems:
        raise DataError(*problems)
    codes = [str(code) for code in options["code"]]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    problems += [Problem("plan.fault.twice", {"code": code}) for code in twice]
    for column in ("value", *_cost_columns(options)):
        numbers = pd.to_numeric(options[column], errors="coerce")
        faulty = ~numbers.abs().lt(math.inf) | (numbers.lt(0) & (column != "value"))
        problems += [
            Problem("plan.fault.amount", {"code": code, "column": column, "value": str(value)})
            for code, value, is_faulty in zip(codes, options[column], faulty, strict=True)
            if is_faulty
        ]
    named = [str(code) for code in [*must, *(code for pair in pairs for code in pair)]]
    unknown = [code for code in dict.fromkeys(named) if code not in codes]
    problems += [Problem("plan.fault.unknown_option", {"code": code}) for code in unknown]
    if problems:
        raise DataError(*problems)
