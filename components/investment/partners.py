"""Fairness and cooperation of a plan, put together from the plan itself: who pays and gets what, what going together is
worth, whether any partner loses, and whether a group would do better alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from components.framework.catalogue import Catalogue
from components.framework.parameters import Parameters
from components.investment import benefits
from components.investment.candidates import question
from components.investment.coalitions import benefit_parts, every_coalition
from components.investment.cooperation import (
    Losing,
    Together,
    better_alone,
    does_any_partner_lose,
    together,
    worth_parts,
)
from components.investment.cost_game import CostGame, cost_game
from components.investment.fairness import Fairness, fairness
from components.investment.payments import CAPEX, OPEX
from components.investment.plan_records import Plan
from components.investment.program import Start
from components.investment.question import Question
from components.investment.shapley import Blocking
from components.workshop.state import State

PARAMETERS = ("cooperation.scale", "shapley.exact_cities", "shapley.most_cities", "fairness.coverage_minimum")

Told = Callable[[float], None]


@dataclass(frozen=True)
class Cooperation:
    """`together`, `game`: None where there is no plan, or too few cities or too many; `together` also where nothing in
    the plan has a score, so that there is no worth to compare.
    """

    fairness: Fairness
    together: Together | None
    game: CostGame | None
    losing: Losing


@dataclass(frozen=True)
class Groups:
    """The groups that could do more with their own money than in the joint plan, in points of score. `exact`: False
    when groups were valued by the relaxation. `groups`: how many were asked.
    """

    better: tuple[Blocking, ...]
    groups: int
    exact: bool


def asked_of(state: State, plan: Plan, catalogue: Catalogue, parameters: Parameters) -> Question:
    """The question that the plan answers."""
    return question(state, plan.scores, plan.sharing, catalogue, parameters)


def starts_of(state: State, plan: Plan) -> tuple[Start, ...]:
    """What the plan chose, with the year of each start counted from 0."""
    return tuple(
        (line.option, line.start - state.setting.first_year)
        for line in plan.lines
        if line.chosen and line.start is not None
    )


def cooperation(
    state: State, plan: Plan, catalogue: Catalogue, parameters: Parameters, *, progress: Told | None = None
) -> Cooperation:
    """All of it but the groups. progress: called with the share that is done, 0–1."""
    fair = fairness(state, plan.flows, plan.cities, parameters)
    asked = asked_of(state, plan, catalogue, parameters)
    chosen = [code for code, _ in starts_of(state, plan) if code in asked.by_code]
    scale, benefit = parameters.value("cooperation.scale"), benefits.in_full(state)
    most = int(parameters.value("shapley.most_cities"))
    joint = game = None
    if chosen and 2 <= len(state.cities) <= most:
        key = [share.percent for share in plan.sharing.shares]
        if any(asked.by_code[code].value for code in chosen):
            joint = together(asked, chosen, key, benefit, scale=scale, progress=progress)
        paid = _paid(state, plan)
        game = cost_game(
            {code: float(sum(row)) for code, row in paid.items()},
            benefit_parts(asked, benefit),
            [float(sum(row[place] for row in paid.values())) for place in range(len(state.cities))],
            scale=scale,
            most_cities=most,
        )
    return Cooperation(fair, joint, game, does_any_partner_lose(fair, joint, game, parameters))


def groups(
    state: State,
    plan: Plan,
    catalogue: Catalogue,
    parameters: Parameters,
    *,
    exact: bool = False,
    progress: Told | None = None,
) -> Groups | None:
    """Every group with its own money against the joint plan; None without a plan that has a worth, with one city or too
    many.

    exact: whole options however many cities there are; up to `shapley.exact_cities` always.
    """
    asked = asked_of(state, plan, catalogue, parameters)
    chosen = [code for code, _ in starts_of(state, plan) if code in asked.by_code]
    count, most = len(state.cities), int(parameters.value("shapley.most_cities"))
    if not any(asked.by_code[code].value for code in chosen) or not 2 <= count <= most:
        return None
    benefit = benefits.in_full(state)
    found = every_coalition(
        asked,
        [share.percent for share in plan.sharing.shares],
        benefit,
        exact=exact or count <= int(parameters.value("shapley.exact_cities")),
        scale=parameters.value("cooperation.scale"),
        progress=progress,
    )
    better = better_alone(found, worth_parts(asked, chosen, benefit))
    return Groups(better, len(found) - 2, all(row.exact for row in found))


def _paid(state: State, plan: Plan) -> dict[str, list[int]]:
    """What each city pays for each option over the plan, capital and running cost."""
    places = {city.code: place for place, city in enumerate(state.cities)}
    found: dict[str, list[int]] = {}
    for row in plan.flows:
        if row.payer in places and row.kind in (CAPEX, OPEX):
            found.setdefault(row.option, [0] * len(places))[places[row.payer]] += row.amount
    return found
