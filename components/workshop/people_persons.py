"""The people who mark: a random code with a city, a stakeholder group and a language; never a name.

A phone is known by a secret token. A person may hold several phones: each further one joins by the rejoin code, which
the first one shows. Rows are added, never changed: of one token the latest row counts.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from components.errors import InputError, Problem, RefusedError
from components.language import DEFAULT_LANGUAGE, LANGUAGES
from components.workshop import changes, tables
from components.workshop import people_keys as keys
from components.workshop.people_access import TOKEN_DAYS, require_workshop
from components.workshop.store import Store

SEAT = "seat."
"""How the token of somebody for whom a table host enters marks begins; no phone is known by such a token."""


@dataclass(frozen=True)
class Person:
    """Somebody who marks. `person` is a random code, never a name; city and group are codes."""

    person: str
    city: str
    group: str
    language: str


def join(store: Store, workshop: str, city: str, group: str, language: str) -> str:
    """Adds somebody who marks and returns the token of the phone. The caller has checked that the group exists.

    Raises InputError for an unknown workshop or a city that is no partner.
    """
    check_city(store, workshop, city)
    token = keys.new_token()
    with store.database.writing(workshop) as connection:
        add_row(connection, workshop, keys.token_hash(token), new_person(city, group, language))
    return token


def person_of(store: Store, workshop: str, token: str) -> Person | None:
    """Who a token of a phone belongs to in this workshop, with the latest choice of language."""
    return None if token.startswith(SEAT) else find(store, workshop, token)


def find(store: Store, workshop: str, token: str) -> Person | None:
    """As `person_of`, and also for the token of a seat, which only a table host's page has made itself."""
    hashed = keys.token_hash(token)

    def read_on(known: dict[str, Person], last: int) -> tuple[dict[str, Person], int]:
        # All at once: after somebody joined, a room that taps in the same instant would ask the log one by one.
        table = tables.person
        columns = (table.c.seq, table.c.token_hash, table.c.person, table.c.city, table.c.group, table.c.language)
        query = select(*columns).where(table.c.workshop == workshop, table.c.seq > last).order_by(table.c.seq)
        with store.database.reading() as connection:
            rows = connection.execute(query).all()
        return {**known, **{row[1]: Person(*row[2:]) for row in rows}}, rows[-1][0] if rows else last

    def read() -> Person | None:
        table = tables.person
        known = (table.c.workshop == workshop, table.c.token_hash == hashed)
        with store.database.reading() as connection:
            row = connection.execute(select(table).where(*known).order_by(table.c.seq.desc()).limit(1)).first()
        return None if row is None else Person(row.person, row.city, row.group, row.language)

    nobody: dict[str, Person] = {}
    everybody = store.growing_of_people(("people", workshop), nobody, read_on)
    # Somebody who joined by another process a moment ago is not among them yet.
    return everybody.get(hashed) or store.kept_of_people(("person", workshop, hashed), read)


def require_person(store: Store, workshop: str, token: str) -> Person:
    """As `find`. Raises RefusedError for an unknown token."""
    found = find(store, workshop, token)
    if found is None:
        raise RefusedError(Problem("people.unknown_person"))
    return found


def change_language(store: Store, workshop: str, token: str, language: str) -> None:
    """The person wants to read another language; marks and place stay. Raises RefusedError for an unknown token."""
    found = require_person(store, workshop, token)
    if found.language != known_language(language):
        changed = Person(found.person, found.city, found.group, known_language(language))
        with store.database.writing(workshop) as connection:
            add_row(connection, workshop, keys.token_hash(token), changed)


def rejoin_code(store: Store, workshop: str, token: str) -> str:
    """A code by which the person goes on on another phone, for seven days; the one given before ends.

    Raises RefusedError for an unknown token.
    """
    found = require_person(store, workshop, token)
    code, table, now = keys.new_rejoin_code(), tables.rejoin, datetime.now(UTC)
    row = {
        "code_hash": _hashed(workshop, code),
        "workshop": workshop,
        "person": found.person,
        "expires_at": (now + timedelta(days=TOKEN_DAYS)).isoformat(),
    }
    with store.database.writing(workshop) as connection:
        connection.execute(delete(table).where(table.c.workshop == workshop, table.c.person == found.person))
        connection.execute(delete(table).where(table.c.expires_at < now.isoformat()))
        connection.execute(insert(table).values(row))
    return code


def has_rejoin_code(store: Store, workshop: str, person: str) -> bool:
    """Whether a code was given by which the person comes back, and still holds."""
    table, now = tables.rejoin, datetime.now(UTC).isoformat()
    query = select(table.c.person).where(
        table.c.workshop == workshop, table.c.person == person, table.c.expires_at >= now
    )
    with store.database.reading() as connection:
        return connection.execute(query.limit(1)).first() is not None


def rejoin(store: Store, workshop: str, code: str, language: str) -> str | None:
    """The token of a further phone of the person whose rejoin code this is; None for an unknown or ended code."""
    found = person_of_code(store, workshop, code)
    if found is None:
        return None
    token = keys.new_token()
    person = Person(found.person, found.city, found.group, known_language(language))
    with store.database.writing(workshop) as connection:
        add_row(connection, workshop, keys.token_hash(token), person)
    return token


def person_of_code(store: Store, workshop: str, code: str) -> Person | None:
    """Whose rejoin code this is; None for an unknown or ended one."""
    table = tables.rejoin
    query = select(table).where(table.c.workshop == workshop, table.c.code_hash == _hashed(workshop, code))
    with store.database.reading() as connection:
        row = connection.execute(query).first()
        if row is None or datetime.fromisoformat(row.expires_at) <= datetime.now(UTC):
            return None
        return latest(connection, workshop).get(row.person)


def short_code(person: str) -> str:
    """Six letters by which a person can be told from the others in the room, and from nothing else."""
    letters = keys.short_letters(f"person:{person}", 6)
    return f"{letters[:3]}-{letters[3:]}"


def with_short_code(store: Store, workshop: str, code: str) -> Person | None:
    """Whose short code this is; None when nobody's."""
    wanted = keys.tidy_code(code)
    with store.database.reading() as connection:
        everybody = latest(connection, workshop)
    return next((one for name, one in everybody.items() if keys.tidy_code(short_code(name)) == wanted), None)


def people_count(store: Store, workshop: str) -> tuple[tuple[str, str, int], ...]:
    """How many people joined: (city, group, people), each where they are now."""
    with store.database.reading() as connection:
        return counted(latest(connection, workshop).values())


def counted(people: Iterable[Person]) -> tuple[tuple[str, str, int], ...]:
    """People by city and group: (city, group, people)."""
    numbers = Counter((one.city, one.group) for one in people)
    return tuple((city, group, numbers[city, group]) for city, group in sorted(numbers))


def latest(connection: Connection, workshop: str) -> dict[str, Person]:
    """Everybody who ever joined, by code, where they are now, in the order in which they joined."""
    table = tables.person
    query = select(table).where(table.c.workshop == workshop).order_by(table.c.seq)
    return {row.person: Person(row.person, row.city, row.group, row.language) for row in connection.execute(query)}


def token_hashes(connection: Connection, workshop: str, person: str) -> tuple[tuple[str, str], ...]:
    """The phones of a person: (hash of the token, language of that phone)."""
    table = tables.person
    query = select(table).where(table.c.workshop == workshop, table.c.person == person).order_by(table.c.seq)
    return tuple({row.token_hash: row.language for row in connection.execute(query)}.items())


def new_person(city: str, group: str, language: str) -> Person:
    """Somebody new, under a random code."""
    return Person(secrets.token_hex(8), city, group, known_language(language))


def add_row(connection: Connection, workshop: str, token_hash: str, person: Person) -> None:
    """Writes where a person stands now on one phone."""
    row = {
        "workshop": workshop,
        "person": person.person,
        "token_hash": token_hash,
        "city": person.city,
        "group": person.group,
        "language": person.language,
        "at": datetime.now(UTC).isoformat(),
    }
    connection.execute(insert(tables.person).values(row))


def check_city(store: Store, workshop: str, city: str) -> None:
    """Raises InputError for an unknown workshop or a city that is no partner."""
    require_workshop(store, workshop)
    with store.database.reading() as connection:
        state, _ = changes.present(connection, workshop)
    if all(known.code != city for known in state.cities):
        raise InputError(Problem("people.unknown_city", {"city": city}))


def known_language(language: str) -> str:
    """The language itself, or the one that everybody gets when there is no such."""
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def _hashed(workshop: str, code: str) -> str:
    return keys.hashed_code(f"rejoin:{workshop}", code)
