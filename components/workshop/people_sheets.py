"""The people behind paper score sheets. Each sheet number stands for one person of the workshop, in every ballot.

A number is written on the paper and in the Excel score sheet; the log keeps which person's code belongs to it, so that
a sheet that is read twice is the same person, and sheets of another ballot with the same number too. Such a person
holds no phone and no secret. Whoever marks on paper and on a phone is two people: the sheet says so, and `take_back`
puts it right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from components.errors import InputError, Problem
from components.workshop import changes, people_events, people_persons, tables
from components.workshop import people_keys as keys
from components.workshop.people_persons import Person
from components.workshop.rounds import open_ballots
from components.workshop.store import TAKEN_BACK, MarkInput, Store

PAPER = "paper"
"""The way in of marks from a sheet."""


@dataclass(frozen=True)
class Wanted:
    """Somebody behind a sheet: its number, and the codes of city and group."""

    number: int
    city: str
    group: str


def people(store: Store, workshop: str) -> dict[int, Person]:
    """Everybody behind a sheet, by its number, where they are now."""
    with store.database.reading() as connection:
        return _people(connection, workshop)


def find_or_add(store: Store, workshop: str, wanted: Sequence[Wanted], *, by: str) -> dict[int, Person]:
    """The people of these sheets; those that nobody knew are added, all or none. The caller has checked the groups.

    Raises InputError for a city that is no partner, or a number that belongs to somebody of another city or group.
    """
    for city in {one.city for one in wanted}:
        people_persons.check_city(store, workshop, city)
    with store.database.writing(workshop) as connection:
        state, _ = changes.present(connection, workshop)
        known = _people(connection, workshop)
        if problems := [problem for one in wanted if (problem := clash(known.get(one.number), one))]:
            raise InputError(*problems)
        for one in wanted:
            if one.number in known:
                continue
            person = people_persons.new_person(one.city, one.group, state.setting.language)
            # The token is thrown away: nobody comes in by it.
            people_persons.add_row(connection, workshop, keys.token_hash(keys.new_token()), person)
            people_events.note(connection, workshop, person.person, people_events.SHEET, str(one.number), by=by)
            sitting = people_events.sitting_now(state)
            people_events.note(connection, workshop, person.person, people_events.PRESENT, sitting, by=by)
            known[one.number] = person
    return {one.number: known[one.number] for one in wanted}


def clash(known: Person | None, wanted: Wanted) -> Problem | None:
    """What is wrong when a number that is known comes with another city or group."""
    if known is None or (known.city, known.group) == (wanted.city, wanted.group):
        return None
    return Problem("paper.fault.other_person", {"number": str(wanted.number)})


def hands(store: Store, workshop: str, person: str) -> dict[tuple[str, int, str, str], str]:
    """Who entered each mark of a person last, by (ballot, round, subject, item): a pseudonym, never a name."""
    table = tables.mark
    query = select(table.c.instrument, table.c.round, table.c.subject, table.c.item, table.c.by).where(
        table.c.workshop == workshop, table.c.person == person
    )
    with store.database.reading() as connection:
        rows = connection.execute(query.order_by(table.c.sequence, table.c.id))
        return {(row.instrument, row.round, row.subject, row.item): row.by for row in rows}


def next_number(store: Store, workshop: str) -> int:
    """The first number that no sheet in the log has and none after it."""
    return max(people(store, workshop), default=0) + 1


def take_back(store: Store, workshop: str, number: int, *, by: str) -> int:
    """Takes back every mark of a sheet in ballots that are open, as when the same person has marked on a phone too.
    Marks of closed and revealed ballots stay. Returns how many were taken back. Raises InputError for an unknown
    number.
    """
    person = people(store, workshop).get(number)
    if person is None:
        raise InputError(Problem("paper.unknown_sheet", {"number": str(number)}))
    state = store.snapshot(workshop).state
    opened = {(one.instrument, one.number) for one in open_ballots(state)}
    given = [mark for mark in store.own_marks(workshop, person.person) if (mark.instrument, mark.round) in opened]
    store.put_marks(
        workshop,
        [
            MarkInput(
                instrument=mark.instrument,
                item=mark.item,
                subject=mark.subject,
                person=person.person,
                city=person.city,
                group=person.group,
                value=None,
                answer=TAKEN_BACK,
                round=mark.round,
                item_revision=mark.item_revision,
                way_in=PAPER,
                by=by,
            )
            for mark in given
        ],
    )
    return len(given)


def _people(connection: Connection, workshop: str) -> dict[int, Person]:
    table = tables.person_event
    query = select(table.c.value, table.c.person).where(
        table.c.workshop == workshop, table.c.kind == people_events.SHEET
    )
    everybody = people_persons.latest(connection, workshop)
    rows = connection.execute(query.order_by(table.c.seq))
    return {int(row.value): everybody[row.person] for row in rows if row.value.isdigit() and row.person in everybody}
