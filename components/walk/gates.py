"""What each of the six steps still lacks, in plain words. A gate stops nobody: it says what one would sign without."""

from __future__ import annotations

from collections.abc import Callable

from components.analysis.evidence import Evidence
from components.framework.parameters import Parameters
from components.investment.plan_records import Plan
from components.walk import gates_agree, gates_invest, gates_rounds
from components.walk.check import Check
from components.workshop.state import Snapshot

_STEPS: tuple[Callable[[Snapshot, Evidence, Plan, Parameters], tuple[Check, ...]], ...] = (
    gates_agree.agreement,
    gates_agree.connectivity,
    gates_agree.feasibility,
    gates_invest.networks,
    gates_invest.partnership,
    gates_invest.investment,
)


def gate(
    step: int, snapshot: Snapshot, evidence: Evidence, plan: Plan, parameters: Parameters
) -> tuple[Check, ...]:
    """The checks of a step (1–6), each done, missing or to be known. parameters: those in force for the workshop."""
    return (
        *_STEPS[step - 1](snapshot, evidence, plan, parameters),
        *gates_rounds.again(step, snapshot, evidence),
        *gates_rounds.votes(step, snapshot, evidence, parameters),
    )
