"""What the room talks about: the flagged items in the order of their disagreement, and what a second round changed.

Order (own design): splits before items to discuss; then by how far the city medians lie apart, by the width of the
middle half of the marks, by the share of people further than one point from the median; ties keep the order of the
ballot. Results of too few people are no disagreement and are not in the queue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from components.analysis import agreement
from components.analysis.agreement import DISCUSS, SPLIT
from components.analysis.differences import distance
from components.analysis.evidence import Agreement
from components.analysis.marks import marked
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.workshop.effective import WHOLE_BALLOTS
from components.workshop.instruments import PRACTICE, WHOLE, instrument
from components.workshop.records.rounds import Mark, Round
from components.workshop.state import Snapshot, State
from components.workshop.store import REVEALED

PARAMETERS = ("discussion.most_items", "discussion.minutes_per_item")
_ORDER = {SPLIT: 0, DISCUSS: 1}


@dataclass(frozen=True)
class Reason:
    """What somebody wrote to a mark, without who: the mark (None for don't know) and the words as written."""

    value: int | None
    words: str


def queue(rows: Iterable[Agreement], ballot: str) -> tuple[Agreement, ...]:
    """The flagged items of one ballot, the widest disagreement first."""
    flagged = [row for row in rows if row.instrument == ballot and row.flag in _ORDER]
    return tuple(sorted(flagged, key=_rank))


def all_rows(rows: Iterable[Agreement], ballot: str) -> tuple[Agreement, ...]:
    """Every item of one ballot: the queue, then what was agreed, then what too few people marked."""
    found = [row for row in rows if row.instrument == ballot]
    flagged = queue(found, ballot)
    rest = [row for row in found if row.flag not in _ORDER]
    return (*flagged, *sorted(rest, key=lambda row: row.median is None))


def ballots(state: State, rows: Iterable[Agreement]) -> tuple[str, ...]:
    """The ballots that have something to talk about, the one revealed last first; weights among them."""
    with_rows = {row.instrument for row in rows} | WHOLE_BALLOTS
    latest: dict[str, str] = {}
    for held in state.all(Round):
        if held.state == REVEALED and held.instrument in with_rows:
            latest[held.instrument] = max(held.revealed_at, latest.get(held.instrument, ""))
    return tuple(sorted(latest, key=lambda code: latest[code], reverse=True))


def most_flagged(codes: Sequence[str], rows: Iterable[Agreement]) -> str:
    """Of these ballots the one with the most flagged items; the first of them when none has more, empty without any."""
    found = tuple(rows)
    return max(codes, key=lambda code: len(queue(found, code)), default="")


def reasons(marks: Iterable[Mark], row: Agreement) -> tuple[Reason, ...]:
    """The reasons given on one item in its latest words, high marks first, then in the order of what was written:
    nothing tells whose they are. None where the result itself is withheld.
    """
    if row.median is None:
        return ()
    key = (row.instrument, row.item, row.subject)
    own = [mark for mark in marks if (mark.instrument, mark.item, mark.subject) == key]
    latest = max((mark.item_revision for mark in own), default=1)
    found = {
        Reason(mark.value, mark.reason.strip())
        for mark in own
        if mark.item_revision == latest and mark.reason.strip()
    }
    return tuple(sorted(found, key=lambda one: (one.value is None, -(one.value or 0), one.words)))


def before(
    snapshot: Snapshot, row: Agreement, raters: Sequence[str], catalogue: Catalogue, parameters: Parameters
) -> Agreement:
    """The same item as the first round left it, whoever gave a mark in a later one. raters: cities that may rate it,
    empty for everybody.
    """
    first = [mark for mark in snapshot.marks if mark.round == 1]
    return _single(first, row, snapshot.state, raters, catalogue, parameters)


def practice(snapshot: Snapshot, catalogue: Catalogue, parameters: Parameters) -> Agreement:
    """The answers to the practice question, which are in no evidence."""
    found = instrument(snapshot.state, catalogue, PRACTICE)
    item = found.items[0].code if found and found.items else ""
    key = (PRACTICE, item, WHOLE)
    cities = [city.code for city in snapshot.state.cities]
    table = marked([mark for mark in snapshot.marks if mark.instrument == PRACTICE], [key], cities)
    [row] = agreement.agreements(table, {key: ()}, parameters, catalogue.small_room)
    return row


def _single(
    marks: Iterable[Mark],
    row: Agreement,
    state: State,
    raters: Sequence[str],
    catalogue: Catalogue,
    parameters: Parameters,
) -> Agreement:
    key = (row.instrument, row.item, row.subject)
    own = [mark for mark in marks if (mark.instrument, mark.item, mark.subject) == key]
    table = marked(own, [key], [city.code for city in state.cities])
    [found] = agreement.agreements(table, {key: tuple(raters)}, parameters, catalogue.small_room)
    return found


def _rank(row: Agreement) -> tuple[float, ...]:
    return (_ORDER[row.flag], -distance(row), -(row.iqr or 0.0), row.share_within_one or 0.0)
