"""What the gates say of second rounds and of the votes of steps 5 and 6. Nothing is said where all is well or nothing
was asked: a vote is never demanded.
"""

from __future__ import annotations

from collections.abc import Iterable

from components.analysis.agreement import SPLIT
from components.analysis.evidence import Agreement, Evidence
from components.framework.parameters import Parameters
from components.walk.check import WARN, Check
from components.workshop.instruments import WHOLE
from components.workshop.records.partnership import CostKey, Governance
from components.workshop.records.rounds import Round
from components.workshop.state import Snapshot
from components.workshop.store import REVEALED

STEP_5, ROOM = "step5_partnership", "room"
PARAMETERS = ("vote.acceptable_median",)
_BALLOTS = {
    1: ("agreement",),
    2: ("present", "importance", "pair_present", "pair_importance"),
    3: ("feasibility",),
    4: ("weights", "options"),
    5: ("cost_key", "governance"),
    6: ("exit",),
}
# Importance only weighs the gaps: people may differ on it, and nobody has to ask again.
_ONCE_IS_ENOUGH = frozenset({"importance", "pair_importance"})


def again(step: int, snapshot: Snapshot, evidence: Evidence) -> tuple[Check, ...]:
    """Splits that were asked only once, later rounds that too few answered, and later rounds that are still sealed."""
    ballots = _BALLOTS[step]
    rows = [row for row in evidence.agreements if row.instrument in ballots]
    once = [row for row in rows if row.flag == SPLIT and row.round == 1 and row.instrument not in _ONCE_IS_ENOUGH]
    indicative = [row for row in rows if row.indicative]
    sealed = [
        row
        for row in snapshot.state.all(Round)
        if row.instrument in ballots and row.number > 1 and row.state and row.state != REVEALED
    ]
    found = (("again", once), ("indicative", indicative), ("sealed", sealed))
    return tuple(Check(f"gates.{name}.open", (("n", len(left)),), WARN, ROOM) for name, left in found if left)


def votes(step: int, snapshot: Snapshot, evidence: Evidence, parameters: Parameters) -> tuple[Check, ...]:
    """Step 5: the chosen form and keys that people find hard to accept. Step 6: a plan that they cannot defend."""
    least = parameters.value(PARAMETERS[0])
    if step == 5:
        form = snapshot.state.one(Governance).form
        keys = [row.code for row in snapshot.state.all(CostKey) if row.weight]
        return (
            *_vote("form_vote", [evidence.agreement("governance", "acceptable", form)], least, STEP_5),
            *_vote("key_vote", [evidence.agreement("cost_key", "acceptable", key) for key in keys], least, STEP_5),
        )
    if step == 6:
        return _vote("exit_vote", [evidence.agreement("exit", "defend", WHOLE)], least, ROOM)
    return ()


def _vote(name: str, rows: Iterable[Agreement | None], least: float, page: str) -> tuple[Check, ...]:
    """Split is said first: a median of people who are apart tells little."""
    asked = [row for row in rows if row is not None and row.median is not None]
    split = [row for row in asked if row.flag == SPLIT]
    low = [row for row in asked if row.flag != SPLIT and row.median is not None and row.median < least]
    found = ((f"gates.{name}_split.open", split), (f"gates.{name}_low.open", low))
    return tuple(Check(key, (("n", len(left)),), WARN, page) for key, left in found if left)
