"""Who may open a workshop: the facilitator's key, tokens that carry a role, and invitations to the other roles.

A token that was given by an invitation begins with the invitation's name (`table-KXWQ.…`); it is worth nothing as
soon as that invitation is cancelled. The name is the pseudonym under which the log keeps what its holders did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from components.errors import InputError, Problem
from components.language import only_words
from components.workshop import people_keys as keys
from components.workshop import tables
from components.workshop.people_roles import CO_FACILITATOR, INVITED, OBSERVER, OFFICIAL, ROLES, TABLE_HOST
from components.workshop.store import Store

TOKEN_DAYS = 7
_LONGEST_LABEL = 80
_NAMES = {CO_FACILITATOR: "co", TABLE_HOST: "table", OBSERVER: "observer", OFFICIAL: "official"}
_OF_INVITATION = "."


@dataclass(frozen=True)
class Invitation:
    """A role offered to somebody. `name` is its pseudonym in the log, `label` what the facilitator calls it."""

    name: str
    role: str
    label: str
    created_at: str


def create(store: Store) -> tuple[str, str]:
    """A new empty workshop: its code and the facilitator's key, which can never be shown again."""
    code, key = new_workshop_code(store), keys.new_key()
    store.create(code, keys.hashed_key(key))
    return code, key


def new_workshop_code(store: Store) -> str:
    """A workshop code of six letters that is not taken."""
    while True:
        code = keys.random_letters(6)
        if store.key_hash(code) is None:
            return code


def replace_key(store: Store, workshop: str) -> str:
    """A new facilitator's key for a lost one; every access and every invitation that was given before ends. For the
    command line on the server.

    Raises InputError for an unknown workshop.
    """
    require_workshop(store, workshop)
    key = keys.new_key()
    with store.database.writing(workshop) as connection:
        table = tables.workshop
        connection.execute(update(table).where(table.c.code == workshop).values(key_hash=keys.hashed_key(key)))
        for given in (tables.access, tables.invitation):
            connection.execute(delete(given).where(given.c.workshop == workshop))
    return key


def grant(store: Store, workshop: str, role: str) -> str:
    """A token that gives its bearer a role in a workshop for seven days. Raises InputError for an unknown one."""
    return _granted(store, workshop, role, keys.new_token())


def role_of(store: Store, token: str) -> tuple[str, str] | None:
    """Workshop and role of a token; None when it is unknown, withdrawn, out of date, or its invitation is cancelled."""
    hashed = keys.token_hash(token)
    # Every button of every page asks; what ends an access makes it be read again.
    found = store.kept_of_people(("access", hashed), lambda: _access_of(store, token, hashed))
    if found is None or found[2] <= datetime.now(UTC):
        return None
    return found[0], found[1]


def _access_of(store: Store, token: str, hashed: str) -> tuple[str, str, datetime] | None:
    """Workshop, role and end of the access of a token."""
    table = tables.access
    with store.database.reading() as connection:
        row = connection.execute(select(table).where(table.c.token_hash == hashed)).first()
        if row is None:
            return None
        if name := _invitation_of(token):
            known = tables.invitation
            query = select(known.c.created_at).where(known.c.workshop == row.workshop, known.c.name == name)
            made = connection.scalar(query)
            if made is None or _granted_at(row.expires_at) < datetime.fromisoformat(made):
                return None
    return row.workshop, row.role, datetime.fromisoformat(row.expires_at)


def _granted_at(expires_at: str) -> datetime:
    return datetime.fromisoformat(expires_at) - timedelta(days=TOKEN_DAYS)


def withdraw(store: Store, token: str) -> None:
    """Ends the access of one token, as on leaving."""
    if (found := role_of(store, token)) is None:
        return
    with store.database.writing(found[0]) as connection:
        connection.execute(delete(tables.access).where(tables.access.c.token_hash == keys.token_hash(token)))


def access_name(store: Store, token: str) -> str:
    """The pseudonym under which the log keeps what the bearer of a token does: the invitation's name, or the role of
    whoever came with the key; empty for a token that is worth nothing.
    """
    found = role_of(store, token)
    return "" if found is None else _invitation_of(token) or found[1]


def invite(store: Store, workshop: str, role: str, label: str) -> str:
    """The code of a new invitation, to be shown once. Raises InputError for an unknown workshop or a role that nobody
    is invited to.
    """
    require_workshop(store, workshop)
    if role not in INVITED:
        raise InputError(Problem("people.unknown_role", {"role": role}))
    code = keys.new_invitation_code()
    row = {
        "code_hash": _hashed(code),
        "workshop": workshop,
        "role": role,
        "label": " ".join(only_words(label).split())[:_LONGEST_LABEL],
        "created_at": datetime.now(UTC).isoformat(),
    }
    with store.database.writing(workshop) as connection:
        table = tables.invitation
        taken = set(connection.scalars(select(table.c.name).where(table.c.workshop == workshop)))
        row["name"] = _new_name(role, taken)
        connection.execute(insert(table).values(row))
    return code


def renew_invitation(store: Store, workshop: str, name: str) -> str:
    """A new code for an invitation whose code or device was lost: the old code and what it opened end, the name, the
    role and a host's table stay. Raises InputError for an invitation that does not stand.
    """
    code, table = keys.new_invitation_code(), tables.invitation
    mine = (table.c.workshop == workshop) & (table.c.name == name)
    with store.database.writing(workshop) as connection:
        row = connection.execute(select(table).where(mine)).mappings().first()
        if row is None:
            raise InputError(Problem("people.unknown_invitation"))
        connection.execute(delete(table).where(mine))
        fresh = {"code_hash": _hashed(code), "created_at": datetime.now(UTC).isoformat()}
        connection.execute(insert(table).values({**row, **fresh}))
    return code


def invitations(store: Store, workshop: str) -> tuple[Invitation, ...]:
    """The invitations that stand, the oldest first."""
    table = tables.invitation
    query = select(table).where(table.c.workshop == workshop).order_by(table.c.created_at, table.c.name)
    with store.database.reading() as connection:
        return tuple(Invitation(row.name, row.role, row.label, row.created_at) for row in connection.execute(query))


def cancel_invitation(store: Store, workshop: str, name: str) -> None:
    """Takes an invitation back, and with it every access that was given by it."""
    table = tables.invitation
    with store.database.writing(workshop) as connection:
        connection.execute(delete(table).where(table.c.workshop == workshop, table.c.name == name))


def invited(store: Store, code: str) -> tuple[str, Invitation] | None:
    """The workshop and the invitation of a code; None for an unknown or cancelled one."""
    table = tables.invitation
    with store.database.reading() as connection:
        row = connection.execute(select(table).where(table.c.code_hash == _hashed(code))).first()
    return None if row is None else (row.workshop, Invitation(row.name, row.role, row.label, row.created_at))


def accept(store: Store, workshop: str, code: str) -> str:
    """The token of an invited person; the same code may be accepted on several devices. Raises InputError for a code
    that is no invitation to this workshop.
    """
    found = invited(store, code)
    if found is None or found[0] != workshop:
        raise InputError(Problem("people.unknown_invitation"))
    name, role = found[1].name, found[1].role
    return _granted(store, workshop, role, f"{name}{_OF_INVITATION}{keys.new_token()}")


def require_workshop(store: Store, workshop: str) -> None:
    """Raises InputError for an unknown workshop."""
    if store.key_hash(workshop) is None:
        raise InputError(Problem("store.unknown_workshop", {"workshop": workshop}))


def _granted(store: Store, workshop: str, role: str, token: str) -> str:
    require_workshop(store, workshop)
    if role not in ROLES:
        raise InputError(Problem("people.unknown_role", {"role": role}))
    now = datetime.now(UTC)
    row = {
        "token_hash": keys.token_hash(token),
        "workshop": workshop,
        "role": role,
        "expires_at": (now + timedelta(days=TOKEN_DAYS)).isoformat(),
    }
    with store.database.writing(workshop) as connection:
        connection.execute(delete(tables.access).where(tables.access.c.expires_at < now.isoformat()))
        connection.execute(insert(tables.access).values(row))
    return token


def _invitation_of(token: str) -> str:
    name, dot, _ = token.partition(_OF_INVITATION)
    return name if dot else ""


def _new_name(role: str, taken: set[str]) -> str:
    while True:
        name = f"{_NAMES[role]}-{keys.random_letters(4)}"
        if name not in taken:
            return name


def _hashed(code: str) -> str:
    return keys.hashed_code("invitation", code)
