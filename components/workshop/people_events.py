"""What happens to people during the day: they come, leave, come back, change place, withdraw, declare an interest.

Each is a row that is added; the latest of a kind counts. What was given in a ballot that is closed stays as it was
given; what stands in an open one follows the person. A row that changes what may be seen of revealed marks gives the
workshop a new version, without saying whose row it was.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from components.errors import InputError, Problem, RefusedError
from components.framework.catalogue import Catalogue, load
from components.workshop import changes, people_persons, tables
from components.workshop.instruments import instruments
from components.workshop.people_persons import Person, require_person
from components.workshop.records.room import Sitting
from components.workshop.records.rounds import Mark
from components.workshop.rounds import open_ballots
from components.workshop.state import State
from components.workshop.store import DONT_KNOW, GIVEN, TAKEN_BACK, MarkInput, Store

PRESENT, LEFT, BACK, WITHDRAWN, INTEREST = "present", "left", "back", "withdrawn", "interest"
CITY, GROUP, TABLE, SHEET = "city", "group", "table", "sheet"
EVENTS = frozenset({PRESENT, LEFT, BACK, WITHDRAWN, INTEREST, CITY, GROUP, TABLE, SHEET})
_FIRST_SITTING = "S0"
_TRIES = 5


@dataclass(frozen=True)
class Standing:
    """Where a person stands: gone home or not, ballots withdrawn or not, subjects of declared interest, host."""

    left: bool = False
    withdrawn: bool = False
    interests: frozenset[str] = frozenset()
    sittings: tuple[str, ...] = ()
    table: str = ""


def sitting_now(state: State) -> str:
    """Code of the sitting that began last; the first one needs no start of its own."""
    begun = [sitting for sitting in state.all(Sitting) if sitting.started_at]
    return max(begun, key=lambda sitting: sitting.started_at).code if begun else _FIRST_SITTING


def seen(store: Store, workshop: str, token: str, sitting: str) -> None:
    """Notes once per sitting that the person is here. Raises RefusedError for an unknown token."""
    person = require_person(store, workshop, token)
    if sitting in standing(store, workshop, person.person).sittings:
        return
    with store.database.writing(workshop) as connection:
        if sitting not in _standings(connection, workshop, person.person).get(person.person, Standing()).sittings:
            note(connection, workshop, person.person, PRESENT, sitting, by=person.person)


def leave(store: Store, workshop: str, token: str) -> None:
    """The person goes home; the marks stay. Raises RefusedError for an unknown token."""
    _note_once(store, workshop, token, LEFT, lambda found: found.left)


def come_back(store: Store, workshop: str, token: str) -> None:
    """The person who had left is here again. Raises RefusedError for an unknown token."""
    _note_once(store, workshop, token, BACK, lambda found: not found.left)


def withdraw_ballots(store: Store, workshop: str, token: str) -> None:
    """Every mark of the person leaves every result, for good; who wants to take part again joins anew. Raises
    RefusedError for an unknown token.
    """
    person = require_person(store, workshop, token)
    if standing(store, workshop, person.person).withdrawn:
        return
    with store.database.writing(workshop) as connection:
        note(connection, workshop, person.person, WITHDRAWN, "", by=person.person)
        _new_version(connection, workshop, WITHDRAWN)
    _restate(store, workshop, person, lambda _: None)


def withdraw_ballot(store: Store, workshop: str, token: str, instrument: str, number: int = 1) -> None:
    """Takes back every mark that the person gave in one open round. Raises RefusedError for an unknown token or a
    round that is not open.
    """
    person = require_person(store, workshop, token)
    if (instrument, number) not in _open_rounds(_state(store, workshop)):
        raise RefusedError(Problem("store.round_not_open"))
    taken = (instrument, number)
    _restate(store, workshop, person, lambda mark: None if (mark.instrument, mark.round) == taken else mark)


def declare_interest(store: Store, workshop: str, token: str, subject: str, declared: bool) -> None:  # noqa: FBT001 - the ballot's form sends yes or no
    """The person has, or no longer has, an own interest in an option or partnership and abstains on it. Raises
    RefusedError for an unknown token, InputError for an unknown subject.
    """
    person = require_person(store, workshop, token)
    state = _state(store, workshop)
    if subject not in {one.code for one in (*state.options, *state.partnerships)}:
        raise InputError(Problem("people.unknown_subject", {"subject": subject}))
    if (subject in interests(store, workshop, person.person)) == declared:
        return
    with store.database.writing(workshop) as connection:
        note(connection, workshop, person.person, INTEREST, f"{subject}|{int(declared)}", by=person.person)
        _new_version(connection, workshop, INTEREST)
    if declared:
        _restate(store, workshop, person, lambda mark: None if mark.subject == subject else mark)


def move_person(
    store: Store, workshop: str, token: str, city: str, group: str, *, catalogue: Catalogue | None = None
) -> None:
    """Puts right the city or group of a person who chose wrongly, on all phones of that person.

    In open ballots marks on what the new city may not rate are taken back and the others stand under the new city and
    group; what was given in closed or revealed ballots stays as given. The caller has checked that the group exists.
    Raises RefusedError for an unknown token, InputError for a city that is no partner.
    """
    person = require_person(store, workshop, token)
    people_persons.check_city(store, workshop, city)
    if (city, group) == (person.city, person.group):
        return
    moved = replace(person, city=city, group=group)
    with store.database.writing(workshop) as connection:
        for hashed, language in people_persons.token_hashes(connection, workshop, person.person):
            people_persons.add_row(connection, workshop, hashed, replace(moved, language=language))
        for kind, before, after in ((CITY, person.city, city), (GROUP, person.group, group)):
            if before != after:
                note(connection, workshop, person.person, kind, after, by=person.person)
    known = {one.code: one for one in instruments(_state(store, workshop), catalogue or load())}

    def still_asked(mark: Mark) -> Mark | None:
        asked = known.get(mark.instrument)
        return mark if asked and any(one.code == mark.subject for one in asked.subjects_for(city)) else None

    _restate(store, workshop, moved, still_asked)


def erase_words(store: Store, workshop: str, token: str) -> int:
    """Blanks every reason that the person wrote, in every ballot; the marks stay. Returns how many were blanked. Raises
    RefusedError for an unknown token.
    """
    return store.erase_words(workshop, require_person(store, workshop, token).person)


def erase_words_by_code(store: Store, workshop: str, code: str, *, by: str) -> int:
    """As `erase_words`, for a person who tells the short code or the rejoin code to the facilitator. Raises InputError
    for a code that nobody has.
    """
    found = people_persons.with_short_code(store, workshop, code)
    found = found or people_persons.person_of_code(store, workshop, code)
    if found is None:
        raise InputError(Problem("people.unknown_code"))
    return store.erase_words(workshop, found.person, by=by)


def interests(store: Store, workshop: str, person: str) -> frozenset[str]:
    """The subjects in which a person declared an own interest."""
    return standing(store, workshop, person).interests


def standing(store: Store, workshop: str, person: str) -> Standing:
    """Where one person stands now."""
    with store.database.reading() as connection:
        return _standings(connection, workshop, person).get(person, Standing())


def standing_known(store: Store, workshop: str, person: str) -> Standing:
    """As `standing`, kept: what another process wrote is known within half a second."""

    def read_on(known: dict[str, Standing], last: int) -> tuple[dict[str, Standing], int]:
        # Everybody at once: a room that taps in the same instant would ask the log one by one.
        found, table = dict(known), tables.person_event
        query = select(table).where(table.c.workshop == workshop, table.c.seq > last).order_by(table.c.seq)
        with store.database.reading() as connection:
            for row in connection.execute(query):
                found[row.person] = _after(found.get(row.person, Standing()), row.kind, row.value)
                last = row.seq
        return found, last

    nothing: dict[str, Standing] = {}
    return store.growing_of_people(("standings", workshop), nothing, read_on).get(person, Standing())


def present_people(store: Store, workshop: str) -> tuple[tuple[str, str, int], ...]:
    """Who can be expected to answer, joined and neither gone nor withdrawn: (city, group, people)."""
    with store.database.reading() as connection:
        found = _standings(connection, workshop)
        here = [
            person
            for code, person in people_persons.latest(connection, workshop).items()
            if not (found.get(code, Standing()).left or found.get(code, Standing()).withdrawn)
        ]
    return people_persons.counted(here)


def attendance(store: Store, workshop: str) -> tuple[tuple[str, str, str, int], ...]:
    """Who came to which sitting: (sitting, city, group, people)."""
    with store.database.reading() as connection:
        found = _standings(connection, workshop)
        everybody = people_persons.latest(connection, workshop)
    numbers = Counter(
        (sitting, everybody[code].city, everybody[code].group)
        for code, one in found.items()
        if code in everybody
        for sitting in one.sittings
    )
    return tuple((*key, numbers[key]) for key in sorted(numbers))


def hosts(store: Store, workshop: str) -> dict[str, str]:
    """The host of everybody who sits at a table, by person: the host's pseudonym."""
    with store.database.reading() as connection:
        return {code: one.table for code, one in _standings(connection, workshop).items() if one.table}


def event_counts(store: Store, workshop: str) -> dict[str, int]:
    """How many people each kind of event concerns now: left, withdrawn, changed city or group, declared interest."""
    with store.database.reading() as connection:
        found = _standings(connection, workshop)
        table = tables.person_event
        query = select(table.c.person, table.c.kind).where(
            table.c.workshop == workshop, table.c.kind.in_((CITY, GROUP))
        )
        moved = {row.person for row in connection.execute(query)}
    return {
        LEFT: sum(one.left for one in found.values()),
        WITHDRAWN: sum(one.withdrawn for one in found.values()),
        INTEREST: sum(bool(one.interests) for one in found.values()),
        CITY: len(moved),
    }


def note(connection: Connection, workshop: str, person: str, kind: str, value: str, *, by: str) -> None:
    """Adds one event to the log."""
    row = {"workshop": workshop, "person": person, "kind": kind, "value": value, "by": by, "at": changes.now()}
    connection.execute(insert(tables.person_event).values(row))


def _note_once(store: Store, workshop: str, token: str, kind: str, stands: Callable[[Standing], bool]) -> None:
    person = require_person(store, workshop, token)
    with store.database.writing(workshop) as connection:
        if not stands(_standings(connection, workshop, person.person).get(person.person, Standing())):
            note(connection, workshop, person.person, kind, "", by=person.person)


def _standings(connection: Connection, workshop: str, person: str | None = None) -> dict[str, Standing]:
    table = tables.person_event
    query = select(table).where(table.c.workshop == workshop).order_by(table.c.seq)
    if person is not None:
        query = query.where(table.c.person == person)
    found: dict[str, Standing] = {}
    for row in connection.execute(query):
        found[row.person] = _after(found.get(row.person, Standing()), row.kind, row.value)
    return found


def _after(before: Standing, kind: str, value: str) -> Standing:
    if kind == PRESENT:
        # Whoever comes to a later sitting is back, also after having gone home from an earlier one.
        return replace(before, left=False, sittings=tuple(dict.fromkeys((*before.sittings, value))))
    if kind in (LEFT, BACK):
        return replace(before, left=kind == LEFT)
    if kind == WITHDRAWN:
        return replace(before, withdrawn=True)
    if kind == TABLE:
        return replace(before, table=value)
    if kind == INTEREST:
        subject, _, declared = value.rpartition("|")
        others = before.interests - {subject}
        return replace(before, interests=others | {subject} if declared == "1" else others)
    return before


def _restate(store: Store, workshop: str, person: Person, change: Callable[[Mark], Mark | None]) -> None:
    """Gives the person's marks in open rounds again as the person now is; `change` says which (None: taken back). A
    round that is closed meanwhile keeps what was given in it.
    """
    for _ in range(_TRIES):
        state = _state(store, workshop)
        opened = _open_rounds(state)
        host = standing(store, workshop, person.person).table
        given = [
            _again(mark, change(mark), person, host)
            for mark in store.own_marks(workshop, person.person)
            if (mark.instrument, mark.round) in opened
            and (change(mark) is None or (mark.city, mark.group) != (person.city, person.group))
        ]
        try:
            store.put_marks(workshop, given)
        except RefusedError:
            continue
        return


def _again(mark: Mark, kept: Mark | None, person: Person, host: str) -> MarkInput:
    answer = TAKEN_BACK if kept is None else DONT_KNOW if mark.value is None else GIVEN
    return MarkInput(
        instrument=mark.instrument,
        item=mark.item,
        subject=mark.subject,
        person=mark.person,
        city=person.city,
        group=person.group,
        value=mark.value if answer == GIVEN else None,
        answer=answer,
        round=mark.round,
        item_revision=mark.item_revision,
        way_in=mark.way_in,
        by="" if mark.way_in == "phone" else host,
    )


def _state(store: Store, workshop: str) -> State:
    with store.database.reading() as connection:
        return changes.present(connection, workshop)[0]


def _open_rounds(state: State) -> frozenset[tuple[str, int]]:
    return frozenset((one.instrument, one.number) for one in open_ballots(state))


def _new_version(connection: Connection, workshop: str, what: str) -> None:
    row = {"workshop": workshop, "batch": secrets.token_hex(8), "kind": changes.ERASURE, "code": "people"}
    at = datetime.now(UTC).isoformat()
    connection.execute(insert(tables.change).values(**row, field=what, value=json.dumps(1), by="", at=at))
