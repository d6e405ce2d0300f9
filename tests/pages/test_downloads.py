"""Step 6, Files: each file with what it is for, how far it is, its size, and for whom."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from components.language import texts
from components.ui import session
from components.workbook import files
from components.workshop import archive, people
from tests.screens import Browser, Tab

LEADS = ("book", "briefing", "tables", "public", "whole")


def buttons(tab: Tab) -> list[str]:
    return [node.proto.label for node in tab.at.get("download_button")]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_file_stands_with_what_it_is_for_and_its_size(three: Tab, language: str) -> None:
    t = texts(language)
    three.open("step6_investment")
    if language == "zh":
        three.click("switch_language")
    three.part("step6", "file", language)
    assert all(three.says(f"files.{kind}.what", language) for kind in LEADS)
    made = buttons(three)
    assert [label for label in made if t("files.briefing.get") in label]
    assert len(made) == 4
    assert all("kB" in label for label in made)
    three.click("make_whole")
    assert len(buttons(three)) == 5


def test_the_size_is_that_of_the_file(three: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "make", lambda kind, *_: b"x" * {"book": 3 << 20, "briefing": 2560}.get(kind, 10))
    three.open("step6_investment").part("step6", "file")
    assert buttons(three) == ["Plan (.xlsx) · 3.0 MB", "Briefing (.docx) · 2 kB", "Tables (.zip) · 1 kB",
                              "Open file (.zip) · 1 kB"]  # fmt: skip


def test_an_archive_is_made_when_somebody_asks_for_it(three: Tab, store: Any) -> None:
    place = three.open("step6_investment").part("step6", "file")
    assert not [label for label in buttons(place) if texts("en")("files.whole.get") in label]
    three.click("make_whole").click("make_whole")
    assert [label for label in buttons(three) if texts("en")("files.whole.get") in label]
    assert archive.save(store, three.workshop)


def test_a_file_that_takes_long_says_how_far_it_is_and_can_be_ended(
    three: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, begun = threading.Event(), threading.Event()

    def slow(kind: str, *rest: Any) -> bytes:
        told = rest[-1]
        if kind == "book":
            told(0.5)
            begun.set()
            go.wait(60)
            told(0.6)
        return b"x"

    monkeypatch.setattr(files, "make", slow)
    monkeypatch.setattr(session, "patience", lambda: 0.0)
    three.open("step6_investment").part("step6", "file")
    assert begun.wait(60)
    three.run()
    shown = [node.proto.text for node in three.at.get("progress")]
    assert any(texts("en")("files.at.tests") in words for words in shown)
    three.click("cancel_book")
    go.set()
    monkeypatch.setattr(session, "patience", lambda: 60.0)
    three.run()
    assert "make_book" in three.widgets
    three.click("make_book")
    assert any("Plan (.xlsx)" in label for label in buttons(three))


def test_observers_and_officials_take_workbook_and_briefing_and_table_hosts_neither(demo: Tab, store: Any) -> None:
    made = {}
    for role, page in (("observer", "results"), ("table_host", "results")):
        browser = Browser(local=False)
        browser.cookies[session.COOKIE] = people.grant(store, demo.workshop, role)
        tab = browser.tab(w=demo.workshop).open(page)
        made[role] = [label.split(" · ")[0] for label in buttons(tab)]
        assert {button.key for button in tab.at.button} == {"switch_language"}
    assert made == {"observer": ["Plan (.xlsx)", "Briefing (.docx)"], "table_host": []}


def test_only_who_leads_can_end_what_all_wait_for(demo: Tab, store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    monkeypatch.setattr(files, "make", lambda *_: (go.wait(60), b"x")[1])
    monkeypatch.setattr(session, "patience", lambda: 0.0)
    browser = Browser(local=False)
    browser.cookies[session.COOKIE] = people.grant(store, demo.workshop, "observer")
    tab = browser.tab(w=demo.workshop).open("results")
    assert len(tab.at.get("progress")) == 2
    assert not [key for key in tab.widgets if key.startswith("cancel")]
    go.set()




def test_the_workbook_of_a_scenario_is_made_when_somebody_asks_and_again_after_a_change(demo: Tab) -> None:
    demo.open("step6_investment").part("step6", "compare").part("compare", "scenarios")
    demo.enter("make..question", "all_money").click("make..go")
    assert not buttons(demo)
    demo.click("make_scenario_book")
    [label] = buttons(demo)
    assert "kB" in label
    demo.write("scenario", "S01", "name", "Otherwise")
    assert not buttons(demo)
    assert "make_scenario_book" in demo.widgets
