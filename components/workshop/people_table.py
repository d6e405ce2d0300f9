"""A table host enters marks for people without a phone. Every such person is a seat at that host's table.

The host's phone holds one token. The token of a seat is derived from it, so that forms for different seats cannot be
mixed up; it is kept nowhere and opens nothing by itself.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from components.errors import Problem, RefusedError
from components.workshop import people_events, people_persons
from components.workshop import people_keys as keys
from components.workshop.people_access import access_name, role_of
from components.workshop.people_persons import SEAT, Person
from components.workshop.people_roles import TABLE_HOST
from components.workshop.store import Store

PROXY, PAPER = "proxy", "paper"


@dataclass(frozen=True)
class Seat:
    """Somebody at a table, counted from 1 in the order in which the host added them."""

    number: int
    person: Person


def add_at_table(store: Store, workshop: str, host_token: str, city: str, group: str) -> str:
    """Adds somebody without a phone to the host's table and returns the person's code.

    The caller has checked that the group exists. Raises RefusedError when the token is not that of a table host of this
    workshop, InputError for a city that is no partner.
    """
    host = host_name(store, workshop, host_token)
    people_persons.check_city(store, workshop, city)
    state = store.snapshot(workshop).state
    person = people_persons.new_person(city, group, state.setting.language)
    hashed = keys.token_hash(token_of_seat(host_token, person.person))
    with store.database.writing(workshop) as connection:
        people_persons.add_row(connection, workshop, hashed, person)
        people_events.note(connection, workshop, person.person, people_events.TABLE, host, by=host)
        sitting = people_events.sitting_now(state)
        people_events.note(connection, workshop, person.person, people_events.PRESENT, sitting, by=host)
    return person.person


def at_table(store: Store, workshop: str, host_token: str) -> tuple[Seat, ...]:
    """The seats of the host's table. Raises RefusedError as `add_at_table` does."""
    host = host_name(store, workshop, host_token)
    hosts = people_events.hosts(store, workshop)
    with store.database.reading() as connection:
        everybody = people_persons.latest(connection, workshop)
    seated = [person for code, person in everybody.items() if hosts.get(code) == host]
    return tuple(Seat(number, person) for number, person in enumerate(seated, 1))


def open_seat(store: Store, workshop: str, host_token: str, person: str) -> str:
    """The token of a seat of the host's table; a host who came back on another phone has another one for it. Raises
    RefusedError for a person who sits elsewhere, or as `add_at_table` does.
    """
    found = next((seat.person for seat in at_table(store, workshop, host_token) if seat.person.person == person), None)
    if found is None:
        raise RefusedError(Problem("people.not_at_table"))
    token = token_of_seat(host_token, person)
    if people_persons.find(store, workshop, token) is None:
        with store.database.writing(workshop) as connection:
            people_persons.add_row(connection, workshop, keys.token_hash(token), found)
    return token


def token_of_seat(host_token: str, person: str) -> str:
    """The token under which a host's page acts for a seat."""
    return SEAT + hmac.new(host_token.encode(), f"seat:{person}".encode(), hashlib.sha256).hexdigest()


def host_name(store: Store, workshop: str, host_token: str) -> str:
    """The host's pseudonym. Raises RefusedError when the token is not that of a table host of this workshop."""
    if role_of(store, host_token) != (workshop, TABLE_HOST):
        raise RefusedError(Problem("people.not_allowed"))
    return access_name(store, host_token)
