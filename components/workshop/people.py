"""Who is in the room: roles and what they may do, the facilitator's key, access tokens, the people who mark.

Nobody has an account or a name here. A facilitator proves to be one by a key that was shown once; a person who marks
is a random code with a city and a stakeholder group. Every secret is stored as a hash: the key salted and slow (it
may be written on paper), the tokens plain SHA-256 (they are 128 random bits).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from components.errors import InputError, Problem, RefusedError
from components.language import DEFAULT_LANGUAGE, LANGUAGES
from components.workshop import tables
from components.workshop.store import Store

FACILITATOR, CO_FACILITATOR, TABLE_HOST = "facilitator", "co_facilitator", "table_host"
PARTICIPANT, OBSERVER, OFFICIAL = "participant", "observer", "official"
ROLES = (FACILITATOR, CO_FACILITATOR, TABLE_HOST, PARTICIPANT, OBSERVER, OFFICIAL)

_LEADS = frozenset({FACILITATOR, CO_FACILITATOR})
MAY: dict[str, frozenset[str]] = {
    "manage": frozenset({FACILITATOR}),
    "edit": _LEADS,
    "ballots": _LEADS,
    "mark": _LEADS | {TABLE_HOST, PARTICIPANT},
    "proxy": frozenset({TABLE_HOST}),
    "see_answered": _LEADS | {TABLE_HOST},
    "see_results": _LEADS | {TABLE_HOST, OBSERVER},
    "see_scenes": _LEADS | {TABLE_HOST, OBSERVER, OFFICIAL},
    "download_archive": _LEADS,
    "download_workbook": _LEADS | {OBSERVER, OFFICIAL},
    "download_sheets": _LEADS | {TABLE_HOST},
}
"""What each role may do. Sealed values are in no row: nobody may see them."""

TOKEN_DAYS = 7
# Letters and digits that nobody mixes up when they are read aloud or copied from a screen.
_CODE_LETTERS = "ABCDEFGHJKMNPQRSTWXYZ"
_KEY_LETTERS = _CODE_LETTERS + "23456789"
_KEY_GROUPS, _KEY_GROUP_LENGTH = 4, 4
_SCRYPT_COST, _SCRYPT_BLOCK, _SCRYPT_PARALLEL = 2**14, 8, 1


@dataclass(frozen=True)
class Person:
    """Somebody who marks. `person` is a random code, never a name; city and group are codes."""

    person: str
    city: str
    group: str
    language: str


def may(role: str | None, action: str) -> bool:
    """Whether a role may do something; no role (None) may do nothing. Raises KeyError for an unknown action."""
    return role in MAY[action]


def require(role: str | None, action: str) -> None:
    """Raises RefusedError unless the role may do it."""
    if not may(role, action):
        raise RefusedError(Problem("people.not_allowed"))


def create(store: Store) -> tuple[str, str]:
    """A new empty workshop: its code and the facilitator's key, which can never be shown again."""
    code, key = new_workshop_code(store), new_key()
    store.create(code, hashed_key(key))
    return code, key


def new_workshop_code(store: Store) -> str:
    """A workshop code of six letters that is not taken."""
    while True:
        code = "".join(secrets.choice(_CODE_LETTERS) for _ in range(6))
        if store.key_hash(code) is None:
            return code


def tidy_code(typed: str) -> str:
    """A workshop code as typed by somebody, in the form in which it is stored."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def new_key() -> str:
    """A facilitator's key: four groups of four letters and digits, 78 bits."""
    groups = ("".join(secrets.choice(_KEY_LETTERS) for _ in range(_KEY_GROUP_LENGTH)) for _ in range(_KEY_GROUPS))
    return "-".join(groups)


def hashed_key(key: str, salt: bytes | None = None) -> str:
    """Salted slow hash of a key, as `scrypt$salt$hash` in hexadecimal."""
    salt = salt or secrets.token_bytes(16)
    digest = hashlib.scrypt(
        tidy_code(key).encode(), salt=salt, n=_SCRYPT_COST, r=_SCRYPT_BLOCK, p=_SCRYPT_PARALLEL, dklen=32
    )
    return f"scrypt${salt.hex()}${digest.hex()}"


def key_fits(key: str, stored: str | None) -> bool:
    """Whether this is the facilitator's key with the stored hash; case, blanks and dashes do not matter.

    `stored` None (an unknown workshop) is False at the same cost, so that codes cannot be found out by the clock.
    """
    parts = (stored or "").split("$")
    known = len(parts) == 3 and parts[0] == "scrypt"
    salt = bytes.fromhex(parts[1]) if known else bytes(16)
    return same_secret(hashed_key(key, salt), stored or "") and known


def same_secret(given: str, expected: str) -> bool:
    """Whether two secrets are equal, at a cost that does not tell where they differ. An empty one fits nothing."""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def replace_key(store: Store, workshop: str) -> str:
    """A new facilitator's key for a lost one; every access that was given before ends. For the command line on the
    server.

    Raises InputError for an unknown workshop.
    """
    _require_workshop(store, workshop)
    key = new_key()
    with store.database.writing(workshop) as connection:
        table = tables.workshop
        connection.execute(update(table).where(table.c.code == workshop).values(key_hash=hashed_key(key)))
        connection.execute(delete(tables.access).where(tables.access.c.workshop == workshop))
    return key


def grant(store: Store, workshop: str, role: str) -> str:
    """A token that gives its bearer a role in a workshop for seven days. Raises InputError for an unknown one."""
    _require_workshop(store, workshop)
    if role not in ROLES:
        raise InputError(Problem("people.unknown_role", {"role": role}))
    token = secrets.token_urlsafe(16)
    now = datetime.now(UTC)
    row = {
        "token_hash": _token_hash(token),
        "workshop": workshop,
        "role": role,
        "expires_at": (now + timedelta(days=TOKEN_DAYS)).isoformat(),
    }
    with store.database.writing(workshop) as connection:
        connection.execute(delete(tables.access).where(tables.access.c.expires_at < now.isoformat()))
        connection.execute(insert(tables.access).values(row))
    return token


def role_of(store: Store, token: str) -> tuple[str, str] | None:
    """Workshop and role of a token; None when it is unknown, withdrawn or out of date."""
    table = tables.access
    with store.database.reading() as connection:
        row = connection.execute(select(table).where(table.c.token_hash == _token_hash(token))).first()
    if row is None or datetime.fromisoformat(row.expires_at) <= datetime.now(UTC):
        return None
    return row.workshop, row.role


def withdraw(store: Store, token: str) -> None:
    """Ends the access of one token, as on leaving."""
    if (found := role_of(store, token)) is None:
        return
    with store.database.writing(found[0]) as connection:
        connection.execute(delete(tables.access).where(tables.access.c.token_hash == _token_hash(token)))


def join(store: Store, workshop: str, city: str, group: str, language: str) -> str:
    """Adds somebody who marks and returns the token of the phone. The caller has checked that the group exists.

    Raises InputError for an unknown workshop or a city that is no partner.
    """
    _require_workshop(store, workshop)
    if all(known.code != city for known in store.snapshot(workshop).state.cities):
        raise InputError(Problem("people.unknown_city", {"city": city}))
    token = secrets.token_urlsafe(16)
    _add_person(store, workshop, token, Person(secrets.token_hex(8), city, group, _language(language)))
    return token


def person_of(store: Store, workshop: str, token: str) -> Person | None:
    """Who a token of a phone belongs to in this workshop, with the latest choice of language."""
    table = tables.person
    query = (
        select(table)
        .where(table.c.workshop == workshop, table.c.token_hash == _token_hash(token))
        .order_by(table.c.seq.desc())
        .limit(1)
    )
    with store.database.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else Person(row.person, row.city, row.group, row.language)


def change_language(store: Store, workshop: str, token: str, language: str) -> None:
    """The person wants to read another language; marks and place stay. Raises RefusedError for an unknown token."""
    found = person_of(store, workshop, token)
    if found is None:
        raise RefusedError(Problem("people.unknown_person"))
    if found.language != _language(language):
        changed = Person(found.person, found.city, found.group, _language(language))
        _add_person(store, workshop, token, changed)


def people_count(store: Store, workshop: str) -> tuple[tuple[str, str, int], ...]:
    """How many people joined: (city, group, people)."""
    table = tables.person
    query = (
        select(table.c.city, table.c.group, func.count(func.distinct(table.c.person)))
        .where(table.c.workshop == workshop)
        .group_by(table.c.city, table.c.group)
        .order_by(table.c.city, table.c.group)
    )
    with store.database.reading() as connection:
        return tuple((row[0], row[1], row[2]) for row in connection.execute(query))


def _add_person(store: Store, workshop: str, token: str, person: Person) -> None:
    row = {
        "workshop": workshop,
        "person": person.person,
        "token_hash": _token_hash(token),
        "city": person.city,
        "group": person.group,
        "language": person.language,
        "at": datetime.now(UTC).isoformat(),
    }
    with store.database.writing(workshop) as connection:
        connection.execute(insert(tables.person).values(row))


def _language(language: str) -> str:
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _require_workshop(store: Store, workshop: str) -> None:
    if store.key_hash(workshop) is None:
        raise InputError(Problem("store.unknown_workshop", {"workshop": workshop}))
