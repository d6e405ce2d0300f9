"""SQLite by default, PostgreSQL by URL: one writer at a time, in short transactions.

SQLite: write-ahead log, `synchronous=FULL` (an acknowledged mark survives a power cut), BEGIN IMMEDIATE, one locked
writer per process. PostgreSQL: an advisory lock per workshop, so that the order of sequence numbers is the order of
the commits.

What was read may be kept until a stamp changes, at once when this process wrote, within half a second when another did:
`stamp` with everything but marks, `people_stamp` only with people and their access, `erased` only when something was
erased or replaced.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, make_url, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from components.errors import Problem, ToolError
from components.workshop import tables
from components.workshop.trouble import storage_error

APP = "connected-cities"
# Technical: as many connections as the server has threads that may ask at once; PostgreSQL allows 100 in all.
_MOST_CONNECTIONS = {"sqlite": 64, "postgresql": 20}
# Kilobytes of the file that each SQLite connection may hold for itself; the operating system holds the rest once for
# all. Without a limit the memory of a server grows for half an hour, with 64 connections at 2 MB each.
_HELD_KB = 500
# A server that is away is told as such, instead of letting a room wait for the network's own patience: seconds, ms.
_PATIENCE: dict[str, dict[str, int]] = {
    "sqlite": {},
    "postgresql": {"connect_timeout": 5, "tcp_user_timeout": 10_000},
}
# How long a reader of this process may miss what another process wrote.
_SECONDS_BETWEEN_LOOKS = 0.5
# First the marks, which change no stamp, and the edits, then the erasures, then what concerns people.
_LOOKED_AT = (
    select(func.max(tables.mark.c.id)),
    select(func.max(tables.change.c.seq)),
    select(func.count()).select_from(tables.change).where(tables.change.c.kind == "erasure"),
    *(select(func.max(table.c.seq)) for table in (tables.person, tables.person_event)),
    *(select(func.count(table.c.workshop)) for table in (tables.access, tables.invitation, tables.rejoin)),
)
_LOOK = select(*(number.scalar_subquery() for number in _LOOKED_AT))


def default_url() -> str:
    """`DATABASE_URL`, or a SQLite file in the user's own data folder, which survives restarts and updates."""
    if url := os.environ.get("DATABASE_URL"):
        return url
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'workshops.sqlite'}"


def data_folder() -> Path:
    """Where this computer keeps its workshops: `WORKSHOP_DATA`, or the operating system's place for a user's data."""
    if folder := os.environ.get("WORKSHOP_DATA"):
        return Path(folder)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / APP
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / APP
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / APP


def sqlite_file(url: str) -> Path | None:
    """Where the embedded database lies; None for a server's, or one that is only in memory."""
    parsed = make_url(url)
    named = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return Path(str(parsed.database)) if named else None


class Database:
    """Connections to the log. Reads go side by side; writes one after the other. `file`: as `sqlite_file`."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.file = sqlite_file(url)
        self._lock = threading.Lock()
        self._stamping = threading.Lock()
        self._stamp = self._people_stamp = self._erased = 0
        self._looked_at: tuple[Any, ...] = ()
        self._look_again = 0.0
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @property
    def sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection with a consistent view: all its questions see the same moment. Raises BusyError when the
        database does not answer.
        """
        with _in_words(), self.engine.connect() as connection:
            if not self.sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(
        self, workshop: str, *, only_marks: bool = False, only_edits: bool = False
    ) -> Iterator[Connection]:
        """A transaction that alone may write to the workshop; committed at the end, rolled back on an error.

        only_marks: nothing but taps is written, which leaves the stamps as they are; only_edits: nothing about people.
        Raises FullError without space, BusyError when the database is locked or does not answer.
        """
        with self._lock:
            with (
                _in_words(),
                self.engine.connect().execution_options(writes=True) as connection,
                connection.begin(),
            ):
                if not self.sqlite:
                    key = zlib.crc32(workshop.encode())
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
                yield connection
            if not only_marks:
                self._touch(people=not only_edits)

    def _touch(self, *, people: bool = False, erased: bool = False) -> None:
        with self._stamping:
            self._stamp += 1
            self._people_stamp += people
            self._erased += erased

    @property
    def stamp(self) -> int:
        """Another number each time that something but marks was written; what is kept under it may be shown again."""
        self._look()
        return self._stamp

    @property
    def people_stamp(self) -> int:
        """As `stamp`, for what depends on nothing but people and their access."""
        self._look()
        return self._people_stamp

    @property
    def erased(self) -> int:
        """As `stamp`, for what stands until it is erased or replaced."""
        self._look()
        return self._erased

    def _look(self) -> None:
        if self.look_due():
            self.look()

    def look_due(self) -> bool:
        """Whether whoever asks is to `look` before using what is kept; the next ones need not for a while."""
        now = time.monotonic()
        if now < self._look_again:
            return False
        self._look_again = now + _SECONDS_BETWEEN_LOOKS
        return True

    def look(self) -> None:
        """Notices what another process wrote."""
        with self.reading() as connection:
            found = tuple(number or 0 for number in connection.execute(_LOOK).one())
        before, self._looked_at = self._looked_at, found
        # A log never shrinks by itself: a copy was put back, or a workshop deleted.
        shrunk = any(now_there < there for now_there, there in zip(found, before, strict=False))
        if shrunk or found[1:] != before[1:]:
            self._touch(people=shrunk or found[3:] != before[3:], erased=shrunk or found[2:3] != before[2:3])

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """While this holds, nothing of this process writes; for what SQLite does with the file as a whole."""
        with self._lock:
            yield

    def _prepare(self) -> None:
        with self.writing("") as connection:
            tables.metadata.create_all(connection)
            found = connection.scalar(select(tables.schema_version.c.version))
            if found is None:
                connection.execute(insert(tables.schema_version).values(version=tables.SCHEMA_VERSION))
            elif found < tables.SCHEMA_VERSION:
                # Later versions only added tables, which stand by now.
                connection.execute(update(tables.schema_version).values(version=tables.SCHEMA_VERSION))
            elif found != tables.SCHEMA_VERSION:
                raise ToolError(Problem("store.schema_version", {"found": found, "known": tables.SCHEMA_VERSION}))

    def renew(self) -> None:
        """After the file was replaced by another: its tables are brought up to date, and all is read again."""
        self._prepare()
        self._touch(people=True, erased=True)

    def forget(self) -> None:
        """Overwrites what was erased where the database still keeps it: SQLite's write-ahead log. PostgreSQL's own
        log is in the hands of its administrator.
        """
        self._touch(people=True, erased=True)
        if self.sqlite:
            with self.standing_still(), closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()


@contextmanager
def _in_words() -> Iterator[None]:
    """A database that is full, locked or away is told in words that say what to do."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        told = storage_error(error)
        if told is None:
            raise
        raise told from error


def _engine(url: str) -> Engine:
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    kind = "sqlite" if url.startswith("sqlite") else "postgresql"
    # A connection of a server that was restarted is noticed before it is used; a file needs no such question.
    engine = create_engine(
        url,
        pool_size=_MOST_CONNECTIONS[kind],
        max_overflow=0,
        # The one that was used last is used again: a few warm connections, not all in turn.
        pool_use_lifo=True,
        pool_timeout=10,
        pool_pre_ping=kind != "sqlite",
        connect_args=_PATIENCE[kind],
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    # Waiting comes first: the switch to WAL may already meet another process. Erased words are overwritten with
    # zeros.
    for pragma in (
        "busy_timeout=5000",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"cache_size=-{_HELD_KB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    mode = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")
