"""Step 5: the form of the partnership, its clauses, and the cost key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.errors import InputError, Problem
from components.framework.parameters import load_parameters
from components.workshop.changes import Edit
from components.workshop.edits.checks import Fault, edits_for
from components.workshop.edits.delivery import date_faults
from components.workshop.records.partnership import Clause, CostKey, Governance, KeyLimit
from components.workshop.state import State


def set_governance(state: State, values: Mapping[str, Any]) -> tuple[Edit, ...]:
    """Model, form, decision rule and the like."""
    return edits_for(state, "governance", "main", values, rule=governance_faults)


def set_weights(state: State, percents: Mapping[str, float | None]) -> tuple[Edit, ...]:
    """The whole mix of cost keys at once, in percent; keys that are not named get none. Raises InputError unless it
    sums to 100 over no more keys than the parameters allow.
    """
    wanted = {record.code: None for record in state.all(CostKey)} | dict(percents)
    used = {code: value for code, value in wanted.items() if value}
    most = int(load_parameters().value("sharing.max_keys"))
    problems = []
    if round(sum(used.values()), 6) != 100:
        problems.append(Problem("edits.not_hundred", {"total": round(sum(used.values()), 2)}))
    if len(used) > most:
        problems.append(Problem("edits.too_many_keys", {"n": len(used), "most": most}))
    if problems:
        raise InputError(*problems)
    batches = (edits_for(state, "cost_key", code, {"weight": value or None}) for code, value in wanted.items())
    return tuple(edit for batch in batches for edit in batch)


def governance_faults(state: State, item: Governance) -> list[Fault]:
    """The day of the review is a date, and a quorum can be reached by the cities that there are."""
    faults = date_faults(item.review_date, "review_date")
    cities = len(state.cities)
    if item.quorum_cities is not None and item.quorum_cities > cities:
        values = {"quorum": item.quorum_cities, "n": cities}
        faults.append(Fault(frozenset({"quorum_cities"}), Problem("edits.quorum", values)))
    return faults


def clause_faults(_state: State, clause: Clause) -> list[Fault]:
    """Only words can be agreed."""
    if clause.status in ("agreed", "agreed_in_principle") and not clause.text:
        return [Fault(frozenset({"status", "text"}), Problem("edits.empty_clause"))]
    return []


def cost_key_faults(state: State, key: CostKey) -> list[Fault]:
    """Not more keys at once than the parameters allow. That they sum to 100 is asked when the shares are worked out,
    so that weights can be typed one after the other.
    """
    used = {record.code for record in state.all(CostKey) if record.weight and record.code != key.code}
    most = int(load_parameters().value("sharing.max_keys"))
    if key.weight and len(used) + 1 > most:
        return [Fault(frozenset({"weight"}), Problem("edits.too_many_keys", {"n": len(used) + 1, "most": most}))]
    return []


def limit_faults(state: State, limit: KeyLimit) -> list[Fault]:
    """The limits leave room: floor up to cap, floors up to 100 in all, caps of all cities at least 100 in all."""
    others = [record for record in state.all(KeyLimit) if record.code != limit.code]
    limits = [record for record in (*others, limit) if any(city.code == record.code for city in state.cities)]
    faults = []
    if limit.floor is not None and limit.cap is not None and limit.floor > limit.cap:
        values = {"floor": limit.floor, "cap": limit.cap}
        faults.append(Fault(frozenset({"floor", "cap"}), Problem("edits.floor_over_cap", values)))
    if (total := sum(record.floor or 0 for record in limits)) > 100:
        faults.append(Fault(frozenset({"floor"}), Problem("edits.floors_too_high", {"total": total})))
    caps = [record.cap for record in limits if record.cap is not None]
    if len(caps) == len(state.cities) > 0 and sum(caps) < 100:
        faults.append(Fault(frozenset({"cap"}), Problem("edits.caps_too_low", {"total": sum(caps)})))
    return faults
