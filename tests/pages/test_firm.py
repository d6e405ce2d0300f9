"""How firm the plan is, on the screen: begun on demand, cancelled, kept, marked as old."""

import io

import openpyxl
import pytest

from components.language import texts
from components.walk import firm
from components.workbook import files
from components.workshop.changes import Edit
from components.workshop.records.money import Envelope

FEW = {"firmness.replications": 100, "firmness.cost_draws": 2, "firmness.seconds": 1}
WAIT = 120.0


@pytest.fixture
def few(demo, store):
    """The demonstration with few resampled plans."""
    edits = [Edit("parameter", code, "value", value) for code, value in FEW.items()]
    store.commit(demo.workshop, edits, by="facilitator")
    return demo.open("step6_investment").part("step6", "firm")


def done(tab, store):
    """The same tab once the work has ended."""
    assert firm.jobs.shown(firm.place(store, tab.workshop)).within(WAIT)
    return tab.run()


def test_before_there_is_a_plan_there_is_nothing_to_test(three):
    three.open("step6_investment").part("step6", "firm")
    assert three.says("step6.empty")
    assert "firm_begin" not in three.widgets


def test_where_what_must_be_in_does_not_fit_nothing_is_called_firm(few, store):
    nothing = [
        Edit("envelope", row.code, "amount", 0.0) for row in store.snapshot(few.workshop).state.all(Envelope)
    ]
    must = [Edit("option", "P11", "must", "in"), Edit("option", "P11", "must_reason", "By law")]
    store.commit(few.workshop, [*nothing, *must], by="facilitator")
    few.run()
    assert few.says("firm.impossible")
    assert "firm_begin" not in few.widgets


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_airport_is_shown_as_a_split_and_the_plan_in_one_sentence(few, store, language):
    few.click("firm_begin")
    done(few, store)
    if language == "zh":
        few.click("switch_language").part("step6", "firm", "zh")
    words = few.words()
    assert "firm_begin" not in few.widgets
    assert few.says("firm.split.subtitle", language)
    split = words.split('class="scn-fact"')[1].split("</div>")[0]
    assert "P15" in split
    assert "{" not in words.split("scn-tests")[1].split("</table>")[0]
    assert not few.says("firm.old", language)


def test_the_last_result_stays_and_is_marked_as_old_until_the_next(few, store):
    few.click("firm_begin")
    done(few, store)
    place = firm.place(store, few.workshop)
    first = firm.jobs.last(place)
    store.commit(few.workshop, [Edit("parameter", "firmness.core", "value", 0.6)], by="facilitator")
    few.run()
    assert few.says("firm.old")
    assert few.says("firm.split.subtitle")
    few.click("firm_begin")
    done(few, store)
    assert not few.says("firm.old")
    assert firm.jobs.last(place) is not first


def test_an_edit_that_it_does_not_rest_on_leaves_it_of_now(few, store):
    few.click("firm_begin")
    done(few, store)
    store.commit(few.workshop, [Edit("setting", "main", "main_tradeoff", "less for culture")], by="facilitator")
    few.run()
    assert not few.says("firm.old")


def test_the_workbook_takes_what_was_worked_out(few, store):
    few.click("firm_begin")
    done(few, store)
    content = files.make("book", store, few.workshop, "en", lambda share: None)
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["19_Sensitivity"]
    words = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    t = texts("en")
    assert t("workbook.sensitivity.not_computed") not in words
    assert {t("workbook.sensitivity.split"), t("firm.kind.core")} <= words


def test_cancelled_work_leaves_no_result(demo, store):
    edits = [Edit("parameter", "firmness.seconds", "value", 60), Edit("parameter", "firmness.cost_draws", "value", 200)]
    store.commit(demo.workshop, edits, by="facilitator")
    demo.open("step6_investment").part("step6", "firm").click("firm_begin")
    job = firm.jobs.shown(firm.place(store, demo.workshop))
    job.stop()
    assert job.within(WAIT)
    demo.run()
    assert "firm_begin" in demo.widgets
    assert firm.jobs.last(firm.place(store, demo.workshop)) is None
