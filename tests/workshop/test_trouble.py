"""A full disk and a locked database: nothing is half saved, and the room goes on when it is put right."""

import sqlite3
import threading
from contextlib import closing, contextmanager

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from components.errors import BusyError, FullError, RefusedError, ToolError
from components.language import LANGUAGES, texts
from components.workshop.database import Database
from components.workshop.records.setting import Setting
from components.workshop.store import Edit, Store
from components.workshop.trouble import storage_error
from tests.workshop.taps import CODE, set_round, tap

WORDS = "so many words that a page is full of them " * 12


@pytest.fixture
def small(tmp_path):
    """A store whose file may not grow: SQLite itself says that the disk is full."""
    database = Database(f"sqlite:///{tmp_path / 'log.sqlite'}")
    store = Store(database)
    store.create(CODE, "key")
    set_round(store, "agreement", "open")
    yield store
    database.close()


@contextmanager
def full_disk(store):
    """While it holds, the file has no page more than now."""

    def limited(connection, _record, _proxy):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    def freed(connection, _record):
        connection.execute("PRAGMA max_page_count=1000000000")

    event.listen(store.database.engine, "checkout", limited)
    event.listen(store.database.engine, "checkin", freed)
    try:
        yield
    finally:
        event.remove(store.database.engine, "checkout", limited)
        event.remove(store.database.engine, "checkin", freed)


def fill(store):
    """Taps until one is refused; the items that got a receipt."""
    kept = []
    for number in range(500):
        try:
            store.put_mark(CODE, tap(number % 6, item=f"i{number}", reason=WORDS))
        except FullError as error:
            return kept, error
        kept.append(f"i{number}")
    pytest.fail("the file grew without end")


def test_a_full_disk_is_told_and_nothing_is_half_saved(small):
    with full_disk(small):
        kept, told = fill(small)
        assert [mark.item for mark in small.own_marks(CODE, "p1")] == kept
        with pytest.raises(FullError):
            small.put_marks(CODE, [tap(1, item=f"s{number}", reason=WORDS) for number in range(60)])
        with pytest.raises(FullError):
            small.commit(CODE, [Edit("setting", "main", "title", WORDS * 20)], by="facilitator")
    assert [mark.item for mark in small.own_marks(CODE, "p1")] == kept
    assert small.snapshot(CODE).state.one(Setting).title == ""
    for language in LANGUAGES:
        assert len(texts(language).error(told)) > 40


def test_the_room_goes_on_when_there_is_space_again(small):
    with full_disk(small):
        kept, _ = fill(small)
    small.put_mark(CODE, tap(3, item="after", reason=WORDS, request="again"))
    assert [mark.item for mark in small.own_marks(CODE, "p1")] == [*kept, "after"]
    assert small.answered(CODE, "agreement") == (("C1", "elected", 1, len(kept) + 1),)


def test_a_full_disk_refuses_everybody_who_waits_and_keeps_nobody_waiting(small):
    answers = []

    def send(person):
        try:
            small.put_mark(CODE, tap(1, person=person, reason=WORDS * 10))
        except ToolError as error:
            answers.append(type(error))
        else:
            answers.append(person)

    with full_disk(small):
        fill(small)
        threads = [threading.Thread(target=send, args=(f"p{number}",)) for number in range(2, 12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert answers == [FullError] * 10


@contextmanager
def locked_by_another(store, url):
    """Another program that writes and does not finish."""
    if store.database.sqlite:
        with closing(sqlite3.connect(store.database.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
    else:
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE mark IN ACCESS EXCLUSIVE MODE")
            other.execute("LOCK TABLE change IN ACCESS EXCLUSIVE MODE")
            yield
            other.rollback()


@contextmanager
def impatient(store):
    """Connections that wait a tenth of a second, so that the test does not take five."""

    def hurry(connection, _record, _proxy):
        if store.database.sqlite:
            connection.execute("PRAGMA busy_timeout=100")
        else:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '100ms'")
            connection.commit()

    event.listen(store.database.engine, "checkout", hurry)
    try:
        yield
    finally:
        event.remove(store.database.engine, "checkout", hurry)


def test_a_locked_database_is_told_and_the_room_goes_on(room, url):
    room.put_mark(CODE, tap(3))
    with impatient(room):
        with locked_by_another(room, url):
            for attempt in (
                lambda: room.put_mark(CODE, tap(4, request="r1")),
                lambda: room.put_marks(CODE, [tap(4), tap(5)]),
                lambda: room.commit(CODE, [Edit("setting", "main", "title", "Other")], by="facilitator"),
            ):
                with pytest.raises(BusyError) as raised:
                    attempt()
                assert raised.value.problems[0].key == "store.busy"
        room.put_mark(CODE, tap(4, request="r1"))
    assert [mark.value for mark in room.own_marks(CODE, "p1")] == [4]
    assert room.snapshot(CODE).state.one(Setting).title == "Room"


def test_a_short_lock_is_waited_for(small):
    waiting = threading.Thread(target=small.put_mark, args=(CODE, tap(4)))
    with locked_by_another(small, ""):
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
    waiting.join(20)
    assert [mark.value for mark in small.own_marks(CODE, "p1")] == [4]


@pytest.mark.needs_postgresql
def test_a_server_that_restarts_is_told_and_found_again(postgres_url):
    """Connections that the server cut are no reason to start the program again."""
    store = Store(Database(postgres_url))
    store.create("RESTRT", "key")
    with psycopg.connect(postgres_url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    assert "RESTRT" in store.workshops()
    store.delete("RESTRT")
    store.database.close()


def test_a_server_that_is_away_is_busy():
    with pytest.raises(BusyError):
        Database("postgresql://nobody@127.0.0.1:9/none")


def faulty(origin, *, lost=False):
    return OperationalError("SELECT 1", {}, origin, connection_invalidated=lost)


class Sqlite(sqlite3.OperationalError):
    def __init__(self, name):
        super().__init__(name)
        self.sqlite_errorname = name


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (faulty(Sqlite("SQLITE_FULL")), FullError),
        (faulty(Sqlite("SQLITE_IOERR_WRITE")), FullError),
        (faulty(Sqlite("SQLITE_BUSY")), BusyError),
        (faulty(Sqlite("SQLITE_BUSY_SNAPSHOT")), BusyError),
        (faulty(Sqlite("SQLITE_LOCKED")), BusyError),
        (faulty(Sqlite("SQLITE_CORRUPT")), None),
        (faulty(psycopg.errors.DiskFull()), FullError),
        (faulty(psycopg.errors.LockNotAvailable()), BusyError),
        (faulty(psycopg.errors.DeadlockDetected()), BusyError),
        (faulty(psycopg.OperationalError("connection refused")), BusyError),
        (faulty(psycopg.errors.UndefinedTable(), lost=True), BusyError),
        (faulty(psycopg.errors.UndefinedTable()), None),
        (IntegrityError("INSERT", {}, Sqlite("SQLITE_CONSTRAINT_UNIQUE")), None),
        (PoolTimeoutError(), BusyError),
        (ZeroDivisionError(), None),
    ],
)
def test_complaints_are_told_apart(error, kind):
    told = storage_error(error)
    assert type(told) is (kind or type(None))


def test_a_closed_ballot_is_no_trouble_of_the_disk(room):
    set_round(room, "agreement", "closed")
    with pytest.raises(RefusedError):
        room.put_mark(CODE, tap(1))
