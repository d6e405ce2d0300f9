"""Copies of the SQLite file that are made by themselves during the day, and how one of them is put back.

A copy is made from a reading connection, in one step: taps go on meanwhile. It gets its name only when it is whole, so
a copy that was cut short is never taken for one. The last twelve are kept, and of each earlier day the last. Copies
are never the reason for a full disk: none is made when little space is left. PostgreSQL has tools of its own for this.

Words that are erased and workshops that are deleted are taken out of every copy too.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from components.errors import BusyError, InputError, Problem, ToolError
from components.workshop import tables
from components.workshop.database import Database

FOLDER = "backups"
LATEST, DAYS = 12, 30
SECONDS_BETWEEN = 600.0
_NAME = re.compile(r"workshops-(\d{8}T\d{6}Z)\.sqlite")
_MOMENT = "%Y%m%dT%H%M%SZ"
# Technical: what must be left on the disk besides the copy, for the day's marks.
_BYTES_LEFT = 200_000_000
_LOOK_SECONDS, _SECONDS_TO_END = 20.0, 30.0


@dataclass(frozen=True)
class Copy:
    """One copy: the name of its file, when it was made, its size in bytes."""

    name: str
    made_at: datetime
    size: int


def copies(file: Path | None) -> tuple[Copy, ...]:
    """The copies that there are of a log (`Database.file`), the newest first; none with PostgreSQL (None)."""
    if file is None or not (file.parent / FOLDER).is_dir():
        return ()
    found = ((path, _NAME.fullmatch(path.name)) for path in (file.parent / FOLDER).iterdir())
    named = (
        Copy(path.name, datetime.strptime(match[1], _MOMENT).replace(tzinfo=UTC), path.stat().st_size)
        for path, match in found
        if match
    )
    return tuple(sorted(named, key=lambda copy: copy.made_at, reverse=True))


def make(file: Path | None, *, at: datetime | None = None) -> Copy | None:
    """Makes a copy now and lets go of those that are too old. None with PostgreSQL, or when the disk is nearly full.

    at: the moment in its name, now unless told.
    """
    if file is None or not file.exists():
        return None
    folder = file.parent / FOLDER
    folder.mkdir(exist_ok=True)
    if shutil.disk_usage(folder).free < 2 * file.stat().st_size + _BYTES_LEFT:
        return None
    made = (at or datetime.now(UTC)).replace(microsecond=0)
    path = folder / f"workshops-{made.strftime(_MOMENT)}.sqlite"
    unfinished = path.with_suffix(".unfinished")
    try:
        _copied(file, unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _let_go(file)
    return Copy(path.name, made, path.stat().st_size)


def changed_since(file: Path, copy: Copy | None) -> bool:
    """Whether anything was written since this copy was made; always without one."""
    if copy is None:
        return file.exists()
    written = (path.stat().st_mtime for path in (file, file.with_name(file.name + "-wal")) if path.exists())
    return max(written, default=0.0) > copy.made_at.timestamp()


def restore(database: Database, name: str) -> None:
    """Puts a copy in the place of the log of this process, for all workshops at once; as `restore_file`."""
    if database.file is None:
        raise InputError(Problem("backups.unknown", {"name": name}))
    with database.standing_still():
        restore_file(database.file, name)
    database.renew()


def restore_file(file: Path, name: str) -> None:
    """Puts a copy in the place of the log, for all workshops at once. The log as it was becomes the newest copy, so
    that this can be taken back; a damaged one is put aside as it is.

    A server may run meanwhile. Numbers of rows go on behind the highest that was ever given, so that nothing is taken
    for what it is not. Raises InputError for a copy that is not there or is damaged; then nothing was changed.
    """
    copy = file.parent / FOLDER / name
    if not _NAME.fullmatch(name) or not copy.is_file():
        raise InputError(Problem("backups.unknown", {"name": name}))
    if not _whole(copy):
        raise InputError(Problem("backups.damaged", {"name": name}))
    held = file.parent / FOLDER / "restoring.sqlite"
    shutil.copyfile(copy, held)
    try:
        if file.exists() and _whole(file):
            make(file)
            _put_in_place(held, file)
        else:
            _put_aside(file)
            with held.open("rb") as restored:
                os.fsync(restored.fileno())
            held.replace(file)
    finally:
        held.unlink(missing_ok=True)


def erase(file: Path | None, workshop: str) -> None:
    """Takes out of every copy what was erased from this workshop since: its texts that are blank now, or all of it when
    it was deleted. A copy in which that fails is removed.
    """
    for copy in copies(file):
        assert file is not None
        path = file.parent / FOLDER / copy.name
        try:
            _erase_in(path, file, workshop)
        except sqlite3.Error:
            path.unlink(missing_ok=True)


@contextmanager
def running(provide: Callable[[], Database], seconds: float = SECONDS_BETWEEN) -> Iterator[None]:
    """Makes a copy every so often while this holds, when something changed. The database is first asked for after a
    while, so that nothing is opened by starting.
    """
    ended = threading.Event()
    thread = threading.Thread(target=_keep_making, args=(provide, seconds, ended), name="backups", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(_SECONDS_TO_END)


def _keep_making(provide: Callable[[], Database], seconds: float, ended: threading.Event) -> None:
    last = -math.inf
    while not ended.wait(min(seconds, _LOOK_SECONDS)):
        if time.monotonic() - last < seconds:
            continue
        last = time.monotonic()
        try:
            file = provide().file
            if file is not None and changed_since(file, next(iter(copies(file)), None)):
                make(file)
        except (ToolError, OSError, sqlite3.Error) as error:
            # A copy that fails must not stop the next one; the room itself is not concerned.
            print(f"backup: {error}", flush=True)  # noqa: T201 - the terminal is where the person who started it looks


def _copied(source: Path, path: Path) -> None:
    with closing(sqlite3.connect(source)) as log, closing(sqlite3.connect(path)) as copy:
        log.backup(copy)
        # One file that holds everything: a copy is carried away without its neighbours.
        copy.execute("PRAGMA journal_mode=DELETE")
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _whole(path: Path) -> bool:
    """Whether the file is a sound log of this program or of one before it."""
    try:
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            version = connection.execute("SELECT version FROM schema_version").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BusyError(Problem("store.busy")) from error
        return False
    except sqlite3.Error:
        return False
    return sound and version is not None and version[0] <= tables.SCHEMA_VERSION


def _put_in_place(copy: Path, file: Path) -> None:
    with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(file, isolation_level=None)) as log:
        numbers = log.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        source.backup(log)
        for table, number in numbers:
            log.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, table))


def _put_aside(file: Path) -> None:
    """The damaged file and its neighbours, for somebody who may yet read something out of it."""
    moment = datetime.now(UTC).strftime(_MOMENT)
    for path in (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
        if path.exists():
            path.replace(file.parent / FOLDER / f"damaged-{moment}-{path.name}")


def _let_go(file: Path) -> None:
    """Removes what is neither among the latest nor the last of its day within the days that are kept."""
    found = copies(file)
    last_of_day: dict[str, Copy] = {}
    for copy in found:
        last_of_day.setdefault(copy.made_at.strftime("%Y%m%d"), copy)
    kept = {*found[:LATEST], *list(last_of_day.values())[:DAYS]}
    for copy in found:
        if copy not in kept:
            (file.parent / FOLDER / copy.name).unlink(missing_ok=True)


def _erase_in(copy: Path, log: Path, workshop: str) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("ATTACH ? AS log", (str(log),))
        stands = connection.execute("SELECT 1 FROM log.workshop WHERE code = ?", (workshop,)).fetchone()
        connection.execute("BEGIN IMMEDIATE")
        if stands:
            connection.execute(
                "UPDATE main.text SET body = NULL WHERE workshop = ? AND body IS NOT NULL"
                " AND id IN (SELECT id FROM log.text WHERE workshop = ? AND body IS NULL)",
                (workshop, workshop),
            )
        else:
            _delete(connection, workshop)
        connection.execute("COMMIT")


def _delete(connection: sqlite3.Connection, workshop: str) -> None:
    there = {row[0] for row in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")}
    for table in reversed(tables.metadata.sorted_tables):
        if table.name in there and "workshop" in table.c:
            query = f'DELETE FROM main."{table.name}" WHERE workshop = ?'  # noqa: S608 - the names are our own
            connection.execute(query, (workshop,))
    connection.execute("DELETE FROM main.workshop WHERE code = ?", (workshop,))
