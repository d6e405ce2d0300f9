"""A workshop as one file: saved whole and restored without loss, or in the variant that may leave the room.

The file is a zip with `README.txt`, `manifest.json` and one table a part (JSON, one row a line). Numbers of rows are
those within the workshop, so that saving, restoring and saving again gives the same bytes. The whole file holds marks
that were not revealed, and says so; access tokens stay on the machine that gave them, while phones that joined stay
joined.

`public` holds the present state and the marks of revealed rounds: no keys, no tokens, no times, no stakeholder groups
(a city and a group together could name a person), and people under codes that are drawn anew for every file, so that
two files cannot be joined by them.
"""

from __future__ import annotations

import hashlib
import io
import json
import secrets
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import DBAPIError

from components.errors import InputError, Problem
from components.language import LANGUAGES, texts
from components.workshop import archive_reading, changes, people, tables
from components.workshop.archive_reading import FORMAT, MANIFEST, PROGRAM, Row
from components.workshop.store import Store

README = "README.txt"
WHOLE = "whole: holds sealed marks"
PUBLIC = "public: revealed marks only"
# A fixed moment, so that equal content is an equal file.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def save(store: Store, workshop: str) -> bytes:
    """The whole workshop as one file. Raises InputError for an unknown workshop."""
    _require_workshop(store, workshop)
    with store.database.reading() as connection:
        rows = {table.name: _rows(connection, table, workshop) for table in tables.LOG}
    numbers = {row["id"]: number for number, row in enumerate(rows["text"], 1)}
    for row in rows["text"]:
        row["id"] = numbers[row["id"]]
    for row in rows["mark"]:
        row["text"] = numbers.get(row["text"])
    for row in rows["change"]:
        row["value"] = archive_reading.renumbered(row["value"], numbers)
    for name, key in archive_reading.NUMBERED.items():
        for number, row in enumerate(rows[name], 1):
            row[key] = number
    return _zipped(WHOLE, {f"{name}.jsonl": _lines(found) for name, found in rows.items()})


def restore(store: Store, data: bytes) -> str:
    """Adds the workshop of a file and returns its code: its own, or a new one when that is taken.

    All or nothing. Raises InputError, saying why, for a file that is damaged, foreign, newer than this program, too
    large, or the variant that left the room.
    """
    rows = archive_reading.read(data)
    own = rows["workshop"][0]["code"]
    code = own if store.key_hash(own) is None else people.new_workshop_code(store)
    try:
        with store.database.writing(code) as connection:
            _insert(connection, code, rows)
    except DBAPIError as error:
        # The rows are well formed, but contradict one another, such as one tap that is stored twice.
        raise InputError(Problem("archive.contradiction")) from error
    return code


def public(store: Store, workshop: str) -> bytes:
    """What may leave the room as one file, to be read by other programs. Raises InputError for an unknown workshop."""
    _require_workshop(store, workshop)
    snapshot = store.snapshot(workshop)
    codes = _codes_of_this_file({mark.person for mark in snapshot.marks})
    records = (
        {"record": kind, **asdict(record)}
        for kind, found in snapshot.state.records
        for record in found
        if kind != "round"
    )
    # Sorted, since the order of arrival would say who answered when; by this file's codes, since the log's own order
    # would join two files.
    ordered = sorted(
        snapshot.marks, key=lambda mark: (mark.instrument, mark.round, mark.item, mark.subject, codes[mark.person])
    )
    marks = (
        {
            "instrument": mark.instrument,
            "item": mark.item,
            "subject": mark.subject,
            "round": mark.round,
            "person": codes[mark.person],
            "city": mark.city,
            "value": mark.value,
            "reason": mark.reason,
            "demonstration": mark.demonstration,
        }
        for mark in ordered
    )
    return _zipped(PUBLIC, {"records.jsonl": _lines(records), "marks.jsonl": _lines(marks)})


def _codes_of_this_file(people_seen: set[str]) -> dict[str, str]:
    shuffled = sorted(people_seen)
    secrets.SystemRandom().shuffle(shuffled)
    return {person: f"R{number:03}" for number, person in enumerate(shuffled, 1)}


def _rows(connection: Connection, table: Table, workshop: str) -> list[Row]:
    owner = table.c.code if table is tables.workshop else table.c.workshop
    query = select(table).where(owner == workshop).order_by(*table.primary_key.columns)
    left_out = set() if table is tables.workshop else {"workshop"}
    return [
        {name: value for name, value in row.items() if name not in left_out}
        for row in connection.execute(query).mappings()
    ]


def _insert(connection: Connection, code: str, rows: Mapping[str, list[Row]]) -> None:
    connection.execute(insert(tables.workshop).values({**rows["workshop"][0], "code": code}))
    numbers: dict[int, int] = {}
    for row in rows["text"]:
        result = connection.execute(insert(tables.text).values(workshop=code, body=row["body"], person=row["person"]))
        assert result.inserted_primary_key is not None
        numbers[row["id"]] = int(result.inserted_primary_key[0])
    for table in (tables.change, tables.mark, tables.person, tables.person_event):
        given = [_own(table, row, code, numbers) for row in rows[table.name]]
        if given:
            connection.execute(insert(table), given)
    # The version of a restored workshop is that of its last row, so rows must have been numbered in their order.
    assert changes.last_number(connection, code) or not rows["change"]


def _own(table: Table, row: Row, code: str, numbers: Mapping[int, int]) -> Row:
    found = {name: value for name, value in row.items() if name != archive_reading.NUMBERED[table.name]}
    found["workshop"] = code
    if table is tables.change:
        found["value"] = archive_reading.renumbered(row["value"], numbers)
    if table is tables.mark:
        found["text"] = None if row["text"] is None else numbers[row["text"]]
    return found


def _lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows).encode()


def _zipped(content: str, parts: Mapping[str, bytes]) -> bytes:
    manifest = {
        "program": PROGRAM,
        "format": FORMAT,
        "content": content,
        "sha256": {name: hashlib.sha256(body).hexdigest() for name, body in parts.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        readme = "readme_public" if content == PUBLIC else "readme_whole"
        words = "\n\n".join(texts(language)(f"archive.{readme}") for language in LANGUAGES) + "\n"
        named = {README: words.encode(), MANIFEST: json.dumps(manifest, indent=1).encode()}
        for name, body in {**named, **parts}.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, body)
    return stream.getvalue()


def _require_workshop(store: Store, workshop: str) -> None:
    if store.key_hash(workshop) is None:
        raise InputError(Problem("store.unknown_workshop", {"workshop": workshop}))
