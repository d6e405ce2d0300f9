"""Step 4: investment options. An option that goes to the short list has a likely cost, a running cost and a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from components.errors import InputError, Problem
from components.framework.records import PublicGood
from components.workshop.changes import Change, Edit
from components.workshop.edits.checks import Fault, edits_for, whole_faults
from components.workshop.edits.codes import next_code, next_codes
from components.workshop.records.options import Option
from components.workshop.records.setting import ExchangeRate
from components.workshop.state import State

SHORT_LIST, MERGE = "short_list", "merge"


def new_option(
    state: State,
    history: Sequence[Change],
    *,
    public_good: PublicGood | None = None,
    language: str = "en",
    values: Mapping[str, Any] | None = None,
    **more: Any,
) -> tuple[Edit, ...]:
    """An option with a code that was never used; from a public good of the framework it takes name, level, dimension
    and kind. `values` and `more` are further fields.
    """
    code = next_code(state, history, "option")
    given: dict[str, Any] = {"cities": tuple(city.code for city in state.cities)}
    if public_good is not None:
        given |= {
            "name": public_good.label(language),
            "public_good": public_good.code,
            "level": public_good.level,
            "dimension": public_good.dimension,
            "kind": public_good.kind,
        }
    given |= {**(values or {}), **more}
    edits = edits_for(state, "option", code, given, rule=option_faults, new=True)
    return edits or (Edit("option", code, "idea_source", Option(code).idea_source),)


def new_options(
    state: State, history: Sequence[Change], rows: Sequence[Mapping[str, Any]]
) -> tuple[Edit, ...]:
    """Options that come in together, each with a code that was never used. Raises InputError with every problem."""
    codes = next_codes(state, history, "option", len(rows))
    found: list[Edit] = []
    problems: list[Problem] = []
    for code, values in zip(codes, rows, strict=True):
        try:
            found += edits_for(state, "option", code, values, rule=option_faults, new=True)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    return tuple(found)


def set_fields(state: State, code: str, values: Mapping[str, Any]) -> tuple[Edit, ...]:
    """Sets fields of an option."""
    return edits_for(state, "option", code, values, rule=option_faults)


def decide(state: State, code: str, decision: str, reason: str, *, merge_with: str = "") -> tuple[Edit, ...]:
    """What happens to an option, with the reason; a blank decision takes it back."""
    values: dict[str, Any] = {"decision": decision, "reason": reason}
    if decision == MERGE or merge_with:
        values["merge_with"] = merge_with
    return set_fields(state, code, values)


def merge(state: State, code: str, into: str, reason: str) -> tuple[Edit, ...]:
    """Merges an option into another. The merged one stays in the list with its reason, as a trace; what needed or
    excluded it needs or excludes the other. Raises InputError when the other is merged itself.
    """
    kept = state.get(Option, into)
    if kept is not None and kept.decision == MERGE:
        raise InputError(Problem("edits.merge_circle", {"code": code, "into": into}))
    found = list(decide(state, code, MERGE, reason, merge_with=into))
    for option in state.options:
        changed = {
            field: _pointed(getattr(option, field), code, into, option.code)
            for field in ("requires", "excludes")
            if code in getattr(option, field) and option.code != code
        }
        if changed:
            found += set_fields(state, option.code, changed)
    return tuple(found)


def _pointed(codes: tuple[str, ...], code: str, into: str, own: str) -> tuple[str, ...]:
    moved = (into if item == code else item for item in codes)
    return tuple(dict.fromkeys(item for item in moved if item != own))


def set_tier(state: State, code: str, tier: str, reason: str, name: str) -> tuple[Edit, ...]:
    """Puts the room's own tier in place of the proposed one; a blank tier takes it back. Raises InputError without a
    reason and a name.
    """
    values = {"tier": tier, "tier_reason": reason, "tier_by": name} if tier else {}
    return set_fields(state, code, values or dict.fromkeys(("tier", "tier_reason", "tier_by"), ""))


def option_faults(state: State, option: Option) -> list[Fault]:
    """What does not fit together in an option."""
    return [
        *_cost_faults(option),
        *_whole_faults(state, option),
        *_partner_faults(option),
        *_relation_faults(option),
        *_decision_faults(state, option),
        *_tier_faults(option),
        *_must_faults(option),
    ]


def rate_faults(_state: State, rate: ExchangeRate) -> list[Fault]:
    """The day of a rate is a date."""
    try:
        date.fromisoformat(rate.date or "2000-01-01")
    except ValueError:
        return [Fault(frozenset({"date"}), Problem("edits.not_a_date", {"text": rate.date}))]
    return []


def _cost_faults(option: Option) -> list[Fault]:
    costs = [(name, getattr(option, name)) for name in ("capex_low", "capex_likely", "capex_high")]
    known = [(name, value) for name, value in costs if value is not None]
    return [
        Fault(frozenset({low[0], high[0]}), Problem("edits.capex_order", {"low": low[1], "high": high[1]}))
        for low, high in pairwise(known)
        if low[1] > high[1]
    ]


def _whole_faults(state: State, option: Option) -> list[Fault]:
    """The plan counts in whole units of its money: half a unit would be rounded without anybody seeing it. Foreign
    amounts are changed at a rate and may have any decimals.
    """
    if option.currency and option.currency != state.setting.currency:
        return []
    return [
        fault
        for name in ("capex_low", "capex_likely", "capex_high", "opex_per_year", "revenue_per_year", "spent")
        for fault in whole_faults(getattr(option, name), name, "currency")
    ]


def _partner_faults(option: Option) -> list[Fault]:
    if option.lead_city and option.lead_city not in option.cities:
        return [Fault(frozenset({"lead_city", "cities"}), Problem("edits.lead_city", {"code": option.lead_city}))]
    return []


def _relation_faults(option: Option) -> list[Fault]:
    faults = [
        Fault(frozenset({field}), Problem("edits.itself", {"code": option.code}))
        for field in ("requires", "excludes", "merge_with")
        if option.code in (getattr(option, field) if field != "merge_with" else (option.merge_with,))
    ]
    for field, other in (("requires", "excludes"), ("gates_passed", "gates_failed")):
        both = set(getattr(option, field)) & set(getattr(option, other))
        key = "edits.requires_and_excludes" if field == "requires" else "edits.gate_both"
        faults += [Fault(frozenset({field, other}), Problem(key, {"code": code})) for code in sorted(both)]
    return faults


def _tier_faults(option: Option) -> list[Fault]:
    if not option.tier:
        return []
    involved = ("tier", "tier_reason", "tier_by")
    missing = [name for name in involved[1:] if not getattr(option, name)]
    return [Fault(frozenset(involved), Problem(f"edits.{name}")) for name in missing]


def _must_faults(option: Option) -> list[Fault]:
    """Whoever puts an option above its score says why."""
    if not option.must or option.must_reason.strip():
        return []
    return [Fault(frozenset({"must", "must_reason"}), Problem(f"edits.must_{option.must}", {"code": option.code}))]


def _decision_faults(state: State, option: Option) -> list[Fault]:
    faults = []
    if option.decision and not option.reason:
        faults.append(Fault(frozenset({"decision", "reason"}), Problem("edits.needs_reason")))
    if option.decision == MERGE and not option.merge_with:
        faults.append(Fault(frozenset({"decision", "merge_with"}), Problem("edits.needs_merge_with")))
    if option.decision != SHORT_LIST:
        return faults
    missing = [name for name in ("name", "capex_likely", "opex_per_year") if getattr(option, name) in (None, "")]
    faults += [
        Fault(frozenset({"decision", name}), Problem(f"edits.short_list_{name}", {"code": option.code}))
        for name in missing
    ]
    if option.currency and option.currency != state.setting.currency:
        rate = state.get(ExchangeRate, option.currency)
        if rate is None or rate.rate is None or not rate.date:
            values = {"currency": option.currency}
            faults.append(Fault(frozenset({"decision", "currency"}), Problem("edits.short_list_rate", values)))
    return faults
