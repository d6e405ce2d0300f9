"""Which marks count when something was asked twice.

Of each person, item and subject the mark of the latest revealed round counts, among the rounds that asked the wording
which was revealed last: marks given to other words are never counted with them. Whoever did not answer again, or had
left, keeps the earlier mark, and the result says how many did (*carried*). A ballot of points or pairs is one whole:
the latest ballot of the person counts, never a mixture of two.

New words count from the reveal of the round that asked them; until then the result of the old ones stands.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter

from components.workshop.records.rounds import Mark, Round
from components.workshop.state import State
from components.workshop.store import REVEALED

WHOLE_BALLOTS = frozenset({"weights"})
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Moved:
    """How people changed their minds between the last two rounds of one question in the same words.

    `n_both`: people with a mark (not «don't know») in both; `moved`: those who gave another one; `towards_median`:
    those whose new mark lies nearer to the room's first median. Some movement that way is expected and proves nothing.
    """

    n_both: int
    moved: int
    towards_median: int


def last_rounds(state: State) -> dict[str, tuple[Round, ...]]:
    """The revealed rounds of every instrument, the latest first."""
    found: dict[str, list[Round]] = defaultdict(list)
    for row in state.all(Round):
        if row.state == REVEALED:
            found[row.instrument].append(row)
    return {code: tuple(sorted(rows, key=lambda row: -row.number)) for code, rows in found.items()}


def counted_rounds(rounds: Sequence[Round], subject: str, item: str) -> tuple[int, ...]:
    """Numbers of the rounds whose marks count for a question, the latest first; empty when none asked it.

    rounds: revealed ones of the instrument, the latest first.
    """
    asked = [row for row in rounds if not row.asked or f"{subject}|{item}" in row.asked]
    revisions = [dict(row.revisions).get(item, 1) for row in asked]
    return tuple(row.number for row, revision in zip(asked, revisions, strict=True) if revision == revisions[0])


def effective(marks: Iterable[Mark], state: State) -> tuple[Mark, ...]:
    """The marks that count, at most one per person and question, in the order in which they were given here."""
    rounds = last_rounds(state)
    if all(len(found) == 1 for found in rounds.values()):
        only = {(code, found[0].number) for code, found in rounds.items()}
        marks = tuple(marks)
        return tuple(compress(marks, map(only.__contains__, map(attrgetter("instrument", "round"), marks))))
    marks = tuple(mark for mark in marks if mark.instrument in rounds)
    counting: dict[Key, tuple[int, ...]] = {}
    latest: dict[tuple[str, ...], int] = {}
    for mark in marks:
        key = (mark.instrument, mark.item, mark.subject)
        if key not in counting:
            counting[key] = counted_rounds(rounds[mark.instrument], mark.subject, mark.item)
        if mark.round in counting[key]:
            unit = _unit(mark)
            latest[unit] = max(mark.round, latest.get(unit, 0))
    return tuple(mark for mark in marks if latest.get(_unit(mark)) == mark.round)


def moved(marks: Iterable[Mark], instrument: str, item: str, subject: str) -> Moved | None:
    """How people moved between the last two rounds that asked this in the same words; None when it was asked once.

    marks: of all revealed rounds.
    """
    key = (instrument, item, subject)
    return movements(mark for mark in marks if (mark.instrument, mark.item, mark.subject) == key).get(key)


def movements(marks: Iterable[Mark]) -> dict[Key, Moved]:
    """As `moved`, of every question that was asked twice in the same words."""
    given: dict[Key, dict[tuple[int, int], dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for mark in marks:
        if mark.value is not None and mark.instrument not in WHOLE_BALLOTS:
            key = (mark.instrument, mark.item, mark.subject)
            given[key][mark.round, mark.item_revision][mark.person] = mark.value
    found = {}
    for key, rounds in given.items():
        *_, last = sorted(rounds)
        before = [one for one in sorted(rounds) if one[0] < last[0] and one[1] == last[1]]
        if before:
            found[key] = _moved(rounds[before[-1]], rounds[last])
    return found


def lower_median(values: Iterable[int]) -> int:
    """The smallest value that at least half do not exceed; always one that was given. At least one value."""
    ordered = sorted(values)
    return ordered[math.ceil(len(ordered) / 2) - 1]


def _moved(first: dict[str, int], second: dict[str, int]) -> Moved:
    median = lower_median(first.values())
    both = first.keys() & second.keys()
    changed = [person for person in both if first[person] != second[person]]
    nearer = [person for person in changed if abs(second[person] - median) < abs(first[person] - median)]
    return Moved(len(both), len(changed), len(nearer))


def _unit(mark: Mark) -> tuple[str, ...]:
    """What is replaced as one: a mark, or a whole ballot of points."""
    if mark.instrument in WHOLE_BALLOTS:
        return (mark.instrument, mark.person)
    return (mark.instrument, mark.item, mark.subject, mark.person)
