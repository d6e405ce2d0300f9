"""What the facilitator changed: statements reworded, dropped or added, and ballots of the room's own.

A statement that is given in one language only stands in both, because the other language's old words would ask
something else. Added statements are marked between the general anchors.
"""

from __future__ import annotations

from dataclasses import replace

from components.framework.catalogue import Catalogue
from components.framework.records import Label
from components.workshop.asking import subjects
from components.workshop.asking.instrument import SCALE_0_5, Instrument, Item
from components.workshop.records.room import ItemText, OwnBallot
from components.workshop.state import State


def ballots(state: State) -> tuple[Instrument, ...]:
    """The ballots of the room's own that have a name, still without their statements."""
    found = []
    for record in state.all(OwnBallot):
        name = subjects.both(state, record.name, record.name_second)
        about = subjects.of_kind(state, record.subjects, name)
        if record.name:
            found.append(Instrument(record.code, record.step, SCALE_0_5, (), about, name=name))
    return tuple(found)


def changed(instrument: Instrument, state: State, catalogue: Catalogue) -> Instrument:
    """The instrument with this workshop's wording; a dropped statement is not asked."""
    texts = _texts(instrument, state)
    if not texts:
        return instrument
    items = _every(instrument, texts, state, catalogue)
    return replace(instrument, items=tuple(item for item in items if not _is_dropped(item, texts)))


def taken_off(instrument: Instrument, state: State, catalogue: Catalogue) -> tuple[Item, ...]:
    """The dropped statements of an instrument as it was made, with the words that they would come back with."""
    texts = _texts(instrument, state)
    return tuple(item for item in _every(instrument, texts, state, catalogue) if _is_dropped(item, texts))


def _texts(instrument: Instrument, state: State) -> dict[str, ItemText]:
    return {record.item: record for record in state.all(ItemText) if record.instrument == instrument.code}


def _is_dropped(item: Item, texts: dict[str, ItemText]) -> bool:
    return item.code in texts and texts[item.code].dropped


def _every(
    instrument: Instrument, texts: dict[str, ItemText], state: State, catalogue: Catalogue
) -> tuple[Item, ...]:
    """All statements in this workshop's wording, dropped ones too."""
    kept = [_reworded(item, texts[item.code], state) if item.code in texts else item for item in instrument.items]
    shipped = {item.code for item in instrument.items}
    own = sorted((row for row in texts.values() if row.own and row.item not in shipped), key=lambda row: row.order)
    anchors = tuple(row.label for row in catalogue.general_anchors)
    added = [_added(row, anchors, state) for row in own if row.statement]
    return (*kept, *added)


def _reworded(item: Item, text: ItemText, state: State) -> Item:
    if not text.statement:
        return replace(item, revision=text.revision)
    statement = subjects.both(state, text.statement, text.statement_second)
    return replace(item, statement=statement, revision=text.revision)


def _added(text: ItemText, anchors: tuple[Label, ...], state: State) -> Item:
    statement = subjects.both(state, text.statement, text.statement_second)
    return Item(text.item, statement, statement, anchors, text.revision)
