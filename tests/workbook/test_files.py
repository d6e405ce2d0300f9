"""The files that leave the room: what each is, who may take it, how far it is, and when it is made anew."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from components.errors import InputError
from components.framework.catalogue import load
from components.walk import demonstration
from components.walk.jobs import StoppedError
from components.workbook import files
from components.workbook.files import KINDS
from components.workshop import people
from components.workshop.database import Database
from components.workshop.edits.fields import set_field
from components.workshop.store import Store


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str]]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('files') / 'rooms.sqlite'}")
    store = Store(database)
    yield store, demonstration.load(store, load())
    database.close()


def opened(kind: str, content: bytes) -> set[str]:
    """What a reader of that kind of file finds in it first."""
    if kind == "book":
        return set(openpyxl.load_workbook(io.BytesIO(content), read_only=True).sheetnames)
    if kind == "briefing":
        return {paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs}
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return set(file.namelist())


@pytest.mark.parametrize(
    ("kind", "name", "holds"),
    [
        ("book", "plan-{}-en.xlsx", "01_Decision"),
        ("briefing", "briefing-{}-en.docx", "Coffee Triangle 2027–2031"),
        ("tables", "tables-{}-en.zip", "datapackage.json"),
        ("public", "workshop-{}-public.zip", "README.txt"),
        ("whole", "{}.zip", "manifest.json"),
    ],
)
def test_every_file_is_what_its_name_says(room: tuple[Store, str], kind: str, name: str, holds: str) -> None:
    store, code = room
    told: list[float] = []
    content = files.make(kind, store, code, "en", told.append)
    assert files.file_name(kind, code, "en") == name.format(code)
    assert holds in opened(kind, content)
    assert told == sorted(told)
    assert all(0 <= share <= 1 for share in told)


def test_every_kind_has_its_place_in_the_table_of_roles() -> None:
    may = {kind: {role for role in people.ROLES if people.may(role, one.action)} for kind, one in KINDS.items()}
    leads = {"facilitator", "co_facilitator"}
    assert may["book"] == may["briefing"] == leads | {"observer", "official"}
    assert may["tables"] == may["public"] == may["whole"] == leads


def test_the_tests_of_sheet_19_move_the_bar_and_can_be_ended(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    store = Store(database)
    code = demonstration.load(store, load())
    told: list[float] = []

    def stop(share: float) -> None:
        told.append(share)
        if share > files.SEARCHED:
            raise StoppedError

    with pytest.raises(StoppedError):
        files.make("book", store, code, "en", stop)
    assert files.SEARCHED < told[-1] < files.TESTED
    database.close()


def test_an_unknown_workshop_is_refused(room: tuple[Store, str]) -> None:
    for kind in ("public", "whole"):
        with pytest.raises(InputError):
            files.make(kind, room[0], "ZZZZZZ", "en", lambda share: None)


def test_all_who_ask_share_a_file_until_something_changes(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    store = Store(database)
    code = demonstration.load(store, load())
    first, other = (files.started((code, tab), "briefing", store, code, "en") for tab in ("one", "two"))
    assert first is other
    assert first.answer()
    assert files.started((code, "one"), "briefing", store, code, "zh") is not first
    store.commit(code, set_field(store.snapshot(code).state, "setting", "main", "title", "Otherwise"), by="test")
    anew = files.started((code, "two"), "briefing", store, code, "en")
    assert anew is not first
    assert "Otherwise" in opened("briefing", anew.answer() or b"")
    # What is sealed has no part in the version, so an archive is never an old one
    whole = files.started((code, "three"), "whole", store, code, "en")
    assert whole.answer()
    assert files.started((code, "three"), "whole", store, code, "en") is not whole
    database.close()
