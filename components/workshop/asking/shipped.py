"""The ballots that come with the tool, made from the framework's tables and the workshop's state.

A new city or option is on the ballot as soon as it is entered. Pairs of cities are always asked the 14 items by
dimension and hard or soft: a link between two given cities has no choice of scale (own design).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from components.framework.catalogue import Catalogue
from components.framework.records import ClusterCriterion, Label, QuickCell, RatedItem, by_code
from components.workshop.asking import subjects
from components.workshop.asking.instrument import PAIR_SIGN, PAIRWISE, POINTS_100, SCALE_0_5, Instrument, Item, Subject
from components.workshop.records.options import Criterion
from components.workshop.state import State

PRACTICE = "practice"
PAIRS, ALL = "pairs", "all"
_NAMELESS = Label("", "")


def criteria_in_use(state: State, catalogue: Catalogue) -> tuple[tuple[str, Label], ...]:
    """The criteria of this workshop in their order: the framework's unless taken out, and the room's own."""
    return tuple((code, label) for code, label, used in _criteria(state, catalogue) if used)


def criteria_taken_out(state: State, catalogue: Catalogue) -> tuple[tuple[str, Label], ...]:
    """The criteria that the room took out and may take in again, as `criteria_in_use`."""
    return tuple((code, label) for code, label, used in _criteria(state, catalogue) if not used)


def _criteria(state: State, catalogue: Catalogue) -> Iterator[tuple[str, Label, bool]]:
    """Every criterion of the framework and of the room, with its name and whether it is used."""
    changed = {record.code: record for record in state.all(Criterion)}
    for term in catalogue.option_criteria:
        record = changed.pop(term.code, None)
        yield term.code, term.label, record is None or record.used
    for record in changed.values():
        if record.name:
            yield record.code, subjects.both(state, record.name, record.name_second), record.used


def _rated(rows: tuple[RatedItem | QuickCell | ClusterCriterion, ...]) -> tuple[Item, ...]:
    return tuple(Item(row.code, row.statement, row.label, row.anchors) for row in rows)


def _single(catalogue: Catalogue, ballot: str) -> tuple[RatedItem, tuple[Item, ...]]:
    """The only item of a ballot of table `vote_items`, whose code is `ballot.item`."""
    row = next(row for row in catalogue.vote_items if row.code.startswith(f"{ballot}."))
    return row, (Item(row.code.removeprefix(f"{ballot}."), row.statement, row.label, row.anchors),)


def _practice(_state: State, catalogue: Catalogue) -> Instrument:
    row, items = _single(catalogue, PRACTICE)
    return Instrument(PRACTICE, 0, SCALE_0_5, items, subjects.whole(row.label))


def _agreement(state: State, catalogue: Catalogue) -> Instrument:
    return Instrument("agreement", 1, SCALE_0_5, _rated(catalogue.agreement_items), subjects.cities(state))


def _cells(state: State, catalogue: Catalogue) -> tuple[Item, ...]:
    return _rated(catalogue.cells_of(state.setting.instrument))


def _importance(items: tuple[Item, ...], catalogue: Catalogue) -> tuple[Item, ...]:
    anchors = tuple(row.label for row in catalogue.importance_anchors)
    return tuple(Item(item.code, item.statement, item.context, anchors) for item in items)


def _present(state: State, catalogue: Catalogue) -> Instrument:
    return Instrument("present", 2, SCALE_0_5, _cells(state, catalogue), subjects.cities(state))


def _city_importance(state: State, catalogue: Catalogue) -> Instrument:
    items = _importance(_cells(state, catalogue), catalogue)
    return Instrument("importance", 2, SCALE_0_5, items, subjects.cities(state))


def _pair_present(state: State, catalogue: Catalogue) -> Instrument:
    return Instrument("pair_present", 2, SCALE_0_5, _rated(catalogue.pair_cells), subjects.pairs(state))


def _pair_importance(state: State, catalogue: Catalogue) -> Instrument:
    items = _importance(_rated(catalogue.pair_cells), catalogue)
    return Instrument("pair_importance", 2, SCALE_0_5, items, subjects.pairs(state))


def _mechanisms(_state: State, catalogue: Catalogue) -> Instrument:
    anchors = tuple(row.label for row in catalogue.general_anchors)
    items = tuple(Item(row.code, row.question, row.label, anchors) for row in catalogue.mechanisms if row.parent)
    return Instrument("mechanisms", 2, SCALE_0_5, items, subjects.whole(_NAMELESS))


def _feasibility(state: State, catalogue: Catalogue) -> Instrument:
    every = state.setting.cluster_criteria == ALL
    rows = tuple(row for row in catalogue.cluster_criteria if row.core or every)
    return Instrument("feasibility", 3, SCALE_0_5, _rated(rows), subjects.partnerships(state))


def _weights(state: State, catalogue: Catalogue) -> Instrument:
    criteria = criteria_in_use(state, catalogue)
    if state.setting.weighting == PAIRS:
        items = tuple(
            Item(f"{one}{PAIR_SIGN}{two}", subjects.worded("ballots.compare", one=first, two=second), _NAMELESS)
            for (one, first), (two, second) in combinations(criteria, 2)
        )
        return Instrument("weights", 4, PAIRWISE, items, subjects.whole(_NAMELESS))
    definitions = {row.code: row.definition for row in catalogue.option_criteria}
    items = tuple(Item(code, label, definitions.get(code, label)) for code, label in criteria)
    return Instrument("weights", 4, POINTS_100, items, subjects.whole(_NAMELESS))


def _options(state: State, catalogue: Catalogue) -> Instrument:
    anchors = tuple(row.label for row in catalogue.general_anchors)
    items = []
    for code, label in criteria_in_use(state, catalogue):
        if catalogue.has("option_criteria", code):
            row = by_code(catalogue.option_criteria, code)
            items.append(Item(code, label, row.definition, row.anchors))
        else:
            items.append(Item(code, label, label, anchors))
    return Instrument("options", 4, SCALE_0_5, tuple(items), subjects.short_list(state))


def _cost_key(_state: State, catalogue: Catalogue) -> Instrument:
    _, items = _single(catalogue, "cost_key")
    keys = tuple(Subject(row.code, row.label) for row in catalogue.cost_keys)
    return Instrument("cost_key", 5, SCALE_0_5, items, keys)


def _governance(_state: State, catalogue: Catalogue) -> Instrument:
    _, items = _single(catalogue, "governance")
    forms = tuple(Subject(row.code, row.label) for row in catalogue.governance_forms)
    return Instrument("governance", 5, SCALE_0_5, items, forms)


def _exit(_state: State, catalogue: Catalogue) -> Instrument:
    row, items = _single(catalogue, "exit")
    return Instrument("exit", 6, SCALE_0_5, items, subjects.whole(row.label))


MAKERS: tuple[Callable[[State, Catalogue], Instrument], ...] = (
    _practice,
    _agreement,
    _present,
    _city_importance,
    _pair_present,
    _pair_importance,
    _mechanisms,
    _feasibility,
    _weights,
    _options,
    _cost_key,
    _governance,
    _exit,
)
