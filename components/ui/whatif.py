"""What would be if: results of a question that somebody asks on the screen, kept nowhere."""

from __future__ import annotations

from components.investment import priority, scenarios
from components.investment.plan_records import Plan
from components.ui import session
from components.walk import results


def ranks_without(city: str) -> dict[str, int]:
    """Ranks of the options if one city's marks were left out."""
    return priority.ranks_without(session.snapshot(), session.evidence(), session.catalogue(), city)


def plan_with_key(key: str) -> Plan:
    """The plan if one cost key carried all the weight."""
    return results.plan(scenarios.with_cost_key(session.snapshot(), key), session.catalogue())
