"""Scenarios and what-ifs as the screens ask for them: the same scenario at the same version is one object, so that
evidence and plan are made once; evidence that a change cannot touch is the workshop's own.
"""

from __future__ import annotations

from collections.abc import Callable

from components.framework.catalogue import Catalogue
from components.framework.parameters import load_parameters
from components.investment import plan as plans
from components.investment import scenarios
from components.investment.plan_records import Plan
from components.investment.portfolio import Selection
from components.investment.question import Question
from components.investment.scenarios import Applied
from components.walk import results
from components.walk.results import Kept
from components.workshop.edits.scenarios import Wanted
from components.workshop.state import Snapshot

_scenarios: Kept[Applied] = Kept(32)
_tried: Kept[Snapshot] = Kept(32)
_same_choice: Kept[Plan] = Kept(32)


def scenario(seen: Snapshot, catalogue: Catalogue, code: str) -> Applied:
    """The workshop's snapshot with the changes of a stored scenario."""

    def make() -> Applied:
        found = scenarios.applied(seen, code)
        _share_evidence(seen, found.snapshot, catalogue)
        return found

    return _scenarios.get((id(seen), id(catalogue), code), make, holds=(seen, catalogue))


def tried(seen: Snapshot, catalogue: Catalogue, wanted: tuple[Wanted, ...]) -> Snapshot:
    """The workshop's snapshot with changes that are stored nowhere; itself without changes. Raises InputError when the
    workshop could not hold them.
    """
    if not wanted:
        return seen

    def make() -> Snapshot:
        found = scenarios.tried(seen, wanted)
        _share_evidence(seen, found, catalogue)
        return found

    return _tried.get((id(seen), id(catalogue), wanted), make, holds=(seen, catalogue))


def same_choice(changed: Snapshot, catalogue: Catalogue, plan: Plan) -> Plan:
    """What the options of `plan`, in its years, mean under changed money: who pays what, and what nobody could pay.
    Nothing is searched, so that it answers at once.

    An option that cannot be chosen any more is left out.
    """
    return _same_choice.get(
        (id(changed), id(catalogue), id(plan)),
        lambda: plans.make_plan(
            changed, results.evidence(changed, catalogue), catalogue, load_parameters(), solver=_keeping(changed, plan)
        ),
        holds=(changed, catalogue, plan),
    )


def _keeping(changed: Snapshot, plan: Plan) -> Callable[[Question, float, float], Selection]:
    first = changed.state.setting.first_year
    years = {line.option: line.start - first for line in plan.lines if line.chosen and line.start is not None}

    def keep(asked: Question, _gap: float, _seconds: float) -> Selection:
        fitting = {item.code: years.get(item.code) for item in asked.candidates}
        starts = tuple((code, start) for code, start in fitting.items() if start in asked.starts(asked.by_code[code]))
        value = sum(asked.by_code[code].value for code, _ in starts)
        return Selection(plan.portfolio.status, starts, value, plan.portfolio.gap, 0.0)

    return keep


def _share_evidence(seen: Snapshot, changed: Snapshot, catalogue: Catalogue) -> None:
    if scenarios.same_evidence(seen.state, changed.state):
        results.share_evidence(seen, changed, catalogue)
