"""What a database complains of, told apart: no space, locked or away, or a fault of the program.

SQLite reports a full disk as FULL, or as a failed write when the file system says so late; PostgreSQL has the class 53
of its error codes. A full or locked database is no fault of what was sent: once it is put right the same request goes
through.
"""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from components.errors import BusyError, FullError, Problem, StorageError

_FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")
_FULL_STATES = ("53100", "53200")
# Lock not available, serialisation, deadlock, too many connections, connection lost, server going down.
_BUSY_STATES = ("55P03", "40001", "40P01", "53300", "57P01", "57P02", "57P03", "08")


def storage_error(error: Exception) -> StorageError | None:
    """The error in words when the database is full, locked or away; None for everything else."""
    if isinstance(error, PoolTimeoutError):
        return BusyError(Problem("store.busy"))
    if not isinstance(error, DBAPIError):
        return None
    origin = error.orig
    if isinstance(origin, sqlite3.Error):
        name = getattr(origin, "sqlite_errorname", "")
        return _told(full=name.startswith(_FULL), busy=name.startswith(_BUSY))
    state = getattr(origin, "sqlstate", None)
    # A connection that was cut or refused carries no state.
    lost = error.connection_invalidated or (state is None and type(origin).__name__ == "OperationalError")
    return _told(
        full=str(state or "").startswith(_FULL_STATES),
        busy=lost or str(state or "").startswith(_BUSY_STATES),
    )


def _told(*, full: bool, busy: bool) -> StorageError | None:
    if full:
        return FullError(Problem("store.full"))
    return BusyError(Problem("store.busy")) if busy else None
