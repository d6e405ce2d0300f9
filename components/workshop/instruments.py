"""What can be asked: items, subjects, scales, and who rates what.

An instrument is a list of items asked of a list of subjects on one scale by those who may rate. It is made from the
framework's tables and the workshop's state, so that a new city or option is on the ballot as soon as it is entered.
Pairs of cities are always asked the 14 items by dimension and hard or soft: a link between two given cities has no
choice of scale (own design).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from components.framework.catalogue import Catalogue
from components.framework.records import Label
from components.workshop.records.cities import City, pair_code
from components.workshop.records.options import Criterion
from components.workshop.state import State

SCALE_0_5, POINTS_100 = "scale_0_5", "points_100"
WHOLE = "all"


@dataclass(frozen=True)
class Item:
    """One statement to be marked. `anchors` are the six worded points 0–5 (empty for points)."""

    code: str
    statement: Label
    context: Label
    anchors: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Subject:
    """What an item is asked about: a city, a pair, a partnership, an option, or the whole (`all`).

    `cities`: people of these cities may rate it; empty means everybody.
    """

    code: str
    name: Label
    cities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instrument:
    """A ballot: every item is asked of every subject."""

    code: str
    step: int
    scale: str
    items: tuple[Item, ...]
    subjects: tuple[Subject, ...]

    def subjects_for(self, city: str) -> tuple[Subject, ...]:
        """The subjects that a person of this city may rate."""
        return tuple(subject for subject in self.subjects if not subject.cities or city in subject.cities)

    def accepts(self, item: str, subject: str, city: str, value: int | None) -> bool:
        """Whether such a mark is possible at all (None is «don't know», which points do not have)."""
        top = 5 if self.scale == SCALE_0_5 else 100
        known = any(entry.code == item for entry in self.items)
        allowed = any(entry.code == subject for entry in self.subjects_for(city))
        fits = self.scale == SCALE_0_5 if value is None else 0 <= value <= top
        return known and allowed and fits


def criteria_in_use(state: State, catalogue: Catalogue) -> tuple[tuple[str, Label], ...]:
    """The criteria of this workshop in their order: the framework's unless taken out, and the room's own."""
    changed = {record.code: record for record in state.all(Criterion)}
    found = [(term.code, term.label) for term in catalogue.option_criteria if _used(changed.get(term.code))]
    known = {term.code for term in catalogue.option_criteria}
    own = [record for record in changed.values() if record.code not in known and record.used and record.name]
    return (*found, *((record.code, _both(state, record.name, record.name_second)) for record in own))


def instruments(state: State, catalogue: Catalogue) -> tuple[Instrument, ...]:
    """All instruments that this workshop can open, in the order of the steps."""
    return tuple(make(state, catalogue) for make in _MAKERS)


def instrument(state: State, catalogue: Catalogue, code: str) -> Instrument | None:
    """The instrument of a code, or None."""
    return next((item for item in instruments(state, catalogue) if item.code == code), None)


def _used(record: Criterion | None) -> bool:
    return record is None or record.used


def _city_subjects(state: State) -> tuple[Subject, ...]:
    return tuple(Subject(city.code, _both(state, city.name, city.name_second), (city.code,)) for city in state.cities)


def _second(one: City, two: City) -> str:
    """The pair in the second language, when one of the two has a name in it."""
    if not (one.name_second or two.name_second):
        return ""
    return f"{one.name_second or one.name} – {two.name_second or two.name}"


def _both(state: State, name: str, second: str) -> Label:
    """What users named in the workshop's language, and in the other one where they said how."""
    second = second or name
    return Label(second, name) if state.setting.language == "zh" else Label(name, second)


def _pair_subjects(state: State) -> tuple[Subject, ...]:
    return tuple(
        Subject(pair_code(one, two), _both(state, f"{one.name} – {two.name}", _second(one, two)), (one.code, two.code))
        for one, two in combinations(state.cities, 2)
    )


def _agreement(state: State, catalogue: Catalogue) -> Instrument:
    items = tuple(Item(row.code, row.statement, row.label, row.anchors) for row in catalogue.agreement_items)
    return Instrument("agreement", 1, SCALE_0_5, items, _city_subjects(state))


def _cells(state: State, catalogue: Catalogue) -> tuple[Item, ...]:
    rows = catalogue.quick_cells if state.setting.instrument == "quick" else catalogue.cells
    return tuple(Item(row.code, row.statement, row.label, row.anchors) for row in rows)


def _importance(items: tuple[Item, ...], catalogue: Catalogue) -> tuple[Item, ...]:
    anchors = tuple(row.label for row in catalogue.importance_anchors)
    return tuple(Item(item.code, item.statement, item.context, anchors) for item in items)


def _present(state: State, catalogue: Catalogue) -> Instrument:
    return Instrument("present", 2, SCALE_0_5, _cells(state, catalogue), _city_subjects(state))


def _city_importance(state: State, catalogue: Catalogue) -> Instrument:
    items = _importance(_cells(state, catalogue), catalogue)
    return Instrument("importance", 2, SCALE_0_5, items, _city_subjects(state))


def _pair_items(catalogue: Catalogue) -> tuple[Item, ...]:
    return tuple(Item(row.code, row.statement, row.label, row.anchors) for row in catalogue.pair_cells)


def _pair_present(state: State, catalogue: Catalogue) -> Instrument:
    return Instrument("pair_present", 2, SCALE_0_5, _pair_items(catalogue), _pair_subjects(state))


def _pair_importance(state: State, catalogue: Catalogue) -> Instrument:
    items = _importance(_pair_items(catalogue), catalogue)
    return Instrument("pair_importance", 2, SCALE_0_5, items, _pair_subjects(state))


def _feasibility(state: State, catalogue: Catalogue) -> Instrument:
    items = tuple(
        Item(row.code, row.statement, row.label, row.anchors) for row in catalogue.cluster_criteria if row.core
    )
    subjects = tuple(
        Subject(item.code, _both(state, item.name, item.name_second)) for item in state.partnerships if item.name
    )
    return Instrument("feasibility", 3, SCALE_0_5, items, subjects)


def _weights(state: State, catalogue: Catalogue) -> Instrument:
    definitions = {row.code: row.definition for row in catalogue.option_criteria}
    items = tuple(Item(code, label, definitions.get(code, label)) for code, label in criteria_in_use(state, catalogue))
    return Instrument("weights", 4, POINTS_100, items, (Subject(WHOLE, Label("", "")),))


def _options(state: State, catalogue: Catalogue) -> Instrument:
    rows = {row.code: row for row in catalogue.option_criteria}
    anchors = tuple(row.label for row in catalogue.general_anchors)
    items = tuple(
        Item(
            code,
            label,
            rows[code].definition if code in rows else label,
            rows[code].anchors if code in rows else anchors,
        )
        for code, label in criteria_in_use(state, catalogue)
    )
    subjects = tuple(
        Subject(option.code, _both(state, option.name, option.name_second))
        for option in state.options
        if option.name and option.decision == "short_list"
    )
    return Instrument("options", 4, SCALE_0_5, items, subjects)


_MAKERS: tuple[Callable[[State, Catalogue], Instrument], ...] = (
    _agreement,
    _present,
    _city_importance,
    _pair_present,
    _pair_importance,
    _feasibility,
    _weights,
    _options,
)
