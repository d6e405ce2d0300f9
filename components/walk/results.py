"""Evidence and plan of a workshop, made once per version and kept: screens, phones and the command line share them.

A snapshot is kept by store, workshop and version; evidence and plan by the snapshot itself; the search for the best
plan by the question that it answers, so that an edit that touches neither options nor money does not solve again. When
several ask for the same at once, one computes and the others wait for it. A screen never waits long: it is given what
there is (`standing`) while the search goes on (`jobs`); the workbook and the command line wait for the end (`plan`).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, TypeVar
from weakref import WeakSet

from components.analysis import audit
from components.analysis import uncertainty as certainty
from components.analysis.evaluate import evaluate
from components.analysis.evidence import Evidence
from components.analysis.structure import Structure
from components.analysis.structure import structure as make_structure
from components.analysis.thresholds import in_use
from components.analysis.uncertainty_records import Uncertainty
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters, load_parameters
from components.investment import plan as plans
from components.investment.plan_records import Plan
from components.investment.portfolio import EMPTY, Progress, Selection, select
from components.investment.question import Question
from components.investment.robustness import QUICK_SECONDS, Trial, robustness
from components.investment.search import Cancelled
from components.walk.jobs import CORES, Job, Jobs, Lanes
from components.walk.solving import NOTHING, Asked
from components.workshop.records.options import Option
from components.workshop.state import Snapshot
from components.workshop.store import Store

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The last results by key, for every thread. A key is computed once; an error goes to all who wait, never kept."""

    every: ClassVar[WeakSet[Kept[Any]]] = WeakSet()

    def __init__(self, most: int) -> None:
        self.every.add(self)
        self._most = most
        self._lock = threading.Lock()
        self._found: OrderedDict[Hashable, tuple[Any, Future[Value]]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Value], *, holds: Any = None) -> Value:
        """The result of `key`, made by `make` when it is not there. holds: what must live as long as the result."""
        with self._lock:
            entry = self._found.get(key)
            mine = entry is None
            future: Future[Value] = Future() if entry is None else entry[1]
            self._found[key] = (holds, future)
            self._found.move_to_end(key)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        if mine:
            self._make(key, make, future)
        return future.result()

    def put(self, key: Hashable, value: Value) -> None:
        """Keeps `value` as the result of `key`, in place of what was there."""
        future: Future[Value] = Future()
        future.set_result(value)
        with self._lock:
            self._found.pop(key, None)
        self.get(key, future.result)

    def found(self, key: Hashable) -> Value | None:
        """The result of `key` if it is there."""
        with self._lock:
            entry = self._found.get(key)
        return entry[1].result() if entry is not None and entry[1].done() else None

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._found.clear()

    def _make(self, key: Hashable, make: Callable[[], Value], future: Future[Value]) -> None:
        try:
            future.set_result(make())
        except BaseException as error:  # noqa: BLE001, whatever it is, those who wait must hear of it
            with self._lock:
                self._found.pop(key, None)
            future.set_exception(error)


_snapshots: Kept[Snapshot] = Kept(16)
_evidence: Kept[Evidence] = Kept(16)
_structures: Kept[Structure] = Kept(16)
_uncertainty: Kept[Uncertainty] = Kept(16)
_ledgers: Kept[audit.Ledger] = Kept(4)
_plans: Kept[Plan] = Kept(16)
_trials: Kept[tuple[Trial, ...]] = Kept(16)
_asked: Kept[Asked] = Kept(64)
_last: Kept[tuple[Snapshot, Plan]] = Kept(16)


def _search(asked: Question, gap: float, seconds: float, report: Progress, cancelled: Cancelled) -> Selection:
    return select(asked, gap=gap, seconds=seconds, report=report, cancelled=cancelled)


_searches: Jobs[Selection] = Jobs(64, Lanes(CORES))


@dataclass(frozen=True)
class Standing:
    """What a screen shows of the plan while it is sought. `old`: options, years and money of `plan` answer the question
    before the last change; all else in it is of now. `place`: the screens that show it. `best`: what of a search that
    goes on is in `plan`.
    """

    plan: Plan
    job: Job[Selection]
    place: Hashable
    old: bool = False
    best: Selection | None = None


def owner(store: Store, workshop: str | None) -> Hashable:
    """Whose a place is: the first part of it."""
    return id(store), workshop


def snapshot(store: Store, workshop: str) -> Snapshot:
    """What may be seen of a workshop now; the same object for as long as nothing visible changed."""
    version = store.version(workshop)
    return _snapshots.get((id(store), workshop, version), lambda: store.snapshot(workshop), holds=store)


def parameters(seen: Snapshot) -> Parameters:
    """The thresholds in force: the shipped ones with what this workshop changed. Raises InputError as `in_use`."""
    return in_use(seen.state, load_parameters())


def evidence(seen: Snapshot, catalogue: Catalogue) -> Evidence:
    """What the revealed marks and the cities' facts say."""
    return _evidence.get(
        (id(seen), id(catalogue)),
        lambda: evaluate(seen, catalogue, load_parameters()),
        holds=(seen, catalogue),
    )


def share_evidence(seen: Snapshot, changed: Snapshot, catalogue: Catalogue) -> None:
    """Takes the evidence of one snapshot for another that differs in nothing that evidence looks at."""
    _evidence.get((id(changed), id(catalogue)), lambda: evidence(seen, catalogue), holds=(changed, catalogue))


def structure(seen: Snapshot, catalogue: Catalogue) -> Structure:
    """How the cities' economies and networks are built, made when it is first looked at."""
    return _structures.get(
        (id(seen), id(catalogue)),
        lambda: make_structure(seen, evidence(seen, catalogue), catalogue, load_parameters()),
        holds=(seen, catalogue),
    )


def uncertainty(
    seen: Snapshot, catalogue: Catalogue, progress: Callable[[float], None] | None = None
) -> Uncertainty:
    """How sure the evidence is: made when somebody asks for it, not with the evidence.

    progress: called with the share that is done, 0–1, when it has to be made here.
    """
    return _uncertainty.get(
        (id(seen), id(catalogue)),
        lambda: certainty.uncertainty(
            seen, evidence(seen, catalogue), catalogue, load_parameters(), progress=progress
        ),
        holds=(seen, catalogue),
    )


def ledger(seen: Snapshot, catalogue: Catalogue) -> audit.Ledger:
    """The marks that count, sorted for an audit."""
    return _ledgers.get(
        (id(seen), id(catalogue)),
        lambda: audit.ledger(seen, evidence(seen, catalogue), catalogue),
        holds=(seen, catalogue),
    )


def plan(seen: Snapshot, catalogue: Catalogue) -> Plan:
    """What follows for the investment, when the search for it has ended: waits for that."""
    return _made(seen, catalogue, selection(asked(seen, catalogue)))


def selection(wanted: Asked) -> Selection:
    """What the search for a question finds: waits for its end."""
    return _searches.answer(wanted, wanted.search(_search), longest=wanted.longest) or NOTHING


def trials(
    seen: Snapshot, catalogue: Catalogue, found: Plan, progress: Callable[[float], None] | None = None
) -> tuple[Trial, ...]:
    """What each single change would do to a plan of this snapshot, without those of single weights: the quick tests.

    progress: called with the share that is done, 0–1, when they have to be made here; whatever it raises ends them.
    """
    return _trials.get(
        (id(seen), id(catalogue), id(found)),
        lambda: robustness(
            seen,
            evidence(seen, catalogue),
            found,
            catalogue,
            load_parameters(),
            weights=False,
            seconds=QUICK_SECONDS,
            progress=progress,
        ),
        holds=(seen, catalogue, found),
    )


def standing(place: Hashable, seen: Snapshot, catalogue: Catalogue, *, patience: float) -> Standing:
    """What a screen shows of the plan now. place: the screens that show one workshop; patience: seconds from the
    beginning of a search within which its end is waited for.

    Until the end, the plan that the same place showed last, as long as options, cities and years are still the same;
    else the best one that the search has found until now.
    """
    wanted = asked(seen, catalogue)
    job = _searches.show(place, wanted, wanted.search(_search), longest=wanted.longest)
    if job.within(patience):
        found = _made(seen, catalogue, job.answer() or NOTHING)
        _last.put(place, (seen, found))
        return Standing(found, job, place)
    best = job.found
    fresh = _made(seen, catalogue, NOTHING if best is None else best)
    last = _last.found(place)
    if last is None or not _alike(last[0], seen):
        return Standing(fresh, job, place, best=best)
    before = last[1]
    kept = replace(
        fresh,
        lines=before.lines,
        flows=before.flows,
        portfolio=before.portfolio,
        cities=before.cities,
        totals=before.totals,
    )
    return Standing(kept, job, place, old=True)


def asked(seen: Snapshot, catalogue: Catalogue) -> Asked:
    """The question that the plan of this snapshot answers, with what ends the search for it."""

    def make() -> Asked:
        found: list[Asked] = []

        def take(question: Question, gap: float, seconds: float) -> Selection:
            found.append(Asked(question, gap, seconds))
            return Selection(EMPTY, (), 0.0, 0.0, 0.0)

        plans.make_plan(seen, evidence(seen, catalogue), catalogue, load_parameters(), solver=take)
        return found[0]

    return _asked.get((id(seen), id(catalogue)), make, holds=(seen, catalogue))


def _made(seen: Snapshot, catalogue: Catalogue, selection: Selection) -> Plan:
    return _plans.get(
        (id(seen), id(catalogue), id(selection)),
        lambda: plans.make_plan(
            seen, evidence(seen, catalogue), catalogue, load_parameters(), solver=lambda *_: selection
        ),
        holds=(seen, catalogue, selection),
    )


def _alike(one: Snapshot, other: Snapshot) -> bool:
    """Whether a plan of one can be drawn beside the state of the other."""
    first, second = one.state, other.state
    same_years = first.setting.plan_years == second.setting.plan_years
    same_cities = [city.code for city in first.cities] == [city.code for city in second.cities]
    same_options = [row.code for row in first.all(Option)] == [row.code for row in second.all(Option)]
    return same_years and same_cities and same_options


def forget(whose: Hashable | None = None) -> None:
    """Drops every kept result and ends what goes on.

    whose: the `owner` of a workshop that was deleted. The jobs of others then go on and keep their results; all else is
    made again by who asks next.
    """
    for kept in list(Kept.every):
        kept.clear()
    for jobs in list(Jobs.every):
        jobs.forget(whose)
