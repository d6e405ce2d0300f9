"""What nobody can pay of a choice: by option, and by the city and the years whose money does not reach.

The choice is kept as it is and nothing is searched: with the options and years of a plan, every cost is shared by the
key and paid as far as envelopes, ceilings and sources go (`payments`); what is left over lacks. A city's own money is
not tied to an option, so that what it lacks in a year is told of the options with the lowest scores first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from components.analysis.thresholds import in_use
from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment.candidates import question
from components.investment.partners import starts_of
from components.investment.payments import payments
from components.investment.plan_records import Plan
from components.workshop.state import State

_CITY, _GAP = "city", "gap"


@dataclass(frozen=True)
class Lack:
    """What one city cannot pay of one option in one year: `amount` > 0 in whole units of the plan, `year` a calendar
    year. Capital and running cost together.
    """

    option: str
    city: str
    year: int
    amount: int


@dataclass(frozen=True)
class Short:
    """One option that is not paid in full. `parts`: (city, its years, what it lacks there), summing to `amount`."""

    option: str
    amount: int
    parts: tuple[tuple[str, tuple[int, ...], int], ...]


def lacks(state: State, plan: Plan, catalogue: Catalogue, parameters: Parameters) -> tuple[Lack, ...]:
    """Everything that lacks in the choice of `plan` with the money of `state`, by option, city and year.

    Raises InputError as `make_plan`.
    """
    asked = question(state, plan.scores, plan.sharing, catalogue, in_use(state, parameters))
    starts = [(code, start) for code, start in starts_of(state, plan) if code in asked.by_code]
    order = [float(place) for place in range(len(asked.pots))]
    gone: dict[tuple[int, int, str], int] = defaultdict(int)
    borne: dict[tuple[int, int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in payments(asked, starts, order=order):
        kind, place = row.payer
        if kind in (_CITY, _GAP):
            borne[place, row.year, row.kind][row.option] += row.amount
        if kind == _GAP:
            gone[place, row.year, row.kind] += row.amount
    value = {score.option: score.value or 0.0 for score in plan.scores}
    found: dict[tuple[str, int, int], int] = defaultdict(int)
    for where, lacking in gone.items():
        left = lacking
        for option in sorted(borne[where], key=lambda code: (value.get(code, 0.0), code)):
            part = min(left, borne[where][option])
            found[option, where[0], where[1]] += part
            left -= part
    first = state.setting.first_year
    return tuple(
        Lack(option, state.cities[place].code, first + year, amount)
        for (option, place, year), amount in sorted(found.items())
        if amount
    )


def shorts(before: Sequence[Lack], after: Sequence[Lack]) -> tuple[Short, ...]:
    """The options of which more lacks after than before, the largest amount first."""
    more: dict[tuple[str, str, int], int] = defaultdict(int)
    for rows, sign in ((after, 1), (before, -1)):
        for row in rows:
            more[row.option, row.city, row.year] += sign * row.amount
    grown = {place: amount for place, amount in more.items() if amount > 0}
    found = []
    for option in dict.fromkeys(option for option, _, _ in grown):
        mine = {(city, year): amount for (code, city, year), amount in grown.items() if code == option}
        parts = tuple(
            (
                city,
                tuple(sorted(year for other, year in mine if other == city)),
                sum(amount for (other, _), amount in mine.items() if other == city),
            )
            for city in dict.fromkeys(city for city, _ in mine)
        )
        found.append(Short(option, sum(mine.values()), parts))
    return tuple(sorted(found, key=lambda row: (-row.amount, row.option)))
