"""A person's own marks, kept between two taps of the same phone: each tap is answered with them.

With SQLite no other process gives marks. With PostgreSQL one may: a page reads them each time, and a tap is checked
against what is kept and stored only if the log holds no more of that person.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from components.language import only_words
from components.workshop.intake import Stored
from components.workshop.marks import GIVEN, TAKEN_BACK, Latest, given, mark_of
from components.workshop.records.rounds import Mark

_MOST_PEOPLE = 2_000
Key = tuple[str, str]


class Own(NamedTuple):
    """A person's latest marks, the highest sequence number among the person's taps (0 before the first), and the number
    of rows in the log that this is made of.
    """

    marks: tuple[Mark, ...]
    sequence: int
    rows: int


def own(latest: Latest, rows: int) -> Own:
    """Marks and numbers of one person."""
    return Own(given(latest), max((sequence for sequence, _ in latest.values()), default=0), rows)


@dataclass
class _Person:
    """What is kept of one person; `stamp` is -1 while it is being read."""

    stamp: int
    latest: Latest
    sequence: int = 0
    rows: int = 0

    def own(self) -> Own:
        return Own(given(self.latest), self.sequence, self.rows)


class OwnMarks:
    """Marks by workshop and person, as long as the stamp under which they were read holds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[Key, _Person] = OrderedDict()

    def at_hand(self, workshop: str, person: str, stamp: int) -> Own | None:
        """What is kept of the person, None when it has to be read first."""
        with self._lock:
            known = self._found.get((workshop, person))
            return known.own() if known is not None and known.stamp == stamp else None

    def get(
        self, workshop: str, person: str, stamp: int, read: Callable[[], tuple[Latest, int]], *, anew: bool = False
    ) -> Own:
        """The person's latest marks and numbers; `read` asks the log, for the number of rows too, when they are not
        kept, and each time with `anew`.
        """
        key = (workshop, person)
        with self._lock:
            known = self._found.get(key)
            if known is not None and known.stamp == stamp and not anew:
                return known.own()
            # A place that a tap which is stored meanwhile takes away again: then what is being read is not kept.
            place = self._found[key] = _Person(-1, {})
        latest, rows = read()
        found = own(latest, rows)
        with self._lock:
            if self._found.get(key) is place:
                self._found[key] = _Person(stamp, latest, found.sequence, rows)
                while len(self._found) > _MOST_PEOPLE:
                    self._found.popitem(last=False)
        return found

    def added(self, workshop: str, stored: Sequence[Stored]) -> None:
        """Takes in what was committed; what came out of order is read anew at the next question."""
        with self._lock:
            for one in stored:
                key = (workshop, one.mark.person)
                known = self._found.get(key)
                if known is None:
                    continue
                if known.stamp < 0 or one.sequence <= known.sequence:
                    del self._found[key]
                else:
                    _put(known, one)


def _put(person: _Person, one: Stored) -> None:
    mark, latest = one.mark, person.latest
    key = (mark.instrument, mark.item, mark.subject, mark.round, mark.person)
    person.sequence = one.sequence
    person.rows += 1
    if mark.answer == TAKEN_BACK:
        latest[key] = (one.sequence, None)
        return
    before = latest[key][1] if key in latest else None
    kept = before.reason if before is not None else ""
    value = mark.value if mark.answer == GIVEN else None
    reason = kept if mark.reason is None else only_words(mark.reason)
    latest[key] = (one.sequence, mark_of(mark, value=value, reason=reason, at=one.at))
