"""Opening, closing and revealing a ballot, and asking it again. What is not revealed is in no snapshot, export or
screen.

A second round follows the reveal of the first and asks all of it or a part. Nothing is asked more often in the same
words (Delphi practice: two rounds, a further one only of what was worded anew). Weights are fixed by their reveal; the
ballot on options opens only after that, and weights are not asked again once it was opened, so that nobody can weigh
towards a favourite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from components.errors import BusyError, Problem, RefusedError
from components.framework.catalogue import Catalogue
from components.framework.parameters import load_parameters
from components.workshop.instruments import Instrument, instrument
from components.workshop.intake import OutdatedError
from components.workshop.records.rounds import Round
from components.workshop.records.setting import ParameterOverride
from components.workshop.state import State
from components.workshop.store import CLOSED, OPEN, REVEALED, Edit, Store

PARAMETERS = ("rounds.same_wording",)
_TRIES = 20
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
    """What the facilitator can do next with this round; closed ones may be opened again until they are revealed."""
    return _NEXT[state_of(state, code, number)]


def rounds_of(state: State, code: str) -> tuple[Round, ...]:
    """The rounds of a ballot that were opened, the first one first."""
    return tuple(
        sorted((row for row in state.all(Round) if row.instrument == code and row.state), key=lambda row: row.number)
    )


def latest_number(state: State, code: str) -> int:
    """Number of the round that was opened last; 1 when none was."""
    found = rounds_of(state, code)
    return found[-1].number if found else 1


def next_number(state: State, code: str) -> int:
    """Number of the round to work with: the one that is not revealed yet, or else the one that would follow."""
    found = rounds_of(state, code)
    if not found:
        return 1
    return found[-1].number + (found[-1].state == REVEALED)


def under_way(state: State, code: str) -> bool:
    """Whether a round of this ballot is open, or closed and not revealed: then its statements stand."""
    return any(row.state != REVEALED for row in rounds_of(state, code))


def open_ballots(state: State) -> tuple[Round, ...]:
    """All rounds that take marks now, in the order in which they were opened."""
    return tuple(sorted((item for item in state.all(Round) if item.state == OPEN), key=lambda item: item.opened_at))


def key_of(subject: str, item: str) -> str:
    """What a round asks, as it stands in `Round.asked`."""
    return f"{subject}|{item}"


def as_asked(found: Instrument, held: Round) -> Instrument:
    """The instrument as this round asks it: only what it names, or all."""
    if not held.asked:
        return found
    pairs = frozenset((subject, item) for subject, _, item in (entry.partition("|") for entry in held.asked))
    subjects, items = ({pair[place] for pair in pairs} for place in (0, 1))
    return replace(
        found,
        items=tuple(item for item in found.items if item.code in items),
        subjects=tuple(subject for subject in found.subjects if subject.code in subjects),
        asked=pairs,
    )


def revision_asked(held: Round, item: str) -> int:
    """The wording of an item that a round asked."""
    return dict(held.revisions).get(item, 1)


def asks(held: Round, subject: str, item: str) -> bool:
    """Whether a round asks this."""
    return not held.asked or key_of(subject, item) in held.asked


def askable(state: State, found: Instrument) -> tuple[str, ...]:
    """What the next round of a ballot may ask, as `subject|item` in the order of the ballot.

    From the third round on, or with another limit in force from the one after it, only what was worded anew.
    """
    held = rounds_of(state, found.code)
    number, most = next_number(state, found.code), _most(state)
    held = tuple(row for row in held if row.number < number)
    return tuple(
        key_of(subject.code, item.code)
        for subject in found.subjects
        for item in found.items_for(subject.code)
        if _may_ask(held, subject.code, item.code, item.revision, number, most)
    )


def may_follow(state: State, found: Instrument) -> bool:
    """Whether a round of a ballot can still follow its revealed ones. Single questions can be worded anew and then be
    asked; what is asked only as a whole ends with the last round that is allowed, weights with the ballot on options.
    """
    if not found.whole_only:
        return True
    fixed = found.code == "weights" and bool(rounds_of(state, "options"))
    return next_number(state, found.code) <= _most(state) and not fixed


def move(
    store: Store,
    workshop: str,
    code: str,
    target: str,
    *,
    catalogue: Catalogue,
    by: str,
    number: int = 1,
    asked: Sequence[str] = (),
) -> None:
    """Opens, closes or reveals a round. asked: what a later round asks, as `subject|item`; empty for all that it may.

    Raises RefusedError with the reason, ConflictError when somebody was faster, BusyError when others change things
    faster than a ballot can be put together from them.
    """
    for _ in range(_TRIES):
        state, version = store.state(workshop)
        edits = _moved(state, code, target, catalogue=catalogue, number=number, asked=asked)
        try:
            # What a ballot asks is put together from everything: words changed meanwhile must not slip in unseen.
            store.commit(workshop, edits, by=by, upon=version if target == OPEN else None)
        except OutdatedError:
            continue
        return
    raise BusyError(Problem("store.busy"))


def _moved(
    state: State, code: str, target: str, *, catalogue: Catalogue, number: int, asked: Sequence[str]
) -> list[Edit]:
    now = state_of(state, code, number)
    if target not in _NEXT[now]:
        raise RefusedError(_NOT_POSSIBLE[now])
    name = f"{code}.{number}"
    edits = [
        Edit("round", name, "state", target, before=now),
        Edit("round", name, "instrument", code),
        Edit("round", name, "number", number),
        Edit("round", name, _TIME[target], datetime.now(UTC).isoformat()),
    ]
    if target == OPEN:
        found = _checked(state, code, catalogue, number)
        if not now:
            chosen = _chosen(state, found, number, asked)
            revisions = [[item.code, item.revision] for item in found.items if item.revision != 1]
            edits += [Edit("round", name, "asked", list(chosen))] if chosen else []
            edits += [Edit("round", name, "revisions", revisions)] if revisions else []
    return edits


def _checked(state: State, code: str, catalogue: Catalogue, number: int) -> Instrument:
    found = instrument(state, catalogue, code)
    if found is None or not found.items or not found.subjects:
        raise RefusedError(Problem("rounds.nothing_to_ask"))
    if number > 1 and state_of(state, code, number - 1) != REVEALED:
        raise RefusedError(Problem("rounds.earlier_first"))
    if code == "options" and (state_of(state, "weights") != REVEALED or under_way(state, "weights")):
        raise RefusedError(Problem("rounds.weights_first"))
    if code == "weights" and number > 1 and rounds_of(state, "options"):
        raise RefusedError(Problem("rounds.weights_fixed"))
    return found


def _chosen(state: State, found: Instrument, number: int, asked: Sequence[str]) -> tuple[str, ...]:
    """What the round asks; empty for everything."""
    wanted = tuple(dict.fromkeys(asked))
    if found.whole_only:
        if wanted:
            raise RefusedError(Problem("rounds.whole_only"))
        if number > _most(state):
            raise RefusedError(Problem("rounds.worded_the_same", {"n": _most(state)}))
        return ()
    allowed = askable(state, found)
    every = tuple(key_of(subject.code, item.code) for subject in found.subjects for item in found.items)
    if not set(wanted) <= set(every):
        raise RefusedError(Problem("rounds.unknown_question"))
    if not allowed or not set(wanted) <= set(allowed):
        raise RefusedError(Problem("rounds.worded_the_same", {"n": _most(state)}))
    chosen = wanted or allowed
    return () if set(chosen) == set(every) else chosen


def _may_ask(held: Sequence[Round], subject: str, item: str, revision: int, number: int, most: int) -> bool:
    times = sum(asks(row, subject, item) and revision_asked(row, item) == revision for row in held)
    anew = all(revision_asked(row, item) != revision for row in held[:1])
    return times < most and (number <= most or anew or not times)


def _most(state: State) -> int:
    """How often the same words may be asked, as this workshop has set it."""
    changed = state.get(ParameterOverride, PARAMETERS[0])
    if changed is not None and changed.value is not None:
        return int(changed.value)
    return int(load_parameters().value(PARAMETERS[0]))
