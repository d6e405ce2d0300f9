"""What is wrong with a table of options and its limits, before the best set is looked for: every fault, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from components.errors import DataError, Problem

GROUP_LIMITS = ("min_count", "max_count", "min_cost", "max_cost")
_OTHER_COLUMNS = ("code", "value", "group")


def cost_columns(options: pd.DataFrame) -> list[str]:
    """The columns of cost: all but code, value and group."""
    return [str(column) for column in options.columns if column not in _OTHER_COLUMNS]


def check(
    options: pd.DataFrame,
    budgets: Mapping[str, object],
    pairs: Sequence[Sequence[object]],
    must: Sequence[object],
    groups: pd.DataFrame | None,
    gap: float,
) -> None:
    """Raises DataError with every fault of the arguments of `choose`; groups have a column `group`."""
    missing = [name for name in ("code", "value") if name not in options]
    missing += [] if cost_columns(options) else ["cost"]
    missing += [name for name in budgets if name not in options]
    missing += ["group"] if groups is not None and "group" not in options else []
    problems = [Problem("plan.fault.no_column", {"column": name}) for name in dict.fromkeys(missing)]
    twice = options.columns[options.columns.duplicated()]
    problems += [Problem("plan.fault.twice", {"code": str(column)}) for column in dict.fromkeys(twice)]
    if problems:
        raise DataError(*problems)
    problems = [*_rows(options), *_budgets(budgets), *_groups(groups), *_rules(options, pairs, must)]
    if not 0 <= gap < math.inf:
        problems.append(_limit("gap", gap))
    if problems:
        raise DataError(*problems)


def _rows(options: pd.DataFrame) -> Iterator[Problem]:
    named = options["code"].notna()
    for row, is_named in enumerate(named, start=1):
        if not is_named:
            yield Problem("plan.fault.no_code", {"row": row})
    codes = [str(code) for code in options["code"]]
    known = [code for code, is_named in zip(codes, named, strict=True) if is_named]
    for code in sorted({code for code in known if known.count(code) > 1}):
        yield Problem("plan.fault.twice", {"code": code})
    for column in ("value", *cost_columns(options)):
        numbers = pd.to_numeric(options[column], errors="coerce")
        faulty = ~numbers.abs().lt(math.inf) | (numbers.lt(0) & (column != "value"))
        kind = "value" if column == "value" else "amount"
        for code, value, is_faulty in zip(codes, options[column], faulty, strict=True):
            if is_faulty:
                yield Problem(f"plan.fault.{kind}", {"code": code, "column": column, "value": str(value)})


def _budgets(budgets: Mapping[str, object]) -> Iterator[Problem]:
    for column, limit in budgets.items():
        if math.isnan(_number(limit)):
            yield _limit(column, limit)


def _groups(groups: pd.DataFrame | None) -> Iterator[Problem]:
    if groups is None:
        return
    for column in groups.columns:
        # A limit that nobody knows must not pass for one that is kept.
        if str(column).startswith(("min", "max")) and column not in GROUP_LIMITS:
            yield Problem("plan.fault.unknown_limit", {"column": str(column), "known": ", ".join(GROUP_LIMITS)})
    for kind in GROUP_LIMITS:
        for group, limit in zip(groups["group"], groups.get(kind, ()), strict=False):
            if limit is not None and not pd.isna(limit) and math.isnan(_number(limit)):
                yield _limit(f"{group}, {kind}", limit)


def _rules(options: pd.DataFrame, pairs: Sequence[Sequence[object]], must: Sequence[object]) -> Iterator[Problem]:
    for pair in pairs:
        if isinstance(pair, str) or len(pair) != 2:
            yield Problem("plan.fault.pair", {"value": str(pair)})
    named = [*must, *(code for pair in pairs if not isinstance(pair, str) for code in pair)]
    codes = {str(code) for code in options["code"]}
    for code in dict.fromkeys(map(str, named)):
        if code not in codes:
            yield Problem("plan.fault.unknown_option", {"code": code})


def _number(value: object) -> float:
    """The value as a number; NaN when it is none."""
    return float(pd.to_numeric(pd.Series([value], dtype=object), errors="coerce").iloc[0])


def _limit(name: str, value: object) -> Problem:
    return Problem("plan.fault.limit", {"name": name, "value": str(value)})
