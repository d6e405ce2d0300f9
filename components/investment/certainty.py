"""How much of the money can be counted on: every amount times the weight of how sure it is.

The weights (data/framework/certainties.csv) are a judgement, not a measurement; a workshop may set its own. They weigh
totals and choose nothing: with which sources is planned follows from the shipped weights and the parameter
`portfolio.certainty_minimum`, so that judging a total more strictly never changes the plan behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from components.framework.catalogue import Catalogue
from components.investment.plan_records import Flow
from components.investment.scaled import scaled
from components.workshop.records.money import CertaintyWeight
from components.workshop.state import State


def weights(state: State, catalogue: Catalogue) -> tuple[tuple[str, float], ...]:
    """(certainty, weight in percent), the workshop's own where it set one, in the order of the framework."""
    own = {row.code: row.percent for row in state.all(CertaintyWeight) if row.percent is not None}
    return tuple((row.code, own.get(row.code, row.weight_percent)) for row in catalogue.certainties)


def weighted(rows: Sequence[Flow], percents: Sequence[tuple[str, float]]) -> tuple[Flow, ...]:
    """The rows with what can be counted on, whole units, every year summing to its rounded exact sum.

    percents: as `weights`; a certainty that is not among them counts for nothing.
    """
    part = {code: percent / 100 for code, percent in percents}
    return scaled(rows, lambda row: part.get(row.certainty, 0.0))
