"""What if a partner leaves, or says no to one option: the plan again, who pays the rest, which options survive.

A leaver takes its envelope with it, and the workshop without it is asked again (`scenarios.state_without`), so that a
scenario, this question and the test of firmness have one answer: what it would have paid falls on the other cities of
each option by the key; an option of the leaver alone goes with it; the scores stay as everybody marked them. Who says
no to one option keeps its own money for the others: its part of that option falls on the rest in the proportions that
they have among themselves, and it stays a partner in all else. Outside money stays as it is: whether its giver agrees
is for the giver to say (own design).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from components.investment.payments import payments
from components.investment.portfolio import Progress, select
from components.investment.program import Start
from components.investment.question import Candidate, Question
from components.investment.search import Cancelled


@dataclass(frozen=True)
class Payer:
    """What one of the others pays, capital and running cost within the plan, in units of the plan: in the joint plan
    and in the new one, of that for the options that survive, and of that for the option that was refused.
    """

    city: int
    before: int
    after: int
    surviving_before: int
    surviving_after: int
    refused_before: int = 0
    refused_after: int = 0


@dataclass(frozen=True)
class Leaving:
    """`city`: place of the city that leaves or says no. `survive`, `lost`, `enter`: codes of options, against the joint
    plan. `value`: sums of the scores. `status`: of the new search. `payers`: those who stay, in their order.
    """

    city: int
    survive: tuple[str, ...]
    lost: tuple[str, ...]
    enter: tuple[str, ...]
    value_before: float
    value_after: float
    status: str
    payers: tuple[Payer, ...]


def with_no(question: Question, option: str, city: int) -> Question:
    """The question when the city does not pay for one option; without the option when nobody is left to pay for it."""
    others = [place for place in range(len(question.envelopes)) if place != city]
    items = []
    for item in question.candidates:
        if item.code != option:
            items.append(item)
        elif (kept := _taken_over(item, others)) is not None:
            shares, opex_shares = (_with_zero(row, city) for row in (kept.shares, kept.opex_shares))
            items.append(replace(kept, shares=shares, opex_shares=opex_shares))
    return replace(question, candidates=tuple(items))


def leaving(
    question: Question,
    starts: Sequence[Start],
    city: int,
    rest: Question,
    *,
    gap: float,
    seconds: float,
    report: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Leaving:
    """The plan of those who stay against the joint plan `starts`. rest: their question, of the workshop without the
    city at this place. The others as for `select`.
    """
    stay = [place for place in range(len(question.envelopes)) if place != city]
    found = select(rest, gap=gap, seconds=seconds, report=report, cancelled=cancelled)
    return _against(question, starts, rest, found.starts, found.status, city, stay)


def refusing(
    question: Question,
    starts: Sequence[Start],
    option: str,
    city: int,
    *,
    gap: float,
    seconds: float,
    report: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Leaving:
    """The plan when the city pays nothing for one option, against the joint plan. The rest as for `select`."""
    asked = with_no(question, option, city)
    found = select(asked, gap=gap, seconds=seconds, report=report, cancelled=cancelled)
    every = range(len(question.envelopes))
    return _against(question, starts, asked, found.starts, found.status, city, every, refused=(option,))


def _against(
    question: Question,
    starts: Sequence[Start],
    asked: Question,
    found: Sequence[Start],
    status: str,
    city: int,
    stay: Sequence[int],
    refused: Sequence[str] = (),
) -> Leaving:
    before, after = [code for code, _ in starts], [code for code, _ in found]
    survive = tuple(code for code in before if code in after)
    paid, paid_after = _by_city(question, starts), _by_city(asked, found)
    return Leaving(
        city=city,
        survive=survive,
        lost=tuple(code for code in before if code not in after),
        enter=tuple(code for code in after if code not in before),
        value_before=math.fsum(question.by_code[code].value for code in before),
        value_after=math.fsum(asked.by_code[code].value for code in after),
        status=status,
        payers=tuple(
            Payer(
                place,
                _sum(paid, place, before),
                _sum(paid_after, number, after),
                _sum(paid, place, survive),
                _sum(paid_after, number, survive),
                _sum(paid, place, refused),
                _sum(paid_after, number, refused),
            )
            for number, place in enumerate(stay)
        ),
    )


def _with_zero(shares: Sequence[float], city: int) -> tuple[float, ...]:
    return (*shares[:city], 0.0, *shares[city:])


def _taken_over(item: Candidate, stay: Sequence[int]) -> Candidate | None:
    """The option with its cost on those who stay; None when only the leaver bore it."""
    shares, opex = ([row[place] for place in stay] for row in (item.shares, item.opex_shares))
    if (any(item.shares) and not any(shares)) or (any(item.opex_shares) and not any((*opex, *shares))):
        return None
    # Nobody else bore the running cost: it follows the capital cost
    opex = opex if any(opex) or not any(item.opex_shares) else shares
    return replace(item, shares=_to_one(shares), opex_shares=_to_one(opex))


def _to_one(shares: Sequence[float]) -> tuple[float, ...]:
    total = math.fsum(shares)
    return tuple(share / total if total else 0.0 for share in shares)


def _by_city(question: Question, starts: Sequence[Start]) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for row in payments(question, starts, order=[float(place) for place in range(len(question.pots))]):
        if row.payer[0] == "city":
            key = (row.payer[1], row.option)
            found[key] = found.get(key, 0) + row.amount
    return found


def _sum(paid: dict[tuple[int, str], int], city: int, codes: Sequence[str]) -> int:
    return sum(paid.get((city, code), 0) for code in codes)
