"""What a group of cities could do alone: its own money, its own versions of the options, its part of outside money.

Of an option that falls to other cities too, a group alone does a version of its own: it is worth the group's part b of
the benefit, and costs b^e of the whole. With an exponent e of 0 it has to be built whole whoever wants it, with 1
nothing is saved by building together; between them, what is built together is cheaper for each (the six-tenths rule of
plant cost, Chilton 1950; its use for every option is own design). Outside money that is tied to options comes to a
group in proportion to its part of their benefit, other outside money and a common limit in proportion to its cities'
shares in the cost key. What the room said must be in, and floors of the joint plan, bind the joint plan only (own
design).

Values are found by the same search as the plan's; with many cities by a linear relaxation over the plan's years
together, in which an option may be done in part: never too low, and labelled approximate.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from components.investment.linear import Floats
from components.investment.portfolio import useful_starts
from components.investment.program import Program, program
from components.investment.question import Candidate, Pot, Question
from components.investment.search import Search
from components.investment.shapley import members

SIX_TENTHS = 0.6
_TIE = 1e-4
_GAP, _SECONDS = 1e-4, 20.0
_WHOLE = 1 - 1e-9

Told = Callable[[float], None]
Parts = Mapping[str, Sequence[float]]
"""Part of every city in an option's benefit, summing to 1, by option."""


@dataclass(frozen=True)
class Alone:
    """The best that a group can do. `options`: what it does (in part, too, when not `exact`). `value`: what they are
    worth to it. `cost`: what its cities pay of the capital cost, in units of the plan, outside money taken off.
    """

    options: tuple[str, ...]
    value: float
    cost: float
    exact: bool


def bearers(candidate: Candidate) -> int:
    """The coalition of the cities on which capital or running cost of the option falls."""
    shares = zip(candidate.shares, candidate.opex_shares, strict=True)
    return sum(1 << place for place, (capex, opex) in enumerate(shares) if capex > 0 or opex > 0)


def benefit_parts(question: Question, stated: Parts | None = None) -> dict[str, tuple[float, ...]]:
    """The parts of every candidate: as stated (of any sum above zero), else even over the cities that bear its cost,
    else over all.
    """
    cities = range(len(question.envelopes))
    found = {}
    for item in question.candidates:
        row = (stated or {}).get(item.code)
        if row is None:
            bearing = bearers(item)
            row = [float(bearing >> city & 1) for city in cities] if bearing else [1.0 for _ in cities]
        total = math.fsum(row)
        found[item.code] = tuple(part / total for part in row)
    return found


def of_coalition(
    question: Question, coalition: int, key: Sequence[float], parts: Parts | None = None, *, scale: float = SIX_TENTHS
) -> Question:
    """The question as the group alone would ask it.

    key: share of every city in the joint cost, of any sum. parts: as `benefit_parts` takes them. scale: the exponent e.
    """
    places = members(coalition)
    of_all = benefit_parts(question, parts)
    own = {code: math.fsum(row[place] for place in places) for code, row in of_all.items()}
    part = _part(key, coalition)
    return replace(
        question,
        envelopes=tuple(question.envelopes[place] for place in places),
        ceilings=tuple(question.ceiling(place) for place in places) if question.ceilings else (),
        budget=tuple(math.floor(amount * part) for amount in question.budget),
        floors=(),
        pots=tuple(_scaled(pot, _pot_part(pot, own, question) if pot.options else part) for pot in question.pots),
        candidates=tuple(
            _version(item, places, own[item.code], [of_all[item.code][place] for place in places], scale)
            for item in question.candidates
            if own[item.code] > 0
        ),
    )


def alone(
    question: Question, coalition: int, key: Sequence[float], parts: Parts | None = None, *, scale: float = SIX_TENTHS
) -> Alone:
    """The best that the group can do, to a ten-thousandth of its value, and among equals the least that its cities
    pay.
    """
    asked = of_coalition(question, coalition, key, parts, scale=scale)
    allowed = useful_starts(asked)
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
    question: Question,
    key: Sequence[float],
    parts: Parts | None = None,
    *,
    exact: bool,
    scale: float = SIX_TENTHS,
    progress: Told | None = None,
) -> tuple[Alone, ...]:
    """What every coalition can do, by its bits; that of nobody is nothing.

    exact: whole options, a search for each; else the relaxation. progress: called with the share that is done, 0–1;
    whatever it raises ends the work.
    """
    count = len(question.envelopes)
    found = [Alone((), 0.0, 0.0, exact=True)]
    for coalition in range(1, 2**count):
        if exact:
            found.append(alone(question, coalition, key, parts, scale=scale))
        else:
            found.append(_relaxed(of_coalition(question, coalition, key, parts, scale=scale)))
        if progress is not None and (coalition % 8 == 0 or exact):
            progress(coalition / 2**count)
    return tuple(found)


def _version(
    item: Candidate, places: Sequence[int], own: float, parts: Sequence[float], scale: float
) -> Candidate:
    """The group's own version of an option; the option itself when everything of it falls to the group."""
    shares, opex_shares = ([row[place] for place in places] for row in (item.shares, item.opex_shares))
    if own >= _WHOLE and math.fsum(shares) >= _WHOLE * math.fsum(item.shares):
        return replace(item, shares=tuple(shares), opex_shares=tuple(opex_shares), must=False)
    factor = own**scale
    return replace(
        item,
        value=item.value * own,
        capex=math.ceil(item.capex * factor - 1e-9),
        opex=math.ceil(item.opex * factor - 1e-9),
        shares=_on_group(shares, parts, item.shares),
        opex_shares=_on_group(opex_shares, parts, item.opex_shares),
        must=False,
    )


def _on_group(shares: Sequence[float], parts: Sequence[float], whole: Sequence[float]) -> tuple[float, ...]:
    """The cost on the group: as its cities share it among themselves, by what they get of it when none of them bears
    any, on nobody when no city does.
    """
    if not any(whole):
        return tuple(0.0 for _ in shares)
    row = shares if any(shares) else parts
    total = math.fsum(row)
    return tuple(share / total for share in row)


def _pot_part(pot: Pot, own: Mapping[str, float], question: Question) -> float:
    """The group's part of the benefit of the options that the money is for, each weighing as much as its cost."""
    named = [item for item in question.candidates if item.code in pot.options]
    whole = math.fsum(item.capex for item in named)
    return math.fsum(item.capex * own[item.code] for item in named) / whole if whole else 0.0


def _relaxed(asked: Question) -> Alone:
    """The relaxation's answer: all years together, options in part."""
    at_once = replace(
        asked,
        years=1,
        envelopes=tuple((sum(row),) for row in asked.envelopes),
        pots=tuple(replace(pot, amounts=(sum(pot.amounts),)) for pot in asked.pots),
        budget=(sum(asked.budget),) if asked.budget else (),
        lasting=False,
        candidates=tuple(
            replace(item, build=1, earliest=0, opex=0, requires=(), follows=(*item.requires, *item.follows))
            for item in asked.candidates
            if asked.starts(item)
        ),
    )
    if not at_once.candidates:
        return Alone((), 0.0, 0.0, exact=True)
    made = program(at_once, {item.code: (0,) for item in at_once.candidates})
    result = made.solve(_worth(at_once, made))
    if result.x is None:
        return Alone((), 0.0, 0.0, exact=False)
    taken = result.x[: len(made.starts)]
    ledger = made.ledger
    values = np.array([at_once.by_code[code].value for code, _ in made.starts])
    paid = float(taken @ (ledger.whole * (ledger.shares.sum(axis=1) > 0)) - result.x[len(taken) :].sum())
    codes = tuple(code for (code, _), part in zip(made.starts, taken) if part > 1e-6)
    return Alone(codes, float(taken @ values), max(paid, 0.0) * ledger.scale, exact=not codes)


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
