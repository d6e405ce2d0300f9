"""SQLite by default, PostgreSQL by URL: one writer at a time, in short transactions.

SQLite: write-ahead log, `synchronous=FULL` (an acknowledged mark survives a power cut), BEGIN IMMEDIATE, one locked
writer per process. PostgreSQL: an advisory lock per workshop, so that the order of sequence numbers is the order of
the commits.
"""

from __future__ import annotations

import os
import sys
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, text, update

from components.errors import Problem, ToolError
from components.workshop import tables

APP = "connected-cities"


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


class Database:
    """Connections to the log. Reads go side by side; writes one after the other."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._lock = threading.Lock()
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
        """A connection with a consistent view: all its questions see the same moment."""
        with self.engine.connect() as connection:
            if not self.sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, workshop: str) -> Iterator[Connection]:
        """A transaction that alone may write to the workshop; committed at the end, rolled back on an error."""
        with self._lock, self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if not self.sqlite:
                key = zlib.crc32(workshop.encode())
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
            yield connection

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

    def forget(self) -> None:
        """Overwrites what was erased where the database still keeps it: SQLite's write-ahead log. PostgreSQL's own
        log is in the hands of its administrator.
        """
        if self.sqlite:
            with self._lock, closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    # Waiting comes first: the switch to WAL may already meet another process. Erased words are overwritten with
    # zeros.
    for pragma in ("busy_timeout=15000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    mode = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")
