"""Reading a saved workshop that may be damaged or hostile: nothing in it is believed before it was checked.

Sizes are counted while unpacking, never taken from the file; every part must have the fingerprint of the manifest,
every row exactly the columns of its table with values that fit, every reference to a text its text.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from components.errors import InputError, Problem
from components.workshop import tables
from components.workshop.changes import ERASURE
from components.workshop.edits.values import value_problems
from components.workshop.marks import DONT_KNOW, GIVEN, TAKEN_BACK
from components.workshop.people_events import EVENTS, INTEREST
from components.workshop.state import KINDS, REMOVED

PROGRAM = "connected-cities"
FORMAT = 2
MANIFEST = "manifest.json"
LARGEST_BYTES = 50 * 2**20
_CHUNK = 2**16

Row = dict[str, Any]
NUMBERED = {"change": "seq", "mark": "id", "person": "seq", "person_event": "seq"}
"""Tables whose rows are numbered anew when they are restored, and the column of that number."""
_SINCE = {"person_event.jsonl": 2}
"""Parts that the first format did not have, and the format from which on a file must hold them."""

_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_CODE = re.compile(r"[A-Z0-9]{1,12}")
_PAIR_SIGN = "~"
_BITS = {BigInteger: 63, Integer: 31}


def read(data: bytes) -> dict[str, list[Row]]:
    """The rows of every table of a whole archive. Raises InputError with what is wrong."""
    parts = _unpacked(data)
    manifest = _manifest(parts)
    names = {
        f"{table.name}.jsonl": table
        for table in tables.LOG
        if manifest["format"] >= _SINCE.get(f"{table.name}.jsonl", 1)
    }
    _check_parts(parts, manifest, set(names))
    rows: dict[str, list[Row]] = {table.name: [] for table in tables.LOG}
    problems: list[Problem] = []
    for name, table in names.items():
        rows[table.name], faults = _rows(name, table, parts[name])
        problems += faults
    if not problems:
        problems = _contradictions(rows)
    if problems:
        raise InputError(*problems[:20])
    return rows


def renumbered(value: str, numbers: Mapping[int, int]) -> str:
    """A change's value, in which a reference to a text has the text's other number."""
    plain = json.loads(value)
    return json.dumps({"text": numbers[plain["text"]]}) if isinstance(plain, dict) else value


def _unpacked(data: bytes) -> dict[str, bytes]:
    if len(data) > LARGEST_BYTES:
        raise InputError(Problem("archive.too_large", {"most": LARGEST_BYTES // 2**20}))
    known = {MANIFEST, *(f"{table.name}.jsonl" for table in tables.LOG)}
    parts: dict[str, bytes] = {}
    left = LARGEST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            names = file.namelist()
            if MANIFEST not in names:
                raise InputError(Problem("archive.foreign"))
            if len(names) != len(set(names)):
                raise InputError(Problem("archive.damaged"))
            for name in names:
                if name in known or name in ("records.jsonl", "marks.jsonl"):
                    parts[name] = _part(file, name, left)
                    left -= len(parts[name])
    except _UNREADABLE as error:
        key = "archive.damaged" if data[:2] == b"PK" else "archive.not_an_archive"
        raise InputError(Problem(key)) from error
    return parts


def _part(file: zipfile.ZipFile, name: str, most: int) -> bytes:
    body = bytearray()
    with file.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            body += chunk
            if len(body) > most:
                raise InputError(Problem("archive.too_large", {"most": LARGEST_BYTES // 2**20}))
    return bytes(body)


def _manifest(parts: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        manifest = json.loads(parts[MANIFEST])
    except (ValueError, RecursionError) as error:
        raise InputError(Problem("archive.damaged")) from error
    if not isinstance(manifest, dict) or manifest.get("program") != PROGRAM:
        raise InputError(Problem("archive.foreign"))
    found = manifest.get("format")
    if not isinstance(found, int) or isinstance(found, bool):
        raise InputError(Problem("archive.damaged"))
    if found > FORMAT:
        raise InputError(Problem("archive.newer", {"found": found, "known": FORMAT}))
    if not str(manifest.get("content", "")).startswith("whole"):
        raise InputError(Problem("archive.public"))
    return manifest


def _check_parts(parts: Mapping[str, bytes], manifest: Mapping[str, Any], wanted: set[str]) -> None:
    sums = manifest.get("sha256")
    if not isinstance(sums, dict):
        raise InputError(Problem("archive.damaged"))
    missing = [Problem("archive.part_missing", {"part": name}) for name in sorted(wanted - parts.keys())]
    changed = [
        Problem("archive.part_changed", {"part": name})
        for name in sorted(wanted & parts.keys())
        if sums.get(name) != hashlib.sha256(parts[name]).hexdigest()
    ]
    if missing or changed:
        raise InputError(*missing, *changed)


def _rows(name: str, table: Table, body: bytes) -> tuple[list[Row], list[Problem]]:
    columns = {column.name: column for column in table.c if column.name != "workshop"}
    rows: list[Row] = []
    problems = []
    for number, line in enumerate(body.split(b"\n"), 1):
        if not line:
            continue
        try:
            row = json.loads(line.decode())
        except (ValueError, RecursionError):
            row = None
        if (
            isinstance(row, dict)
            and row.keys() == columns.keys()
            and all(map(_fits, columns.values(), _in(row, columns)))
        ):
            rows.append(row)
        else:
            problems.append(Problem("archive.row", {"part": name, "line": number}))
    return rows, problems


def _in(row: Row, columns: Mapping[str, Column[Any]]) -> list[Any]:
    return [row[name] for name in columns]


def _fits(column: Column[Any], value: Any) -> bool:
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, String | Text):
        length = column.type.length
        return (
            isinstance(value, str)
            and "\x00" not in value
            and _encodable(value)
            and len(value) <= (length or len(value))
        )
    bits = next(bits for kind, bits in _BITS.items() if isinstance(column.type, kind))
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**bits


def _encodable(value: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def _contradictions(rows: Mapping[str, list[Row]]) -> list[Problem]:
    """Faults that only the rows together show."""
    problems = []
    if len(rows["workshop"]) != 1 or not _CODE.fullmatch(rows["workshop"][0]["code"]):
        problems.append(Problem("archive.row", {"part": "workshop.jsonl", "line": len(rows["workshop"])}))
    texts = {row["id"] for row in rows["text"]}
    for number, row in enumerate(rows["change"], 1):
        if not _change_fits(row, texts):
            problems.append(Problem("archive.row", {"part": "change.jsonl", "line": number}))
    for table in tables.LOG:
        moments = [(number, row.get("at") or row.get("created_at")) for number, row in enumerate(rows[table.name], 1)]
        part = f"{table.name}.jsonl"
        problems += [
            Problem("archive.row", {"part": part, "line": number})
            for number, at in moments
            if at and not _is_moment(at)
        ]
    for number, row in enumerate(rows["mark"], 1):
        if not _mark_fits(row, texts):
            problems.append(Problem("archive.row", {"part": "mark.jsonl", "line": number}))
    for number, row in enumerate(rows["person_event"], 1):
        if not _event_fits(row):
            problems.append(Problem("archive.row", {"part": "person_event.jsonl", "line": number}))
    return problems


def _change_fits(row: Row, texts: set[int]) -> bool:
    try:
        value = json.loads(row["value"])
    except (ValueError, RecursionError):
        return False
    if isinstance(value, dict):
        return value.keys() == {"text"} and isinstance(value["text"], int) and value["text"] in texts
    if row["kind"] == ERASURE:
        return True
    known, field = KINDS.get(row["kind"]), row["field"]
    if known is None or field not in {*known.__dataclass_fields__, REMOVED} - {"code"}:
        return False
    if field == REMOVED or value is None:
        return value is None or isinstance(value, bool)
    # What no page would have taken would bring down every page that shows it.
    return not value_problems(row["kind"], field, tuple(value) if isinstance(value, list) else value)


def _mark_fits(row: Row, texts: set[int]) -> bool:
    # A comparison of two criteria counts to either side of 0.
    lowest, highest = (-8, 8) if _PAIR_SIGN in row["item"] else (0, 100)
    in_range = row["value"] is None or lowest <= row["value"] <= highest
    answered = row["answer"] in (GIVEN, DONT_KNOW, TAKEN_BACK)
    return in_range and answered and (row["text"] is None or row["text"] in texts)


def _event_fits(row: Row) -> bool:
    if row["kind"] == INTEREST:
        return row["value"].rpartition("|")[2] in ("0", "1")
    return row["kind"] in EVENTS


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
