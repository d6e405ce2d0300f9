"""The best set of options under the budgets, found exactly, in two stages.

Stage 1 finds the set with the greatest sum of scores, without a preference for time; stage 2 keeps the set and starts
everything as early as the money allows, higher scores first. With carry-over, the latest start leaves most money for
the rest, so that stage 1 needs no other starts than the latest and those that let a required option finish in time: the
same optimum, far fewer columns. The distance from the optimum that the solver proved is always reported.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from components.investment.choose import choose
from components.investment.linear import Floats
from components.investment.program import Program, Start, program
from components.investment.question import Candidate, Question

__all__ = ["Clash", "Selection", "Shortage", "choose", "latest_starts", "select"]

OPTIMAL, FEASIBLE, INFEASIBLE, EMPTY = "optimal", "feasible", "infeasible", "empty"
_STAGE_1, _MISSING_LATER = 0.7, 1e-3


@dataclass(frozen=True)
class Shortage:
    """Least extra money, in whole units, that lets something into the plan as it stands: (city, year, amount)."""

    option: str
    amounts: tuple[tuple[int, int, int], ...]

    @property
    def total(self) -> int:
        """Sum over cities and years."""
        return sum(amount for _, _, amount in self.amounts)


@dataclass(frozen=True)
class Clash:
    """Why not every option that must be in can be in. `reason`: excludes, requires, timing, logic, money."""

    reason: str
    options: tuple[str, ...]
    shortage: Shortage | None = None


@dataclass(frozen=True)
class Selection:
    """`starts`: (option, start) of what is chosen, in the order of the candidates. `gap`: proven, relative, 0 =
    optimum.

    With status infeasible and a clash about money, the options that must be in are chosen all the same, with what they
    lack; with any other clash nothing is chosen.
    """

    status: str
    starts: tuple[Start, ...]
    value: float
    gap: float
    seconds: float
    clashes: tuple[Clash, ...] = ()
    shortages: tuple[Shortage, ...] = ()


def select(question: Question, *, gap: float, seconds: float) -> Selection:
    """The best selection. `gap`: relative distance at which the search stops; `seconds`: longest time of the search."""
    began = time.monotonic()
    if not question.candidates:
        return Selection(EMPTY, (), 0.0, 0.0, 0.0)
    must = frozenset(candidate.code for candidate in question.candidates if candidate.must)
    clashes = _logic_clashes(question, must)
    if clashes:
        return Selection(INFEASIBLE, (), 0.0, 0.0, time.monotonic() - began, clashes)
    first = _best_set(question, must, gap=gap, seconds=seconds * _STAGE_1)
    if first is None:
        return _with_shortage(question, must, seconds=seconds, began=began)
    starts, proven = first
    starts = _earliest(question, starts, seconds=seconds * (1 - _STAGE_1))
    starts, shortages = _filled_up(question, starts)
    value = math.fsum(question.by_code[code].value for code, _ in starts)
    status = OPTIMAL if proven <= gap + 1e-9 else FEASIBLE
    return Selection(status, starts, value, proven, time.monotonic() - began, (), shortages)


def latest_starts(question: Question) -> dict[str, tuple[int, ...]]:
    """The starts that stage 1 needs with carry-over: the latest of each option, and what its dependants ask of it."""
    allowed = {candidate.code: set(question.starts(candidate)[-1:]) for candidate in question.candidates}
    changed = True
    while changed:
        changed = False
        for candidate in question.candidates:
            for needed in candidate.requires:
                if needed not in allowed or not allowed[needed]:
                    continue
                other = question.by_code[needed]
                possible = question.starts(other)
                before = [start - other.build for start in allowed[candidate.code]]
                wanted = {min(start, possible[-1]) for start in before if start >= possible[0]}
                changed |= not wanted <= allowed[needed]
                allowed[needed] |= wanted
    return {code: tuple(sorted(starts)) for code, starts in allowed.items()}


def _all_starts(question: Question, codes: Sequence[str]) -> dict[str, tuple[int, ...]]:
    return {code: question.starts(question.by_code[code]) for code in codes}


def _best_set(
    question: Question, must: frozenset[str], *, gap: float, seconds: float
) -> tuple[tuple[Start, ...], float] | None:
    codes = [candidate.code for candidate in question.candidates]
    allowed = latest_starts(question) if question.carry_over else _all_starts(question, codes)
    made = program(question, allowed, forced=must)
    cost = np.zeros(made.columns)
    cost[: len(made.starts)] = [-question.by_code[code].value for code, _ in made.starts]
    result = made.cheapest(cost, gap=gap, seconds=seconds)
    if result.x is None:
        return None
    proven = result.mip_gap
    return _chosen(made, result.x), 0.0 if proven is None or not math.isfinite(proven) else max(float(proven), 0.0)


def _earliest(question: Question, starts: tuple[Start, ...], *, seconds: float) -> tuple[Start, ...]:
    codes = [code for code, _ in starts]
    made = program(question, _all_starts(question, codes), forced=frozenset(codes))
    if not made.starts:
        return starts
    cost = np.zeros(made.columns)
    cost[: len(made.starts)] = [(1 + question.by_code[code].value) * start for code, start in made.starts]
    result = made.cheapest(cost, gap=1e-6, seconds=seconds)
    return starts if result.x is None else _chosen(made, result.x)


def _chosen(made: Program, values: Floats) -> tuple[Start, ...]:
    return tuple(start for start, value in zip(made.starts, values) if value > 0.5)


def _logic_clashes(question: Question, must: frozenset[str]) -> tuple[Clash, ...]:
    """What clashes among the options that must be in, apart from money."""
    found: list[Clash] = []
    for candidate in (question.by_code[code] for code in sorted(must)):
        for other in candidate.excludes:
            pair = Clash("excludes", (min(candidate.code, other), max(candidate.code, other)))
            if other in must and pair not in found:
                found.append(pair)
        missing = [needed for needed in candidate.requires if needed not in question.by_code]
        found += [Clash("requires", (candidate.code, needed)) for needed in missing]
        if not question.starts(candidate):
            found.append(Clash("timing", (candidate.code,)))
    if found or not must:
        return tuple(found)
    made = program(question, _all_starts(question, list(question.by_code)), forced=must, money=False)
    result = made.cheapest(np.zeros(made.columns), gap=0, seconds=5)
    return () if result.x is not None else (Clash("logic", tuple(sorted(must))),)


def _with_shortage(question: Question, must: frozenset[str], *, seconds: float, began: float) -> Selection:
    """The options that must be in, although the money does not suffice, where they lack least."""
    codes = _with_required(question, must)
    made = program(question, _all_starts(question, codes), forced=frozenset(codes), shortage=True)
    result = made.cheapest(_shortage_cost(made), gap=1e-6, seconds=seconds)
    if result.x is None:
        clash = Clash("logic", tuple(sorted(must)))
        return Selection(INFEASIBLE, (), 0.0, 0.0, time.monotonic() - began, (clash,))
    starts = _chosen(made, result.x)
    lacking = _shortage("", made, result.x)
    value = math.fsum(question.by_code[code].value for code, _ in starts)
    clash = Clash("money", tuple(sorted(must)), lacking)
    return Selection(INFEASIBLE, starts, value, 0.0, time.monotonic() - began, (clash,))


def _with_required(question: Question, must: frozenset[str]) -> list[str]:
    wanted, waiting = set(must), list(must)
    while waiting:
        needed = [code for code in question.by_code[waiting.pop()].requires if code in question.by_code]
        waiting += [code for code in needed if code not in wanted]
        wanted |= set(needed)
    return [candidate.code for candidate in question.candidates if candidate.code in wanted]


def _filled_up(question: Question, starts: tuple[Start, ...]) -> tuple[tuple[Start, ...], tuple[Shortage, ...]]:
    """The starts, and for each option left out by money alone the least extra money with everything else as planned.

    What still fits is taken in, the highest score first: the search may stop within its gap, and a score of 0 adds
    nothing.
    """
    chosen = dict(starts)
    left = [item for item in question.candidates if item.code not in chosen and _only_money(item, question, chosen)]
    found: list[Shortage] = []
    for candidate in sorted(left, key=lambda item: (-item.value, item.code)):
        needs = _needs(question, starts, candidate)
        if needs is None:
            continue
        shortage, start = needs
        if shortage.total == 0:
            kept = {**chosen, candidate.code: start}
            order = [item.code for item in question.candidates if item.code in kept]
            return _filled_up(question, tuple((code, kept[code]) for code in order))
        found.append(shortage)
    return starts, tuple(found)


def _only_money(candidate: Candidate, question: Question, chosen: Mapping[str, int]) -> bool:
    excluded = any(code in chosen for code in candidate.excludes)
    excluded |= any(candidate.code in question.by_code[code].excludes for code in chosen)
    return not excluded and all(code in chosen for code in candidate.requires) and bool(question.starts(candidate))


def _needs(question: Question, starts: tuple[Start, ...], candidate: Candidate) -> tuple[Shortage, int] | None:
    allowed: dict[str, tuple[int, ...]] = {code: (start,) for code, start in starts}
    allowed[candidate.code] = question.starts(candidate)
    made = program(question, allowed, forced=frozenset(allowed), shortage=True)
    result = made.cheapest(_shortage_cost(made), gap=1e-6, seconds=5)
    if result.x is None:
        return None
    return _shortage(candidate.code, made, result.x), dict(_chosen(made, result.x))[candidate.code]


def _shortage_cost(made: Program) -> Floats:
    """One for each unit that is missing; a little more the earlier, so that the year named is the one that binds."""
    cost = np.zeros(made.columns)
    for (_, year), column in made.missing.items():
        cost[column] = 1 + _MISSING_LATER * (made.question.years - year)
    return cost


def _shortage(option: str, made: Program, values: Floats) -> Shortage:
    # Rounded up: a unit less would not be enough.
    amounts = (
        (city, year, math.ceil(float(values[column]) * made.scale - 1e-4))
        for (city, year), column in sorted(made.missing.items())
    )
    return Shortage(option, tuple(item for item in amounts if item[2] > 0))
