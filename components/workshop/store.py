"""The log of the room: append-only changes and marks in, a `Snapshot` of what may be seen out.

A change is one field of one record (`Edit`); edits that belong together are one batch and are undone together. Marks
of a round that was not revealed are in no snapshot; only their number, by city and group, can be asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, and_, delete, insert, select, update

from components.errors import InputError, Problem, RefusedError
from components.workshop import backups, changes, marks, tables
from components.workshop.changes import UNCHECKED, Change, Edit, removal
from components.workshop.database import Database
from components.workshop.intake import OutdatedError
from components.workshop.kept import GrowingReadings, KeptReadings
from components.workshop.marks import CLOSED, DONT_KNOW, GIVEN, OPEN, REVEALED, TAKEN_BACK, MarkInput
from components.workshop.own_marks import Own, OwnMarks
from components.workshop.records.rounds import Mark
from components.workshop.state import Snapshot, State
from components.workshop.tally import Answered, Tally
from components.workshop.wording import check_words
from components.workshop.writer import Writer

Value = TypeVar("Value")

__all__ = [
    "CLOSED",
    "DONT_KNOW",
    "GIVEN",
    "OPEN",
    "REVEALED",
    "TAKEN_BACK",
    "UNCHECKED",
    "Change",
    "Edit",
    "MarkInput",
    "Store",
    "removal",
]


class Store:
    """All workshops of one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._kept = KeptReadings()
        self._growing = GrowingReadings()
        self._own = OwnMarks()
        self._tally = Tally()
        self._writer = Writer(database, self._own.added)

    def create(self, code: str, key_hash: str) -> None:
        """Adds an empty workshop."""
        with self.database.writing(code) as connection:
            row = {"code": code, "key_hash": key_hash, "created_at": changes.now()}
            connection.execute(insert(tables.workshop).values(row))

    def key_hash(self, workshop: str) -> str | None:
        """Hash of the facilitator's key, None for an unknown workshop."""
        with self.database.reading() as connection:
            return _key_hash(connection, workshop)

    def exists(self, workshop: str) -> bool:
        """Whether there is such a workshop; asked by every page many times, so it is kept."""
        return self.kept(("exists", workshop), lambda: True if self.key_hash(workshop) is not None else None) is True

    def workshops(self) -> tuple[str, ...]:
        """Codes of all workshops, the newest first."""
        with self.database.reading() as connection:
            query = select(tables.workshop.c.code).order_by(tables.workshop.c.created_at.desc())
            return tuple(connection.scalars(query))

    def delete(self, workshop: str) -> None:
        """Deletes a workshop whole: marks, changes, words, people. Cannot be undone."""
        with self.database.writing(workshop) as connection:
            for table in (tables.access, tables.rejoin, tables.invitation, *reversed(tables.LOG[1:])):
                connection.execute(delete(table).where(table.c.workshop == workshop))
            connection.execute(delete(tables.workshop).where(tables.workshop.c.code == workshop))
        self._forget(workshop)

    def commit(
        self, workshop: str, edits: Sequence[Edit], *, by: str, undoes: str | None = None, upon: int | None = None
    ) -> str:
        """Adds one batch of edits and returns its name. upon: the version that they were made upon, where nothing else
        may have changed since.

        Raises ConflictError with both values, InputError for an unknown workshop or field, RefusedError for the words
        of a ballot under way, OutdatedError for another version; then nothing is added.
        """
        with self.database.writing(workshop, only_edits=True) as connection:
            if _key_hash(connection, workshop) is None:
                raise InputError(Problem("store.unknown_workshop", {"workshop": workshop}))
            if upon is not None and changes.last_number(connection, workshop) != upon:
                raise OutdatedError
            check_words(connection, workshop, edits)
            return changes.append(connection, workshop, edits, by=by, undoes=undoes)

    def undo(self, workshop: str, batch: str, *, by: str) -> str:
        """Sets every field of a batch back to what it was before; undoing that batch in its turn is the redo. Raises
        ConflictError when a field was changed since, RefusedError for a plan that the room adopted, for the opening,
        closing and revealing of ballots, and for what decides the statements of a ballot that was opened.
        """
        history = self.history(workshop)
        found = [change for change in history if change.batch == batch]
        if any(change.kind == changes.ADOPTED for change in found):
            raise RefusedError(Problem("store.adopted_stands"))
        if not found or any(change.kind == "round" for change in found):
            raise RefusedError(Problem("store.cannot_undo"))
        state = self.snapshot(workshop).state
        decided = (ballot for change in found for ballot in changes.decides(change))
        if any(state.round_of(ballot) for ballot in decided) or changes.asked_since(history, found):
            raise RefusedError(Problem("store.cannot_undo_asked"))
        return self.commit(workshop, changes.reversed_edits(found), by=by, undoes=batch)

    def history(self, workshop: str) -> tuple[Change, ...]:
        """Every change, oldest first, with the value it replaced (None where there was none)."""

        def read() -> tuple[Change, ...]:
            with self.database.reading() as connection:
                return changes.history(connection, workshop)

        return self.kept(("history", workshop), read)

    def version(self, workshop: str) -> int:
        """Number of the last visible row: the key of every cache. 0 for an empty or unknown workshop. What another
        process wrote is seen within half a second.
        """

        def read() -> int:
            with self.database.reading() as connection:
                return changes.last_number(connection, workshop)

        return self.kept(("version", workshop), read)

    def snapshot(self, workshop: str) -> Snapshot:
        """What may be seen now: the state, and the marks of revealed rounds."""
        with self.database.reading() as connection:
            state, version = changes.present(connection, workshop)
            return Snapshot(workshop, version, state, marks.visible(connection, workshop, state))

    def rows(self, workshop: str, version: int) -> int:
        """How many rows the log of a workshop had at a version: a place in the log that a restored copy has too."""
        with self.database.reading() as connection:
            return changes.rows_until(connection, workshop, version)

    def past(self, workshop: str, rows: int) -> Snapshot:
        """What could be seen after so many rows of the log. Words that were erased since, and ballots that were
        withdrawn, are not in it.
        """
        with self.database.reading() as connection:
            state, version = changes.present(connection, workshop, rows)
            return Snapshot(workshop, version, state, marks.visible(connection, workshop, state))

    def state(self, workshop: str) -> tuple[State, int]:
        """The present state and its version, without any mark."""
        with self.database.reading() as connection:
            return changes.present(connection, workshop)

    def put_mark(self, workshop: str, mark: MarkInput) -> datetime:
        """Stores a tap and returns the time on its receipt. A repeated request changes nothing. Raises RefusedError
        when the round is not open; the caller has checked item, subject, range and person.
        """
        return self._writer.put(workshop, (mark,))

    async def put_mark_soon(self, workshop: str, mark: MarkInput) -> datetime:
        """As `put_mark`, for a caller on an event loop. Raises OutdatedError for a tap made upon less than is there."""
        return await self._writer.put_soon(workshop, (mark,))

    def put_marks(self, workshop: str, given: Sequence[MarkInput]) -> None:
        """Stores many marks, all or none; as `put_mark` otherwise. Taps that wait share the transaction."""
        self._writer.put(workshop, given)

    def own(self, workshop: str, person: str) -> Own:
        """A person's own latest marks with the number of the last tap, in one reading: for that person's phone only."""

        def read() -> tuple[marks.Latest, int]:
            with self.database.reading() as connection:
                latest = marks.own_latest(connection, workshop, person)
                return latest, marks.rows_of(connection, workshop, person)

        # Another process on the same PostgreSQL may have taken this phone's last tap.
        return self._own.get(workshop, person, self.database.erased, read, anew=not self.database.sqlite)

    def own_at_hand(self, workshop: str, person: str) -> Own | None:
        """As `own` without asking PostgreSQL, for a tap that says `upon` how many rows it was made; None when it has to
        be read first.
        """
        if self.database.sqlite:
            return self.own(workshop, person)
        return self._own.at_hand(workshop, person, self.database.erased)

    def own_marks(self, workshop: str, person: str) -> tuple[Mark, ...]:
        """A person's own latest marks, of every round whatever its state: for that person's phone only."""
        return self.own(workshop, person).marks

    def last_sequence(self, workshop: str, person: str) -> int:
        """The highest sequence number among a person's taps: a phone numbers the taps that wait in it from here on."""
        return self.own(workshop, person).sequence

    def answered(self, workshop: str, instrument: str, number: int = 1) -> tuple[tuple[str, str, int, int], ...]:
        """Who has answered, not what: (city, group, people, marks) of one round; the only view of a sealed round."""
        counted = self.progress(workshop, instrument, number)
        return tuple((one.city, one.group, one.people, one.marks) for one in counted)

    def progress(
        self, workshop: str, instrument: str, number: int = 1, asked: Mapping[str, int] | None = None
    ) -> tuple[Answered, ...]:
        """As `answered`, with the people whose ballot is complete. asked: questions that people of each city get."""
        with self.database.reading() as connection:
            return self._tally.answered(connection, workshop, instrument, number, asked)

    def kept_of_people(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """As `kept`, for what depends on nothing but people and their access, so that an edit leaves it."""
        return self._kept.get(key, self.database.people_stamp, read)

    def growing_of_people(
        self, key: Hashable, begin: Value, read_on: Callable[[Value, int], tuple[Value, int]]
    ) -> Value:
        """As `kept_of_people`, for what the rows about people add up to, read on from the last one."""
        return self._growing.get(key, (self.database.people_stamp, self.database.erased), begin, read_on)

    def kept(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """What `read` finds in the log, read again once anything but marks was written: at once when this process
        wrote, within half a second when another did.
        """
        return self._kept.get(key, self.database.stamp, read)

    def erase_words(self, workshop: str, person: str, *, by: str = "") -> int:
        """Blanks the reasons a person wrote; the marks stay. Returns how many were erased."""
        with self.database.writing(workshop) as connection:
            table = tables.text
            chosen = and_(table.c.workshop == workshop, table.c.person == person, table.c.body.is_not(None))
            number = connection.execute(update(table).where(chosen).values(body=None)).rowcount
            changes.note_erasure(connection, workshop, number, by=by)
        self._forget(workshop)
        return number

    def erase_text(self, workshop: str, kind: str, code: str, field: str, *, by: str) -> int:
        """Blanks everything that was ever written in one field of free text, also in the history; returns how many."""
        with self.database.writing(workshop) as connection:
            number = changes.erase_text(connection, workshop, kind, code, field, by=by)
        self._forget(workshop)
        return number

    def _forget(self, workshop: str) -> None:
        """What was erased is nowhere kept: in no reading, nor on the disk, in no copy either."""
        self._kept.clear()
        self._growing.clear()
        self.database.forget()
        backups.erase(self.database.file, workshop)


def _key_hash(connection: Connection, workshop: str) -> str | None:
    return connection.scalar(select(tables.workshop.c.key_hash).where(tables.workshop.c.code == workshop))
