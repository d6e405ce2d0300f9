"""The room adopts a plan: what stands against it, the freezing, and the files of a plan that was frozen.

Adopting is refused while there is no plan, while a core check fails, or while the workshop has changed under the eyes
of whoever adopts. What else the gates lack does not hinder it: it is named first and kept with the plan. The workbook
of an adopted plan has the frozen figures; marks and words beside them are those of the same moment, without words that
were erased and ballots that were withdrawn since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from components.analysis.evaluate import evaluate
from components.analysis.evidence import Evidence
from components.errors import InputError, Problem, RefusedError
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters, load_parameters
from components.framework.records import PlanCheck
from components.investment import adopted, scenarios
from components.investment.adopted import Basis, Document
from components.investment.plan import make_plan
from components.investment.plan_records import Plan
from components.investment.portfolio import FEASIBLE, OPTIMAL, Selection
from components.investment.robustness import QUICK_SECONDS, robustness
from components.language import Texts, texts
from components.walk import results
from components.walk.check import MISSING, Check
from components.walk.gates import gate
from components.workbook.write import book, briefing, rules
from components.workbook.write.draft import Draft
from components.workshop.edits import adoption as edits
from components.workshop.edits.scenarios import with_edits
from components.workshop.records.scenarios import Adopted
from components.workshop.state import Snapshot
from components.workshop.store import Edit, Store

ADOPTED, SUPERSEDED, FOR_DECISION = "adopted", "superseded", "for_decision"
_STEPS = range(1, 7)


@dataclass(frozen=True)
class Hindrance:
    """What stands against a plan. `failed`: core checks; `no_plan`: there is nothing to adopt; `missing`: what the
    gates of the six steps lack, with their step.
    """

    failed: tuple[PlanCheck, ...]
    no_plan: bool
    missing: tuple[tuple[int, Check], ...]

    @property
    def refused(self) -> bool:
        """Whether the plan cannot be put to a decision."""
        return self.no_plan or bool(self.failed)


def hindrance(
    seen: Snapshot, evidence: Evidence, plan: Plan, catalogue: Catalogue, parameters: Parameters
) -> Hindrance:
    """What stands against putting this plan to a decision."""
    draft = Draft(seen, evidence, plan, catalogue, parameters, seen.state.setting.language, datetime.now(UTC))
    found = rules.findings(draft)
    chosen = any(line.chosen for line in plan.lines)
    return Hindrance(
        failed=tuple(one.check for one in found if one.check.core and one.result == rules.FAIL),
        no_plan=not chosen or plan.portfolio.status not in {OPTIMAL, FEASIBLE},
        missing=tuple(
            (step, check)
            for step in _STEPS
            for check in gate(step, seen, evidence, plan, parameters)
            if check.done == MISSING
        ),
    )


def adopt(store: Store, seen: Snapshot, catalogue: Catalogue, name: str, *, by: str, scenario: str = "") -> str:
    """Freezes the plan of the workshop, or of one of its scenarios, and returns its code; the one before is superseded.

    seen: the workshop as it was shown. Raises InputError without a name, RefusedError when the plan cannot be put to a
    decision or the workshop has changed since it was shown.
    """
    if not name.strip():
        raise InputError(Problem("edits.needs_name"))
    if store.version(seen.workshop) != seen.version:
        raise RefusedError(Problem("adopted.changed_meanwhile"))
    shown = scenarios.applied(seen, scenario).snapshot if scenario else seen
    evidence, plan, parameters = (
        results.evidence(shown, catalogue),
        results.plan(shown, catalogue),
        results.parameters(shown),
    )
    against = hindrance(shown, evidence, plan, catalogue, parameters)
    if against.refused:
        raise RefusedError(Problem("adopted.refused"))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    missing = tuple((check.key, check.values) for _, check in against.missing)
    basis = Basis(name.strip(), by, at, store.rows(seen.workshop, seen.version), scenario, missing)
    text = adopted.document(shown, plan, parameters, basis, of=seen.state)
    values = {
        "name": basis.name,
        "scenario": scenario,
        "version": seen.version,
        "at": at,
        "by": by,
        "hash": adopted.hashed(text),
        "document": text,
    }
    made = edits.adopt(seen.state, store.history(seen.workshop), values)
    store.commit(seen.workshop, made, by=by)
    return made[0].code


def frozen_book(
    store: Store,
    workshop: str,
    code: str,
    catalogue: Catalogue,
    language: str,
    told: Callable[[float], None] | None = None,
) -> bytes:
    """The workbook of an adopted plan. told: called with the share of its tests that is done, 0–1; whatever it raises
    ends the work. Raises InputError when there is no such plan or its document was changed.
    """
    frozen, at, note = _frozen(store, workshop, code, catalogue, language)
    trials = robustness(*frozen, weights=False, seconds=QUICK_SECONDS, progress=told)
    return book.write(*frozen, language, at=at, note=note, trials=trials)


def frozen_briefing(store: Store, workshop: str, code: str, catalogue: Catalogue, language: str) -> bytes:
    """The one-page briefing of an adopted plan. Raises InputError as `frozen_book`."""
    frozen, at, note = _frozen(store, workshop, code, catalogue, language)
    return briefing.write(*frozen, language, at=at, note=note)


def _frozen(
    store: Store, workshop: str, code: str, catalogue: Catalogue, language: str
) -> tuple[tuple[Snapshot, Evidence, Plan, Catalogue, Parameters], datetime, str]:
    """What an adopted plan rests on, when it was adopted, and what whoever reads of it must know."""
    row = store.snapshot(workshop).state.get(Adopted, code)
    if row is None:
        raise InputError(Problem("edits.gone", {"code": code}))
    found = adopted.read(row)
    seen = _then(store, workshop, row, found)
    parameters = _parameters(found)
    evidence = evaluate(seen, catalogue, parameters)
    note = differs(texts(language), recounted(store, workshop, row, catalogue))
    return (seen, evidence, found.plan, catalogue, parameters), datetime.fromisoformat(found.at), note


def differs(t: Texts, other: Sequence[str]) -> str:
    """In words, that the program of today works out parts of an adopted plan otherwise; empty when it does not."""
    return t("adopted.differs", parts=t.joined([t(f"adopted.part.{name}") for name in other])) if other else ""


def recounted(store: Store, workshop: str, row: Adopted, catalogue: Catalogue) -> tuple[str, ...]:
    """The parts of an adopted plan (`adopted.differing`) that the program of today, with its tables and thresholds,
    works out otherwise from the same entries and the marks that still count. The search is not repeated: the same
    options in the same years. Kept until something changes. Raises InputError as `adopted.read`.
    """

    def work() -> tuple[str, ...]:
        found = adopted.read(row)
        seen = _then(store, workshop, row, found)
        evidence = evaluate(seen, catalogue, load_parameters())
        again = make_plan(seen, evidence, catalogue, load_parameters(), solver=lambda *_: _same(found, seen))
        return adopted.differing(found.plan, again)

    version = store.version(workshop)
    return _recounted.get((id(store), workshop, version, row.code), work, holds=store)


_recounted: results.Kept[tuple[str, ...]] = results.Kept(16)


def _same(found: Document, seen: Snapshot) -> Selection:
    """What the adopted plan chose, as a search would say it."""
    first, portfolio = seen.state.setting.first_year, found.plan.portfolio
    starts = tuple((line.option, line.start - first) for line in found.plan.lines if line.chosen and line.start)
    return Selection(portfolio.status, starts, portfolio.value, portfolio.gap, 0.0, bound=portfolio.bound)


def _then(store: Store, workshop: str, row: Adopted, found: Document) -> Snapshot:
    """The workshop as it was when the plan was adopted, with the status that the plan has by now."""
    seen = store.past(workshop, found.rows)
    if found.scenario:
        seen = scenarios.applied(seen, found.scenario).snapshot
    status = SUPERSEDED if row.superseded_by else ADOPTED
    setting = seen.state.setting
    version = f"{setting.version} · {row.code} · {found.hash[:8]}"
    edits_then = [Edit("setting", "main", "status", status), Edit("setting", "main", "version", version)]
    return replace(seen, state=with_edits(seen.state, edits_then))


def _parameters(found: Document) -> Parameters:
    """The thresholds of then, as far as there still are such."""
    shipped = load_parameters()
    known = {row.code for row in shipped.rows}
    changed = {code: value for code, value in found.parameters.items() if code in known}
    return shipped.with_overrides({code: value for code, value in changed.items() if shipped.value(code) != value})
