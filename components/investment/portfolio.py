"""The best set of options under all limits, found exactly, in stages.

Continuing projects come first: no new option may displace one. Stage 1 then finds the set with the greatest sum of
values, without a preference for time; stage 2 keeps the set and starts everything as early as the money allows: the
smallest sum of starting years, each weighed by value, or, in a plan of more than 25 options, each counting one; then
the higher values come first among starts that can change places without breaking a limit.
With carry-over, the latest start leaves most money for the rest, so that stage 1 needs no other starts than the latest
and those that let a required option come in time: the same optimum, far fewer columns. The distance from the optimum
that the solver proved is always reported.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from components.investment.choose import choose
from components.investment.conflicts import Clash, Shortage, lacking, logic_clashes, money_clash
from components.investment.ledger import Start
from components.investment.question import Candidate, Question
from components.investment.search import Cancelled, Found, Report, Search

__all__ = ["Clash", "Selection", "Shortage", "choose", "latest_starts", "select", "useful_starts"]

OPTIMAL, FEASIBLE, INFEASIBLE, EMPTY, UNKNOWN = "optimal", "feasible", "infeasible", "empty", "unknown"
_STAGE_1, _EARLY_GAP, _WEIGHTED_GAP, _WEIGHTED_MOST = 0.7, 1e-3, 1e-6, 25


@dataclass(frozen=True)
class Selection:
    """`starts`: (option, start) of what is chosen, in the order of the candidates. `gap`: proven, relative, 0 =
    optimum; `bound`: no set is worth more. `early_gap`: the same for «as early as possible», None when not searched.

    With status infeasible and a clash about money, the options that must be in are chosen all the same, with what they
    lack; with any other clash nothing is chosen. Status unknown: time was up before any set was found. `explained`:
    `shortages` are complete; while the search goes on nothing is said of them.
    """

    status: str
    starts: tuple[Start, ...]
    value: float
    gap: float
    seconds: float
    clashes: tuple[Clash, ...] = ()
    shortages: tuple[Shortage, ...] = ()
    bound: float = 0.0
    early_gap: float | None = field(default=None, compare=False)
    explained: bool = True


Progress = Callable[[Selection], None]


def select(
    question: Question,
    *,
    gap: float,
    seconds: float,
    report: Progress | None = None,
    cancelled: Cancelled | None = None,
    explain: bool = True,
    early: bool = True,
) -> Selection:
    """The best selection. `gap`: relative distance at which the search stops; `seconds`: longest time of the search.

    report: called with every better selection while the search goes on, each complete and with its proven gap.
    cancelled: asked between slices of the search; when it says yes, the best selection until then is the answer.
    explain: False leaves out what each option left out would need. early: False leaves out stage 2: the set is the
    same, its years are some in which it can be paid.
    """
    began = time.monotonic()
    if not question.candidates:
        return Selection(EMPTY, (), 0.0, 0.0, 0.0)
    must = frozenset(candidate.code for candidate in question.candidates if candidate.must)
    clashes = logic_clashes(question, must)
    if clashes:
        return Selection(INFEASIBLE, (), 0.0, 0.0, time.monotonic() - began, clashes)

    def told(found: Found) -> None:
        if report is not None and found.starts is not None:
            report(replace(_selection(question, found, gap, began), explained=False))

    watch = told if report is not None else None
    first = _best_set(question, must, gap=gap, seconds=seconds * _STAGE_1, report=watch, cancelled=cancelled)
    if first.impossible:
        return _with_shortage(question, must, seconds=seconds, began=began)
    every = Search(question, _all_starts(question, list(question.by_code)))
    whole = first.starts if first.starts is not None else _by_rank(question, every, must)
    if whole is None:
        return Selection(UNKNOWN, (), 0.0, math.inf, time.monotonic() - began, bound=math.inf)
    starts, early_gap = whole, None
    if early:
        starts, early_gap = _earliest(question, whole, gap=gap, seconds=seconds * (1 - _STAGE_1), cancelled=cancelled)
    starts = _filled_up(question, every, starts)
    shortages = _shortages(question, starts) if explain else ()
    found = Found(starts, -_value(question, starts), first.bound)
    return replace(_selection(question, found, gap, began, shortages, early_gap), explained=explain)


def latest_starts(question: Question) -> dict[str, tuple[int, ...]]:
    """The starts that stage 1 needs with carry-over: the latest of each option, and what its dependants ask of it."""
    allowed = {candidate.code: set(question.starts(candidate)[-1:]) for candidate in question.candidates}
    changed = True
    while changed:
        changed = False
        for candidate in question.candidates:
            waits = [(needed, question.by_code[needed].build) for needed in candidate.requires if needed in allowed]
            waits += [(needed, 0) for needed in candidate.follows if needed in allowed]
            for needed, wait in waits:
                possible = question.starts(question.by_code[needed])
                if not possible:
                    continue
                before = [start - wait for start in allowed[candidate.code]]
                wanted = {min(start, possible[-1]) for start in before if start >= possible[0]}
                changed |= not wanted <= allowed[needed]
                allowed[needed] |= wanted
    return {code: tuple(sorted(starts)) for code, starts in allowed.items()}


def useful_starts(question: Question) -> dict[str, tuple[int, ...]]:
    """The starts that a search for the best set needs, of every option that can start at all."""
    starts = latest_starts(question) if question.carry_over else _all_starts(question, list(question.by_code))
    return {code: years for code, years in starts.items() if years}


def _selection(
    question: Question,
    found: Found,
    gap: float,
    began: float,
    shortages: tuple[Shortage, ...] = (),
    early_gap: float | None = None,
) -> Selection:
    starts = found.starts or ()
    value = _value(question, starts)
    possible = math.fsum(item.value for item in question.candidates)
    bound = max(min(-found.bound, possible), value)
    proven = (bound - value) / max(abs(value), 1e-9)
    # What the solver's arithmetic leaves open between the two is no gap.
    proven = proven if proven > 1e-9 else 0.0
    status = OPTIMAL if proven <= gap + 1e-9 else FEASIBLE
    seconds = time.monotonic() - began
    return Selection(status, starts, value, proven, seconds, (), shortages, bound, early_gap)


def _value(question: Question, starts: Sequence[Start]) -> float:
    return math.fsum(question.by_code[code].value for code, _ in starts)


def _all_starts(question: Question, codes: Sequence[str]) -> dict[str, tuple[int, ...]]:
    return {code: question.starts(question.by_code[code]) for code in codes}


def _best_set(
    question: Question,
    must: frozenset[str],
    *,
    gap: float,
    seconds: float,
    report: Report | None,
    cancelled: Cancelled | None,
) -> Found:
    codes = list(question.by_code)
    allowed = latest_starts(question) if question.carry_over else _all_starts(question, codes)
    search = Search(question, allowed, forced=must)
    named = [question.by_code[code] for code, _ in search.made.starts]
    # One more than the value, so that a continuing project that nobody marked comes first too.
    continuing = np.array([item.value + 1 if item.continuing else 0.0 for item in named])
    if continuing.any():
        before = search.best(-continuing, gap=0, seconds=seconds / 2, cancelled=cancelled)
        if before.starts is None:
            return before
        search.made.dense(continuing, -before.cost - 1e-6, math.inf, exact=True)
    cost = np.array([-item.value for item in named])
    return search.best(cost, gap=gap, seconds=seconds, report=report, cancelled=cancelled)


def _earliest(
    question: Question, starts: tuple[Start, ...], *, gap: float, seconds: float, cancelled: Cancelled | None
) -> tuple[tuple[Start, ...], float | None]:
    """The same options as early as possible, and how far from that the answer is at most.

    gap: what is enough for the set is enough for the years of a large plan too.
    """
    codes = [code for code, _ in starts]
    if not codes:
        return starts, 0.0
    search = Search(question, _all_starts(question, codes), forced=frozenset(codes))
    # In a large plan whole numbers only: the solver then proves the least sum much sooner than with the values in it.
    weighted = len(codes) <= _WEIGHTED_MOST
    weights = [1 + question.by_code[code].value if weighted else 1.0 for code, _ in search.made.starts]
    cost = np.array([weight * start for weight, (_, start) in zip(weights, search.made.starts)])
    enough = _WEIGHTED_GAP if weighted else max(_EARLY_GAP, gap)
    found = search.best(cost, gap=enough, seconds=seconds, cancelled=cancelled)
    if found.starts is None:
        return _ranked(question, search, _brought_forward(question, search, starts)), None
    return _ranked(question, search, found.starts), found.gap if found.cost else 0.0


def _brought_forward(question: Question, search: Search, starts: tuple[Start, ...]) -> tuple[Start, ...]:
    """Without a search, for want of time: one option after the other, from the top of the list, as early as the others
    leave it; again until none moves, since what is required may have to move first.
    """
    chosen, moved = dict(starts), True
    order = sorted(chosen, key=lambda code: _rank(question.by_code[code]))
    while moved:
        moved = False
        for code in order:
            for start in question.starts(question.by_code[code]):
                if start >= chosen[code]:
                    break
                if search.fits(tuple({**chosen, code: start}.items())):
                    chosen[code], moved = start, True
                    break
    return tuple((code, chosen[code]) for code, _ in starts)


def _ranked(question: Question, search: Search, starts: tuple[Start, ...]) -> tuple[Start, ...]:
    """Higher values first wherever two options can change places."""
    chosen = dict(starts)
    order = sorted(chosen, key=lambda code: _rank(question.by_code[code]))
    for number, better in enumerate(order):
        possible = question.starts(question.by_code[better])
        for other in sorted(order[number + 1 :], key=lambda code: chosen[code]):
            one, two = chosen[better], chosen[other]
            if two >= one or two not in possible or one not in question.starts(question.by_code[other]):
                continue
            swapped = {**chosen, better: two, other: one}
            if search.fits(tuple(swapped.items())):
                chosen = swapped
    return tuple((code, chosen[code]) for code, _ in starts)


def _rank(candidate: Candidate) -> tuple[bool, float, str]:
    return not candidate.continuing, -candidate.value, candidate.code


def _by_rank(question: Question, search: Search, must: frozenset[str]) -> tuple[Start, ...] | None:
    """A set without proof, for want of time: from the top of the list, what must be in before the rest."""
    order = sorted(question.candidates, key=lambda item: (not item.must, *_rank(item)))
    starts = added(question, search, (), order)
    return starts if must <= {code for code, _ in starts} and search.fits(starts) else None


def added(
    question: Question, search: Search, starts: Sequence[Start], order: Sequence[Candidate]
) -> tuple[Start, ...]:
    """The starts and, one after the other in this order, what can be added to them, each as early as it can be."""
    chosen = dict(starts)
    left = [item for item in order if item.code not in chosen]
    while True:
        before = len(chosen)
        for item in left:
            for start in question.starts(item):
                if item.code not in chosen and search.fits((*chosen.items(), (item.code, start)), floors=False):
                    chosen[item.code] = start
        left = [item for item in left if item.code not in chosen]
        if len(chosen) == before:
            return tuple((code, chosen[code]) for code in question.by_code if code in chosen)


def _filled_up(question: Question, search: Search, starts: tuple[Start, ...]) -> tuple[Start, ...]:
    """What still fits is taken in: the search may stop within its gap, and a value of 0 adds nothing to it."""
    return added(question, search, starts, sorted(question.candidates, key=_rank))


def _shortages(question: Question, starts: tuple[Start, ...]) -> tuple[Shortage, ...]:
    """For each option left out by money alone, the least extra money with everything else as planned."""
    chosen = dict(starts)
    found = []
    for item in sorted(question.candidates, key=_rank):
        if item.code not in chosen and _only_money(item, question, chosen):
            allowed: Mapping[str, Sequence[int]] = {code: (start,) for code, start in starts}
            needs = lacking(question, {**allowed, item.code: question.starts(item)}, option=item.code)
            found += [needs[0]] if needs is not None else []
    return tuple(found)


def _only_money(candidate: Candidate, question: Question, chosen: Mapping[str, int]) -> bool:
    excluded = any(code in chosen for code in candidate.excludes)
    excluded |= any(candidate.code in question.by_code[code].excludes for code in chosen)
    needed = (*candidate.requires, *candidate.follows)
    return not excluded and all(code in chosen for code in needed) and bool(question.starts(candidate))


def _with_shortage(question: Question, must: frozenset[str], *, seconds: float, began: float) -> Selection:
    """The options that must be in, although the money does not suffice, where they lack least."""
    clash, starts = money_clash(question, must, seconds=seconds)
    value = _value(question, starts)
    return Selection(INFEASIBLE, starts, value, 0.0, time.monotonic() - began, (clash,), bound=value)
