from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from components.language import texts
from components.walk import undo
from components.workshop.database import Database
from components.workshop.edits.scenarios import Wanted, new_scenario, take_over
from components.workshop.records.scenarios import ScenarioChange
from components.workshop.store import CLOSED, OPEN, Edit, MarkInput, Store

CODE = "ABCDEF"
SETTING = ("setting", "main")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    database = Database(f"sqlite:///{tmp_path / 'log.sqlite'}")
    found = Store(database)
    found.create(CODE, "key")
    found.commit(
        CODE,
        [Edit(*SETTING, "title", "Room"), Edit("city", "C1", "name", "Aran"), Edit("option", "P01", "name", "Hub")],
        by="facilitator",
    )
    yield found
    database.close()


def enter(store: Store, *edits: Edit) -> str:
    return store.commit(CODE, edits, by="facilitator")


def take_back(store: Store) -> None:
    store.undo(CODE, undo.last_undoable(store.history(CODE))[0].batch, by="facilitator")


def words(store: Store, language: str = "en") -> str:
    return undo.described(texts(language), undo.last_undoable(store.history(CODE)), store.snapshot(CODE).state)


def test_an_empty_history_has_nothing_to_take_back():
    assert undo.last_undoable(()) == ()


def test_the_edits_that_made_the_workshop_stay(store: Store):
    assert undo.last_undoable(store.history(CODE)) == ()


def test_edits_are_taken_back_from_the_last_to_the_first(store: Store):
    enter(store, Edit("city", "C1", "population", 300_000.0))
    enter(store, Edit("city", "C1", "population", 310_000.0))
    take_back(store)
    assert store.snapshot(CODE).state.cities[0].population == 300_000
    take_back(store)
    assert store.snapshot(CODE).state.cities[0].population is None
    assert undo.last_undoable(store.history(CODE)) == ()


def test_what_was_entered_after_an_undo_comes_first(store: Store):
    enter(store, Edit("city", "C1", "region", "North"))
    take_back(store)
    last = enter(store, Edit("city", "C1", "region", "South"))
    assert {row.batch for row in undo.last_undoable(store.history(CODE))} == {last}


def test_a_ballot_that_was_opened_or_closed_stays(store: Store):
    entered = enter(store, Edit("city", "C1", "region", "North"))
    for state in (OPEN, CLOSED):
        enter(store, Edit("round", "agreement.1", "state", state))
    assert {row.batch for row in undo.last_undoable(store.history(CODE))} == {entered}


def test_erased_words_stay_erased(store: Store):
    entered = enter(store, Edit("city", "C1", "region", "North"))
    enter(
        store,
        Edit("round", "agreement.1", "state", OPEN),
        Edit("round", "agreement.1", "instrument", "agreement"),
        Edit("round", "agreement.1", "number", 1),
    )
    mark = MarkInput("agreement", "trust", "C1", "p1", "C1", "elected", 3, reason="no")
    store.put_mark(CODE, mark)
    assert store.erase_words(CODE, "p1", by="facilitator") == 1
    assert {row.batch for row in undo.last_undoable(store.history(CODE))} == {entered}


def test_a_batch_is_taken_back_whole(store: Store):
    enter(store, Edit("city", "C1", "region", "North"), Edit("city", "C1", "country", "XX"))
    assert words(store) == "Undo the last 2 changes, made together"
    take_back(store)
    city = store.snapshot(CODE).state.cities[0]
    assert (city.region, city.country) == ("", "")


def test_a_number_is_named_with_its_city_and_year(store: Store):
    enter(store, Edit("envelope", "C1.2027", "amount", 12_000.0))
    assert words(store) == "Undo Aran 2027: “12,000” → “not known”"


def test_the_option_and_the_workshop_are_named_by_their_titles(store: Store):
    enter(store, Edit("option", "P01", "problem", "trucks wait"))
    assert words(store).startswith("Undo Hub:")
    enter(store, Edit(*SETTING, "price_year", 2026))
    assert words(store) == "Undo Room: “2026” → “not known”"


def test_lists_and_long_words_stay_readable(store: Store):
    enter(store, Edit("option", "P01", "cities", ["C1", "C2"]))
    assert "Aran" in words(store)
    assert "C1" not in words(store)
    enter(store, Edit("option", "P01", "problem", "x" * 200))
    assert "x" * 59 + "…" in words(store)


def test_the_other_language_has_its_own_words(store: Store):
    enter(store, Edit("envelope", "C1.2027", "amount", 12_000.0))
    assert "12,000" in words(store, "zh")
    assert words(store, "zh") != words(store)


def test_a_statement_that_people_were_asked_does_not_stand_in_the_way_of_what_came_before(store: Store):
    enter(store, Edit("city", "C1", "region", "North"))
    item = ("item", "agreement|trust")
    enter(store, Edit(*item, "instrument", "agreement"), Edit(*item, "statement", "Do you trust them?"))
    assert undo.last_undoable(store.history(CODE))[-1].kind == "item"
    enter(store, Edit("round", "agreement.1", "state", OPEN), Edit("round", "agreement.1", "instrument", "agreement"))
    assert [row.field for row in undo.last_undoable(store.history(CODE))] == ["region"]
    enter(store, Edit("setting", "main", "own_city_by", "everybody"))
    assert [row.field for row in undo.last_undoable(store.history(CODE))] == ["region"]
    take_back(store)
    assert undo.last_undoable(store.history(CODE)) == ()


def test_a_reworded_statement_is_named_by_its_words(store: Store):
    enter(store, Edit("item", "agreement|trust", "statement", "Do you trust them?"))
    enter(store, Edit("item", "agreement|trust", "dropped", True))
    assert "Do you trust them?" in words(store)


def test_a_moment_is_a_time_of_day(store: Store):
    began = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    enter(store, Edit("agenda", "A1", "title", "Opening"))
    enter(store, Edit("agenda", "A1", "started_at", began.isoformat()))
    assert texts("en").time(began.astimezone()) in words(store)
    assert "2026-03-02T" not in words(store)


def test_a_risk_a_step_and_a_rung_are_named_by_their_words(store: Store):
    enter(store, Edit("risk", "R01", "event", "No bidder"))
    enter(store, Edit("risk", "R01", "impact", 4))
    assert "No bidder" in words(store)
    enter(store, Edit("work", "W01", "what", "Sign"))
    enter(store, Edit("work", "W01", "due", "2027-02-28"))
    assert "Sign" in words(store)
    enter(store, Edit("dispute_step", "D1", "who", "Mayors"))
    enter(store, Edit("dispute_step", "D1", "days", 30))
    assert "Mayors" in words(store)


def test_a_scenario_is_named_however_many_values_it_has(store: Store):
    state = store.snapshot(CODE).state
    must = [Wanted("option", "P01", "must", "in"), Wanted("option", "P01", "must_reason", "By law")]
    wanted = [Wanted("setting", "main", "carry_over", False), *must]
    enter(store, *new_scenario(state, (), "Without the grant", wanted))
    assert words(store) == "Undo the last change of the scenario “Without the grant”"
    state = store.snapshot(CODE).state
    enter(store, *take_over(state, state.all(ScenarioChange)))
    assert "Without the grant" in words(store, "zh")
    take_back(store)
    assert store.snapshot(CODE).state.all(ScenarioChange) == state.all(ScenarioChange)


def test_a_switch_goes_back_to_on_or_off_and_not_to_unknown(store: Store):
    enter(store, Edit(*SETTING, "nominal", value=True))
    assert words(store) == "Undo Room: “on” → “off”"
    enter(store, Edit(*SETTING, "lasting", value=False))
    assert words(store) == "Undo Room: “off” → “on”"


def test_taking_a_record_away_has_words_too(store: Store):
    enter(store, Edit("option", "P01", "removed", value=True))
    assert words(store).startswith("Undo")
    take_back(store)
    assert store.snapshot(CODE).state.options[0].name == "Hub"
