"""The workbook of a scenario: the same sheets, of the snapshot with the scenario's changes. It is always a draft, and
its version says whose it is, so that nobody takes it for the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from components.errors import InputError, Problem
from components.framework.catalogue import Catalogue
from components.walk import results, whatifs
from components.workbook.write import book
from components.workshop.edits.scenarios import with_edits
from components.workshop.records.scenarios import Scenario
from components.workshop.state import Snapshot
from components.workshop.store import Edit, Store

DRAFT = "draft"


def scenario_book(
    store: Store,
    workshop: str,
    code: str,
    catalogue: Catalogue,
    language: str,
    told: Callable[[float], None] | None = None,
) -> bytes:
    """The workbook as bytes of an .xlsx, with the best plan of the scenario: waits for its search. told: called with
    the share of its tests that is done, 0–1; whatever it raises ends the work. Raises InputError when the scenario is
    not there any more.
    """
    seen = results.snapshot(store, workshop)
    scenario = seen.state.get(Scenario, code)
    if scenario is None:
        raise InputError(Problem("edits.gone", {"code": code}))
    changed = whatifs.scenario(seen, catalogue, code).snapshot
    evidence, plan = results.evidence(changed, catalogue), results.plan(changed, catalogue)
    shown = _labelled(changed, scenario.name)
    return book.write(
        shown,
        evidence,
        plan,
        catalogue,
        results.parameters(changed),
        language,
        at=datetime.now(UTC),
        trials=results.trials(changed, catalogue, plan, told),
    )


def _labelled(changed: Snapshot, name: str) -> Snapshot:
    version = f"{changed.state.setting.version} · {name}"
    edits = (Edit("setting", "main", "status", DRAFT), Edit("setting", "main", "version", version))
    return replace(changed, state=with_edits(changed.state, edits))
