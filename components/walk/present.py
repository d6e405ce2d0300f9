"""The officials' ten minutes as they run: which scene is shown, who may vote and how, what is tried out.

All of it lies in the memory of this process and is gone with it or with one click: an official's vote is no mark,
stands in no log, no snapshot, no workbook and no archive. Only the votes' spread is ever shown, and only once the vote
is closed. A phone votes once; it may change its vote while the vote is open.
"""

from __future__ import annotations

import math
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from components.analysis.evidence import Evidence
from components.errors import InputError, Problem
from components.investment.plan_records import Plan
from components.investment.portfolio import INFEASIBLE, UNKNOWN
from components.workshop.people_keys import random_letters
from components.workshop.state import State
from components.workshop.store import Store

SCENES = ("decision", "connections", "project", "ranking", "fairness", "years", "money", "download", "not_agreed")
MINUTES = (1, 1, 2, 1, 2, 0.5, 0.5, 1, 1)
"""How long each scene takes; ten minutes together."""
VOTING = "project"
WAITING, OPEN, CLOSED = "waiting", "open", "closed"
POINTS = range(6)
FIRST = 3
"""How many options are called the first ones."""
_CODE_LETTERS, _SECRET_LETTERS = 5, 16
# Technical: more phones than any room has; whoever invents phones does not fill the memory.
MOST_PHONES = 500


@dataclass(frozen=True)
class Vote:
    """One vote on one option. `ballots`: (phone, point 0–5 or None for «don't know»), one per phone.

    `counted`: what the presenter counted without phones, how many per point 0–5 and then how many «don't know»; empty
    when nothing was counted.
    """

    option: str = ""
    state: str = WAITING
    ballots: tuple[tuple[str, int | None], ...] = ()
    counted: tuple[int, ...] = ()

    @property
    def by_hand(self) -> int:
        """Ballots that were counted without phones."""
        return sum(self.counted)

    @property
    def n(self) -> int:
        """All ballots."""
        return len(self.ballots) + self.by_hand


@dataclass(frozen=True)
class Showing:
    """A presentation at one moment. `code`: what phones type to vote; `secret`: what makes a phone the remote; `turn`:
    another number after every change; `started`: when the first scene was left, None before; `key`: the cost key that
    is tried, empty for none; `percents`: (city, percent by which its envelope is tried otherwise), none of them 0;
    `city`: whose envelope is in hand, empty for the first one's.
    """

    code: str
    secret: str
    turn: int = 0
    scene: int = 0
    started: datetime | None = None
    vote: Vote = Vote()
    key: str = ""
    percents: tuple[tuple[str, int], ...] = ()
    city: str = ""

    @property
    def name(self) -> str:
        """The name of the scene."""
        return SCENES[self.scene]


@dataclass(frozen=True)
class Spread:
    """A closed vote. `counts`: ballots per point 0–5; `unknown`: ballots that say «don't know»; `by_hand`: how many of
    all were counted without phones. The median is one that somebody gave (the lower of two); None without any, as are
    the ends.
    """

    counts: tuple[int, ...]
    unknown: int
    median: int | None
    lowest: int | None
    highest: int | None
    by_hand: int = 0

    @property
    def n(self) -> int:
        """Ballots with a point."""
        return sum(self.counts)

    @property
    def all(self) -> int:
        """Ballots with and without a point."""
        return self.n + self.unknown


@dataclass(frozen=True)
class Steadiness:
    """Whether the first options stay when one city's marks are left out. `first`: with everybody's marks. `changes`:
    (city, options that come in, options that fall out) of every city whose marks decide.
    """

    first: tuple[str, ...]
    changes: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]

    @property
    def stable(self) -> bool:
        """Whether no single city decides who is first."""
        return not self.changes


def fresh() -> Showing:
    """A presentation at its beginning, with codes of its own."""
    return Showing(random_letters(_CODE_LETTERS), random_letters(_SECRET_LETTERS))


def moved(showing: Showing, scene: int, at: datetime) -> Showing:
    """At another scene, the nearest that there is; the clock starts when the first scene is left."""
    wanted = min(max(scene, 0), len(SCENES) - 1)
    started = showing.started or (at if wanted else None)
    return replace(showing, scene=wanted, started=started)


def opened(showing: Showing, option: str) -> Showing:
    """The vote on an option begins; ballots of an earlier vote are gone, those of the same option stay."""
    if showing.vote.option != option:
        return replace(showing, vote=Vote(option, OPEN))
    return replace(showing, vote=replace(showing.vote, state=OPEN))


def cast(showing: Showing, phone: str, point: int | None) -> Showing:
    """With the ballot of a phone; the latest counts. Raises InputError when no vote is open, for a point that is none,
    and when there are more phones than any room has.
    """
    vote = showing.vote
    if vote.state != OPEN:
        raise InputError(Problem("present.refused.closed"))
    if point is not None and point not in POINTS:
        raise InputError(Problem("present.refused.point"))
    others = tuple(ballot for ballot in vote.ballots if ballot[0] != phone)
    if len(others) >= MOST_PHONES:
        raise InputError(Problem("present.refused.full"))
    return replace(showing, vote=replace(vote, ballots=(*others, (phone, point))))


def closed(showing: Showing) -> Showing:
    """The vote ends and may be shown."""
    return replace(showing, vote=replace(showing.vote, state=CLOSED))


def counted(showing: Showing, option: str, numbers: Sequence[int]) -> Showing:
    """The vote on an option with what was counted without phones, closed. numbers: ballots per point 0–5, then those
    that say «don't know». What phones gave on the same option stays; an earlier count is replaced. Raises InputError
    for other numbers than these seven, below nothing or beyond any room.
    """
    if len(numbers) != len(POINTS) + 1 or min(numbers) < 0 or sum(numbers) > MOST_PHONES:
        raise InputError(Problem("present.refused.count", {"most": MOST_PHONES}))
    vote = opened(showing, option).vote
    return replace(showing, vote=replace(vote, state=CLOSED, counted=tuple(numbers)))


def spread(vote: Vote) -> Spread | None:
    """How the ballots lie; None while the vote is not closed."""
    if vote.state != CLOSED:
        return None
    by_hand = vote.counted or (0,) * (len(POINTS) + 1)
    phones = [point for _, point in vote.ballots]
    counts = tuple(phones.count(point) + by_hand[point] for point in POINTS)
    unknown = phones.count(None) + by_hand[-1]
    given = [point for point in POINTS for _ in range(counts[point])]
    if not given:
        return Spread(counts, unknown, None, None, None, vote.by_hand)
    return Spread(counts, unknown, given[math.ceil(len(given) / 2) - 1], given[0], given[-1], vote.by_hand)


def disputed(state: State, evidence: Evidence) -> str:
    """The option to vote on when nobody chose one: the one whose marks lie widest apart, else the first; empty without
    any.
    """
    known = {option.code for option in state.options}
    rows = [row for row in evidence.agreements if row.instrument == "options" and row.subject in known]
    if not rows:
        return next((option.code for option in state.options), "")
    order = {"split": 0, "discuss": 1, "consensus": 2, "too_few": 3}
    return min(rows, key=lambda row: (order[row.flag], -(row.iqr or 0))).subject


def obstacle(state: State, plan: Plan) -> str:
    """Why there is no plan to show, by the first thing that is missing: options, marks, a plan that keeps every demand
    (infeasible), an answer of the search (unknown), or money that an option fits into. Empty when there is one.
    """
    if any(line.chosen for line in plan.lines):
        return ""
    if not state.options:
        return "options"
    if all(score.rank is None for score in plan.scores):
        return "marks"
    return plan.portfolio.status if plan.portfolio.status in (INFEASIBLE, UNKNOWN) else "money"


def steadiness(everybody: Mapping[str, int], without: Mapping[str, Mapping[str, int]]) -> Steadiness:
    """everybody: option -> rank (1 = best, ties share it); without: city -> ranks if its marks were left out."""
    first = _first(everybody)
    changes = []
    for city, ranks in without.items():
        there = _first(ranks)
        if set(there) != set(first):
            entering = tuple(code for code in there if code not in first)
            changes.append((city, entering, tuple(code for code in first if code not in there)))
    return Steadiness(first, tuple(changes))


def _first(ranks: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted((code for code in ranks if ranks[code] <= FIRST), key=lambda code: (ranks[code], code)))


class Stages:
    """The presentations of one store. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, Showing] = {}

    def of(self, workshop: str) -> Showing:
        """The workshop's presentation as it stands; at its beginning when there was none."""
        with self._lock:
            return self._known.setdefault(workshop, fresh())

    def change(self, workshop: str, make: Callable[[Showing], Showing]) -> Showing:
        """Changes a presentation and returns it. Raises what `make` raises, and changes nothing then."""
        with self._lock:
            before = self._known.setdefault(workshop, fresh())
            found = make(before)
            if found != before:
                found = replace(found, turn=before.turn + 1)
                self._known[workshop] = found
            return found

    def go(self, workshop: str, scene: int) -> None:
        """Shows another scene."""
        self.change(workshop, lambda showing: moved(showing, scene, datetime.now(UTC)))

    def reset(self, workshop: str) -> None:
        """Everything from the beginning: scene, clock, vote, what was tried, and the codes, so that no phone is left in
        the earlier one.
        """
        self.change(workshop, lambda _: fresh())

    def voting(self, code: str) -> str | None:
        """The workshop whose presentation has this code; None for an unknown one."""
        with self._lock:
            return next((workshop for workshop, one in self._known.items() if one.code == code), None)

    def driven(self, secret: str) -> str | None:
        """The workshop whose presentation has this secret; None for an unknown one."""
        with self._lock:
            return next((workshop for workshop, one in self._known.items() if one.secret == secret), None)


_of_store: weakref.WeakKeyDictionary[Store, Stages] = weakref.WeakKeyDictionary()
_making = threading.Lock()


def stages(store: Store) -> Stages:
    """The presentations of a store: the screens, the notes and the phones of this process share them."""
    with _making:
        return _of_store.setdefault(store, Stages())
