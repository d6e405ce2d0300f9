"""Steps 5 and 6: risks, measures of success, work programme, votes and the ladder for disputes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from components.errors import Problem
from components.framework.records import KpiExample
from components.workshop.changes import Change, Edit
from components.workshop.edits.checks import Fault, edits_for, whole_faults
from components.workshop.edits.codes import next_code
from components.workshop.records.delivery import CityVotes, DisputeStep, Kpi, Risk, RiskShare, WorkItem
from components.workshop.state import State

_DIRECTIONS = {"higher": "up", "lower": "down"}


def add_risk(state: State, history: Sequence[Change], *, category: str = "", option: str = "") -> tuple[Edit, ...]:
    """A risk of an option, or of the whole plan, to be described."""
    code = next_code(state, history, "risk")
    edits = edits_for(state, "risk", code, {"category": category, "option": option}, rule=risk_faults, new=True)
    return edits or (Edit("risk", code, "status", Risk(code).status),)


def add_kpi(
    state: State, history: Sequence[Change], example: KpiExample | None = None, *, language: str = "en"
) -> tuple[Edit, ...]:
    """A measure of success: as an example of the framework has it, or empty. language: of the room."""
    code = next_code(state, history, "kpi")
    if example is None:
        return (Edit("kpi", code, "level", Kpi(code).level),)
    values: Mapping[str, Any] = {
        "name": example.label(language),
        "name_second": example.label("en" if language == "zh" else "zh"),
        "level": example.result,
        "network_level": example.level or "",
        "unit": example.unit(language),
        "direction": _DIRECTIONS[example.direction],
    }
    return edits_for(state, "kpi", code, values, rule=kpi_faults, new=True)


def add_work(
    state: State, history: Sequence[Change], what: str, *, owner: str = "", due: str = "", option: str = ""
) -> tuple[Edit, ...]:
    """A step of the work programme. Raises InputError without words or with a date that is none."""
    code = next_code(state, history, "work")
    order = max((item.order for item in state.all(WorkItem)), default=0) + 1
    values = {"what": what, "owner": owner, "due": due, "option": option, "order": order}
    return edits_for(state, "work", code, values, rule=work_faults, new=True)


def ladder(state: State) -> tuple[DisputeStep, ...]:
    """The rungs of the ladder for disputes, the first one first."""
    return tuple(sorted(state.all(DisputeStep), key=lambda step: (step.order, step.code)))


def add_rung(state: State, history: Sequence[Change]) -> tuple[Edit, ...]:
    """A further rung at the end of the ladder."""
    code = next_code(state, history, "dispute_step")
    order = max((step.order for step in state.all(DisputeStep)), default=0) + 1
    return edits_for(state, "dispute_step", code, {"order": order}, new=True)


def move_rung(state: State, code: str, by: int) -> tuple[Edit, ...]:
    """A rung one place earlier (-1) or later (1); nothing at the ends of the ladder or when it is gone."""
    steps = list(ladder(state))
    place = next((number for number, step in enumerate(steps) if step.code == code), None)
    if place is None or not 0 <= place + by < len(steps):
        return ()
    steps[place], steps[place + by] = steps[place + by], steps[place]
    batches = (
        edits_for(state, "dispute_step", step.code, {"order": number}) for number, step in enumerate(steps, 1)
    )
    return tuple(edit for batch in batches for edit in batch)


def risk_faults(_state: State, risk: Risk) -> list[Fault]:
    """Its day is a date, its money is whole, and what is done about it does not make it larger."""
    faults = [
        *date_faults(risk.due, "due"),
        *whole_faults(risk.cost, "cost"),
        *whole_faults(risk.mitigation_cost, "mitigation_cost"),
    ]
    for before, after in (("likelihood", "residual_likelihood"), ("impact", "residual_impact")):
        first, left = getattr(risk, before), getattr(risk, after)
        if first is not None and left is not None and left > first:
            faults.append(Fault(frozenset({before, after}), Problem("edits.residual", {"left": left, "first": first})))
    return faults


def share_faults(state: State, share: RiskShare) -> list[Fault]:
    """The shares of one risk are at most the whole; whether they make it is said where they are shown. A city that does
    not bear the risk any more does not count.
    """
    named = state.one(Risk, share.risk).shared_between
    rows = [row for row in state.all(RiskShare) if row.risk == share.risk and row.code != share.code]
    others = sum(row.percent or 0 for row in rows if not named or row.city in named)
    total = round(others + (share.percent or 0), 2)
    if total > 100:
        return [Fault(frozenset({"percent"}), Problem("edits.risk_shares", {"total": f"{total:g}"}))]
    return []


def kpi_faults(_state: State, kpi: Kpi) -> list[Fault]:
    """Its day is a date, its money is whole, it is not measured before its baseline, and its targets lead the way it
    shall go.
    """
    faults = [*date_faults(kpi.measure_by, "measure_by"), *whole_faults(kpi.cost, "cost")]
    if kpi.baseline_year is not None and kpi.actual_year is not None and kpi.actual_year < kpi.baseline_year:
        values = {"actual": str(kpi.actual_year), "baseline": str(kpi.baseline_year)}
        faults.append(Fault(frozenset({"baseline_year", "actual_year"}), Problem("edits.kpi_years", values)))
    sign = -1 if kpi.direction == "down" else 1
    for name in ("target_1", "target_3", "target_5"):
        target = getattr(kpi, name)
        if target is not None and kpi.baseline is not None and sign * (target - kpi.baseline) < 0:
            key = "edits.kpi_down" if sign < 0 else "edits.kpi_up"
            values = {"target": f"{target:g}", "baseline": f"{kpi.baseline:g}"}
            faults.append(Fault(frozenset({name, "baseline", "direction"}), Problem(key, values)))
    return faults


def work_faults(_state: State, item: WorkItem) -> list[Fault]:
    """It says what is to be done, and its day is a date."""
    faults = date_faults(item.due, "due")
    if not item.what:
        faults.append(Fault(frozenset({"what"}), Problem("edits.needs_words")))
    return faults


def votes_faults(state: State, votes: CityVotes) -> list[Fault]:
    """Votes are those of a partner city."""
    if any(city.code == votes.code for city in state.cities):
        return []
    return [Fault(frozenset({"votes"}), Problem("edits.unknown_city", {"code": votes.code}))]


def date_faults(text: str, field: str) -> list[Fault]:
    """A date is written as year-month-day; blank is not known."""
    try:
        date.fromisoformat(text or "2000-01-01")
    except ValueError:
        return [Fault(frozenset({field}), Problem("edits.not_a_date", {"text": text}))]
    return []
