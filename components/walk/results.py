"""Evidence and plan of a workshop, made once per version and kept: screens, phones and the command line share them.

A snapshot is kept by store, workshop and version; evidence and plan by the snapshot itself; the search for the best
plan by the question that it answers, so that an edit that touches neither options nor money does not solve again. When
several ask for the same at once, one computes and the others wait for it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

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
from components.investment.portfolio import Selection
from components.investment.question import Question
from components.workshop.state import Snapshot
from components.workshop.store import Store

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The last results by key, for every thread. A key is computed once; an error goes to all who wait, never kept."""

    def __init__(self, most: int) -> None:
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
_selections: Kept[Selection] = Kept(64)


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
    """What follows for the investment."""
    return _plans.get(
        (id(seen), id(catalogue)),
        lambda: plans.make_plan(
            seen, evidence(seen, catalogue), catalogue, load_parameters(), solver=_remembered
        ),
        holds=(seen, catalogue),
    )


def forget() -> None:
    """Drops every kept result, for instance when a workshop was deleted."""
    for kept in (_snapshots, _evidence, _uncertainty, _structures, _ledgers, _plans, _selections):
        kept.clear()


def _remembered(asked: Question, gap: float, seconds: float) -> Selection:
    return _selections.get((asked, gap, seconds), lambda: plans.solve(asked, gap, seconds))
