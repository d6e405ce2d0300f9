"""Paper and Excel on the screens: handing out, reading back, and who may do which."""

from __future__ import annotations

import io

import openpyxl
import pytest

from components.framework.catalogue import load
from components.ui import session
from components.workbook.write import score_sheet
from components.workbook.write.score_sheet import Seat
from components.workbook.write.score_sheet_plan import forms
from components.workshop import people, people_sheets, rounds
from components.workshop.store import OPEN
from tests.screens import Browser
from tests.workbook.read import hostile
from tests.workbook.read.filled import Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def written(store, workshop, *codes) -> Sheet:
    state = store.snapshot(workshop).state
    chosen = [form for form in forms(state, load()) if form.instrument.code in codes]
    return Sheet(score_sheet.write(workshop, state, load(), chosen, [Seat(1), Seat(2)], "en"))


def opened(tab, store) -> None:
    rounds.move(store, tab.workshop, "agreement", OPEN, catalogue=load(), by="facilitator")


def upload(tab, content: bytes, name: str = "sheets.xlsx"):
    tab.at.file_uploader(key="sheet_file").set_value((name, content, XLSX))
    return tab.run()


@pytest.fixture
def reading(three, store):
    """A facilitator's tab with an open ballot, at the view that reads sheets back."""
    opened(three, store)
    return three.open("paper").enter("paper_view", "read")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", ["make", "read", "people"])
def test_every_view_draws_in_both_languages(three, view, language):
    if language == "zh":
        three.click("switch_language")
    three.open("paper").enter("paper_view", view)
    assert three.says("paper.page.title", language)
    assert not three.at.error


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_upload_s_button_has_words_in_the_language_of_the_page(three, language):
    """Its own words are hidden, being English in every language: without ours the button is a blank box."""
    if language == "zh":
        three.click("switch_language")
    for page in ("paper", "step2_connectivity"):
        three.open(page)
        if page == "paper":
            three.enter("paper_view", "read")
        assert three.at.get("file_uploader"), page
        words = {"en": "Choose a file (.xlsx", "zh": "选择文件（.xlsx"}[language]
        bodies = [str(node.proto.body) for node in three.at.get("html")]
        drawn = [body for body in bodies if "stBaseButton-secondary']::after { content" in body]
        assert len(drawn) == 1, page
        assert words in drawn[0], page


def test_sheets_are_offered_for_the_ballots_that_are_open(three, store):
    opened(three, store)
    three.open("paper")
    links = [node.proto.url for node in three.at.get("link_button")]
    assert links[0].startswith(f"/sheets/{three.workshop}/agreement?from=1&n=10")
    assert links[1].startswith(f"/sheets/{three.workshop}/agreement/card?")
    three.enter("sheets_of", [])
    assert three.says("paper.page.choose")


def test_the_excel_sheet_of_the_button_is_for_the_people_that_were_chosen(three, store, monkeypatch):
    from components.ui.forms import paper

    content = paper._workbook(store, three.workshop, ("present", "weights"), (4, 5), "C2", "citizens", "zh")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "hidden"]
    page = book.worksheets[0]
    assert [page["F6"].value, page["H6"].value, page["F7"].value] == [4, 5, "Belo"]
    assert page.protection.sheet


def test_a_sheet_is_previewed_imported_and_the_same_the_second_time(reading, store):
    content = written(store, reading.workshop, "agreement").place(0, "Aran", "Citizens").fill(0, 3, "x").saved()
    upload(reading, content)
    assert people_sheets.people(store, reading.workshop) == {}
    assert reading.says("paper.page.import", n=2)
    reading.click("import_sheets")
    assert reading.says("paper.page.done", n=2)
    [person] = people_sheets.people(store, reading.workshop).values()
    marks = store.own_marks(reading.workshop, person.person)
    assert [(mark.value, mark.way_in) for mark in marks] == [(3, "paper"), (None, "paper")]
    assert reading.says("paper.page.nothing_new")
    assert "import_sheets" not in reading.widgets


def test_faults_stand_with_their_cells_and_only_the_good_may_come_in(reading, store):
    sheet = written(store, reading.workshop, "agreement").place(0, "Aran", "Citizens").fill(0, 7)
    upload(reading, sheet.saved())
    assert reading.says("paper.page.faults", n=1)
    [faults, who] = [frame.value for frame in reading.at.dataframe]
    assert "F10" in faults.to_string()
    assert who.shape[0] == 1
    assert {"import_sheets", "import_good"} & reading.widgets == set()
    upload(reading, sheet.place(1, "Belo", "Citizens").fill(1, 4).saved())
    reading.click("import_good")
    assert set(people_sheets.people(store, reading.workshop)) == {2}


@pytest.mark.parametrize("name", ["macros", "zip bomb of 300 MB", "csv"])
def test_a_hostile_file_is_refused_on_the_screen(reading, name):
    make, key = hostile.HOSTILE[name]
    upload(reading, make())
    assert reading.says(f"paper.gate.{key}")


def test_words_of_a_file_are_words(reading, store):
    sheet = written(store, reading.workshop, "agreement").set("B1", "[x](http://x.example)")
    upload(reading, sheet.fill(0, 3).saved())
    assert "[x](http" not in "\n".join(str(node.value) for node in reading.at.markdown)


def test_a_sheet_is_taken_back(reading, store):
    content = written(store, reading.workshop, "agreement").place(0, "Aran", "Citizens").fill(0, 3, 4).saved()
    upload(reading, content).click("import_sheets")
    reading.enter("paper_view", "people")
    reading.click("take_back")
    [person] = people_sheets.people(store, reading.workshop).values()
    assert store.own_marks(reading.workshop, person.person) == ()


def came_in(store, workshop, role):
    browser = Browser(local=False)
    browser.cookies[session.COOKIE] = people.accept(store, workshop, people.invite(store, workshop, role, ""))
    return browser.tab(w=workshop)


def test_a_table_host_reads_sheets_under_the_own_pseudonym(reading, store):
    workshop = reading.workshop
    host = came_in(store, workshop, people.TABLE_HOST).open("paper").enter("paper_view", "read")
    assert "people" not in host.widget("paper_view").options
    content = written(store, workshop, "agreement").place(0, "Aran", "Citizens").fill(0, 3).saved()
    upload(host, content).click("import_sheets")
    [person] = people_sheets.people(store, workshop)
    assert person == 1


@pytest.mark.parametrize("role", [people.OBSERVER, people.OFFICIAL])
def test_nobody_else_reaches_the_page(reading, store, role):
    tab = came_in(store, reading.workshop, role)
    with pytest.raises(Exception, match="paper"):
        tab.open("paper")
