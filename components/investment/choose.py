"""The best set of options for one sum of money, found exactly: a knapsack with rules, solved by HiGHS.

Without years and payers; those are the multi-year plan's, `portfolio.select`. When nothing fits, the answer names
limits that clash: a set of them that cannot be met together, from which none can be taken away without the rest fitting
(a deletion filter, Chinneck & Dravnieks 1991).

The solver keeps a limit within a millionth, whatever its unit. Every limit and the values are therefore brought to one
size by powers of two, and what it finds is added up again: a set beyond a limit by more than a trillionth of it is
forbidden, and the search goes on.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.investment.choose_check import GROUP_LIMITS, check, cost_columns
from components.investment.linear import Linear, Stuck

OPTIMAL, FEASIBLE, INFEASIBLE, UNKNOWN = "optimal", "feasible", "infeasible", "unknown"
_SIZE, _TOLERANCE = 12, 1e-12


@dataclass(frozen=True)
class Selection:
    """What was chosen. `codes`: as given, in the order of the options. `value`: sum of their values; `bound`: no set is
    worth more, so that value = bound is proven best. `status`: optimal (within the gap asked for), feasible (time was
    up), infeasible, unknown (time was up before a set was found). `conflicts`: for infeasible, names of limits that
    clash, such as `budget:cost`, `must:A`, `requires:A:B`, `excludes:A:B`, `group:north:min_count`.
    """

    codes: tuple[Any, ...]
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

    def scaled(self) -> _Limit:
        """The same limit with its largest term at 2^12 to 2^13, which keeps every digit."""
        factor = _factor(self.terms.values())
        terms = {place: value * factor for place, value in self.terms.items()}
        return _Limit(self.name, terms, self.low * factor, self.high * factor)

    def cut(self, chosen: Sequence[int]) -> _Limit | None:
        """A limit that forbids a choice which does not keep this one; None when it does. Terms below zero are those of
        `requires`, whose few ones and zeros the solver keeps exactly.
        """
        total = math.fsum(self.terms.get(place, 0.0) for place in chosen)
        slack = _TOLERANCE * max([abs(value) for value in self.terms.values()], default=0.0)
        if total > self.high + max(slack, _TOLERANCE * abs(self.high)):
            inside = {place: 1.0 for place in chosen if self.terms.get(place)}
            return _Limit("", inside, -math.inf, len(inside) - 1)
        if total < self.low - max(slack, _TOLERANCE * abs(self.low)):
            outside = {place: 1.0 for place, value in self.terms.items() if value and place not in chosen}
            return _Limit("", outside, 1, math.inf)
        return None


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
    in. groups: one row per group with `group` (a column or the index) and any of min_count, max_count, min_cost,
    max_cost (blank: no limit); cost is the first column of cost. gap: relative distance from the optimum that is good
    enough; seconds: longest time of the search. Raises DataError naming every fault: missing, duplicate or unknown
    codes, a cost that is missing, negative or no number, a limit that is no number, an unknown column.
    """
    requires, excludes, must, budgets = list(requires), list(excludes), list(must), dict(budgets)
    if groups is not None and "group" not in groups:
        groups = groups.rename_axis("group").reset_index()
    check(options, budgets, [*requires, *excludes], must, groups, gap)
    given = options["code"].to_list()
    codes = [str(code) for code in given]
    limits = _limits(options, codes, budgets, requires, excludes, must, groups)
    values = [float(value) for value in options["value"]]
    if not codes:
        missed = tuple(limit.name for limit in limits if not limit.low <= 0 <= limit.high)
        return Selection((), 0.0, 0.0, INFEASIBLE if missed else OPTIMAL, missed)
    factor = _factor(values)
    found, chosen = _solve(limits, len(codes), [-value * factor for value in values], gap=gap, seconds=seconds)
    if found.x is None:
        if found.status != 2:
            return Selection((), 0.0, math.inf, UNKNOWN)
        return Selection((), 0.0, 0.0, INFEASIBLE, _clashing(limits, len(codes)))
    value = math.fsum(values[place] for place in chosen)
    bound = max(value, -float(found.mip_dual_bound) / factor) if found.mip_dual_bound is not None else value
    # What the solver's arithmetic leaves open between the two is no gap.
    bound = value if math.isclose(value, bound, rel_tol=1e-9, abs_tol=1e-9 / factor) else bound
    proven = bound - value <= gap * abs(value) + 1e-9 * max(abs(bound), 1 / factor)
    return Selection(tuple(given[place] for place in chosen), value, bound, OPTIMAL if proven else FEASIBLE)


def _factor(values: Iterable[float]) -> float:
    """The power of two that brings the largest of the values to 2^12 to 2^13."""
    largest = max((abs(value) for value in values), default=0.0)
    return math.ldexp(1.0, min(_SIZE + 1 - math.frexp(largest)[1], 1000)) if largest else 1.0


def _solve(
    limits: Sequence[_Limit], columns: int, cost: Sequence[float], *, gap: float = 0.0, seconds: float = 60.0
) -> tuple[Any, list[int]]:
    """The solver's answer and the places that it chose, which keep every limit when the sums are made again."""
    made, ends = Linear(), time.monotonic() + seconds
    for _ in range(columns):
        made.column(1)
    for limit in limits:
        scaled = limit.scaled()
        made.row(scaled.terms, scaled.low, scaled.high)
    while True:
        found = made.solve(cost, integers=columns, gap=gap, seconds=ends - time.monotonic(), presolve=False)
        if found.x is None:
            return found, []
        chosen = [place for place in range(columns) if found.x[place] > 0.5]
        cuts = [cut for limit in limits if (cut := limit.cut(chosen)) is not None]
        if not cuts:
            return found, chosen
        if time.monotonic() > ends:
            return Stuck(), []
        for cut in cuts:
            made.row(cut.terms, cut.low, cut.high)


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
    cost = options[cost_columns(options)[0]].astype(float).to_list()
    members = options["group"].to_list()
    for _, row in groups.iterrows():
        name = row["group"]
        inside = [number for number, group in enumerate(members) if group == name or str(group) == str(name)]
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
        if _solve(fewer, columns, [0.0] * columns)[0].x is None:
            kept = fewer
    return tuple(limit.name for limit in kept)
