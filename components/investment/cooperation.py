"""Is it worth going together, and does any partner lose by it?

*The surplus* is what the joint plan is worth (sum of the scores) beyond what all cities could do each on its own, with
its own money, its own versions of the options and its part of outside money (`coalitions`). An option's worth goes to
cities by its stated shares of the benefit, or evenly to its cities where none is stated in full (own design).

*A partner loses* when one of two things holds: what the joint plan is worth to it is less than what it could do alone
with its own money; or it pays more in the joint plan than its own versions of the same options would cost it
(`cost_game`). Both are computed, but rest on the scores and on the stated benefits, which are judgements; the two tests
are own design. Paying at least `fairness.heavy` times its share of the benefit is said beside it, and is no loss by
itself: a city may agree to that. Where the benefit is stated for less than `fairness.coverage_minimum` percent of the
joint worth, the answer is that it is not known.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.framework.parameters import Parameters
from components.investment.coalitions import Alone, Parts, Told, alone, benefit_parts
from components.investment.cost_game import CostGame
from components.investment.fairness import Fairness
from components.investment.question import Question
from components.investment.shapley import Blocking, members

YES, NO, UNKNOWN = "yes", "no", "unknown"
_ROOM = 1e-3
"""Relative: what a search may have missed, and what whole units may hide, is no loss."""


@dataclass(frozen=True)
class OnItsOwn:
    """What one city could do with its own money. `options`: of which it does its own version. `value`: what they are
    worth to it, in points of score; `cost`: what it pays of the capital cost. `benefit`: its part of the joint plan's
    worth, in the same points.
    """

    city: int
    options: tuple[str, ...]
    value: float
    cost: float
    benefit: float


@dataclass(frozen=True)
class Together:
    """`joint`: worth of the joint plan; `surplus`: beyond the sum of what the cities do on their own, in points of
    score. `benefit_coverage`: share (0–1) of the joint worth for which the benefit by city is stated.
    """

    joint: float
    surplus: float
    cities: tuple[OnItsOwn, ...]
    benefit_coverage: float


@dataclass(frozen=True)
class Partner:
    """How the joint plan stands for one city; None is not known. `more_alone`: it could do more with its own money;
    `cheaper_alone`: its own versions of the same options would cost it less; `heavy`: it pays more than its part.
    """

    city: str
    more_alone: bool | None
    cheaper_alone: bool | None
    heavy: bool | None

    @property
    def loses(self) -> bool:
        """Whether one of the two tests says so."""
        return bool(self.more_alone or self.cheaper_alone)


@dataclass(frozen=True)
class Losing:
    """`answer`: yes, no or unknown. `coverage`: share (0–1) of the joint worth that the answer rests on."""

    answer: str
    partners: tuple[Partner, ...]
    coverage: float

    @property
    def losers(self) -> tuple[str, ...]:
        """Codes of the cities that lose."""
        return tuple(row.city for row in self.partners if row.loses)


def does_any_partner_lose(
    fair: Fairness, joint: Together | None, game: CostGame | None, parameters: Parameters
) -> Losing:
    """The plain answer for the room. fair, joint, game: of the same plan; joint and game may be missing where there is
    no plan, too few cities or too many.
    """
    known = joint is not None and joint.benefit_coverage * 100 >= parameters.value("fairness.coverage_minimum")
    partners = []
    for place, burden in enumerate(fair.burdens):
        more = cheaper = None
        if known and joint is not None:
            own = joint.cities[place]
            more = own.value > own.benefit + _ROOM * max(own.benefit, 1.0)
        if known and game is not None:
            cheaper = game.by_key[place] > game.alone[place] + _ROOM * game.costs[-1]
        partners.append(Partner(burden.city, more, cheaper, burden.heavy))
    coverage = joint.benefit_coverage if joint is not None else 0.0
    if not known or game is None:
        return Losing(UNKNOWN, tuple(partners), coverage)
    return Losing(YES if any(row.loses for row in partners) else NO, tuple(partners), coverage)


def together(
    question: Question,
    chosen: Sequence[str],
    key: Sequence[float],
    benefit: Mapping[str, Sequence[float]],
    *,
    scale: float,
    progress: Told | None = None,
) -> Together:
    """The joint plan against each city on its own.

    chosen: codes of the joint plan. key: share of every city, any sum. benefit: option -> percent by city, only those
    that are stated in full. scale: as `coalitions`. progress: called with the share that is done, 0–1.
    """
    parts = worth_parts(question, chosen, benefit)
    joint = math.fsum(question.by_code[code].value for code in chosen)
    covered = math.fsum(question.by_code[code].value for code in chosen if code in benefit)
    own = []
    for city in range(len(question.envelopes)):
        found = alone(question, 1 << city, key, benefit, scale=scale)
        own.append(OnItsOwn(city, found.options, found.value, found.cost, parts[city]))
        if progress is not None:
            progress((city + 1) / len(question.envelopes))
    surplus = joint - math.fsum(row.value for row in own)
    return Together(joint, surplus, tuple(own), covered / joint if joint else 0.0)


def worth_parts(question: Question, chosen: Sequence[str], benefit: Parts) -> tuple[float, ...]:
    """Every city's part of the joint plan's worth, in points."""
    rows = benefit_parts(question, benefit)
    cities = range(len(question.envelopes))
    return tuple(math.fsum(question.by_code[code].value * rows[code][city] for code in chosen) for city in cities)


def better_alone(found: Sequence[Alone], parts: Sequence[float]) -> tuple[Blocking, ...]:
    """The groups that could do more with their own money than the joint plan is worth to them, by how much, the most
    first. found: what every coalition can do (`every_coalition`); parts: every city's part of the joint worth.
    """
    rows = []
    for coalition in range(1, len(found) - 1):
        worth = math.fsum(parts[place] for place in members(coalition))
        if found[coalition].value > worth + _ROOM * max(worth, 1.0):
            rows.append(Blocking(members(coalition), found[coalition].value - worth))
    return tuple(sorted(rows, key=lambda row: (-row.saving, row.players)))
