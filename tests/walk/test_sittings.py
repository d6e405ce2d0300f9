from collections.abc import Iterator
from pathlib import Path

import pytest

from components.language import texts
from components.walk import sittings
from components.workshop.database import Database
from components.workshop.edits.room import start_sitting
from components.workshop.state import State
from components.workshop.store import CLOSED, OPEN, Edit, Store, removal

CODE = "ABCDEF"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A first day: Manizales with its people, a ballot that was opened and closed."""
    database = Database(f"sqlite:///{tmp_path / 'log.sqlite'}")
    found = Store(database)
    found.create(CODE, "key")
    enter(found, Edit("city", "C1", "name", "Manizales"), Edit("city", "C1", "population", 390_000.0))
    enter(found, Edit("option", "P01", "name", "Freight hub"), Edit("option", "P01", "capex_likely", 120.0))
    for state in (OPEN, CLOSED):
        enter(found, Edit("round", "present.1", "state", state))
    yield found
    database.close()


def enter(store: Store, *edits: Edit) -> None:
    store.commit(CODE, edits, by="facilitator")


def begin(store: Store) -> None:
    enter(store, *start_sitting(store.snapshot(CODE).state, store.history(CODE)))


def lines(store: Store, language: str = "en") -> list[str]:
    state = store.snapshot(CODE).state
    found = sittings.recap(store.history(CODE), state)
    return [sittings.described(texts(language), entry, state) for entry in found.lines]


def test_what_was_changed_overnight_is_listed_line_by_line(store: Store):
    enter(store, Edit("option", "P01", "capex_likely", 100.0))
    enter(store, Edit("option", "P01", "capex_likely", 90.0), Edit("city", "C1", "growth_percent", 1.2))
    enter(store, Edit("option", "P02", "name", "Water plant"), Edit("option", "P02", "lead_city", "C1"))
    enter(store, Edit("option", "P03", "name", "Twice entered"))
    enter(store, removal("option", "P03"))
    enter(store, removal("city", "C1"))
    begin(store)
    enter(store, Edit("city", "C1", "population", 1.0))
    assert lines(store) == [
        "Freight hub, Capital cost, likely: “120” → “90”",
        "Manizales, Growth, % a year: “not known” → “1”",
        "Water plant: entered, 2 facts",
        "Manizales: taken out",
    ]


def test_the_same_in_chinese(store: Store):
    enter(store, Edit("option", "P01", "capex_likely", 90.0))
    begin(store)
    [line] = lines(store, "zh")
    assert line.startswith("Freight hub, ")
    assert line.endswith("：“120” → “90”")


def test_what_ended_as_it_was_and_what_steers_the_day_is_no_news(store: Store):
    enter(store, Edit("city", "C1", "population", 1.0))
    enter(store, Edit("city", "C1", "population", 390_000.0))
    enter(store, Edit("agenda", "A1", "minutes", 20))
    begin(store)
    assert lines(store) == []


def test_the_sitting_before_ended_with_its_last_ballot(store: Store):
    begin(store)
    enter(store, Edit("city", "C1", "population", 400_000.0))
    enter(store, Edit("round", "importance.1", "state", OPEN))
    enter(store, Edit("city", "C1", "gdp", 5.0))
    begin(store)
    assert lines(store) == ["Manizales, GDP or value added: “not known” → “5”"]
    history = store.history(CODE)
    opened = next(row for row in history if row.code == "importance.1")
    assert sittings.recap(history, store.snapshot(CODE).state).since == opened.at


def test_a_sitting_without_a_ballot_counts_from_its_beginning(store: Store):
    begin(store)
    enter(store, Edit("city", "C1", "population", 400_000.0))
    begin(store)
    assert lines(store) == ["Manizales, Population: “390,000” → “400,000”"]


def test_nothing_was_changed_in_an_empty_workshop():
    assert sittings.recap((), State()) == sittings.Recap(None, ())
