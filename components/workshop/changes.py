"""The log of changes: one row is one field of one record that got a value. These functions work inside a transaction.

A record's free text is kept in the table of texts and referenced here, so that words can be erased while the log
stays. What was once entered is never removed: taking a record away and undoing are changes too.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from components.errors import ConflictError, InputError, Problem, RefusedError
from components.language import only_words
from components.workshop import tables
from components.workshop.records.base import free_text_fields
from components.workshop.state import KINDS, REMOVED, FieldValue, State, fold

UNCHECKED = object()
ERASURE = "erasure"
ADOPTED = "adopted"
NEVER_UNDONE = frozenset({"round", ADOPTED})
"""What was opened, closed or revealed, and what the room adopted: acts of the room, not entries."""
DECIDES: dict[str, tuple[str, ...]] = {
    "instrument": ("present", "importance"),
    "own_city_by": ("agreement", "present", "importance"),
    "weighting": ("weights",),
    "cluster_criteria": ("feasibility",),
}
"""Fields of the setting that decide what a ballot asks, and of whom: they stand once it was opened."""


@dataclass(frozen=True)
class Edit:
    """One field of one record gets a value. `before` is what the editor saw; unequal to the log means a conflict."""

    kind: str
    code: str
    field: str
    value: Any
    before: Any = UNCHECKED


@dataclass(frozen=True)
class Change:
    """One row of the history, for the list of what was changed and for undo. `undoes`: the batch that this row took
    back.
    """

    seq: int
    batch: str
    kind: str
    code: str
    field: str
    value: Any
    before: Any
    by: str
    at: datetime
    undoes: str | None


def removal(kind: str, code: str) -> Edit:
    """The edit that takes a record away (it can be undone)."""
    return Edit(kind, code, REMOVED, value=True)


def reversed_edits(changes: Sequence[Change]) -> list[Edit]:
    """The edits that set every field of one batch back to what it was before the batch."""
    first: dict[tuple[str, str, str], Change] = {}
    last: dict[tuple[str, str, str], Change] = {}
    for change in changes:
        key = (change.kind, change.code, change.field)
        first.setdefault(key, change)
        last[key] = change
    return [Edit(*key, first[key].before, before=last[key].value) for key in reversed(first)]


def undoable(history: Sequence[Change]) -> str | None:
    """The latest batch that stands and can be taken back; None when there is none."""
    standing = _standing(history)
    return next((batch for batch in reversed(standing) if standing[batch] is None), None)


def redoable(history: Sequence[Change]) -> str | None:
    """The latest undo that can be taken back in its turn; None once something new was entered after it."""
    standing = _standing(history)
    last = next(reversed(standing), None)
    return last if last is not None and standing[last] is not None else None


def decides(change: Change) -> tuple[str, ...]:
    """The ballots whose statements or voters a change decides for good: it stands once they were opened."""
    if change.kind == "criterion":
        return ("weights",)
    return DECIDES.get(change.field, ()) if change.kind == "setting" else ()


def fixed(history: Sequence[Change]) -> frozenset[str]:
    """Batches that are not taken back any more, because people were asked what they decided."""
    opened = {row.code.rpartition(".")[0] for row in history if row.kind == "round" and row.field == "state"}
    batches: dict[str, list[Change]] = {}
    for row in history:
        if row.kind in {"item", "own_ballot"} or opened.intersection(decides(row)):
            batches.setdefault(row.batch, []).append(row)
    return frozenset(
        batch
        for batch, rows in batches.items()
        if asked_since(history, rows) or any(opened.intersection(decides(row)) for row in rows)
    )


def asked_since(history: Sequence[Change], found: Sequence[Change]) -> bool:
    """Whether a ballot was opened since its statements were changed: people were asked them as they are now."""
    opened = {(row.code.rpartition(".")[0], row.seq) for row in history if row.kind == "round" and row.field == "state"}
    return any(
        ballot == change.code.partition("|")[0] and seq > change.seq
        for change in found
        if change.kind in {"item", "own_ballot"}
        for ballot, seq in opened
    )


def _standing(history: Sequence[Change]) -> dict[str, str | None]:
    """Batches that were not taken back, in order, with what each took back; an act of the room is never taken back."""
    undoes: dict[str, str | None] = {}
    for change in history:
        if change.kind not in NEVER_UNDONE:
            undoes.setdefault(change.batch, change.undoes)
    gone: set[str] = set()
    for batch in reversed(undoes):
        target = undoes[batch]
        if batch not in gone and target is not None:
            gone.add(target)
    # An undo that was itself taken back says nothing any more, nor does the row that took it back: the entry stands
    # again.
    redone = {batch for batch, target in undoes.items() if target in gone and undoes.get(target) is not None}
    return {batch: target for batch, target in undoes.items() if batch not in gone | redone}


def append(connection: Connection, workshop: str, edits: Sequence[Edit], *, by: str, undoes: str | None = None) -> str:
    """Adds one batch of edits and returns its name. Raises ConflictError with both values, InputError for an unknown
    field, RefusedError for a change of what the room adopted.
    """
    batch, at = secrets.token_hex(8), now()
    check_known(edits)
    _check_conflicts(connection, workshop, edits)
    _check_adopted(connection, workshop, edits)
    rows = [
        {
            "workshop": workshop,
            "batch": batch,
            "kind": edit.kind,
            "code": edit.code,
            "field": edit.field,
            "value": _encoded(connection, workshop, edit),
            "by": by,
            "at": at,
            "undoes": undoes,
        }
        for edit in edits
    ]
    if rows:
        connection.execute(insert(tables.change), rows)
    return batch


def history(connection: Connection, workshop: str) -> tuple[Change, ...]:
    """Every change, oldest first, with the value it replaced (None where there was none)."""
    texts = texts_of(connection, workshop)
    last: dict[tuple[str, str, str], Any] = {}
    found = []
    for row in _rows(connection, workshop):
        if row.kind == ERASURE:
            continue
        key = (row.kind, row.code, row.field)
        value = _decoded(row.value, texts)
        before = last.get(key)
        found.append(Change(row.seq, row.batch, *key, value, before, row.by, time(row.at), row.undoes))
        last[key] = value
    return tuple(found)


def present(connection: Connection, workshop: str, first: int | None = None) -> tuple[State, int]:
    """The present state and the number of the last row (0 for an empty or unknown workshop). first: the state after so
    many rows of the log instead; words that were erased since stay erased.
    """
    rows = _rows(connection, workshop)[:first]
    texts = texts_of(connection, workshop)
    values = {(row.kind, row.code, row.field): _decoded(row.value, texts) for row in rows}
    state = fold(FieldValue(*key, value) for key, value in values.items())
    return state, rows[-1].seq if rows else 0


def last_number(connection: Connection, workshop: str) -> int:
    """Number of the workshop's last row; 0 when it has none."""
    query = select(func.max(tables.change.c.seq)).where(tables.change.c.workshop == workshop)
    return connection.scalar(query) or 0


def rows_until(connection: Connection, workshop: str, version: int) -> int:
    """How many rows the log of a workshop had at a version."""
    table = tables.change
    query = select(func.count()).where((table.c.workshop == workshop) & (table.c.seq <= version))
    return connection.scalar(query) or 0


def current(connection: Connection, workshop: str, kind: str, code: str, field: str) -> Any:
    """The latest value of one field; None when it was never set or was taken back."""
    found = connection.scalar(_of_field(tables.change.c.value, workshop, kind, code, field).limit(1))
    return None if found is None else _decoded(found, texts_of(connection, workshop, _references([found])))


def erase_text(connection: Connection, workshop: str, kind: str, code: str, field: str, *, by: str) -> int:
    """Blanks everything that was ever written in one field of free text; returns how many texts were erased."""
    found = connection.scalars(_of_field(tables.change.c.value, workshop, kind, code, field)).all()
    table = tables.text
    chosen = (table.c.workshop == workshop) & table.c.id.in_(_references(found)) & table.c.body.is_not(None)
    number = connection.execute(update(table).where(chosen).values(body=None)).rowcount
    note_erasure(connection, workshop, number, by=by)
    return number


def note_erasure(connection: Connection, workshop: str, number: int, *, by: str) -> None:
    """Adds a row that says that words were erased, not whose: a new version, so that no cache keeps showing them."""
    if number:
        row = {"workshop": workshop, "batch": secrets.token_hex(8), "kind": ERASURE, "code": "texts", "field": "number"}
        connection.execute(insert(tables.change).values(**row, value=json.dumps(number), by=by, at=now()))


def add_text(connection: Connection, workshop: str, body: str, person: str | None) -> int:
    """Keeps somebody's words and returns their number, to be referenced."""
    result = connection.execute(insert(tables.text).values(workshop=workshop, body=body, person=person))
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def texts_of(connection: Connection, workshop: str, numbers: Iterable[int] | None = None) -> dict[int, str]:
    """Texts of a workshop by number (all, or those of `numbers`); an erased text is empty."""
    query = select(tables.text.c.id, tables.text.c.body).where(tables.text.c.workshop == workshop)
    if numbers is not None:
        wanted = list(numbers)
        if not wanted:
            return {}
        query = query.where(tables.text.c.id.in_(wanted))
    return {row.id: only_words(row.body or "") for row in connection.execute(query)}


def now() -> str:
    """The present moment as the log writes it: UTC, ISO 8601."""
    return datetime.now(UTC).isoformat()


def time(text: str) -> datetime:
    """A moment that the log wrote."""
    return datetime.fromisoformat(text)


def check_known(edits: Sequence[Edit]) -> None:
    """Raises InputError for every kind or field that no record has."""
    problems = [
        Problem("store.unknown_field", {"kind": edit.kind, "field": edit.field})
        for edit in edits
        if edit.kind not in KINDS or edit.field not in {*KINDS[edit.kind].__dataclass_fields__, REMOVED} - {"code"}
    ]
    if problems:
        raise InputError(*problems)


def _check_conflicts(connection: Connection, workshop: str, edits: Sequence[Edit]) -> None:
    problems = []
    for edit in edits:
        if edit.before is UNCHECKED:
            continue
        found = current(connection, workshop, edit.kind, edit.code, edit.field)
        default = None if edit.field == REMOVED else _plain(getattr(KINDS[edit.kind](code=edit.code), edit.field))
        stands = default if found is None else found
        if _plain(edit.before) not in (found, stands) and _plain(edit.value) not in (found, stands):
            values = {"field": edit.field, "theirs": str(found), "yours": str(edit.value)}
            problems.append(Problem("store.conflict", values))
    if problems:
        raise ConflictError(*problems)


def _check_adopted(connection: Connection, workshop: str, edits: Sequence[Edit]) -> None:
    """What the room adopted is not changed and not taken away; that a later plan supersedes it is said once."""
    acts = [edit for edit in edits if edit.kind == ADOPTED]
    if any(edit.field == REMOVED or current(connection, workshop, *_key(edit)) for edit in acts):
        raise RefusedError(Problem("store.adopted_stands"))


def _key(edit: Edit) -> tuple[str, str, str]:
    return edit.kind, edit.code, edit.field


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _of_field(column: Any, workshop: str, kind: str, code: str, field: str) -> Any:
    table = tables.change
    key = (table.c.workshop == workshop) & (table.c.kind == kind) & (table.c.code == code) & (table.c.field == field)
    return select(column).where(key).order_by(table.c.seq.desc())


def _encoded(connection: Connection, workshop: str, edit: Edit) -> str:
    if edit.value and edit.field in free_text_fields(KINDS[edit.kind]):
        return json.dumps({"text": add_text(connection, workshop, str(edit.value), None)})
    return json.dumps(edit.value, ensure_ascii=False)


def _decoded(value: str, texts: dict[int, str]) -> Any:
    plain = json.loads(value)
    if isinstance(plain, dict):
        return texts.get(plain["text"], "")
    if isinstance(plain, list):
        return [only_words(one) if isinstance(one, str) else one for one in plain]
    return only_words(plain) if isinstance(plain, str) else plain


def _references(values: Iterable[str]) -> list[int]:
    plain = (json.loads(value) for value in values)
    return [value["text"] for value in plain if isinstance(value, dict)]


def _rows(connection: Connection, workshop: str) -> Sequence[Row[Any]]:
    query = select(tables.change).where(tables.change.c.workshop == workshop).order_by(tables.change.c.seq)
    return connection.execute(query).all()
