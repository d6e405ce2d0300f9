"""The log of the room: append-only changes and marks in, a `Snapshot` of what may be seen out.

A change is one field of one record (`Edit`); edits that belong together are one batch and are undone together. Marks of a
round that was not revealed are in no snapshot; only their number, by city and group, can be asked for.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, select

from components.errors import ConflictError, InputError, Problem, RefusedError
from components.workshop import tables
from components.workshop.database import Database
from components.workshop.records.base import free_text_fields
from components.workshop.records.rounds import Mark
from components.workshop.state import KINDS, REMOVED, FieldValue, Snapshot, State, fold

UNCHECKED = object()
OPEN, CLOSED, REVEALED = "open", "closed", "revealed"
GIVEN, DONT_KNOW, TAKEN_BACK = "given", "dont_know", "taken_back"


@dataclass(frozen=True)
class Edit:
    """One field of one record gets a value. `before` is what the editor saw; unequal to the log means a conflict."""

    kind: str
    code: str
    field: str
    value: Any
    before: Any = UNCHECKED


def removal(kind: str, code: str) -> Edit:
    """The edit that takes a record away (it can be undone)."""
    return Edit(kind, code, REMOVED, value=True)


@dataclass(frozen=True)
class Change:
    """One row of the history, for the list of what was changed and for undo."""

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


@dataclass(frozen=True)
class MarkInput:
    """A tap. `value` None with `answer` dont_know is «don't know»; `taken_back` clears the mark.

    `request` identifies the tap: the same tap sent twice is stored once. `sequence` orders the taps of one person; the
    highest wins, not the last to arrive.
    """

    instrument: str
    item: str
    subject: str
    person: str
    city: str
    group: str
    value: int | None
    answer: str = GIVEN
    reason: str | None = None
    round: int = 1
    item_revision: int = 1
    sequence: int | None = None
    request: str = ""
    way_in: str = "phone"
    by: str = ""


class Store:
    """All workshops of one database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def create(self, code: str, key_hash: str) -> None:
        """Adds an empty workshop."""
        with self.database.writing(code) as connection:
            row = {"code": code, "key_hash": key_hash, "created_at": _now()}
            connection.execute(insert(tables.workshop).values(row))

    def key_hash(self, workshop: str) -> str | None:
        """Hash of the facilitator's key, None for an unknown workshop."""
        with self.database.reading() as connection:
            query = select(tables.workshop.c.key_hash).where(tables.workshop.c.code == workshop)
            return connection.scalar(query)

    def workshops(self) -> tuple[str, ...]:
        """Codes of all workshops, the newest first."""
        with self.database.reading() as connection:
            query = select(tables.workshop.c.code).order_by(tables.workshop.c.created_at.desc())
            return tuple(connection.scalars(query))

    def delete(self, workshop: str) -> None:
        """Deletes a workshop whole: marks, changes, words, people. Cannot be undone."""
        with self.database.writing(workshop) as connection:
            for table in (tables.access, *reversed(tables.LOG[1:])):
                connection.execute(delete(table).where(table.c.workshop == workshop))
            connection.execute(delete(tables.workshop).where(tables.workshop.c.code == workshop))

    def commit(self, workshop: str, edits: Sequence[Edit], *, by: str, undoes: str | None = None) -> str:
        """Adds one batch of edits and returns its name. Raises ConflictError with both values, InputError for an
        unknown field; then nothing is added.
        """
        batch = secrets.token_hex(8)
        at = _now()
        with self.database.writing(workshop) as connection:
            _check_known(edits)
            _check_conflicts(connection, workshop, edits)
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

    def undo(self, workshop: str, batch: str, *, by: str) -> str:
        """Sets every field of a batch back to what it was before. Raises ConflictError when one was changed since,
        RefusedError for the opening, closing and revealing of ballots.
        """
        changes = [change for change in self.history(workshop) if change.batch == batch]
        if not changes or any(change.kind == "round" for change in changes):
            raise RefusedError(Problem("store.cannot_undo"))
        edits = [
            Edit(change.kind, change.code, change.field, change.before, before=change.value)
            for change in reversed(changes)
        ]
        return self.commit(workshop, edits, by=by, undoes=batch)

    def history(self, workshop: str) -> tuple[Change, ...]:
        """Every change, oldest first, with the value it replaced (None where there was none)."""
        with self.database.reading() as connection:
            rows = _change_rows(connection, workshop)
            texts = _texts(connection, workshop)
        last: dict[tuple[str, str, str], Any] = {}
        found = []
        for row in rows:
            value = _decoded(row.value, texts)
            key = (row.kind, row.code, row.field)
            found.append(
                Change(row.seq, row.batch, *key, value, last.get(key), row.by, _time(row.at), row.undoes)
            )
            last[key] = value
        return tuple(found)

    def version(self, workshop: str) -> int:
        """Number of the last visible row: the key of every cache. 0 for an empty or unknown workshop."""
        with self.database.reading() as connection:
            return _version(connection, workshop)

    def snapshot(self, workshop: str) -> Snapshot:
        """What may be seen now: the state, and the marks of revealed rounds."""
        with self.database.reading() as connection:
            state, version = _state(connection, workshop)
            marks = tuple(_visible_marks(connection, workshop, state))
        return Snapshot(workshop, version, state, marks)

    def put_mark(self, workshop: str, mark: MarkInput) -> datetime:
        """Stores a tap and returns the time on its receipt. A repeated request changes nothing. Raises RefusedError
        when the round is not open; the caller has checked item, subject, range and person.
        """
        request = mark.request or secrets.token_hex(16)
        with self.database.writing(workshop) as connection:
            known = and_(tables.mark.c.workshop == workshop, tables.mark.c.request == request)
            if (at := connection.scalar(select(tables.mark.c.at).where(known))) is not None:
                return _time(at)
            if _round_state(connection, workshop, mark.instrument, mark.round) != OPEN:
                raise RefusedError(Problem("store.round_not_open"))
            text_id = _add_text(connection, workshop, mark.reason, mark.person) if mark.reason else None
            at = _now()
            row = {
                "workshop": workshop,
                "instrument": mark.instrument,
                "item": mark.item,
                "item_revision": mark.item_revision,
                "subject": mark.subject,
                "round": mark.round,
                "person": mark.person,
                "city": mark.city,
                "group": mark.group,
                "value": mark.value if mark.answer == GIVEN else None,
                "answer": mark.answer,
                "text": text_id,
                "sequence": mark.sequence or _next_sequence(connection, workshop, mark.person),
                "request": request,
                "way_in": mark.way_in,
                "by": mark.by or mark.person,
                "at": at,
            }
            connection.execute(insert(tables.mark).values(row))
        return _time(at)

    def own_marks(self, workshop: str, person: str) -> tuple[Mark, ...]:
        """A person's own latest marks, of every round whatever its state: for that person's phone only."""
        with self.database.reading() as connection:
            query = select(tables.mark).where(tables.mark.c.workshop == workshop, tables.mark.c.person == person)
            return tuple(_latest(connection.execute(query.order_by(*_MARK_ORDER)).all(), _texts(connection, workshop)))

    def answered(self, workshop: str, instrument: str, number: int = 1) -> tuple[tuple[str, str, int, int], ...]:
        """Who has answered, not what: (city, group, people, marks) of one round; the only view of a sealed round."""
        with self.database.reading() as connection:
            query = (
                select(
                    tables.mark.c.city,
                    tables.mark.c.group,
                    func.count(func.distinct(tables.mark.c.person)),
                    func.count(func.distinct(tables.mark.c.person + "|" + tables.mark.c.subject + "|" + tables.mark.c.item)),
                )
                .where(
                    tables.mark.c.workshop == workshop,
                    tables.mark.c.instrument == instrument,
                    tables.mark.c.round == number,
                )
                .group_by(tables.mark.c.city, tables.mark.c.group)
                .order_by(tables.mark.c.city, tables.mark.c.group)
            )
            return tuple((row[0], row[1], row[2], row[3]) for row in connection.execute(query))

    def erase_words(self, workshop: str, person: str) -> int:
        """Blanks the reasons a person wrote; the marks stay. Returns how many were erased."""
        with self.database.writing(workshop) as connection:
            of_person = and_(tables.text.c.workshop == workshop, tables.text.c.person == person)
            return connection.execute(tables.text.update().where(of_person).values(body=None)).rowcount


def _check_known(edits: Sequence[Edit]) -> None:
    problems = [
        Problem("store.unknown_field", {"kind": edit.kind, "field": edit.field})
        for edit in edits
        if edit.kind not in KINDS or edit.field not in {*KINDS[edit.kind].__dataclass_fields__, REMOVED}
    ]
    if problems:
        raise InputError(*problems)


def _check_conflicts(connection: Connection, workshop: str, edits: Sequence[Edit]) -> None:
    problems = []
    checked = [edit for edit in edits if edit.before is not UNCHECKED]
    texts = _texts(connection, workshop) if checked else {}
    for edit in checked:
        now = _current(connection, workshop, edit, texts)
        default = None if edit.field == REMOVED else _default(edit)
        if _plain(edit.before) not in (now, default if now is None else now) and now != _plain(edit.value):
            values = {"field": edit.field, "theirs": str(now), "yours": str(edit.value)}
            problems.append(Problem("store.conflict", values))
    if problems:
        raise ConflictError(*problems)


def _default(edit: Edit) -> Any:
    return _plain(getattr(KINDS[edit.kind](code=edit.code), edit.field))


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _current(connection: Connection, workshop: str, edit: Edit, texts: dict[int, str]) -> Any:
    table = tables.change
    query = (
        select(table.c.value)
        .where(
            table.c.workshop == workshop,
            table.c.kind == edit.kind,
            table.c.code == edit.code,
            table.c.field == edit.field,
        )
        .order_by(table.c.seq.desc())
        .limit(1)
    )
    found = connection.scalar(query)
    return None if found is None else _decoded(found, texts)


def _encoded(connection: Connection, workshop: str, edit: Edit) -> str:
    if edit.value and edit.field in free_text_fields(KINDS[edit.kind]):
        return json.dumps({"text": _add_text(connection, workshop, str(edit.value), None)})
    return json.dumps(edit.value, ensure_ascii=False)


def _decoded(value: str, texts: dict[int, str]) -> Any:
    plain = json.loads(value)
    return texts.get(plain["text"], "") if isinstance(plain, dict) else plain


def _add_text(connection: Connection, workshop: str, body: str, person: str | None) -> int:
    result = connection.execute(insert(tables.text).values(workshop=workshop, body=body, person=person))
    key = result.inserted_primary_key
    return int(key[0]) if key else 0


def _texts(connection: Connection, workshop: str) -> dict[int, str]:
    query = select(tables.text.c.id, tables.text.c.body).where(tables.text.c.workshop == workshop)
    return {row.id: row.body or "" for row in connection.execute(query)}


def _change_rows(connection: Connection, workshop: str) -> Sequence[Row[Any]]:
    query = select(tables.change).where(tables.change.c.workshop == workshop).order_by(tables.change.c.seq)
    return connection.execute(query).all()


def _version(connection: Connection, workshop: str) -> int:
    query = select(func.max(tables.change.c.seq)).where(tables.change.c.workshop == workshop)
    return connection.scalar(query) or 0


def _state(connection: Connection, workshop: str) -> tuple[State, int]:
    rows = _change_rows(connection, workshop)
    texts = _texts(connection, workshop)
    values: dict[tuple[str, str, str], Any] = {}
    for row in rows:
        value = _decoded(row.value, texts)
        key = (row.kind, row.code, row.field)
        if value is None:
            values.pop(key, None)
        else:
            values[key] = value
    state = fold(FieldValue(*key, value) for key, value in values.items())
    return state, rows[-1].seq if rows else 0


def _round_state(connection: Connection, workshop: str, instrument: str, number: int) -> str | None:
    state = _current(connection, workshop, Edit("round", f"{instrument}.{number}", "state", None), {})
    return None if state is None else str(state)


_MARK_ORDER = (tables.mark.c.sequence, tables.mark.c.id)


def _visible_marks(connection: Connection, workshop: str, state: State) -> list[Mark]:
    from components.workshop.records.rounds import Round  # noqa: PLC0415

    revealed = [item for item in state.all(Round) if item.state == REVEALED]
    if not revealed:
        return []
    table = tables.mark
    query = select(table).where(table.c.workshop == workshop).order_by(*_MARK_ORDER)
    shown = {(item.instrument, item.number) for item in revealed}
    rows = [row for row in connection.execute(query) if (row.instrument, row.round) in shown]
    return _latest(rows, _texts(connection, workshop))


def _latest(rows: Sequence[Row[Any]], texts: dict[int, str]) -> list[Mark]:
    found: dict[tuple[Any, ...], Row[Any]] = {}
    reasons: dict[tuple[Any, ...], str] = {}
    for row in rows:
        key = (row.instrument, row.item, row.subject, row.round, row.person)
        found[key] = row
        if row.text is not None:
            reasons[key] = texts.get(row.text, "")
    return [
        Mark(
            instrument=row.instrument,
            item=row.item,
            subject=row.subject,
            round=row.round,
            person=row.person,
            city=row.city,
            group=row.group,
            value=row.value,
            reason=reasons.get(key, ""),
            at=_time(row.at),
            way_in=row.way_in,
            demonstration=row.way_in == "demo",
        )
        for key, row in found.items()
        if row.answer != TAKEN_BACK
    ]


def _next_sequence(connection: Connection, workshop: str, person: str) -> int:
    table = tables.mark
    query = select(func.max(table.c.sequence)).where(table.c.workshop == workshop, table.c.person == person)
    return (connection.scalar(query) or 0) + 1


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
