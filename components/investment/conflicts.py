"""When nothing fits: which limits clash, and the smallest relaxation that helps.

Limits that clash: a set that cannot be met together and of which none can be taken away without the rest fitting (a
deletion filter, Chinneck & Dravnieks 1991), over whole kinds of limits first, then one by one, then year by year. The
smallest relaxation: the least extra money in all, by city, source and year.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from components.investment.giving_way import Way, ways
from components.investment.ledger import Start
from components.investment.linear import Floats
from components.investment.program import CITY, FLOOR, LASTING, MONEY, Program, program
from components.investment.question import Question

_MISSING_LATER, _WAY_SECONDS = 1e-3, 2.0

Limit = tuple[str, ...]
"""A limit: its kind, its place (of a city or source) or the codes of options or a floor, and a year if one matters."""


@dataclass(frozen=True)
class Extra:
    """So much more of a limit, in whole units. `kind`: pot, budget or ceiling; `place`: of the source or city."""

    kind: str
    place: int
    year: int
    amount: int


@dataclass(frozen=True)
class Shortage:
    """Least extra money, in whole units, that lets something into the plan as it stands: (city, year, amount); a year
    after the last is every year thereafter. `others`: what other limits would have to give as well.
    """

    option: str
    amounts: tuple[tuple[int, int, int], ...]
    others: tuple[Extra, ...] = ()

    @property
    def total(self) -> int:
        """Sum over cities and years."""
        return sum(amount for _, _, amount in self.amounts)

    @property
    def nothing(self) -> bool:
        """Whether nothing is lacking."""
        return not self.amounts and not self.others


@dataclass(frozen=True)
class Clash:
    """Why not every option that must be in can be in. `reason`: excludes, requires, timing, unpaid, logic, floors,
    money.

    `limits`: for money, limits that clash, each with its kind, place or codes and, where it matters, year. `ways`: what
    the room could demand less of, so that it fits without more money.
    """

    reason: str
    options: tuple[str, ...]
    shortage: Shortage | None = None
    limits: tuple[Limit, ...] = ()
    ways: tuple[Way, ...] = ()


def logic_clashes(question: Question, must: frozenset[str]) -> tuple[Clash, ...]:
    """What clashes among the options that must be in and the floors, apart from money."""
    found: list[Clash] = []
    for candidate in (question.by_code[code] for code in sorted(must)):
        for other in candidate.excludes:
            pair = Clash("excludes", (min(candidate.code, other), max(candidate.code, other)))
            if other in must and pair not in found:
                found.append(pair)
        needed = (*candidate.requires, *candidate.follows)
        found += [Clash("requires", (candidate.code, code)) for code in needed if code not in question.by_code]
        if not question.starts(candidate):
            found.append(Clash("timing", (candidate.code,)))
    found += [Clash("unpaid", (code,)) for code in sorted(_drawn_in(question, must)) if _unpaid(question, code)]
    if found or not (must or question.floors):
        return tuple(found)
    allowed = _all_starts(question)
    if must and not _possible(program(question, allowed, forced=must, money=False, floors=False)):
        return (Clash("logic", tuple(sorted(must))),)
    if question.floors and not _possible(made := program(question, allowed, forced=must, money=False)):
        limits = clashing(made, seconds=5)
        named = tuple(limit[1] for limit in limits if limit[0] == FLOOR)
        return (Clash("floors", named, limits=limits, ways=ways(question, allowed, must, seconds=_WAY_SECONDS)),)
    return ()


def _drawn_in(question: Question, must: frozenset[str]) -> frozenset[str]:
    """The options that must be in and all that they need."""
    found, open_codes = set[str](), list(must)
    while open_codes:
        code = open_codes.pop()
        if code not in found and code in question.by_code:
            found.add(code)
            open_codes += [*question.by_code[code].requires, *question.by_code[code].follows]
    return frozenset(found)


def _unpaid(question: Question, code: str) -> bool:
    """Whether sources alone pay and none of them may pay for the option."""
    paying = any(pot.pays(code) and any(pot.amounts) for pot in question.pots)
    return question.sources_only and question.by_code[code].capex > 0 and not paying


def money_clash(question: Question, must: frozenset[str], *, seconds: float) -> tuple[Clash, tuple[Start, ...]]:
    """Which limits of money clash, what is lacking least, and the starts with which that is so."""
    allowed = _all_starts(question)
    limits = clashing(program(question, allowed, forced=must), seconds=seconds / 2)
    needs = lacking(question, allowed, forced=must, seconds=seconds / 2)
    less = ways(question, allowed, must, seconds=_WAY_SECONDS)
    if needs is None:
        return Clash("logic", tuple(sorted(must)), limits=limits, ways=less), ()
    return Clash("money", tuple(sorted(must)), needs[0], limits, less), needs[1]


def lacking(
    question: Question,
    allowed: Mapping[str, Sequence[int]],
    *,
    option: str = "",
    forced: frozenset[str] | None = None,
    seconds: float = 5.0,
) -> tuple[Shortage, tuple[Start, ...]] | None:
    """The least extra money with which the options in `forced` (or all of `allowed`) can be in, and their starts."""
    must = frozenset(allowed) if forced is None else forced
    made = program(question, allowed, forced=must, shortage=True)
    cost = np.zeros(made.columns)
    for (_, _, year), column in made.missing.items():
        # A little more the earlier, so that the year named is the one that binds.
        cost[column] = 1 + _MISSING_LATER * (question.years - year)
    # And a little for each option, so that none comes in that nothing asks for.
    cost[: len(made.starts)] = 1e-5
    result = made.cheapest(cost, gap=1e-6, seconds=seconds)
    if result.x is None:
        return None
    return _shortage(option, made, result.x), made.ledger.chosen(result.x[: len(made.starts)])


def clashing(made: Program, *, seconds: float) -> tuple[Limit, ...]:
    """Limits of the program that cannot be met together; when time is up, some of them may be superfluous."""
    ends = time.monotonic() + seconds
    families = [family for family in dict.fromkeys(made.families) if family]
    dropped: frozenset[Limit] = frozenset()
    for key in (_kind, _limit, tuple[str, ...]):
        for group in dict.fromkeys(key(family) for family in families if family not in dropped):
            more = dropped | {family for family in families if key(family) == group}
            if time.monotonic() < ends and not _possible(made, without=more):
                dropped = more
    kept = [family for family in families if family not in dropped]
    return tuple(sorted(kept, key=lambda family: (family[0] in MONEY, family)))


def _kind(family: Limit) -> Limit:
    return family[:1]


def _limit(family: Limit) -> Limit:
    return family[:2] if family[0] in MONEY else family


def _possible(made: Program, *, without: frozenset[Limit] = frozenset()) -> bool:
    result = made.cheapest(np.zeros(made.columns), gap=0, seconds=5, without=without)
    return bool(result.status != 2)


def _all_starts(question: Question) -> dict[str, tuple[int, ...]]:
    return {item.code: question.starts(item) for item in question.candidates}


def _shortage(option: str, made: Program, values: Floats) -> Shortage:
    found = []
    for (kind, place, year), column in sorted(made.missing.items(), key=lambda item: (item[0][1], item[0][2])):
        # Rounded up: a unit less would not be enough.
        amount = math.ceil(float(values[column]) * made.scale - 1e-4)
        if amount > 0:
            found.append(Extra(kind, place, year, amount))
    cities = tuple((one.place, one.year, one.amount) for one in found if one.kind in (CITY, LASTING))
    return Shortage(option, cities, tuple(one for one in found if one.kind not in (CITY, LASTING)))
