import io
import shutil
from dataclasses import replace

import pytest
from docx import Document

from components.errors import InputError, RefusedError
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.investment import adopted, usual
from components.investment.compare import compare
from components.language import texts
from components.walk import demonstration, results, whatifs
from components.workbook import adoption
from components.workshop import archive
from components.workshop.database import Database
from components.workshop.edits import scenarios as edits
from components.workshop.edits.fields import set_field
from components.workshop.records.scenarios import Adopted
from components.workshop.store import Store, removal
from tests.workbook import recalculate

CATALOGUE = load()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with the demonstration, loaded once."""
    folder = tmp_path_factory.mktemp("made")
    store = Store(Database(f"sqlite:///{folder / 'log.sqlite'}"))
    demonstration.load(store, CATALOGUE)
    store.database.close()
    return folder


@pytest.fixture
def store(made, tmp_path):
    shutil.copy(made / "log.sqlite", tmp_path / "log.sqlite")
    found = Store(Database(f"sqlite:///{tmp_path / 'log.sqlite'}"))
    yield found
    found.database.close()
    results.forget()


@pytest.fixture
def code(store):
    [found] = store.workshops()
    return found


def seen(store, code):
    return results.snapshot(store, code)


def adopt(store, code, name="Plan of May", **more):
    return adoption.adopt(store, seen(store, code), CATALOGUE, name, by="facilitator", **more)


def rows(store, code):
    return {row.code: row for row in seen(store, code).state.all(Adopted)}


def on_cover(data):
    return [str(value) for (sheet, _), value in recalculate.values(data).items() if sheet == "00_Cover"]


def figures(data):
    return {
        place: value
        for place, value in recalculate.values(data).items()
        if place[0] in ("10_Plan", "11_Cashflow", "12_ByCity")
    }


def test_the_adopted_plan_is_the_plan_that_was_shown_and_stays_when_all_else_changes(store, code):
    plan = results.plan(seen(store, code), CATALOGUE)
    assert adopt(store, code) == "A01"
    for city in ("C1", "C2", "C3"):
        store.commit(code, set_field(seen(store, code).state, "envelope", f"{city}.2027", "amount", 1.0), by="f")
    now = results.plan(seen(store, code), CATALOGUE)
    kept = adopted.read(rows(store, code)["A01"]).plan
    assert compare(plan, kept).same
    assert not compare(plan, now).same


def test_adopting_again_supersedes_and_the_former_stays_as_it_was(store, code):
    adopt(store, code)
    before = rows(store, code)["A01"]
    assert adopt(store, code, "Plan of June") == "A02"
    after = rows(store, code)
    assert (after["A01"].superseded_by, after["A02"].superseded_by) == ("A02", "")
    assert replace(after["A01"], superseded_by="") == before
    assert adopted.standing(seen(store, code).state) == after["A02"]


def test_the_workbook_of_an_adopted_plan_has_the_frozen_figures_and_its_status(store, code):
    now = seen(store, code)
    evidence, plan = results.evidence(now, CATALOGUE), results.plan(now, CATALOGUE)
    shown = figures(adoption.book.write(
        now, evidence, plan, CATALOGUE, results.parameters(now), "en", at=adoption.datetime.now(adoption.UTC)
    ))
    adopt(store, code)
    store.commit(code, set_field(seen(store, code).state, "envelope", "C1.2027", "amount", 1.0), by="f")
    frozen = adoption.frozen_book(store, code, "A01", CATALOGUE, "en")
    assert figures(frozen) == shown
    words = on_cover(frozen)
    assert any("ADOPTED" in word for word in words)
    assert any(rows(store, code)["A01"].hash[:8] in word for word in words)
    adopt(store, code, "Plan of June")
    again = on_cover(adoption.frozen_book(store, code, "A01", CATALOGUE, "zh"))
    assert any("已被取代" in word for word in again)


@pytest.mark.parametrize(("language", "status"), [("en", "ADOPTED"), ("zh", "已通过")])
def test_the_briefing_of_an_adopted_plan_bears_its_status_and_its_hash(store, code, language, status):
    adopt(store, code)
    store.commit(code, set_field(seen(store, code).state, "setting", "main", "title", "Later"), by="f")
    document = Document(io.BytesIO(adoption.frozen_briefing(store, code, "A01", CATALOGUE, language)))
    assert document.tables[0].rows[0].cells[0].text == status
    assert rows(store, code)["A01"].hash[:8] in document.sections[0].footer.paragraphs[0].text
    assert "Later" not in [paragraph.text for paragraph in document.paragraphs]


def test_a_restored_copy_writes_the_same_frozen_figures(store, code):
    adopt(store, code)
    copy = archive.restore(store, archive.save(store, code))
    one, two = (adoption.frozen_book(store, place, "A01", CATALOGUE, "en") for place in (code, copy))
    assert figures(one) == figures(two)


def test_the_plan_of_a_scenario_is_adopted_with_its_money(store, code):
    state = seen(store, code).state
    store.commit(code, edits.new_scenario(state, (), "Less", usual.all_money(state, -10)), by="f")
    adopt(store, code, scenario="S01")
    found = adopted.read(rows(store, code)["A01"])
    assert found.scenario_name == "Less"
    shown = results.plan(whatifs.scenario(seen(store, code), CATALOGUE, "S01").snapshot, CATALOGUE)
    assert compare(found.plan, shown).same
    assert adoption.frozen_book(store, code, "A01", CATALOGUE, "en")


def test_a_plan_whose_core_check_fails_is_refused(store, code):
    plan = results.plan(seen(store, code), CATALOGUE)
    chosen = next(line.option for line in plan.lines if line.chosen)
    store.commit(code, set_field(seen(store, code).state, "option", chosen, "responsible_body", ""), by="f")
    now = seen(store, code)
    against = adoption.hindrance(
        now, results.evidence(now, CATALOGUE), results.plan(now, CATALOGUE), CATALOGUE, results.parameters(now)
    )
    assert [check.code for check in against.failed] == ["one_body"]
    with pytest.raises(RefusedError, match=r"adopted\.refused"):
        adopt(store, code)
    assert rows(store, code) == {}


def test_without_a_plan_there_is_nothing_to_adopt(store, code):
    state = seen(store, code).state
    store.commit(code, [removal("option", option.code) for option in state.options], by="f")
    with pytest.raises(RefusedError, match=r"adopted\.refused"):
        adopt(store, code)


def test_what_the_gates_lack_is_kept_with_the_plan(store, code):
    store.commit(code, set_field(seen(store, code).state, "governance", "main", "form", ""), by="f")
    adopt(store, code)
    assert '"gates.form.open"' in rows(store, code)["A01"].document


def test_a_workshop_that_changed_since_it_was_shown_is_not_adopted(store, code):
    shown = seen(store, code)
    store.commit(code, set_field(shown.state, "setting", "main", "place", "Elsewhere"), by="f")
    with pytest.raises(RefusedError, match=r"adopted\.changed_meanwhile"):
        adoption.adopt(store, shown, CATALOGUE, "Plan", by="facilitator")


def test_an_adopted_plan_has_a_name_and_an_unknown_one_no_book(store, code):
    with pytest.raises(InputError, match=r"edits\.needs_name"):
        adopt(store, code, " ")
    with pytest.raises(InputError, match=r"edits\.gone"):
        adoption.frozen_book(store, code, "A09", CATALOGUE, "en")


def test_figures_that_the_program_of_today_works_out_otherwise_are_said_on_the_cover(store, code, monkeypatch):
    adopt(store, code)
    row = rows(store, code)["A01"]
    assert adoption.recounted(store, code, row, CATALOGUE) == ()
    assert adoption.differs(texts("en"), ()) == ""
    results.forget()
    # A later program calls only what is at the last stage of readiness ready
    dearer = load_parameters().with_overrides({"tier.readiness_minimum": 8.0})
    monkeypatch.setattr(adoption, "load_parameters", lambda: dearer)
    assert adoption.recounted(store, code, row, CATALOGUE) == ("tiers",)
    said = adoption.differs(texts("en"), ("tiers",))
    assert said in on_cover(adoption.frozen_book(store, code, "A01", CATALOGUE, "en"))
