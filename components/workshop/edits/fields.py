"""Any field of any record, with the rules of its step: what a form that writes every change at once needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.workshop.changes import Edit
from components.workshop.edits import (
    asking,
    consent,
    delivery,
    demands,
    feasibility,
    indicators,
    keys,
    money,
    naming,
    options,
    partnership,
    room,
    setup,
)
from components.workshop.edits.checks import Rule, edits_for
from components.workshop.state import State

RULES: dict[str, Rule] = {
    "setting": setup.setting_faults,
    "city": setup.city_faults,
    "rate": options.rate_faults,
    "indicator": indicators.indicator_faults,
    "partnership": feasibility.partnership_faults,
    "option": options.option_faults,
    "consent": consent.consent_faults,
    "governance": partnership.governance_faults,
    "clause": partnership.clause_faults,
    "cost_key": partnership.cost_key_faults,
    "key_limit": partnership.limit_faults,
    "option_key": keys.option_key_faults,
    "envelope": money.year_faults,
    "source": money.certainty_faults,
    "source_amount": money.year_faults,
    "city_certainty": money.certainty_faults,
    "budget": demands.year_faults,
    "ceiling": demands.city_faults,
    "floor": demands.floor_faults,
    "match": demands.match_faults,
    "inflation": demands.year_faults,
    "in_kind": demands.city_faults,
    "own_ballot": asking.own_ballot_faults,
    "risk": delivery.risk_faults,
    "risk_share": delivery.share_faults,
    "kpi": delivery.kpi_faults,
    "work": delivery.work_faults,
    "city_votes": delivery.votes_faults,
    "agenda": room.agenda_faults,
    "parking": room.parking_faults,
    "scenario": naming.scenario_faults,
}


def set_field(state: State, kind: str, code: str, field: str, value: Any) -> tuple[Edit, ...]:
    """The edits that give one field a value, against what `state` says it was before; none when it says so already. A
    record that is kept by a composite code (an envelope, an amount …) is made. Raises InputError with every problem.
    """
    return set_fields(state, kind, code, {field: value})


def set_fields(state: State, kind: str, code: str, values: Mapping[str, Any]) -> tuple[Edit, ...]:
    """As `set_field` for several fields that belong together."""
    return edits_for(state, kind, code, values, rule=RULES.get(kind))
