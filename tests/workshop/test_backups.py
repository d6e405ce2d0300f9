import os
import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from components.errors import InputError
from components.workshop import backups
from components.workshop.__main__ import main
from components.workshop.database import Database, sqlite_file
from components.workshop.records.setting import Setting
from components.workshop.store import Edit, Store
from tests.workshop.taps import CODE, set_round, tap

MONDAY = datetime(2024, 3, 4, 8, 0, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'log.sqlite'}"


@pytest.fixture
def file(room: Store) -> Path:
    return room.database.file


def named(store: Store, title: str) -> None:
    store.commit(CODE, [Edit("setting", "main", "title", title)], by="facilitator")


def title(store: Store) -> str:
    return store.snapshot(CODE).state.one(Setting).title


def content(path: Path) -> bytes:
    return b"".join(one.read_bytes() for one in path.parent.rglob("*") if one.is_file())


def test_a_copy_holds_everything_up_to_its_moment(room, file):
    room.put_mark(CODE, tap(4, reason="Because"))
    copy = backups.make(file)
    room.put_mark(CODE, tap(5))
    assert backups.copies(file) == (copy,)
    store = Store(Database(f"sqlite:///{file.parent / backups.FOLDER / copy.name}"))
    assert [(mark.value, mark.reason) for mark in store.own_marks(CODE, "p1")] == [(4, "Because")]
    store.database.close()


def test_a_copy_is_one_file(room, file):
    backups.make(file)
    assert [path.suffix for path in (file.parent / backups.FOLDER).iterdir()] == [".sqlite"]


def test_the_last_twelve_are_kept_and_the_last_of_each_day(room, file):
    for day in range(3):
        for number in range(20):
            backups.make(file, at=MONDAY + timedelta(days=day, minutes=10 * number))
    kept = [copy.made_at for copy in backups.copies(file)]
    last = [MONDAY + timedelta(days=2, minutes=10 * number) for number in range(19, 7, -1)]
    ends = [MONDAY + timedelta(days=day, minutes=190) for day in (1, 0)]
    assert kept == [*last, *ends]


def test_a_month_of_days_is_kept(room, file):
    for day in range(40):
        backups.make(file, at=MONDAY + timedelta(days=day))
    assert len(backups.copies(file)) == backups.DAYS


def test_a_strange_file_in_the_folder_is_left_alone(room, file):
    backups.make(file)
    other = file.parent / backups.FOLDER / "notes.txt"
    other.write_text("mine")
    for number in range(20):
        backups.make(file, at=MONDAY + timedelta(minutes=number))
    assert other.exists()
    assert len(backups.copies(file)) == backups.LATEST


def test_only_what_changed_is_copied_again(room, file):
    assert backups.changed_since(file, None)
    copy = backups.make(file)
    before = copy.made_at.timestamp() - 1
    for path in (file, file.with_name(file.name + "-wal")):
        os.utime(path, (before, before))
    assert not backups.changed_since(file, copy)
    room.put_mark(CODE, tap(3))
    assert backups.changed_since(file, copy)


def test_no_copy_fills_the_disk(room, file, monkeypatch):
    monkeypatch.setattr(backups, "_BYTES_LEFT", 10**18)
    assert backups.make(file) is None
    assert backups.copies(file) == ()


def test_a_copy_is_put_back_under_a_running_room(room, file):
    room.put_mark(CODE, tap(4))
    copy = backups.make(file)
    named(room, "Too much")
    room.put_mark(CODE, tap(1))
    backups.restore(room.database, copy.name)
    assert title(room) == "Room"
    assert [mark.value for mark in room.own_marks(CODE, "p1")] == [4]
    assert room.answered(CODE, "agreement") == (("C1", "elected", 1, 1),)
    room.put_mark(CODE, tap(2))
    assert [mark.value for mark in room.own_marks(CODE, "p1")] == [2]


def test_putting_back_can_be_taken_back(room, file):
    copy = backups.make(file, at=MONDAY)
    named(room, "Later")
    backups.restore(room.database, copy.name)
    backups.restore(room.database, backups.copies(file)[0].name)
    assert title(room) == "Later"


def test_numbers_are_never_given_twice(room, file):
    copy = backups.make(file)
    named(room, "Abandoned")
    version = room.version(CODE)
    backups.restore(room.database, copy.name)
    named(room, "Anew")
    assert room.version(CODE) > version, "a cache would take the new title for the abandoned one"


def test_a_copy_comes_back_when_the_log_itself_is_broken(room, file, capsys, monkeypatch):
    room.put_mark(CODE, tap(4))
    copy = backups.make(file)
    room.database.close()
    file.write_bytes(b"no database at all")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    assert main(["backups"]) == 0
    assert copy.name in capsys.readouterr().out
    assert main(["restore-backup", copy.name]) == 0
    again = Store(Database(f"sqlite:///{file}"))
    assert [mark.value for mark in again.own_marks(CODE, "p1")] == [4]
    again.database.close()
    aside = [path for path in (file.parent / backups.FOLDER).iterdir() if path.name.startswith("damaged-")]
    assert [path.read_bytes() for path in aside if path.name.endswith(file.name)] == [b"no database at all"]


@pytest.mark.parametrize("name", ["", "../log.sqlite", "workshops-20260101T000000Z.sqlite", "notes.txt"])
def test_what_is_no_copy_is_refused(room, name):
    with pytest.raises(InputError, match="unknown"):
        backups.restore(room.database, name)
    assert title(room) == "Room"


def test_a_damaged_copy_is_refused_and_the_log_stays(room, file):
    copy = backups.make(file)
    path = file.parent / backups.FOLDER / copy.name
    path.write_bytes(path.read_bytes()[:9_000])
    with pytest.raises(InputError, match="damaged"):
        backups.restore(room.database, copy.name)
    assert title(room) == "Room"
    assert len(backups.copies(file)) == 1


def test_erased_words_leave_the_copies_too(room, file):
    room.put_mark(CODE, tap(3, reason="Quetzalcoatlus"))
    room.commit(CODE, [Edit("city", "C1", "benefit", "Archaeopteryx")], by="facilitator")
    copy = backups.make(file)
    room.erase_words(CODE, "p1")
    assert b"Quetzalcoatlus" not in content(file)
    assert b"Archaeopteryx" in content(file)
    room.erase_text(CODE, "city", "C1", "benefit", by="facilitator")
    assert b"Archaeopteryx" not in content(file)
    backups.restore(room.database, copy.name)
    assert [(mark.value, mark.reason) for mark in room.own_marks(CODE, "p1")] == [(3, "")]


def test_a_deleted_workshop_leaves_the_copies_and_no_other_does(room, file):
    room.create("OTHERS", "key")
    room.put_mark(CODE, tap(3))
    copy = backups.make(file)
    room.delete(CODE)
    assert CODE.encode() not in content(file)
    backups.restore(room.database, copy.name)
    assert room.workshops() == ("OTHERS",)


def test_a_copy_that_cannot_be_cleaned_is_removed(room, file):
    copy = backups.make(file)
    (file.parent / backups.FOLDER / copy.name).write_bytes(b"Quetzalcoatlus")
    room.put_mark(CODE, tap(3, reason="Words"))
    room.erase_words(CODE, "p1")
    assert backups.copies(file) == ()


def test_taps_go_on_while_a_copy_is_made(room, file):
    """A reader that holds the log open, as the making of a copy does, keeps no tap waiting."""
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM mark").fetchone()
        for number in range(20):
            room.put_mark(CODE, tap(number % 6, item=f"i{number}"))
        copy = backups.make(file)
    assert copy is not None
    assert len(room.own_marks(CODE, "p1")) == 20


def test_copies_are_made_by_themselves_while_the_server_runs(room, file, monkeypatch):
    monkeypatch.setattr(backups, "_LOOK_SECONDS", 0.02)
    with backups.running(lambda: room.database, seconds=0.02):
        until = time.monotonic() + 20
        while not backups.copies(file) and time.monotonic() < until:
            time.sleep(0.02)
    assert backups.copies(file)
    assert all(thread.name != "backups" for thread in threading.enumerate())


def test_a_copy_that_fails_does_not_end_the_next(room, file, monkeypatch, capsys):
    monkeypatch.setattr(backups, "_LOOK_SECONDS", 0.02)
    failed = []

    def provide():
        if not failed:
            failed.append(True)
            raise OSError(28, "No space left on device")
        return room.database

    with backups.running(provide, seconds=0.02):
        until = time.monotonic() + 20
        while not backups.copies(file) and time.monotonic() < until:
            time.sleep(0.02)
    assert backups.copies(file)
    assert "No space left" in capsys.readouterr().out


def test_postgresql_has_its_own_tools(capsys, monkeypatch):
    assert sqlite_file("postgresql://somebody@db/workshops") is None
    assert (backups.copies(None), backups.make(None)) == ((), None)
    backups.erase(None, CODE)
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@db/workshops")
    assert main(["backups"]) == 0
    assert "pg_dump" in capsys.readouterr().out


def test_the_command_line_makes_lists_and_puts_back(room, file, capsys):
    assert main(["backups"], room) == 0
    assert "no backup copy" in capsys.readouterr().out
    assert main(["backup"], room) == 0
    name = backups.copies(file)[0].name
    assert name in capsys.readouterr().out
    named(room, "Later")
    set_round(room, "agreement", "closed")
    assert main(["restore-backup", name], room) == 0
    room.database.renew()
    assert title(room) == "Room"
    assert main(["restore-backup", "nothing"], room) == 1
    assert "nothing" in capsys.readouterr().err
