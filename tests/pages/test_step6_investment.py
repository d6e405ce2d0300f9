"""Money by city and year, outside money, and a workbook that is of this workshop."""

import io

import openpyxl

from components.language import texts
from components.ui import session
from components.workbook import files
from components.workshop.records.money import Envelope, Source


def test_money_of_a_city_is_kept_by_year_and_blank_is_not_zero(three, store):
    three.open("step6_investment").part("step6", "money")
    year = store.snapshot(three.workshop).state.setting.first_year
    three.write("envelope", f"C1.{year}", "amount", "120").write("envelope", f"C2.{year}", "amount", "0")
    kept = {row.code: row.amount for row in store.snapshot(three.workshop).state.all(Envelope)}
    assert kept == {f"C1.{year}": 120, f"C2.{year}": 0}


def test_money_is_called_secured_only_with_its_document(three, store):
    three.open("step6_investment").part("step6", "money").click("add_source")
    three.write("source", "F01", "certainty", "secured")
    assert three.says("edits.secured_needs_evidence")
    assert three.shown("source", "F01", "certainty") != "secured"
    three.write("source", "F01", "evidence", "Letter 12/2026").write("source", "F01", "certainty", "secured")
    [source] = store.snapshot(three.workshop).state.all(Source)
    assert (source.certainty, source.evidence) == ("secured", "Letter 12/2026")


def test_before_there_is_anything_to_plan_the_page_says_what_it_needs(three):
    assert three.open("step6_investment").says("step6.empty")


def test_of_the_demonstration_what_is_out_has_its_reason(demo):
    demo.open("step6_investment").part("step6", "out")
    assert not demo.says("step6.empty")
    assert not demo.says("step6.nothing_out")


def test_the_workbook_needs_neither_address_nor_cookie_when_it_is_made(demo, store, monkeypatch):
    """Streamlit makes the file outside the page's run, where the session cannot be asked."""
    code = demo.workshop

    def nobody(*_):
        raise AssertionError("the session was asked outside the page")

    for name in ("workshop", "language", "role", "snapshot"):
        monkeypatch.setattr(session, name, nobody)
    content = files.make("book", store, code, "en", lambda share: None)
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    trace = list(book["18_ScoreTrace"].iter_rows(values_only=True))
    rows = [row for row in trace if str(row[0]).startswith("T0")]
    assert len(rows) == len(store.snapshot(code).marks)


def test_an_amount_that_is_refused_on_the_way_to_another_tab_is_named_there_and_stands_on_coming_back(demo):
    key = demo.open("step6_investment").part("step6", "money").key("envelope", "C1.2027", "amount")
    words = texts("en")("edits.below_zero", value="-5")
    placed = texts("en")("common.labelled", name="Pereira 2027", words=words)
    demo.widget(key).set_value("-5")
    demo.part("step6", "tiers")
    assert any(placed in str(error.value).replace("\\", "") for error in demo.at.error)
    demo.part("step6", "money")
    assert not demo.at.error
    assert demo.widget(key).value == "-5"
    assert placed in demo.words()
    demo.enter(key, "")
    assert placed not in demo.words()
