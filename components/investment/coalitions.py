"""What a group of cities could do alone: its own money, the options that it can carry, its part of outside money.

A group can do the options whose cost falls on its own cities only. Outside money that is tied to options follows them,
whoever does them; other outside money, and a common limit, come to a group in proportion to its cities' shares in the
cost key. What the room said must be in, and floors of the joint plan, bind the joint plan only (own design).

Values are found by the same search as the plan's; with many cities by its linear relaxation, in which an option may be
done in part: never too low, and labelled approximate.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from components.investment.linear import Floats
from components.investment.portfolio import latest_starts
from components.investment.program import BUDGET, POT, Program, program
from components.investment.question import Candidate, Pot, Question
from components.investment.search import Search
from components.investment.shapley import members

_TIE = 1e-4
_GAP, _SECONDS = 1e-7, 20.0

Told = Callable[[float], None]


@dataclass(frozen=True)
class Alone:
    """The best that a group can do. `options`: what it does (in part, too, when not `exact`). `value`: sum of their
    scores. `cost`: what its cities pay of the capital cost, in units of the plan, outside money taken off.
    """

    options: tuple[str, ...]
    value: float
    cost: float
    exact: bool


def bearers(candidate: Candidate) -> int:
    """The coalition of the cities on which capital or running cost of the option falls."""
    shares = zip(candidate.shares, candidate.opex_shares, strict=True)
    return sum(1 << place for place, (capex, opex) in enumerate(shares) if capex > 0 or opex > 0)


def of_coalition(question: Question, coalition: int, key: Sequence[float]) -> Question:
    """The question as the group alone would ask it. key: share of every city in the joint cost, of any sum."""
    places = members(coalition)
    part = _part(key, coalition)

    def own(shares: Sequence[float]) -> tuple[float, ...]:
        return tuple(shares[place] for place in places)

    return replace(
        question,
        envelopes=tuple(question.envelopes[place] for place in places),
        ceilings=tuple(question.ceiling(place) for place in places) if question.ceilings else (),
        budget=tuple(math.floor(amount * part) for amount in question.budget),
        floors=(),
        pots=tuple(pot if pot.options else _scaled(pot, part) for pot in question.pots),
        candidates=tuple(
            replace(item, shares=own(item.shares), opex_shares=own(item.opex_shares), must=False)
            for item in question.candidates
            if bearers(item) & ~coalition == 0
        ),
    )


def alone(question: Question, coalition: int, key: Sequence[float]) -> Alone:
    """The best that the group can do, exactly: the greatest value, and among equals the least that its cities pay."""
    asked = of_coalition(question, coalition, key)
    allowed = _allowed(asked)
    if not allowed:
        return Alone((), 0.0, 0.0, exact=True)
    search = Search(asked, allowed)
    found = search.best(_worth(asked, search.made), gap=_GAP, seconds=_SECONDS)
    if not found.starts:
        return Alone((), 0.0, 0.0, exact=found.starts is not None)
    codes = tuple(code for code, _ in found.starts)
    value = math.fsum(asked.by_code[code].value for code in codes)
    return Alone(codes, value, _least_paid(asked, dict(found.starts)), exact=found.gap <= 10 * _GAP)


def every_coalition(
    question: Question, key: Sequence[float], *, exact: bool, progress: Told | None = None
) -> tuple[Alone, ...]:
    """What every coalition can do, by its bits; that of nobody is nothing.

    exact: whole options, a search for each; else the relaxation. progress: called with the share that is done, 0–1;
    whatever it raises ends the work.
    """
    count = len(question.envelopes)
    relaxed = None if exact else _Relaxation(question, key)
    found = [Alone((), 0.0, 0.0, exact=True)]
    for coalition in range(1, 2**count):
        found.append(alone(question, coalition, key) if relaxed is None else relaxed.alone(coalition))
        if progress is not None and coalition % 8 == 0:
            progress(coalition / 2**count)
    return tuple(found)


class _Relaxation:
    """One linear program for all coalitions: what a coalition cannot do has no room, and outside money is scaled."""

    def __init__(self, question: Question, key: Sequence[float]) -> None:
        free = tuple(replace(item, must=False) for item in question.candidates)
        plain = replace(question, floors=(), candidates=free)
        self._question, self._key = question, key
        self._made = program(plain, _allowed(plain))
        self._cost = _worth(plain, self._made)
        self._bears = np.array([bearers(question.by_code[code]) for code, _ in self._made.starts], dtype=np.int64)
        general = {str(place) for place, pot in enumerate(self._made.ledger.pots) if not pot.options}
        scaled = [
            family[:1] == (BUDGET,) or (family[:1] == (POT,) and family[1] in general)
            for family in self._made.families
        ]
        self._scaled = np.array(scaled, dtype=bool)
        self._matrix, self._low, self._high = self._made.table()

    def alone(self, coalition: int) -> Alone:
        """The relaxation's answer for one coalition."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        possible = (self._bears & ~coalition) == 0
        if not possible.any():
            return Alone((), 0.0, 0.0, exact=True)
        upper = np.array(self._made.upper)
        upper[: len(possible)] = possible
        high = np.where(self._scaled, self._high * _part(self._key, coalition), self._high)
        limits = LinearConstraint(self._matrix, self._low, high)
        result = milp(self._cost, bounds=Bounds(np.zeros(len(upper)), upper), constraints=limits)
        if result.x is None:
            return Alone((), 0.0, 0.0, exact=False)
        taken = result.x[: len(possible)]
        starts, ledger = self._made.starts, self._made.ledger
        values = np.array([self._question.by_code[code].value for code, _ in starts])
        paid = float(taken @ (ledger.whole * (ledger.shares.sum(axis=1) > 0)) - result.x[len(taken) :].sum())
        codes = tuple(dict.fromkeys(code for (code, _), part in zip(starts, taken) if part > 1e-6))
        whole = bool(np.all(np.minimum(taken, 1 - taken) < 1e-6))
        return Alone(codes, float(taken @ values), max(paid, 0.0) * ledger.scale, exact=whole)


def _allowed(question: Question) -> dict[str, tuple[int, ...]]:
    if question.carry_over:
        starts = latest_starts(question)
    else:
        starts = {item.code: question.starts(item) for item in question.candidates}
    return {code: years for code, years in starts.items() if years}


def _worth(question: Question, made: Program) -> Floats:
    """What is minimised: the value, negative, and as a tie-break what is paid."""
    values = np.array([question.by_code[code].value for code, _ in made.starts])
    money = made.ledger.whole
    tie = _TIE * max(float(values.sum()), 1.0) / max(float(money.sum()), 1.0) / max(len(values), 1)
    cost = np.zeros(made.columns)
    cost[len(values) :] = -tie
    cost[: len(values)] = tie * money - values
    return cost


def _least_paid(question: Question, starts: dict[str, int]) -> float:
    """What the cities pay of the capital cost when outside money pays as much as it may."""
    borne = [code for code in starts if any(question.by_code[code].shares)]
    whole = float(sum(question.by_code[code].capex for code in borne))
    if question.sources_only or not any(any(pot.amounts) for pot in question.pots):
        return whole
    made = program(question, {code: (start,) for code, start in starts.items()}, forced=frozenset(starts), floors=False)
    cost = np.zeros(made.columns)
    cost[len(made.starts) :] = -1.0
    result = made.solve(cost)
    return whole if result.x is None else max(whole + float(result.fun) * made.scale, 0.0)


def _part(key: Sequence[float], coalition: int) -> float:
    """The share of the coalition in the key; by heads when the key gives nobody anything."""
    total = math.fsum(key)
    if total <= 0:
        return len(members(coalition)) / len(key)
    return math.fsum(key[place] for place in members(coalition)) / total


def _scaled(pot: Pot, part: float) -> Pot:
    return replace(pot, amounts=tuple(math.floor(amount * part + 1e-9) for amount in pot.amounts))
