"""A figure once more, step by step, from the marks that count: what an auditor would do with paper and pencil.

Nothing here calls the methods that made the figure. Marks are sorted and counted one by one in plain Python, so that a
fault in the fast way cannot hide in the slow one; `Trail.checks` lays both results side by side. Which marks count is
the rule of `effective`, and thresholds are those that the evidence says it used.

An audit tells no more than the screens: how often each point was given, never by whom, and nothing of a result that is
withheld. The distance between the cities' medians is told only where every city's own median is.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from components.analysis.evidence import Evidence
from components.framework.catalogue import Catalogue
from components.workshop.effective import effective
from components.workshop.instruments import PRACTICE, SCALE_0_5, instruments
from components.workshop.records.rounds import Mark
from components.workshop.state import Snapshot

AGREEMENT, INDEX, GAP, WEIGHT = "agreement", "index", "gap", "weight"
TOP = 5
TOLERANCE = 1e-9
"""Largest difference that is rounding of the computer and not of the method."""
Key = tuple[str, str, str]
Shown = float | str | None


@dataclass(frozen=True)
class Check:
    """One number of the figure: as the screens show it, and as it comes out here."""

    name: str
    shown: Shown
    again: Shown

    @property
    def equal(self) -> bool:
        """Whether the two are the same number, word or blank."""
        if isinstance(self.shown, int | float) and isinstance(self.again, int | float):
            return abs(self.shown - self.again) <= TOLERANCE * max(1.0, abs(self.shown))
        return self.shown == self.again


@dataclass(frozen=True)
class Step:
    """One step: its formula in words is the text `audit.step.<name>`, which the numbers fill. result: what comes out,
    a number, the code of a flag, or None for what is not known. parameters: codes of the thresholds it used.
    """

    name: str
    result: Shown = None
    numbers: tuple[tuple[str, float], ...] = ()
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """What goes in from one item about one subject. counts: how many gave each point 0–5, empty when withheld.

    measured: of its indicators, index points; value: what it is worth, 0–100; weight: its share, 0–1; part: weight x
    value. None is not known, or does not count.
    """

    instrument: str
    item: str
    subject: str
    counts: tuple[int, ...]
    dont_know: int | None
    median: float | None
    measured: float | None = None
    value: float | None = None
    weight: float | None = None
    part: float | None = None


@dataclass(frozen=True)
class Trail:
    """One figure with all that it is made of. code: which one, by kind. withheld: nothing is told of it."""

    kind: str
    code: tuple[str, ...]
    lines: tuple[Line, ...]
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    withheld: bool = False

    @property
    def equal(self) -> bool:
        """Whether everything came out as shown."""
        return all(check.equal for check in self.checks)


@dataclass(frozen=True)
class Ledger:
    """Everything that audits look up. marks: those that count, by (instrument, item, subject); raters: the cities that
    a question was asked of, empty for everybody; asked: items of each ballot; limits: the thresholds in force.
    """

    snapshot: Snapshot
    evidence: Evidence
    catalogue: Catalogue
    marks: dict[Key, tuple[Mark, ...]]
    raters: dict[tuple[str, str], tuple[str, ...]]
    asked: dict[str, frozenset[str]]
    limits: dict[str, float]

    @property
    def cities(self) -> tuple[str, ...]:
        """Codes of the partners in their order."""
        return tuple(city.code for city in self.snapshot.state.cities)


def ledger(snapshot: Snapshot, evidence: Evidence, catalogue: Catalogue) -> Ledger:
    """The marks that count, sorted by question. evidence: of the same snapshot."""
    state = snapshot.state
    partners = {*(city.code for city in state.cities), ""}
    found: dict[Key, list[Mark]] = defaultdict(list)
    for mark in effective([mark for mark in snapshot.marks if mark.instrument != PRACTICE], state):
        if mark.city in partners:
            found[mark.instrument, mark.item, mark.subject].append(mark)
    ballots = instruments(state, catalogue)
    return Ledger(
        snapshot,
        evidence,
        catalogue,
        {key: tuple(marks) for key, marks in found.items()},
        {(one.code, subject.code): subject.cities for one in ballots for subject in one.subjects},
        {one.code: frozenset(item.code for item in one.items) for one in ballots if one.scale == SCALE_0_5},
        dict(evidence.parameters),
    )


def nth(values: Sequence[float], part: int, of: int) -> float | None:
    """The smallest value that at least `part`/`of` of the values do not exceed; None of none."""
    return sorted(values)[place(len(values), part, of) - 1] if values else None


def place(count: int, part: int, of: int) -> int:
    """Which of `count` sorted values that is, counted from 1."""
    return max(math.ceil(part * count / of), 1)


def line(book: Ledger, key: Key) -> Line:
    """How often each point was given, and the median; blank when too few gave one."""
    marks = book.marks.get(key, ())
    given = [mark.value for mark in marks if mark.value is not None]
    if not enough(book, key):
        return Line(*key, counts=(), dont_know=None, median=None)
    counts = tuple(given.count(point) for point in range(TOP + 1))
    return Line(*key, counts=counts, dont_know=len(marks) - len(given), median=nth(given, 1, 2))


def enough(book: Ledger, key: Key) -> bool:
    """Whether so many answered that a result may be shown."""
    cities = [mark.city for mark in book.marks.get(key, ()) if mark.value is not None]
    asked_of = book.raters.get((key[0], key[2]), ())
    if asked_of:
        here = [cities.count(city) for city in asked_of]
        return sum(here) >= book.limits["ballots.city_minimum"] and min(here) > 0
    return len(cities) >= book.limits["ballots.room_minimum"] and all(
        cities.count(city) >= book.limits["ballots.per_city_minimum"] for city in book.cities
    )


def agreement_trail(book: Ledger, instrument: str, item: str, subject: str) -> Trail:
    """The flag of one item about one subject. Raises KeyError when it was not asked or is not revealed."""
    key = (instrument, item, subject)
    shown = book.evidence.agreement(*key)
    if shown is None:
        raise KeyError(key)
    row = line(book, key)
    if not row.counts or row.median is None:
        minimum = "ballots.city_minimum" if book.raters.get((instrument, subject)) else "ballots.room_minimum"
        told = Step("withheld", "too_few", (("limit", book.limits[minimum]),), (minimum,))
        return Trail(AGREEMENT, key, (row,), (told,), (Check("flag", shown.flag, "too_few"),), withheld=True)
    given = [float(point) for point, times in enumerate(row.counts) for _ in range(times)]
    steps, flag = _agreement_steps(book, key, given, row.median)
    quartiles = [nth(given, part, 4) for part in (1, 3)]
    return Trail(
        AGREEMENT,
        key,
        (row,),
        (
            Step("counted", float(len(given)), (("unknown", row.dont_know or 0), ("round", shown.round),
                                                ("carried", shown.carried))),
            *steps,
        ),
        (
            Check("median", shown.median, row.median),
            Check("lower_quartile", shown.lower_quartile, quartiles[0]),
            Check("upper_quartile", shown.upper_quartile, quartiles[1]),
            Check("flag", shown.flag, flag),
        ),
    )  # fmt: skip


def _agreement_steps(book: Ledger, key: Key, given: list[float], median: float) -> tuple[tuple[Step, ...], str]:
    limits, count = book.limits, len(given)
    low, high = (nth(given, part, 4) or 0.0 for part in (1, 3))
    inside = sum(abs(value - median) <= 1 for value in given)
    flag, apart = _flag(book, key, given, median)
    below = "agreement.split_within_one_below"
    steps = [
        Step("median", median, (("marks", count), ("place", place(count, 1, 2)))),
        Step("lower_quartile", low, (("place", place(count, 1, 4)),)),
        Step("upper_quartile", high, (("place", place(count, 3, 4)),)),
        apart,
        Step("within_one", inside / count, (("inside", inside), ("marks", count), ("limit", limits[below])), (below,)),
        Step("spread", high - low, (("limit", limits["agreement.consensus_iqr"]),), ("agreement.consensus_iqr",)),
    ]
    small = limits["agreement.small_room"]
    if count < small:
        steps.append(Step("small_room", float(count - inside), (("limit", small),), ("agreement.small_room",)))
    else:
        most = "agreement.consensus_within_one"
        numbers = (("outside", count - inside), ("allowed", _allowed(book, count)), ("limit", limits[most]))
        steps.append(Step("room", inside / count, numbers, (most,)))
    return (*steps, Step("flag", flag)), flag


def _flag(book: Ledger, key: Key, given: list[float], median: float) -> tuple[str, Step]:
    """The flag, and the step that compares the cities."""
    limits, code = book.limits, "agreement.split_city_medians"
    by_city: dict[str, list[float]] = defaultdict(list)
    for mark in book.marks[key]:
        if mark.value is not None and mark.city:
            by_city[mark.city].append(mark.value)
    medians = {city: nth(values, 1, 2) or 0.0 for city, values in by_city.items()}
    apart = max(medians.values(), default=0.0) - min(medians.values(), default=0.0)
    row = book.evidence.agreement(*key)
    told = row is not None and {city for city, _ in row.city_medians} == medians.keys()
    step = Step("apart" if told else "apart_untold", apart if told else None, (("limit", limits[code]),), (code,))
    inside = sum(abs(value - median) <= 1 for value in given)
    if apart >= limits[code] or inside / len(given) < limits["agreement.split_within_one_below"]:
        return "split", step
    spread = (nth(given, 3, 4) or 0.0) - (nth(given, 1, 4) or 0.0)
    close = spread <= limits["agreement.consensus_iqr"]
    if len(given) < limits["agreement.small_room"]:
        return ("consensus" if close and inside == len(given) else "discuss"), step
    most = inside / len(given) >= limits["agreement.consensus_within_one"]
    few = len(given) - inside <= _allowed(book, len(given))
    return ("consensus" if close and most and few else "discuss"), step


def _allowed(book: Ledger, count: int) -> int:
    """How many may stand outside the three points around the median in a room of this size."""
    rows = [row for row in book.catalogue.small_room if row.people_low <= count <= row.people_high]
    return rows[0].outside_allowed if rows else count
