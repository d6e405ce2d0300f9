"""One line of a gate: what is done, what is missing, what one should know, in plain words and with the place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from components.workshop import rounds
from components.workshop.state import State
from components.workshop.store import REVEALED

DONE, MISSING, WARN = "done", "missing", "warn"


@dataclass(frozen=True)
class Check:
    """`key`: a text of locales `gates.toml` or `plan.toml`, filled with `values`. `done`: done, missing (the gate lacks
    it) or warn (one can go on, knowing it). `page`: name of the page where it is put right. `ballot`: the one that the
    page shall show, empty where it shows none.
    """

    key: str
    values: tuple[tuple[str, Any], ...]
    done: str
    page: str
    ballot: str = ""


def nothing_left(key: str, left: Iterable[str], page: str, *, otherwise: str = MISSING) -> Check:
    """Done when nothing is `left`; else `otherwise`, naming what is. Texts: `key`.done and `key`.open with {names}."""
    names = tuple(left)
    if not names:
        return Check(f"{key}.done", (), DONE, page)
    return Check(f"{key}.open", (("names", names), ("n", len(names))), otherwise, page)


def holds(key: str, met: object, page: str, *, otherwise: str = MISSING, **values: Any) -> Check:
    """Done when `met`; else `otherwise`. Texts: `key`.done and `key`.open, both with the values."""
    name = "done" if met else "open"
    return Check(f"{key}.{name}", tuple(values.items()), DONE if met else otherwise, page)


def marked(key: str, left: Iterable[str], state: State, ballot: str) -> Check:
    """Done when enough people marked everything on this ballot; else what is `left`, with the place where it is asked:
    the room, or once the ballot is revealed a second round. Texts: `key`.done, `key`.open and `key`.again with {names}.
    """
    names = tuple(left)
    if names and rounds.state_of(state, ballot) == REVEALED and not rounds.under_way(state, ballot):
        return Check(f"{key}.again", (("names", names), ("n", len(names))), MISSING, "discuss", ballot)
    return nothing_left(key, names, "room")
