"""Opening, closing and revealing a ballot. What is not revealed is in no snapshot, export or screen.

Weights are fixed by their reveal; the ballot on options opens only after that, so that nobody can weigh towards a
favourite.
"""

from __future__ import annotations

from datetime import UTC, datetime

from components.errors import Problem, RefusedError
from components.framework.catalogue import Catalogue
from components.workshop.instruments import instrument
from components.workshop.records.rounds import Round
from components.workshop.state import State
from components.workshop.store import CLOSED, OPEN, REVEALED, Edit, Store

_NEXT = {"": (OPEN,), OPEN: (CLOSED,), CLOSED: (REVEALED, OPEN), REVEALED: ()}
_NOT_POSSIBLE = {
    "": Problem("rounds.not_opened_yet"),
    OPEN: Problem("rounds.open_now"),
    CLOSED: Problem("rounds.closed_now"),
    REVEALED: Problem("rounds.revealed_already"),
}
_TIME = {OPEN: "opened_at", CLOSED: "closed_at", REVEALED: "revealed_at"}


def state_of(state: State, code: str, number: int = 1) -> str:
    """`""` (never opened), open, closed or revealed."""
    found = state.round_of(code, number)
    return found.state if found else ""


def possible(state: State, code: str, number: int = 1) -> tuple[str, ...]:
    """What the facilitator can do next with this ballot; closed ballots may be opened again until they are revealed."""
    return _NEXT[state_of(state, code, number)]


def open_ballots(state: State) -> tuple[Round, ...]:
    """All rounds that take marks now, in the order in which they were opened."""
    return tuple(sorted((item for item in state.all(Round) if item.state == OPEN), key=lambda item: item.opened_at))


def move(
    store: Store, workshop: str, code: str, target: str, *, catalogue: Catalogue, by: str, number: int = 1
) -> None:
    """Opens, closes or reveals a round. Raises RefusedError with the reason, ConflictError when somebody was faster."""
    state = store.snapshot(workshop).state
    now = state_of(state, code, number)
    if target not in _NEXT[now]:
        raise RefusedError(_NOT_POSSIBLE[now])
    if target == OPEN:
        _check_can_open(state, code, catalogue)
    name = f"{code}.{number}"
    edits = [
        Edit("round", name, "state", target, before=now),
        Edit("round", name, "instrument", code),
        Edit("round", name, "number", number),
        Edit("round", name, _TIME[target], datetime.now(UTC).isoformat()),
    ]
    store.commit(workshop, edits, by=by)


def _check_can_open(state: State, code: str, catalogue: Catalogue) -> None:
    found = instrument(state, catalogue, code)
    if found is None or not found.items or not found.subjects:
        raise RefusedError(Problem("rounds.nothing_to_ask"))
    if code == "options" and state_of(state, "weights") != REVEALED:
        raise RefusedError(Problem("rounds.weights_first"))
