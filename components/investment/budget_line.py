"""Where the money ends on each axis of priority: the budget lines of the two-axis plane.

The options are taken by their score on one axis, the best first, and their capital costs are summed until the next one
no longer fits into all the money of the plan: envelopes and sources over all years, or the common budget where that is
less. The line lies half-way between the last score that fits and the first that does not. Both lines together make the
four quadrants of the World Bank's Infrastructure Prioritization Framework (Marcelo et al. 2016, WPS 7674). The axes are
sums under the weights that the room gave; the framework's principal components need far more projects than a workshop
has. The lines ignore years, cities and prerequisites, which the plan keeps: they show where money ends, not what to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from components.analysis.evidence import Evidence
from components.framework.catalogue import Catalogue
from components.investment.candidates import money_of
from components.investment.plan_records import BudgetLine, Score
from components.investment.priority import AXES, axis_of
from components.investment.question import Question
from components.workshop.state import State

_TOP = 100.0


def budget_lines(
    state: State, scores: Sequence[Score], evidence: Evidence, asked: Question, catalogue: Catalogue
) -> tuple[BudgetLine, ...]:
    """One line for each axis, in the order of `AXES`; none without money, or without an option with score and cost."""
    capex = {option.code: money_of(option, state).capex for option in state.options}
    money = all_money(asked)
    axes = axis_of(state, catalogue)
    weights = {row.criterion: row.percent for row in evidence.weights.weights}
    found = []
    for axis in AXES:
        values = {score.option: value for score in scores if (value := getattr(score, axis)) is not None}
        weight = sum(percent for criterion, percent in weights.items() if axes.get(criterion) == axis)
        line = budget_line(axis, values, capex, money, weight)
        if line is not None:
            found.append(line)
    return tuple(found)


def all_money(asked: Question) -> int:
    """Everything that the plan could spend on capital costs, in whole units of the plan."""
    own = 0 if asked.sources_only else sum(map(sum, asked.envelopes))
    money = own + sum(sum(pot.amounts) for pot in asked.pots)
    return min(money, sum(asked.budget)) if asked.budget else money


def budget_line(
    axis: str, values: Mapping[str, float], capex: Mapping[str, int | None], money: int, weight: float
) -> BudgetLine | None:
    """The line of one axis. values: score 0–100 by option; capex: None is not known, and the option is left out.

    `at` is None when everything fits. None for the whole without money or without options.
    """
    known = [(-value, option, capex[option]) for option, value in values.items() if capex.get(option) is not None]
    if money <= 0 or not known:
        return None
    spent, last = 0, _TOP
    for place, (negative, _, cost) in enumerate(sorted(known, key=lambda row: row[:2])):
        if spent + (cost or 0) > money:
            return BudgetLine(axis, (last - negative) / 2, place, spent, money, weight)
        spent, last = spent + (cost or 0), -negative
    return BudgetLine(axis, None, len(known), spent, money, weight)
