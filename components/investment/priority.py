"""Step 4: from the marks on the options to scores, ranks, and how firm the ranks are.

Score = 100 x sum of w x median/5 over the criteria with enough marks, their weights rescaled to sum to one;
`weight_used` says how much of the weight that was. The two axes are the same sum over the criteria of one axis each.
The rank range is taken over equal weights, each weight halved and raised by half, and each city's marks left out (one
test at a time; own design after the sensitivity tests of the UK manual on multi-criteria analysis, 2009).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from components.analysis.agreement import quantile, worst
from components.analysis.evidence import Agreement, Evidence
from components.analysis.marks import counts, marked
from components.framework.catalogue import Catalogue
from components.investment.plan_records import Score
from components.workshop.instruments import criteria_in_use
from components.workshop.records.options import Criterion
from components.workshop.state import Snapshot, State

TOP = 5
FACTORS = (0.5, 1.5)
SHORT_LIST = "short_list"
AXES = ("social_environmental", "financial_economic")

Floats = NDArray[np.float64]


def scores(snapshot: Snapshot, evidence: Evidence, catalogue: Catalogue) -> tuple[Score, ...]:
    """A score per short-listed option, in the order of their codes; ranks are among those with a value."""
    state = snapshot.state
    options, criteria = _asked(state, catalogue)
    if not options or not criteria:
        return ()
    weights = _weights(evidence, criteria)
    rows = [[evidence.agreement("options", criterion, option) for criterion in criteria] for option in options]
    medians = _medians(rows)
    values = weighted(medians, weights)
    axes = axis_of(state, catalogue)
    by_axis = [weighted(medians, weights * [axes.get(code) == axis for code in criteria]) for axis in AXES]
    runs = [values, *(weighted(medians, test) for test in weight_tests(weights))]
    runs += [weighted(table, weights) for table in _without_each_city(snapshot, options, criteria, medians)]
    ranked = np.array([ranks(run) for run in runs])
    used = np.where(np.isnan(medians), 0.0, weights).sum(axis=1) / weights.sum()
    return tuple(
        _score(code, place, rows[place], values, by_axis, ranked, float(used[place]), medians[place], criteria)
        for place, code in enumerate(options)
    )


def ranks_without(snapshot: Snapshot, evidence: Evidence, catalogue: Catalogue, city: str) -> dict[str, int]:
    """The rank of every option with a score if the marks of one city were left out; for «could one city tilt it?»."""
    options, criteria = _asked(snapshot.state, catalogue)
    if not options or not criteria:
        return {}
    medians = _medians([[evidence.agreement("options", code, option) for code in criteria] for option in options])
    place = [partner.code for partner in snapshot.state.cities].index(city)
    without = _without_each_city(snapshot, options, criteria, medians)[place]
    found = ranks(weighted(without, _weights(evidence, criteria)))
    return {option: int(rank) for option, rank in zip(options, found) if not np.isnan(rank)}


def _asked(state: State, catalogue: Catalogue) -> tuple[list[str], list[str]]:
    options = [option.code for option in state.options if option.decision == SHORT_LIST]
    return options, [code for code, _ in criteria_in_use(state, catalogue)]


def _medians(rows: Sequence[Sequence[Agreement | None]]) -> Floats:
    return np.array([[np.nan if row is None or row.median is None else row.median for row in line] for line in rows])


def weighted(medians: Floats, weights: Floats) -> Floats:
    """Scores 0–100 per row: weighted mean of median/5 over the columns that are not NaN; NaN when their weight is 0.

    medians: options x criteria, 0–5. weights: per criterion, >= 0, any total.
    """
    known = ~np.isnan(medians)
    total = (known * weights).sum(axis=1)
    sums = (np.where(known, medians, 0.0) * weights).sum(axis=1)
    found = np.full(len(medians), np.nan)
    rated = total > 0
    found[rated] = 100 * sums[rated] / (TOP * total[rated])
    return found


def cost_per(capex: float | None, amount: float | None) -> float | None:
    """Capital cost per point of score or per person, in the plan's unit; None when one of them is not known or zero."""
    return capex / amount if capex is not None and amount else None


def ranks(values: Floats) -> Floats:
    """Rank of each value, 1 = greatest, ties share the better rank; NaN for NaN. Differences under 1e-9 are ties."""
    plain = np.round(values, 9)
    better = (plain[None, :] > plain[:, None]).sum(axis=1) + 1.0
    return np.where(np.isnan(values), np.nan, better)


def weight_tests(weights: Floats) -> tuple[Floats, ...]:
    """The sets of weights of the test: all equal, and each weight x 0.5 and x 1.5."""
    changed = [np.where(np.arange(len(weights)) == place, weights * factor, weights)
               for place in range(len(weights)) for factor in FACTORS]
    return (np.ones(len(weights)), *changed)


def axis_of(state: State, catalogue: Catalogue) -> dict[str, str]:
    """The axis of every criterion: that of the framework's, or of the theme that the room gave its own."""
    themes = {theme.code: theme.axis for theme in catalogue.themes}
    found = {row.code: row.axis for row in catalogue.option_criteria}
    return found | {row.code: themes[row.theme] for row in state.all(Criterion) if row.theme in themes}


def _weights(evidence: Evidence, criteria: Sequence[str]) -> Floats:
    percent = {row.criterion: row.percent for row in evidence.weights.weights}
    found = np.array([percent.get(code, 0.0) for code in criteria])
    return found if found.sum() > 0 else np.ones(len(criteria))


def _without_each_city(
    snapshot: Snapshot, options: Sequence[str], criteria: Sequence[str], medians: Floats
) -> list[Floats]:
    """The medians with each city's marks left out; what did not count with everybody does not count here either."""
    cities = [city.code for city in snapshot.state.cities]
    keys = [("options", criterion, option) for option in options for criterion in criteria]
    table = counts(marked(snapshot.marks, keys, cities))
    found = []
    for city in range(len(cities)):
        rest = table.sum(axis=1) - table[:, city]
        without = quantile(rest, 1, 2).reshape(len(options), len(criteria))
        found.append(np.where(np.isnan(medians), np.nan, without))
    return found


def _score(
    code: str,
    place: int,
    rows: Sequence[Agreement | None],
    values: Floats,
    by_axis: Sequence[Floats],
    ranked: Floats,
    used: float,
    medians: Floats,
    criteria: Sequence[str],
) -> Score:
    asked = [row for row in rows if row is not None]
    mine = ranked[:, place][~np.isnan(ranked[:, place])]
    rated = not np.isnan(values[place])
    return Score(
        option=code,
        value=_known(values[place]),
        social_environmental=_known(by_axis[0][place]),
        financial_economic=_known(by_axis[1][place]),
        rank=int(ranked[0, place]) if rated else None,
        best_rank=int(mine.min()) if rated else None,
        worst_rank=int(mine.max()) if rated else None,
        flag=worst(row.flag for row in asked),
        n=min((row.n for row in asked if row.n is not None), default=0),
        medians=tuple((criterion, _known(value)) for criterion, value in zip(criteria, medians)),
        weight_used=used,
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
