"""Step 6: the further files are written outside the page, for those who lead, and open without the program."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from components.ui import session
from components.ui.forms import downloads
from components.workshop import archive
from tests.screens import Tab


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_file_stands_with_what_it_is_for(three: Tab, language: str) -> None:
    if language == "zh":
        three.click("switch_language")
    three.open("step6_investment")
    for name in ("tables", "public", "whole"):
        assert three.says(f"tables.page.{name}_for", language)


def test_the_tables_are_written_outside_the_page(three: Tab, store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "workshop", lambda: pytest.fail("the session was asked outside the page"))
    with zipfile.ZipFile(io.BytesIO(downloads._tables(store, three.workshop, "en"))) as file:
        assert {"datapackage.json", "README.txt", "cities.csv", "marks.csv"} <= set(file.namelist())
        assert file.read("cities.csv").decode().count("\r\n") == 4


def test_both_archives_say_in_both_languages_what_they_are(three: Tab, store: Any) -> None:
    for made, words in ((archive.save, ("not revealed", "未揭晓")), (archive.public, ("leave the room", "带出会场"))):
        with zipfile.ZipFile(io.BytesIO(made(store, three.workshop))) as file:
            readme = file.read("README.txt").decode()
        assert all(word in readme for word in words)
