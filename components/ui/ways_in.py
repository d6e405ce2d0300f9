"""The ways into a workshop: the facilitator's key, an invitation, the key of the server. Whoever tries them out is
slowed down by address, whichever way it is.
"""

from __future__ import annotations

import os

import streamlit as st

from components.ballot.limits import Pace
from components.errors import InputError, Problem, RefusedError
from components.ui import session
from components.workshop import people

# Technical: a person mistypes a key a few times; whoever tries out keys is slowed to one in six seconds.
_TRIES_AT_ONCE, _TRIES_PER_SECOND = 10.0, 1 / 6


def new_tries() -> Pace:
    """A fresh count of tries at keys, by address."""
    return Pace(_TRIES_AT_ONCE, _TRIES_PER_SECOND)


tries = new_tries()


def check_tries() -> None:
    """Counts a try at a key from this browser's address. Raises RefusedError when there were too many."""
    if not tries.allows(st.context.ip_address or "here"):
        raise RefusedError(Problem("start.too_many_tries"))


def give_server_key(given: str) -> bool:
    """Checks the server key for this session. Raises RefusedError when keys are tried out."""
    check_tries()
    right = people.same_secret(given, os.environ.get("WORKSHOP_SERVER_KEY", ""))
    session.unlock(right=right)
    return right


def open_by_key(code: str, key: str) -> None:
    """Lets this browser in by the facilitator's key. Raises RefusedError when keys are tried out, InputError for a
    wrong one; an unknown code takes as long and says the same.
    """
    check_tries()
    tidy = people.tidy_code(code)
    if not people.key_fits(key, session.store().key_hash(tidy)):
        raise InputError(Problem("start.wrong_key"))
    session.enter(tidy)


def open_by_invitation(code: str) -> str:
    """Lets this browser in by an invitation and returns the role. Raises RefusedError when codes are tried out,
    InputError for a code that is none.
    """
    check_tries()
    found = people.invited(session.store(), code)
    if found is None:
        raise InputError(Problem("people.unknown_invitation"))
    session.let_in(found[0], people.accept(session.store(), found[0], code))
    return found[1].role
