import io

import openpyxl
import pytest

from components.errors import InputError
from components.framework.catalogue import load
from components.investment import usual
from components.walk import demonstration, results, whatifs
from components.workbook.scenario_book import scenario_book
from components.workshop.database import Database
from components.workshop.edits.fields import set_field
from components.workshop.edits.scenarios import new_scenario
from components.workshop.store import Store

CATALOGUE = load()


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """The demonstration with two scenarios: a grant fails, a partner leaves."""
    store = Store(Database(f"sqlite:///{tmp_path_factory.mktemp('room') / 'log.sqlite'}"))
    code = demonstration.load(store, CATALOGUE)
    for name, wanted in (("No royalties", usual.source_fails("F01")), ("Armenia leaves", usual.partner_leaves("C3"))):
        state = results.snapshot(store, code).state
        store.commit(code, new_scenario(state, store.history(code), name, wanted), by="f")
    state = results.snapshot(store, code).state
    store.commit(code, set_field(state, "setting", "main", "status", "for_decision"), by="f")
    yield store, code
    store.database.close()
    results.forget()


def words(data, sheet):
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [cell for row in book[sheet].iter_rows(values_only=True) for cell in row if cell is not None]


def test_it_is_a_draft_that_says_whose_it_is(room):
    cover = [str(word) for word in words(scenario_book(*room, "S01", CATALOGUE, "en"), "00_Cover")]
    assert any("No royalties" in word for word in cover)
    assert any("DRAFT" in word for word in cover)
    assert not any("FOR DECISION" in word for word in cover)


def test_it_holds_the_plan_of_the_scenario(room):
    store, code = room
    seen = results.snapshot(store, code)
    plan = results.plan(whatifs.scenario(seen, CATALOGUE, "S01").snapshot, CATALOGUE)
    assert plan.totals.capex in words(scenario_book(store, code, "S01", CATALOGUE, "en"), "01_Decision")


def test_a_partner_that_left_is_in_no_sheet_of_money(room):
    data = scenario_book(*room, "S02", CATALOGUE, "en")
    assert "Pereira" in " ".join(str(word) for word in words(data, "12_ByCity"))
    assert "Armenia" not in " ".join(str(word) for word in words(data, "12_ByCity"))


def test_a_scenario_that_is_gone_has_no_book(room):
    with pytest.raises(InputError, match=r"edits\.gone"):
        scenario_book(*room, "S09", CATALOGUE, "en")
