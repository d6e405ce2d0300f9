"""What would be if: results of what somebody asks on the screen, and of the scenarios that the room keeps."""

from __future__ import annotations

from components.investment import priority
from components.investment.plan_records import Plan
from components.investment.scenarios import Applied
from components.ui import progress, session
from components.walk import results, whatifs
from components.walk.results import Standing
from components.workshop.edits.scenarios import Wanted
from components.workshop.state import Snapshot


def ranks_without(city: str) -> dict[str, int]:
    """Ranks of the options if one city's marks were left out."""
    return priority.ranks_without(session.snapshot(), session.evidence(), session.catalogue(), city)


def scenario(code: str) -> Applied:
    """A stored scenario of the open workshop."""
    return whatifs.scenario(session.snapshot(), session.catalogue(), code)


def scenario_plan(code: str) -> Standing:
    """The plan of a stored scenario as far as it is found; its search goes on beside the page."""
    place = (results.owner(session.store(), session.workshop()), "scenario", code)
    return results.standing(place, scenario(code).snapshot, session.catalogue(), patience=session.patience())


def tried(wanted: tuple[Wanted, ...]) -> Snapshot:
    """The open workshop with changes that are stored nowhere."""
    return whatifs.tried(session.snapshot(), session.catalogue(), wanted)


def same_choice(changed: Snapshot, plan: Plan) -> Plan:
    """The options and years of a plan under changed money."""
    return whatifs.same_choice(changed, session.catalogue(), plan)


def tried_plan(changed: Snapshot, *, patience: float) -> Standing:
    """The best plan under what somebody tries in this tab, as far as it is found. patience: seconds to wait for it."""
    return results.standing(progress.place("try"), changed, session.catalogue(), patience=patience)
