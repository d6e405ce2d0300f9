"""Step 3: from the marks on the criteria to a verdict per partnership: the six core ones, or all twelve where the room
asks them.

Index = 100 x mean of (median / 5) over the criteria with enough marks. A knock-out stops whatever the index. The room
may override the proposed verdict, with a reason; without one the override does not count.
"""

from __future__ import annotations

from components.analysis.agreement import worst
from components.analysis.evidence import Evidence
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.plan_records import Verdict
from components.workshop.records.partnerships import Partnership
from components.workshop.state import State

ALL = "all"
GO, CONDITIONS, SIMPLER, PARK, STOP = "go", "go_with_conditions", "simpler_agreement_first", "park", "stop"


def verdicts(state: State, evidence: Evidence, catalogue: Catalogue, parameters: Parameters) -> tuple[Verdict, ...]:
    """One verdict per candidate partnership, in the order of their codes."""
    asked = criteria(state, catalogue)
    return tuple(_verdict(item, asked, evidence, parameters) for item in state.partnerships)


def criteria(state: State, catalogue: Catalogue) -> tuple[str, ...]:
    """Codes of the criteria that the room marks, in the order of the table."""
    every = state.setting.cluster_criteria == ALL
    return tuple(row.code for row in catalogue.cluster_criteria if row.core or every)


def proposed(index: float | None, knockouts: tuple[str, ...], parameters: Parameters) -> str:
    """The verdict that index and knock-outs propose; empty when nothing was marked and nothing knocks out."""
    if knockouts:
        return STOP
    if index is None:
        return ""
    steps = (("feasibility.go", GO), ("feasibility.conditions", CONDITIONS), ("feasibility.simpler", SIMPLER))
    return next((verdict for code, verdict in steps if index >= parameters.value(code) - 1e-9), PARK)


def _verdict(item: Partnership, marked: tuple[str, ...], evidence: Evidence, parameters: Parameters) -> Verdict:
    asked = [row for code in marked if (row := evidence.agreement("feasibility", code, item.code)) is not None]
    medians = {row.item: row.median for row in asked}
    known = [value for value in medians.values() if value is not None]
    index = 100 * sum(value / 5 for value in known) / len(known) if known else None
    suggestion = proposed(index, item.knockouts, parameters)
    overridden = bool(item.override and item.override_reason.strip())
    return Verdict(
        partnership=item.code,
        index=index,
        proposed=suggestion,
        verdict=item.override if overridden else suggestion,
        knockouts=item.knockouts,
        n=min((row.n for row in asked if row.n is not None), default=0),
        flag=worst(row.flag for row in asked),
        scores=tuple((code, medians.get(code)) for code in marked),
    )
